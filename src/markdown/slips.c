#include "convert.h"

/* Owns what looks like a form of Markdown and is none: a list pasted from a letter, a heading
 * without its space, stars that are never closed. Markdown would print the signs, and set the lines
 * as one paragraph; here its writer is told what to write. */
#include "base/intern.h"
#include "language/language.h"

typedef enum pasted { /* how a line begins that its writer may take for an item */
                      PASTED_NOT,
                      PASTED_BULLET, /* a sign that no text begins with otherwise: one line is
                                        enough */
                      PASTED_DASH,
                      PASTED_BRACKETS, /* (a) or (1) */
                      PASTED_TIGHT,    /* 1.one, -one */
                      PASTED_DOTTED    /* 1.1 one */
} pasted;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool starts_with_any(gr_str line, const char *const *signs)
{
    for (; *signs != NULL; signs++) {
        gr_str sign = gr_str_of(*signs);
        if (gr_str_starts(line, sign) && gr_str_white(line, sign.len) > 0) {
            return true;
        }
    }
    return false;
}

static pasted numbered(gr_str line)
{
    size_t n = 0;
    while (n < line.len && is_digit(line.ptr[n])) {
        n++;
    }
    if (n == 0 || n + 1 >= line.len || (line.ptr[n] != '.' && line.ptr[n] != ')')) {
        return PASTED_NOT;
    }
    if (is_letter(line.ptr[n + 1])) {
        return PASTED_TIGHT;
    }
    bool dotted = line.ptr[n] == '.' && is_digit(line.ptr[n + 1]);
    for (n++; dotted && n < line.len && (is_digit(line.ptr[n]) || line.ptr[n] == '.');) {
        n++;
    }
    return dotted && n < line.len && gr_str_white(line, n) > 0 ? PASTED_DOTTED : PASTED_NOT;
}

static bool in_brackets(gr_str line)
{
    size_t n = 1;
    while (n < line.len && n < 5 && (is_digit(line.ptr[n]) || is_letter(line.ptr[n]))) {
        n++;
    }
    return n > 1 && n + 1 < line.len && line.ptr[0] == '(' && line.ptr[n] == ')' &&
           gr_str_white(line, n + 1) > 0;
}

static pasted pasted_at(gr_str line)
{
    static const char *const bullets[] = {"\xE2\x80\xA2",
                                          "\xE2\x80\xA3",
                                          "\xE2\x97\xA6",
                                          "\xE2\x96\xAA",
                                          "\xC2\xB7",
                                          "\xEF\x82\xB7",
                                          NULL};
    static const char *const dashes[] = {"\xE2\x80\x93", "\xE2\x80\x94", NULL};
    if (starts_with_any(line, bullets)) {
        return PASTED_BULLET;
    }
    if (starts_with_any(line, dashes)) {
        return PASTED_DASH;
    }
    if (in_brackets(line)) {
        return PASTED_BRACKETS;
    }
    bool tight =
        line.len > 1 && (line.ptr[0] == '-' || line.ptr[0] == '+') && is_letter(line.ptr[1]);
    return tight ? PASTED_TIGHT : numbered(line);
}

static const char *const pasted_advice[] = {
    [PASTED_NOT] = "",
    [PASTED_BULLET] = "a line that begins as an item does; write a list with - and a space",
    [PASTED_DASH] = "lines that begin as items do; write a list with - and a space",
    [PASTED_BRACKETS] = "lines that begin as items do; write a. b. c. or 1. 2. 3. and a space",
    [PASTED_TIGHT] =
        "lines that begin as items do; write a space behind the sign: '1. one', '- one'",
    [PASTED_DOTTED] =
        ("lines with numbers of two parts; indent an inner list (1. 2.) below its item, "
         "or write each as a paragraph with a blank line between them"),
};

