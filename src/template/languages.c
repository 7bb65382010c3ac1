#include "languages.h"

/* Owns reports in several languages: which words of a descriptor stand in the language at hand, and
 * which are lacking there. Words in the first language stand as they are; others beside them, as
 * title.en= or as an element with lang="en" behind its like. */
#include "base/intern.h"

void gr_languages_read(gr_reading *reading, const gr_xml_elem *root, gr_str wanted)
{
    gr_languages *own = &reading->languages;
    const gr_xml_elem *editions = gr_xml_child(root, "editions");
    const gr_xml_named *said = editions == NULL ? NULL : gr_xml_find(editions, "languages");
    *own = (gr_languages){.now = GR_LIT("")};
    if (said == NULL) {
        return;
    }
    gr_str rest = said->value, tag = GR_LIT("");
    size_t cap = 0;
    while (gr_str_split(&rest, ' ', &tag)) {
        if (tag.len == 0) {
            continue;
        }
        if (gr_check_language(&reading->with, tag, said->at) != GR_OK ||
            gr_is_one_of_tags(own, tag)) {
            reading->failed = true;
            continue;
        }
        *GR_PUSH(reading->with.arena, own->list, own->n, cap, gr_str) = tag;
    }
    gr_str fallback = gr_xml_value(editions, "fallback");
    if (fallback.len > 0 && (own->n == 0 || !gr_str_eq(fallback, own->list[0]))) {
        reading->failed = true;
        gr_diag_report(
            reading->with.diag, gr_xml_find(editions, "fallback")->at, GR_CODE_LANGUAGE_FORM,
            "words that are lacking can only be taken from the first language, '" GR_FMT "'",
            GR_ARG(own->n == 0 ? GR_LIT("") : own->list[0]));
    }
    own->fallback = fallback.len > 0;
    own->now = wanted.len > 0 ? wanted : own->n > 0 ? own->list[0] : GR_LIT("");
    own->other = own->n > 0 && !gr_str_eq(own->now, own->list[0]);
}

bool gr_is_one_of_tags(const gr_languages *languages, gr_str tag)
{
    for (size_t i = 0; i < languages->n; i++) {
        if (gr_str_eq(languages->list[i], tag)) {
            return true;
        }
    }
    return false;
}

static void refuse_tag(gr_reading *reading, gr_str tag, gr_loc at)
{
    gr_languages *languages = &reading->languages;
    reading->failed = true;
    if (languages->n == 0 && languages->told) {
        return; /* one cause: the first of its words stands for all */
    }
    languages->told = true;
    if (languages->n == 0) {
        gr_diag_report(reading->with.diag, at, GR_CODE_LANGUAGE_FORM,
                       "'" GR_FMT "': this report is made in one language; write "
                       "languages=\"nl en\" on <editions>, or <span lang> for words in another",
                       GR_ARG(tag));
        return;
    }
    gr_buf known = gr_buf_make(reading->with.arena, SIZE_MAX / 4);
    for (size_t i = 0; i < languages->n; i++) {
        gr_buf_addf(&known, "%s" GR_FMT, i > 0 ? ", " : "", GR_ARG(languages->list[i]));
    }
    gr_diag_report(reading->with.diag, at, GR_CODE_LANGUAGE_FORM,
                   "'" GR_FMT "': this report is made in " GR_FMT, GR_ARG(tag),
                   GR_ARG(gr_buf_view(&known)));
}

/** "title.en": where the dot is; SIZE_MAX: it has none. */
static size_t dot_of(gr_str name)
{
    size_t at = name.len;
    while (at > 0 && name.ptr[at - 1] != '.') {
        at--;
    }
    return at == 0 ? SIZE_MAX : at - 1;
}

static bool keeps_lang(const gr_xml_elem *elem)
{
    return elem->rule->kind == GR_E_REPORT || elem->rule->kind == GR_E_SPAN;
}

bool gr_attr_in_language(gr_reading *reading, const gr_xml_elem *elem, size_t i, gr_xml_named *out)
{
    const gr_xml_named *attr = &elem->attrs[i];
    const gr_languages *languages = &reading->languages;
    size_t dot = dot_of(attr->name);
    *out = *attr;
    if (gr_str_is(attr->name, "lang") && !keeps_lang(elem)) {
        return false; /* looked at by gr_elem_in_language */
    }
    if (dot != SIZE_MAX) {
        gr_str tag = gr_str_sub(attr->name, dot + 1, attr->name.len);
        if (!gr_is_one_of_tags(languages, tag)) {
            refuse_tag(reading, tag, attr->at);
        }
        return false;
    }
    gr_str wanted = gr_str_fmt(reading->with.arena, GR_FMT "." GR_FMT, GR_ARG(attr->name),
                               GR_ARG(languages->now));
    for (size_t k = 0; languages->n > 0 && k < elem->n_attrs; k++) {
        if (gr_str_eq(elem->attrs[k].name, wanted)) {
            *out = elem->attrs[k];
            out->name = attr->name;
            out->rule = attr->rule;
            return true;
        }
    }
    return true;
}

