/* Builds the tree of a descriptor from the stream and holds it against its grammar. Faults of the
 * grammar do not stop it: an unknown element is left out with all that is in it, and the rest is
 * read. */
#include "base/arena.h"
#include "base/file.h"
#include "language/language.h"
#include "pack/pack.h"
#include "tree_faults.h"
#include "tree_priv.h"

typedef struct open_elem {
    gr_xml_elem *elem;
    gr_xml_content_item **next; /* where its next item is hung */
    unsigned faults_before;
    size_t said_before; /* reports of faults */
} open_elem;

typedef struct builder {
    gr_xml_checker check;
    const gr_xml_grammar *const *grammars;
    size_t n_grammars;
    gr_xml_tree *tree;
    gr_xml_elem *root;
    open_elem *open;  /* limits->xml_depth + 1 of them */
    unsigned depth;   /* of `open` */
    unsigned skipped; /* open elements inside one that was left out, that one included */
    gr_buf run;       /* text since the last tag; `run_raw` and `run_at` are of its beginning */
    uint32_t run_raw;
    gr_loc run_at;
    bool run_placed;
} builder;

static open_elem *innermost(const builder *b)
{
    return &b->open[b->depth - 1];
}

static gr_xml_content_item *hang(builder *b)
{
    gr_xml_content_item *item = GR_NEW(b->check.arena, gr_xml_content_item);
    *innermost(b)->next = item;
    innermost(b)->next = &item->next;
    return item;
}

/* ---- text ---- */

static bool keeps_text(const builder *b)
{
    gr_xml_content_kind content = innermost(b)->elem->rule->content;
    return content == GR_XML_TEXT || content == GR_XML_MIXED;
}

static size_t blanks(gr_str text)
{
    size_t n = 0;
    for (size_t white = gr_str_white(text, 0); white > 0; white = gr_str_white(text, n)) {
        n += white;
    }
    return n;
}

/* What the text of a run or an attribute is in composed letters, kept. */
static gr_str composed(builder *b, gr_str text, gr_loc at)
{
    gr_str kept = gr_str_dup(b->check.arena, text);
    if (gr_text_composed(b->check.arena, kept, b->check.diag, at, &kept) != GR_OK) {
        b->check.faults++;
    }
    return kept;
}

static void end_run(builder *b)
{
    gr_str text = gr_buf_view(&b->run);
    if (text.len == 0) {
        return;
    }
    if (keeps_text(b)) {
        gr_xml_content_item *item = hang(b);
        item->text = composed(b, text, b->run_at);
        item->raw = b->run_raw;
        item->at = b->run_at;
    } else if (gr_str_trim(text).len > 0) {
        gr_xml_fault_text(&b->check, innermost(b)->elem, b->run_at, text);
    }
    b->run.len = 0;
}

/* The place of the character of the run that comes after `before` bytes of it. */
static void place_run(builder *b, gr_xml_reader *reader, size_t before)
{
    size_t at = gr_xml_raw_step(gr_xml_window_text(&reader->window), b->run_raw, before);
    b->run_at = gr_xml_loc(reader, gr_xml_mark_of(reader, at));
}

static gr_status on_text(void *user, gr_xml_reader *reader, gr_str chars)
{
    builder *b = user;
    if (b->skipped > 0 || b->depth == 0) {
        return GR_OK;
    }
    if (b->run.len == 0) {
        gr_str text = gr_xml_window_text(&reader->window);
        b->run_raw = (uint32_t)gr_xml_raw_tag_end(text, gr_xml_tag_offset(reader));
        b->run_placed = false;
    }
    /* Stray text is pointed at behind its white space; blanks alone need no place. */
    gr_str blank_before = gr_str_sub(chars, 0, keeps_text(b) ? 0 : blanks(chars));
    if (!b->run_placed && blank_before.len < chars.len) {
        place_run(b, reader, b->run.len + blank_before.len);
        b->run_placed = true;
    }
    gr_buf_add(&b->run, chars);
    return GR_OK;
}

/* ---- attributes ---- */

static const gr_xml_attr *find_value(const gr_xml_start *element, gr_str name)
{
    for (size_t i = 0; i < element->n_attrs; i++) {
        const gr_xml_attr *attr = &element->attrs[i];
        bool is_language = gr_str_is(attr->ns, GR_XML_NAMESPACE) && gr_str_is(attr->name, "lang");
        if ((attr->ns.len == 0 || is_language) && gr_str_eq(attr->name, name)) {
            return attr;
        }
    }
    return NULL;
}