static gr_str line_at(const gr_md_text *text, size_t nr)
{
    const gr_line_starts *lines = &text->cut_lines;
    if (nr >= lines->n) {
        return GR_LIT("");
    }
    if (text->fenced[nr]) {
        return GR_LIT("");
    }
    size_t from = lines->starts[nr];
    size_t to = nr + 1 < lines->n ? lines->starts[nr + 1] : text->without.len;
    return gr_str_trim(gr_str_sub(text->without, from, to - from));
}

static gr_loc place_of(const gr_md_text *text, gr_str line)
{
    return gr_md_place_at(text, (size_t)(line.ptr - text->without.ptr));
}

/** "#Heading", "::: part", "> [!NOTE]". */
static const char *misread(gr_str line)
{
    size_t n = 0;
    while (n < line.len && line.ptr[n] == '#') {
        n++;
    }
    if (n > 0 && n <= 6 && n < line.len && is_letter(line.ptr[n])) {
        return "a heading has a space behind its signs: '# Heading'; for the sign itself write \\#";
    }
    if (gr_str_starts(line, GR_LIT(":::"))) {
        return "':::' is no form of these texts; boxes are made in the report: <callout>";
    }
    if (gr_str_starts(line, GR_LIT(">")) && gr_str_find(line, GR_LIT("[!")) != SIZE_MAX) {
        return "a remark; boxes are made in the report: <callout>";
    }
    return NULL;
}

void gr_md_line_slips(gr_md_text *text)
{
    pasted before = PASTED_NOT;
    for (size_t nr = 0; nr < text->cut_lines.n; nr++) {
        gr_str line = line_at(text, nr);
        const char *advice = misread(line);
        pasted here = pasted_at(line);
        bool alone = here == PASTED_BULLET;
        if (here != before && here != PASTED_NOT &&
            (alone || pasted_at(line_at(text, nr + 1)) == here)) {
            advice = pasted_advice[here];
        }
        before = here;
        if (advice != NULL) {
            gr_md_fail(text, place_of(text, line), GR_CODE_TEXT_FORM, "%s", advice);
        }
    }
}

/* ---- what cmark left as text ---- */

/** The length of an entity for a star or an underline that begins at `at`, 0: there is none. */
static size_t mark_entity(gr_str bytes, size_t at, bool *line)
{
    static const char *const stars[] = {"&#42;",  "&ast;",  "&midast;", "&#x2a;", "&#x2A;",
                                        "&#X2a;", "&#X2A;", "&#042;",   NULL};
    static const char *const lines[] = {"&#95;",  "&lowbar;", "&#x5f;", "&#x5F;",
                                        "&#X5f;", "&#X5F;",   "&#095;", NULL};
    gr_str rest = gr_str_sub(bytes, at, SIZE_MAX);
    for (int k = 0; k < 2; k++) {
        for (const char *const *sign = k == 0 ? stars : lines; *sign != NULL; sign++) {
            if (gr_str_starts(rest, gr_str_of(*sign))) {
                *line = k == 1;
                return strlen(*sign);
            }
        }
    }
    return 0;
}

/** The entity of the sign that stands for it, as wide as `n` bytes so that all places stay. */
static void stand_in(char *bytes, size_t n, bool line)
{
    memset(bytes, '0', n);
    memcpy(bytes, "&#", 2);
    bytes[n - 3] = line ? GR_MD_LINE_ENTITY[0] : GR_MD_STAR_ENTITY[0];
    bytes[n - 2] = line ? GR_MD_LINE_ENTITY[1] : GR_MD_STAR_ENTITY[1];
    bytes[n - 1] = ';';
}

void gr_md_escapes(gr_md_text *text)
{
    size_t n = text->without.len;
    char *bytes = GR_NEW_N(text->parse->arena, char, n + 1);
    memcpy(bytes, text->without.ptr, n);
    for (size_t i = 0; i + 1 < n; i++) {
        bool star = bytes[i + 1] == '*', line = bytes[i + 1] == '_';
        size_t entity = bytes[i] == '&' ? mark_entity(text->without, i, &line) : 0;
        if (entity > 0) {
            stand_in(bytes + i, entity, line);
            continue;
        }
        if (bytes[i] != '\\') {
            continue;
        }
        if (star || line) {
            memcpy(bytes + i, star ? GR_MD_STAR : GR_MD_LINE, 2);
        }
        i++; /* a backslash behind a backslash begins nothing */
    }
    text->without.ptr = bytes;
    text->cut_lines.bytes.ptr = bytes;
}