bool gr_attr_is_lacking(const gr_reading *reading, const gr_xml_elem *elem,
                        const gr_xml_named *chosen)
{
    const gr_languages *languages = &reading->languages;
    bool translated = true;
    for (size_t i = 0; i < elem->n_attrs; i++) {
        if (gr_str_eq(elem->attrs[i].name, chosen->name)) {
            translated = elem->attrs[i].raw != chosen->raw;
        }
    }
    return languages->other && languages->inside == 0 && !translated;
}

static bool is_in(const gr_xml_elem *elem, gr_str tag)
{
    return gr_str_eq(gr_xml_value(elem, "lang"), tag);
}

bool gr_elem_in_language(gr_reading *reading, const gr_xml_content_item *item)
{
    const gr_xml_elem *elem = item->elem;
    const gr_languages *languages = &reading->languages;
    const gr_xml_named *said = keeps_lang(elem) ? NULL : gr_xml_find(elem, "lang");
    if (said != NULL) {
        if (!gr_is_one_of_tags(languages, said->value)) {
            refuse_tag(reading, said->value, said->at);
        }
        return gr_str_eq(said->value, languages->now);
    }
    for (item = item->next; languages->n > 0 && item != NULL; item = item->next) {
        if (item->elem == NULL) {
            continue;
        }
        bool like = item->elem->rule == elem->rule && !keeps_lang(item->elem) &&
                    gr_xml_find(item->elem, "lang") != NULL;
        if (!like) {
            break;
        }
        if (is_in(item->elem, languages->now)) {
            return false; /* that one stands for it */
        }
    }
    return true;
}

/* --- what is lacking --- */

static bool has_letters(gr_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i], small = c | 0x20;
        if ((small >= 'a' && small <= 'z') || (c >= 0xC3 && c < 0xE2)) {
            return true;
        }
    }
    return false;
}

/** Words that the expression itself says, and not what it compares with. */
static bool says_words(const gr_expr *expr)
{
    static const char *const passes[] = {"capital", "upper", "lower", "replace", "join"};
    if (expr->kind == GR_X_LITERAL) {
        return expr->as.literal.type == GR_T_TEXT && has_letters(expr->as.literal.as.text);
    }
    if (expr->kind == GR_X_CHOICE) {
        return says_words(expr->as.choice.yes) || says_words(expr->as.choice.no);
    }
    if (expr->kind == GR_X_BINARY) {
        return expr->as.binary.op == GR_B_ADD &&
               (says_words(expr->as.binary.left) || says_words(expr->as.binary.right));
    }
    bool through = false, says = false;
    for (size_t i = 0; expr->kind == GR_X_CALL && i < sizeof passes / sizeof passes[0]; i++) {
        through = through || gr_str_is(expr->as.call.name, passes[i]);
    }
    for (size_t i = 0; through && i < expr->as.call.n_args; i++) {
        says = says || says_words(expr->as.call.args[i]);
    }
    return says;
}

static bool pattern_says_words(const gr_pattern *pattern)
{
    for (size_t i = 0; pattern != NULL && i < pattern->n; i++) {
        const gr_piece *piece = &pattern->pieces[i];
        if (piece->expr == NULL ? has_letters(piece->text) : says_words(piece->expr)) {
            return true;
        }
    }
    return false;
}

/** Names, addresses and files are the same in all languages. */
static bool is_name(gr_str name)
{
    static const char *const names[] = {"id", "to", "href", "file", "part", "table", "from"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (gr_str_is(name, names[i])) {
            return true;
        }
    }
    return false;
}

static bool attr_says_words(const gr_tnode *node, const gr_tattr *attr)
{
    bool text = gr_str_is(attr->name, "because") || gr_str_starts(attr->name, GR_LIT("missing"));
    bool value = gr_str_is(attr->name, "value") || gr_str_is(attr->name, "category") ||
                 gr_str_is(attr->name, "total");
    switch (attr->kind) {
    case GR_XML_A_PATTERN:
        return !is_name(attr->name) && pattern_says_words(attr->as.pattern);
    case GR_XML_A_EXPR:
        return value && attr->as.expr != NULL && says_words(attr->as.expr);
    case GR_XML_A_TEXT:
        return text && node->kind != GR_E_PARAMETER && has_letters(attr->value);
    case GR_XML_A_NAME:
    case GR_XML_A_FLAG:
    case GR_XML_A_INT:
    case GR_XML_A_CHOICE:
    case GR_XML_A_WORDS:
    case GR_XML_A_LENGTH:
    case GR_XML_A_COLOUR:
    case GR_XML_A_SET:
    case GR_XML_A_PATH:
        return false;
    }
    return false;
}

