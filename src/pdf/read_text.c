#include "pdf/read.h"

/* Owns the way through pages and their content: which glyph is drawn where. */
#include "read_priv.h"

enum { MOST_UNPACKED = 1 << 28, MOST_NESTED = 64, MOST_OPERANDS = 8, MOST_FONTS = 64 };

typedef struct reading {
    gr_read_file file;
    gr_read_font fonts[MOST_FONTS]; /* that were met */
    size_t n_fonts;
    gr_pdf_wants_fn *wants;
    gr_pdf_glyph_fn *take;
    void *user;
    uint32_t page;
    int64_t height; /* of the page, 1/1000 pt */
    unsigned depth; /* of the page tree */
} reading;

typedef struct pen { /* while a content stream is gone through */
    reading *of;
    gr_str fonts; /* dictionary of the page */
    const gr_read_font *font;
    int64_t size;             /* 1/1000 pt */
    int64_t line_x, line_y;   /* where the line begins; 1/1000 pt */
    int64_t x;                /* 1/100 of 1/1000 pt */
    bool turned, placed;      /* placed: all widths before it on the line are known */
    unsigned marks, artifact; /* open sequences; the one that is an artifact, and all in it */
    int64_t operands[MOST_OPERANDS];
    size_t n;
    gr_str name;      /* the last one */
    bool is_artifact; /* a property list says so */
} pen;

static void show_code(pen *p, uint16_t code)
{
    const gr_read_glyph *glyph_of = gr_read_glyph_of(p->font, code);
    int32_t width = glyph_of->width;
    if (p->artifact == 0 && !p->turned) {
        const gr_pdf_glyph glyph = {.page = p->of->page,
                                    .x = (gr_mpt)(p->x / 100),
                                    .y = (gr_mpt)(p->of->height - p->line_y),
                                    .placed = p->placed,
                                    .chars = glyph_of->text};
        p->of->take(p->of->user, &glyph);
    }
    p->placed = p->placed && width >= 0;
    p->x += width * p->size / 1000;
}

/** "<0010000a>" at `at`. */
static bool show_hex(pen *p, gr_str s, size_t *at)
{
    uint32_t code = 0;
    size_t digits = 0;
    size_t i = *at + 1;
    for (; i < s.len && s.ptr[i] != '>'; i++) {
        char c = s.ptr[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0 || p->font == NULL) {
            return false;
        }
        code = 16 * code + (uint32_t)digit;
        if (++digits % 4 == 0) {
            show_code(p, (uint16_t)code);
            code = 0;
        }
    }
    *at = i + 1;
    return i < s.len && digits % 4 == 0;
}

/** "015" at `at`: at most three digits. */
static uint8_t octal_at(gr_str s, size_t *at)
{
    unsigned byte = 0;
    for (int i = 0; i < 3 && *at < s.len && s.ptr[*at] >= '0' && s.ptr[*at] <= '7'; i++) {
        byte = 8 * byte + (unsigned)(s.ptr[(*at)++] - '0');
    }
    return (uint8_t)byte;
}

/** A byte of a literal string at `at`, which may be escaped: "\\(", "\\n", "\\015". */
static uint8_t byte_at(gr_str s, size_t *at)
{
    static const char names[] = {'n', 'r', 't', 'b', 'f'};
    static const uint8_t bytes[] = {'\n', '\r', '\t', '\b', '\f'};
    char c = s.ptr[(*at)++];
    if (c != '\\' || *at >= s.len) {
        return (uint8_t)c;
    }
    c = s.ptr[*at];
    if (c >= '0' && c <= '7') {
        return octal_at(s, at);
    }
    (*at)++;
    const char *name = memchr(names, c, sizeof(names));
    return name == NULL ? (uint8_t)c : bytes[name - names];
}

/** "(...)" at `at`: two bytes a code. */
static bool show_literal(pen *p, gr_str s, size_t *at)
{
    unsigned high = 0;
    size_t n = 0;
    if (p->font == NULL) {
        return false;
    }
    (*at)++;
    while (*at < s.len && s.ptr[*at] != ')') {
        unsigned byte = byte_at(s, at);
        if (++n % 2 == 0) {
            show_code(p, (uint16_t)(256 * high + byte));
        }
        high = byte;
    }
    (*at)++;
    return *at <= s.len && n % 2 == 0;
}