static bool is_mark(char c)
{
    return c == '*' || c == '_';
}

/** Whether the run of marks from `at` to `end` touches a word; not when it stands for itself, nor
 * in a name_of_parts. What stands beside the text is a word as well. */
static bool left_open(gr_str chars, size_t at, size_t end, bool first, bool last)
{
    bool before = at > 0 ? gr_str_white(chars, at - 1) == 0 : !first;
    bool behind = end < chars.len ? gr_str_white(chars, end) == 0 : !last;
    return (before || behind) && !(chars.ptr[at] == '_' && before && behind);
}

static bool ends_line(cmark_node *node)
{
    return node == NULL || cmark_node_get_type(node) == CMARK_NODE_SOFTBREAK ||
           cmark_node_get_type(node) == CMARK_NODE_LINEBREAK;
}

/** Stars and underlines in text are those that cmark found no other half for. */
static bool check_marks(gr_md_tree *tree, cmark_node *node, gr_str chars)
{
    bool first = ends_line(cmark_node_previous(node)), last = ends_line(cmark_node_next(node));
    size_t at = 0;
    while (at < chars.len) {
        size_t end = at + 1;
        while (is_mark(chars.ptr[at]) && end < chars.len && chars.ptr[end] == chars.ptr[at]) {
            end++;
        }
        if (is_mark(chars.ptr[at]) && left_open(chars, at, end, first, last)) {
            size_t from = gr_md_node_offset(tree, node);
            gr_str run = gr_str_sub(chars, at, end - at);
            size_t hit = gr_str_find(gr_str_sub(tree->text->without, from, SIZE_MAX), run);
            gr_md_fail(tree->text, gr_md_place_at(tree->text, hit == SIZE_MAX ? from : from + hit),
                       GR_CODE_TEXT_FORM,
                       "'" GR_FMT "' without its other half; close it, or write a backslash before "
                       "the sign: \\%c",
                       GR_ARG(run), chars.ptr[at]);
            return true;
        }
        at = end;
    }
    return false;
}

/** `sign` as it stands in the file, not behind a backslash. */
static bool written(const gr_md_tree *tree, cmark_node *node, gr_str sign)
{
    size_t from = gr_md_node_offset(tree, node);
    size_t hit = gr_str_find(gr_str_sub(tree->text->without, from, SIZE_MAX), sign);
    return hit != SIZE_MAX && (from + hit == 0 || tree->text->without.ptr[from + hit - 1] != '\\');
}

/** A letter or small number in letters with its sign, as items of a list have it: "a. ", "iv) ". */
static bool is_lettered(gr_str chars)
{
    size_t n = 0;
    while (n < chars.len && n < 4 && chars.ptr[n] >= 'a' && chars.ptr[n] <= 'z') {
        n++;
    }
    bool sign = n > 0 && n + 1 < chars.len && (chars.ptr[n] == '.' || chars.ptr[n] == ')');
    return sign && chars.ptr[n + 1] == ' ';
}

/** "- a. one" with "b. two" on a line below: the letters would run on in one paragraph, or a list
 * of them would begin at b. */