/* xmlns is no attribute; xml:* belong to XML and only xml:lang may mean something to a rule. */
static bool is_ours(const gr_xml_raw_attr *raw, const gr_xml_attr_rule *rule)
{
    if (gr_str_is(raw->prefix, "xmlns") ||
        (raw->prefix.len == 0 && gr_str_is(raw->name, "xmlns"))) {
        return false;
    }
    return !gr_str_is(raw->prefix, "xml") || (gr_str_is(raw->name, "lang") && rule != NULL);
}

/** The rule of `title`, for `title.en`; NULL: it has no words. */
static const gr_xml_attr_rule *rule_in_language(const gr_xml_grammar *grammar,
                                                const gr_xml_rule *of, gr_str name)
{
    size_t dot = gr_str_find(name, GR_LIT("."));
    if (!grammar->languages || dot == SIZE_MAX) {
        return NULL;
    }
    gr_str stem = gr_str_sub(name, 0, dot);
    if (grammar->in_languages != NULL && !gr_str_is(stem, grammar->in_languages)) {
        return NULL;
    }
    const gr_xml_attr_rule *rule = gr_xml_attr_rule_find(grammar, of, stem);
    bool words = rule != NULL && (rule->kind == GR_XML_A_TEXT || rule->kind == GR_XML_A_PATTERN ||
                                  rule->kind == GR_XML_A_PATH || rule->kind == GR_XML_A_EXPR);
    return words ? rule : NULL;
}

static void take_attribute(builder *b, gr_xml_reader *reader, gr_xml_elem *elem,
                           const gr_xml_start *element, const gr_xml_raw_attr *raw)
{
    const gr_xml_attr_rule *rule = gr_xml_attr_rule_find(b->check.grammar, elem->rule, raw->name);
    bool other = rule == NULL || strcmp(rule->name, "*") == 0;
    const gr_xml_attr_rule *words =
        other ? rule_in_language(b->check.grammar, elem->rule, raw->name) : NULL;
    rule = words != NULL ? words : rule;
    if (!is_ours(raw, rule)) {
        return;
    }
    gr_loc at = gr_xml_loc(reader, gr_xml_mark_of(reader, raw->value_at));
    bool foreign = raw->prefix.len > 0 && !gr_str_is(raw->prefix, "xml");
    if (rule == NULL || foreign) {
        gr_xml_fault_attribute(&b->check, elem, at, raw);
        return;
    }
    const gr_xml_attr *found = find_value(element, raw->name);
    gr_str value = found == NULL ? GR_LIT("") : found->value;
    unsigned faults_before = b->check.faults;
    gr_xml_check_value(&b->check, rule, at, value);
    gr_xml_named *named = &elem->attrs[elem->n_attrs++];
    bool any = strcmp(rule->name, "*") == 0 || words != NULL;
    *named =
        (gr_xml_named){.name = any ? gr_str_dup(b->check.arena, raw->name) : gr_str_of(rule->name),
                       .value = composed(b, value, at),
                       .at = at,
                       .raw = (uint32_t)raw->value_at,
                       .rule = rule};
    named->refused = b->check.faults > faults_before;
}

/* What was refused is no value for anybody; until here it counted as given. */
static void drop_refused(gr_xml_elem *elem)
{
    size_t kept = 0;
    for (size_t i = 0; i < elem->n_attrs; i++) {
        if (!elem->attrs[i].refused) {
            elem->attrs[kept++] = elem->attrs[i];
        }
    }
    elem->n_attrs = kept;
}

static void take_attributes(builder *b, gr_xml_reader *reader, gr_xml_elem *elem,
                            const gr_xml_start *element)
{
    size_t at = gr_xml_raw_name_end(gr_xml_window_text(&reader->window), gr_xml_tag_offset(reader));
    gr_xml_raw_attr raw;
    elem->attrs = GR_NEW_N(b->check.arena, gr_xml_named, element->n_attrs);
    while (gr_xml_raw_next(gr_xml_window_text(&reader->window), &at, &raw)) {
        take_attribute(b, reader, elem, element, &raw);
    }
    gr_xml_check_required(&b->check, elem);
    drop_refused(elem);
}

/* ---- elements ---- */

static const gr_xml_rule *rule_of_root(builder *b, const gr_xml_start *element, gr_loc at)
{
    for (size_t i = 0; i < b->n_grammars; i++) {
        if (gr_str_is(element->ns, b->grammars[i]->ns)) {
            b->check.grammar = b->grammars[i];
        }
    }
    if (b->check.grammar == NULL) {
        gr_xml_fault_namespace(&b->check, at, element, b->grammars, b->n_grammars);
        return NULL;
    }
    if (!gr_str_is(element->name, b->check.grammar->root)) {
        gr_xml_fault_root(&b->check, at, element->name);
        return NULL;
    }
    return gr_xml_rule_find(b->check.grammar, element->name);
}