/** "[<0010>7<0011>]": numbers move the pen back, in 1/1000 of the size. */
static bool show_array(pen *p, gr_str s, size_t *at)
{
    int64_t back = 0;
    (*at)++;
    while (*at < s.len && s.ptr[*at] != ']') {
        if (s.ptr[*at] == '<') {
            if (!show_hex(p, s, at)) {
                return false;
            }
        } else if (s.ptr[*at] == '(') {
            if (!show_literal(p, s, at)) {
                return false;
            }
        } else if (gr_thousandths_at(s, at, &back)) {
            p->x -= back * p->size / 10000;
        } else if (strchr(" \r\n", s.ptr[*at]) != NULL) {
            (*at)++;
        } else {
            return false;
        }
    }
    (*at)++;
    return true;
}

static bool choose_font(pen *p)
{
    reading *r = p->of;
    size_t number = 0;
    if (p->n != 1 || !gr_entry_reference(p->fonts, p->name, &number)) {
        return false;
    }
    p->size = p->operands[0];
    for (size_t i = 0; i < r->n_fonts; i++) {
        if (r->fonts[i].number == number) {
            p->font = &r->fonts[i];
            return true;
        }
    }
    if (r->n_fonts == MOST_FONTS || !gr_read_font_of(&r->file, number, &r->fonts[r->n_fonts])) {
        return false;
    }
    p->font = &r->fonts[r->n_fonts++];
    return true;
}

static void move_to(pen *p, int64_t x, int64_t y)
{
    p->line_x = x;
    p->line_y = y;
    p->x = 100 * x;
    p->placed = true;
}

static void open_mark(pen *p)
{
    p->marks++;
    if (p->artifact == 0 && p->is_artifact) {
        p->artifact = p->marks;
    }
    p->is_artifact = false;
}

static bool close_mark(pen *p)
{
    p->artifact = p->artifact == p->marks ? 0 : p->artifact;
    return p->marks-- > 0;
}

static bool obey(pen *p, gr_str word)
{
    bool sound = true;
    if (word.len < 2 || strchr("BTE", word.ptr[0]) == NULL) { /* a line, a colour, a clip */
        p->n = 0;
        return true;
    }
    if (gr_str_is(word, "BT")) {
        p->turned = false;
        move_to(p, 0, 0);
    } else if (gr_str_is(word, "Tf")) {
        sound = choose_font(p);
    } else if (gr_str_is(word, "Td") && p->n == 2) {
        move_to(p, p->line_x + p->operands[0], p->line_y + p->operands[1]);
    } else if (gr_str_is(word, "Tm") && p->n == 6) {
        p->turned = p->operands[0] != 1000;
        move_to(p, p->operands[4], p->operands[5]);
    } else if (gr_str_is(word, "BDC") || gr_str_is(word, "BMC")) {
        open_mark(p);
    } else if (gr_str_is(word, "EMC")) {
        sound = close_mark(p);
    }
    p->n = 0;
    return sound;
}

/** Behind a literal string or a dictionary: neither says where text stands. */
static size_t behind(gr_str s, size_t at)
{
    unsigned depth = 0;
    for (; at < s.len; at++) {
        char c = s.ptr[at];
        if (c == '(') {
            for (at++; at < s.len && s.ptr[at] != ')'; at++) {
                at += s.ptr[at] == '\\' ? 1 : 0;
            }
        } else if (c == '<' || c == '>') {
            depth = c == '<' ? depth + 1 : depth - 1;
        }
        if (depth == 0) {
            return at + 1;
        }
    }
    return s.len;
}

static bool ends_word(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '/' || c == '[' || c == ']' ||
           c == '<' || c == '>' || c == '(' || c == ')';
}

static gr_str word_at(gr_str s, size_t at)
{
    size_t end = at;
    while (end < s.len && !ends_word(s.ptr[end])) {
        end++;
    }
    return gr_str_sub(s, at, end - at);
}