static bool letters_run_on(const gr_md_tree *tree, cmark_node *first)
{
    if (!is_lettered(gr_str_of(cmark_node_get_literal(first)))) {
        return false;
    }
    cmark_node *below = cmark_node_next(cmark_node_parent(first));
    int line = below == NULL ? 0 : cmark_node_get_start_line(below);
    if (line > 0 && cmark_node_get_type(below) == CMARK_NODE_LIST &&
        tree->text->kinds[line - 1] != GR_MD_PLAIN) {
        return true;
    }
    cmark_node *node = cmark_node_next(first);
    for (; node != NULL; node = cmark_node_next(node)) {
        cmark_node *before = cmark_node_previous(node);
        bool begins = cmark_node_get_type(before) == CMARK_NODE_SOFTBREAK ||
                      cmark_node_get_type(before) == CMARK_NODE_LINEBREAK;
        if (begins && cmark_node_get_type(node) == CMARK_NODE_TEXT &&
            is_lettered(gr_str_of(cmark_node_get_literal(node)))) {
            return true;
        }
    }
    return false;
}

static gr_str unknown_entity(gr_str chars)
{
    size_t at = gr_str_find(chars, GR_LIT("&"));
    size_t n = 1;
    gr_str rest = at == SIZE_MAX ? GR_LIT("") : gr_str_sub(chars, at, SIZE_MAX);
    while (n < rest.len && (is_digit(rest.ptr[n]) || is_letter(rest.ptr[n])) && n < 32) {
        n++;
    }
    return n > 1 && n < rest.len && rest.ptr[n] == ';' ? gr_str_sub(rest, 0, n + 1) : GR_LIT("");
}

static const char *text_advice(gr_md_tree *tree, cmark_node *node, gr_str chars)
{
    bool first = cmark_node_previous(node) == NULL;
    cmark_node *block = cmark_node_parent(node);
    cmark_node_type around = cmark_node_get_type(cmark_node_parent(block));
    static const char *const links[] = {"](", "]["};
    for (size_t i = 0; i < 2; i++) {
        gr_str sign = gr_str_of(links[i]);
        if (gr_str_find(chars, sign) != SIZE_MAX && written(tree, node, sign)) {
            return "a link that does not end, or whose [label]: address is not there; write "
                   "[words](https://...) without spaces in the address";
        }
    }
    if (gr_str_find(chars, GR_LIT("^[")) != SIZE_MAX && written(tree, node, GR_LIT("^["))) {
        return "a footnote within the line; write [^1], and [^1]: ... on a line of its own";
    }
    if (first && around == CMARK_NODE_ITEM && letters_run_on(tree, node)) {
        return "a list of letters that begins behind the sign of another item; write some words "
               "behind that sign, and each letter on a line of its own below";
    }
    if (first && gr_str_starts(chars, GR_LIT(": ")) && written(tree, node, GR_LIT(":"))) {
        return "a line that begins with ': ' explains the term on the line above it, or is the "
               "caption of the table above it; for the sign itself write \\:";
    }
    if (first && gr_str_starts(chars, GR_LIT("|"))) {
        return "a table without its second line, or one whose lines have another number of cells "
               "than its head; write |---|---| below the head, a cell for each column";
    }
    gr_str entity = unknown_entity(chars);
    bool unknown = entity.len > 0 && written(tree, node, entity);
    return unknown ? "a name of a sign that is not known; write the sign itself, or & as &amp;"
                   : NULL;
}

/** An address that prints as words: nobody can follow it. */
static void warn_of_address(gr_md_tree *tree, cmark_node *node, gr_str chars)
{
    static const char *const begins[] = {"www.", "https://", "http://"};
    for (size_t i = 0; i < 3 && !tree->in_link; i++) {
        size_t at = gr_str_find(chars, gr_str_of(begins[i]));
        if (at != SIZE_MAX && (at == 0 || !is_letter(chars.ptr[at - 1]))) {
            gr_diag_report(
                tree->text->parse->diag, gr_md_node_place(tree, node), GR_CODE_ADDRESS_PLAIN,
                "'%s...' prints as words; write [words](https://...) or <https://...>", begins[i]);
            return;
        }
    }
}

void gr_md_text_slips(gr_md_tree *tree, cmark_node *node)
{
    gr_str chars = gr_str_of(cmark_node_get_literal(node));
    const char *advice = text_advice(tree, node, chars);
    if (advice != NULL) {
        gr_md_refuse(tree, node, advice);
    } else if (!check_marks(tree, node, chars)) {
        warn_of_address(tree, node, chars);
    }
}