static const gr_xml_rule *rule_of_child(builder *b, const gr_xml_start *element, gr_loc at)
{
    const gr_xml_elem *parent = innermost(b)->elem;
    bool same_ns = gr_str_is(element->ns, b->check.grammar->ns);
    if (same_ns && gr_xml_allows(b->check.grammar, parent->rule, element->name)) {
        const gr_xml_rule *rule = gr_xml_rule_find(b->check.grammar, element->name);
        if (rule != NULL) {
            return rule;
        }
    }
    gr_xml_fault_element(&b->check, parent, at, element->name, same_ns);
    return NULL;
}

static void open_element(builder *b, gr_xml_reader *reader, const gr_xml_start *element,
                         const gr_xml_rule *rule)
{
    gr_xml_elem *elem = GR_NEW(b->check.arena, gr_xml_elem);
    *elem = (gr_xml_elem){
        .rule = rule, .name = gr_str_of(rule->name), .at = gr_xml_place(reader), .tree = b->tree};
    if (b->depth == 0) {
        b->root = elem;
    } else {
        gr_xml_content_item *item = hang(b);
        item->elem = elem;
        item->at = elem->at;
        item->raw = (uint32_t)gr_xml_tag_offset(reader);
        elem->parent = innermost(b)->elem;
        elem->self = item;
    }
    unsigned faults_before = b->check.faults;
    take_attributes(b, reader, elem, element);
    b->open[b->depth++] = (open_elem){.elem = elem,
                                      .next = &elem->content,
                                      .faults_before = faults_before,
                                      .said_before = gr_diag_count(b->check.diag, GR_NOTE)};
}

static gr_status on_start(void *user, gr_xml_reader *reader, const gr_xml_start *element)
{
    builder *b = user;
    if (b->skipped > 0) {
        b->skipped++;
        return GR_OK;
    }
    gr_loc at = gr_xml_place(reader);
    if (b->depth == 0) {
        const gr_xml_rule *root = rule_of_root(b, element, at);
        if (root == NULL) {
            return GR_BAD_INPUT;
        }
        open_element(b, reader, element, root);
        return GR_OK;
    }
    end_run(b);
    const gr_xml_rule *rule = rule_of_child(b, element, at);
    if (rule == NULL) {
        b->skipped = 1;
    } else {
        open_element(b, reader, element, rule);
    }
    return GR_OK;
}

static gr_status on_end(void *user, gr_xml_reader *reader, gr_str name)
{
    builder *b = user;
    (void)reader, (void)name;
    if (b->skipped > 0) {
        b->skipped--;
        return GR_OK;
    }
    end_run(b);
    innermost(b)->elem->faults = b->check.faults - innermost(b)->faults_before;
    b->depth--;
    return GR_OK;
}

gr_status gr_xml_tree_read_bytes(gr_str bytes, uint16_t file, const gr_xml_grammar *const *grammars,
                                 size_t n, const gr_limits *limits, gr_arena *arena, gr_diag *diag,
                                 gr_xml_elem **out_root)
{
    gr_diag *faults = gr_diag_beside(diag, arena);
    builder b = {.check = {.arena = arena, .diag = faults},
                 .grammars = grammars,
                 .n_grammars = n,
                 .tree = GR_NEW(arena, gr_xml_tree),
                 .open = GR_NEW_N(arena, open_elem, limits->xml_depth + 1),
                 .run = gr_buf_make(arena, 3 * limits->descriptor_bytes)};
    gr_xml_handler handler = {.user = &b, .start = on_start, .text = on_text, .end = on_end};
    b.tree->file = file;
    gr_status status = gr_xml_read_whole(bytes, file, limits, &handler, arena, diag, &b.tree->text);
    if (status != GR_OK && b.depth > 0) {
        /* what stands in an element that never ends is mostly meant to stand behind it */
        gr_diag_cut(faults, innermost(&b)->said_before);
    }
    gr_diag_merge(diag, faults, GR_LIT(""));
    GR_TRY(status);
    gr_xml_tree_index(b.tree, arena);
    *out_root = b.root;
    return b.check.faults == 0 ? GR_OK : GR_BAD_INPUT;
}

gr_status gr_xml_tree_read(gr_str path, const gr_xml_grammar *const *grammars, size_t n,
                           const gr_limits *limits, gr_arena *arena, gr_diag *diag,
                           gr_xml_elem **out_root)
{
    gr_str bytes;
    uint16_t file = gr_diag_add_file(diag, path);
    GR_TRY(gr_file_read(path, limits->descriptor_bytes, arena, diag, (gr_loc){.file = 0}, &bytes));
    GR_TRY(gr_diag_note_read(diag, file, gr_sha256_hex(arena, gr_sha256_of(bytes))));
    return gr_xml_tree_read_bytes(bytes, file, grammars, n, limits, arena, diag, out_root);
}