void gr_check_attr_words(gr_reading *reading, const gr_tnode *node, const gr_tattr *attr)
{
    const char *name = node->kind == GR_E_ARGUMENT ? "the argument" : NULL;
    if (reading->languages.fallback || !attr_says_words(node, attr)) {
        return;
    }
    gr_str tag = reading->languages.now;
    reading->failed = true;
    gr_diag_report(reading->with.diag, attr->at, GR_CODE_LANGUAGE_GAP,
                   "'" GR_FMT "' in '" GR_FMT "'; write %s" GR_FMT "." GR_FMT
                   "=\"...\" beside it, or fallback=\"" GR_FMT "\" on <editions>",
                   GR_ARG(attr->value), GR_ARG(tag), name == NULL ? "" : "its name for ",
                   GR_ARG(attr->name), GR_ARG(tag), GR_ARG(reading->languages.list[0]));
}

void gr_check_run_words(gr_reading *reading, const gr_tnode *parent, const gr_pattern *pattern,
                        gr_loc at)
{
    const gr_languages *languages = &reading->languages;
    if (!languages->other || languages->fallback || languages->inside > 0 ||
        !pattern_says_words(pattern)) {
        return;
    }
    while (parent->parent != NULL && (parent->kind == GR_E_B || parent->kind == GR_E_I ||
                                      parent->kind == GR_E_A || parent->kind == GR_E_SPAN)) {
        parent = parent->parent;
    }
    reading->failed = true;
    gr_diag_report(reading->with.diag, at, GR_CODE_LANGUAGE_GAP,
                   "the words of this <%s> in '" GR_FMT "'; write <%s lang=\"" GR_FMT
                   "\">...</%s> behind it, or fallback=\"" GR_FMT "\" on <editions>",
                   gr_element_names[parent->kind], GR_ARG(languages->now),
                   gr_element_names[parent->kind], GR_ARG(languages->now),
                   gr_element_names[parent->kind], GR_ARG(languages->list[0]));
}

/* --- texts --- */

void gr_text_in_language(gr_reading *reading, gr_tnode *text)
{
    gr_tattr *file = gr_tnode_attr(text, "file");
    const gr_languages *languages = &reading->languages;
    const gr_pattern *source = file->as.pattern;
    const gr_str ending = GR_LIT(".md");
    if (!languages->other || source == NULL) {
        return;
    }
    const gr_piece *last = source->n == 0 ? NULL : &source->pieces[source->n - 1];
    if (last == NULL || last->expr != NULL || !gr_str_ends(last->text, ending)) {
        reading->failed = true;
        gr_diag_report(reading->with.diag, file->at, GR_CODE_LANGUAGE_GAP,
                       "'" GR_FMT "' in '" GR_FMT "': its name does not end in .md, so that it "
                       "cannot be told; write file." GR_FMT "=\"...\" beside it",
                       GR_ARG(file->value), GR_ARG(languages->now), GR_ARG(languages->now));
        return;
    }
    gr_pattern *pattern = GR_NEW(reading->with.arena, gr_pattern);
    gr_piece *pieces = GR_NEW_N(reading->with.arena, gr_piece, source->n);
    memcpy(pieces, source->pieces, source->n * sizeof *pieces);
    gr_str stem = gr_str_sub(last->text, 0, last->text.len - ending.len);
    pieces[source->n - 1].text = gr_str_fmt(reading->with.arena, GR_FMT "." GR_FMT ".md",
                                            GR_ARG(stem), GR_ARG(languages->now));
    gr_str whole = gr_str_sub(source->source, 0, source->source.len - ending.len);
    *pattern = *source;
    pattern->pieces = pieces;
    pattern->source = gr_str_fmt(reading->with.arena, GR_FMT "." GR_FMT ".md", GR_ARG(whole),
                                 GR_ARG(languages->now));
    file->as.pattern = pattern;
    if (languages->fallback) {
        gr_tattr *otherwise = gr_tnode_add_attr(reading->with.arena, text, GR_LIT("file-else"),
                                                file->value, file->at, GR_XML_A_PATH);
        otherwise->as.pattern = source;
    }
}