/** One operand or operator. */
static bool step(pen *p, gr_str s, size_t *at)
{
    char c = s.ptr[*at];
    int64_t number = 0;
    if (c == '[' && p->font == NULL) { /* dashes of a line */
        while (*at < s.len && s.ptr[*at] != ']') {
            (*at)++;
        }
        (*at)++;
        return true;
    }
    if (c == '[') {
        return show_array(p, s, at);
    }
    if (c == '<' && *at + 1 < s.len && s.ptr[*at + 1] != '<') {
        return show_hex(p, s, at);
    }
    if (c == '<' || c == '(') {
        *at = behind(s, *at);
        return true;
    }
    if (c == '/') {
        p->name = word_at(s, *at + 1);
        p->is_artifact = p->is_artifact || gr_str_is(p->name, "Artifact");
        *at += 1 + p->name.len;
        return true;
    }
    if (gr_thousandths_at(s, at, &number)) {
        if (p->n < MOST_OPERANDS) {
            p->operands[p->n++] = number;
        }
        return true;
    }
    gr_str word = word_at(s, *at);
    *at += word.len > 0 ? word.len : 1;
    return word.len == 0 || obey(p, word);
}

static bool read_content(reading *r, gr_str fonts, gr_str content)
{
    pen p = {.of = r, .fonts = fonts, .name = GR_LIT("")};
    size_t at = 0;
    while (at < content.len) {
        char c = content.ptr[at];
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
            at++;
        } else if (!step(&p, content, &at)) {
            return false;
        }
    }
    return true;
}

static bool read_stream(reading *r, gr_str fonts, size_t number)
{
    gr_indirect object;
    gr_str content = GR_LIT("");
    gr_arena *scratch = gr_arena_new(64 * 1024);
    bool read = gr_read_object(&r->file, number, &object) &&
                gr_unpack(scratch, &object, MOST_UNPACKED, &content) &&
                read_content(r, fonts, content);
    gr_arena_free(scratch);
    return read;
}

static bool read_page(reading *r, gr_str page)
{
    gr_str box = gr_read_entry(&r->file, page, GR_LIT("MediaBox"));
    gr_str resources = gr_read_entry(&r->file, page, GR_LIT("Resources"));
    gr_str fonts = gr_read_entry(&r->file, resources, GR_LIT("Font"));
    gr_str contents = gr_entry(page, GR_LIT("Contents"));
    size_t at = 1;
    size_t number = 0;
    int64_t side = 0;
    for (int i = 0; i < 4; i++) {
        if (!gr_thousandths_at(box, &at, &side)) {
            return false;
        }
    }
    r->page++;
    r->height = side;
    if (!r->wants(r->user, r->page)) {
        return true;
    }
    if (gr_entry_reference(page, GR_LIT("Contents"), &number)) {
        return read_stream(r, fonts, number);
    }
    at = 1;
    bool read = contents.len > 0;
    while (read && gr_reference_at(contents, &at, &number)) {
        read = read_stream(r, fonts, number);
    }
    return read;
}

static bool read_pages(reading *r, size_t number)
{
    gr_indirect node;
    size_t at = 1;
    size_t kid = 0;
    if (r->depth == MOST_NESTED || !gr_read_object(&r->file, number, &node)) {
        return false;
    }
    if (gr_entry_is(node.dict, GR_LIT("Type"), GR_LIT("/Page"))) {
        return read_page(r, node.dict);
    }
    gr_str kids = gr_read_entry(&r->file, node.dict, GR_LIT("Kids"));
    bool read = kids.len > 0;
    r->depth++;
    while (read && gr_reference_at(kids, &at, &kid)) {
        read = read_pages(r, kid);
    }
    r->depth--;
    return read;
}

bool gr_pdf_read_text(gr_str bytes, gr_pdf_wants_fn *wants, gr_pdf_glyph_fn *take, void *user)
{
    gr_arena *arena = gr_arena_new(256 * 1024);
    reading r = {.wants = wants, .take = take, .user = user};
    gr_str root = GR_LIT("");
    size_t pages = 0;
    bool read = gr_read_open(bytes, arena, &r.file);
    root = read ? gr_read_entry(&r.file, r.file.trailer, GR_LIT("Root")) : root;
    read = read && gr_entry_reference(root, GR_LIT("Pages"), &pages) && read_pages(&r, pages);
    if (read) {
        (void)wants(user, r.page + 1); /* what the glyphs say is still there */
    }
    gr_arena_free(arena);
    return read;
}