/* ---- addresses of links that stand apart ---- */

/** The label of a line `[label]: address`, with its brackets; empty: it is no such line. */
static gr_str definition(gr_str line)
{
    size_t end = gr_str_find(line, GR_LIT("]:"));
    bool is_one = gr_str_starts(line, GR_LIT("[")) && !gr_str_starts(line, GR_LIT("[^")) &&
                  end != SIZE_MAX && end > 1;
    return is_one ? gr_str_sub(line, 0, end + 1) : GR_LIT("");
}

/** A label as CommonMark compares it: whatever its case, its white space as one space. */
static gr_str alike(const gr_md_text *text, gr_str label, gr_loc at)
{
    gr_arena *arena = text->parse->arena;
    gr_str inner = gr_str_trim(gr_str_sub(label, 1, label.len - 2)), folded = inner;
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    for (size_t i = 0; i < inner.len;) {
        size_t white = gr_str_white(inner, i);
        if (white == 0) {
            gr_buf_add_char(&out, inner.ptr[i++]);
            continue;
        }
        if (out.len > 0 && out.ptr[out.len - 1] != ' ') {
            gr_buf_add_char(&out, ' ');
        }
        i += white;
    }
    inner = gr_buf_view(&out);
    gr_status status = gr_text_in_case(arena, GR_LIT(""), GR_CASE_UPPER, inner, text->parse->diag,
                                       at, &folded); /* upper: ss and sz are alike, as folded */
    return status == GR_OK ? folded : inner;
}

typedef struct labels { /* what stands between brackets in a text */
    gr_intern *names;
    size_t *times; /* by name */
    size_t cap;
} labels;

/** All of them with how often they stand there, those of the definitions as well. */
static labels labels_of(const gr_md_text *text)
{
    gr_str all = text->without;
    labels found = {.names = gr_intern_new(text->parse->arena)};
    size_t n = 0, open = SIZE_MAX;
    for (size_t i = 0; i < all.len; i++) {
        char c = all.ptr[i];
        if (c == '\\') {
            i++;
        } else if (c == '[') {
            open = i;
        } else if (c == ']' && open != SIZE_MAX) {
            gr_str label = gr_str_sub(all, open, i + 1 - open);
            uint32_t id = gr_intern_add(found.names, alike(text, label, place_of(text, label)));
            if (found.times == NULL || id == n) {
                *GR_PUSH(text->parse->arena, found.times, n, found.cap, size_t) = 0;
            }
            found.times[id]++;
            open = SIZE_MAX;
        }
    }
    return found;
}

/** Whether a definition is the second of its label, or one that nothing refers to. */
static void check_definition(gr_md_text *text, const labels *all, gr_intern *known, gr_str label)
{
    uint32_t id = 0;
    gr_str name = alike(text, label, place_of(text, label));
    bool twice = gr_intern_find(known, name, &id);
    (void)gr_intern_add(known, name);
    bool read = gr_intern_find(all->names, name, &id) && all->times != NULL;
    if (twice || !read || all->times[id] == 1) {
        gr_md_fail(text, place_of(text, label), GR_CODE_TEXT_FORM,
                   twice ? "link " GR_FMT " has an address already"
                         : "nothing refers to " GR_FMT "; write [words]" GR_FMT
                           " in the text, or take the line away",
                   GR_ARG(label), GR_ARG(label));
    }
}

void gr_md_check_definitions(gr_md_text *text)
{
    gr_intern *known = gr_intern_new(text->parse->arena);
    labels all = {.names = NULL}; /* few texts have any: then they are never gathered */
    for (size_t nr = 0; nr < text->cut_lines.n; nr++) {
        gr_str label = definition(line_at(text, nr));
        if (label.len == 0) {
            continue;
        }
        all = all.names == NULL ? labels_of(text) : all;
        check_definition(text, &all, known, label);
    }
}
