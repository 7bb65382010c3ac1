#include "layout/pages.h"

/* Owns pages as text, for --dump=pages and tests: one line an item, lengths in pt, texts of one
 * line and one owner joined. */
#include "layout_priv.h"

static void add_length(gr_buf *out, gr_mpt length)
{
    int64_t l = length;
    gr_buf_addf(out, " %s%ld", l < 0 ? "-" : "", (long)((l < 0 ? -l : l) / 1000));
    int part = (int)((l < 0 ? -l : l) % 1000);
    if (part == 0) {
        return;
    }
    if (part % 100 == 0) {
        gr_buf_addf(out, ".%d", part / 100);
    } else if (part % 10 == 0) {
        gr_buf_addf(out, ".%02d", part / 10);
    } else {
        gr_buf_addf(out, ".%03d", part);
    }
}

static void add_colour(gr_buf *out, gr_rgb colour)
{
    if (colour == GR_NO_COLOUR) {
        gr_buf_add(out, GR_LIT(" none"));
    } else {
        gr_buf_addf(out, " #%06lx", (unsigned long)colour);
    }
}

static void add_owner(gr_buf *out, gr_owner owner)
{
    static const char *const artifacts[] = {
        [GR_ARTIFACT_NONE] = "-",
        [GR_ARTIFACT_HEADER] = "header",
        [GR_ARTIFACT_FOOTER] = "footer",
        [GR_ARTIFACT_LAYOUT] = "layout",
        [GR_ARTIFACT_BACKGROUND] = "background",
        [GR_ARTIFACT_WATERMARK] = "watermark",
    };
    if (owner.elem != NULL) {
        gr_buf_addf(out, " %s:%lu", gr_tag_names[owner.elem->tag],
                    (unsigned long)owner.elem->index);
    } else {
        gr_buf_addf(out, " [%s]", artifacts[owner.artifact]);
    }
}

void gr_add_quoted(gr_str text, gr_buf *out)
{
    gr_buf_add_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"' || text.ptr[i] == '\\') {
            gr_buf_add_char(out, '\\');
        }
        gr_buf_add_char(out, text.ptr[i]);
    }
    gr_buf_add_char(out, '"');
}

static bool same_line(const gr_item *a, const gr_item *b)
{
    return b->kind == GR_ITEM_TEXT && a->y == b->y && a->owner.elem == b->owner.elem &&
           a->owner.artifact == b->owner.artifact && a->as.text.size == b->as.text.size &&
           a->as.text.colour == b->as.text.colour && a->as.text.run->face == b->as.text.run->face &&
           !a->as.text.turned && !b->as.text.turned && b->x >= a->x;
}

/* Returns how many items went into the line. */
static size_t dump_text(const gr_item *items, size_t n, gr_buf *out)
{
    const gr_item *item = &items[0];
    size_t used = 1;
    gr_buf_add(out, item->as.text.turned ? GR_LIT(" turned") : GR_LIT(""));
    while (used < n && same_line(&items[used - 1], &items[used])) {
        used++;
    }
    gr_buf_addf(out, " size");
    add_length(out, item->as.text.size);
    gr_buf_addf(out, " face %u", (unsigned)item->as.text.run->face);
    add_colour(out, item->as.text.colour);
    gr_buf_add_char(out, ' ');
    gr_buf text = gr_buf_make(out->arena, SIZE_MAX);
    for (size_t i = 0; i < used; i++) {
        gr_item_add_text(&items[i], &text);
    }
    gr_add_quoted(gr_buf_view(&text), out);
    return used;
}

static void dump_link(const gr_item *item, gr_buf *out)
{
    add_length(out, item->as.link.width);
    add_length(out, item->as.link.height);
    if (item->as.link.uri.len > 0) {
        gr_buf_addf(out, " " GR_FMT, GR_ARG(item->as.link.uri));
    } else {
        gr_buf_addf(out, " page %lu y", (unsigned long)item->as.link.page + 1);
        add_length(out, item->as.link.to_y);
    }
    gr_buf_add_char(out, ' ');
    gr_add_quoted(item->as.link.contents, out);
}

static void dump_path(const gr_item *item, gr_buf *out)
{
    static const char ops[] = {
        [GR_PATH_MOVE] = 'm', [GR_PATH_LINE] = 'l', [GR_PATH_CURVE] = 'c', [GR_PATH_CLOSE] = 'h'};
    gr_buf_add(out, GR_LIT(" fill"));
    add_colour(out, item->as.path.fill);
    gr_buf_add(out, GR_LIT(" stroke"));
    add_colour(out, item->as.path.stroke);
    add_length(out, item->as.path.stroke_width);
    for (size_t i = 0; i < item->as.path.n; i++) {
        const gr_path_step *step = &item->as.path.steps[i];
        gr_buf_addf(out, " %c", ops[step->op]);
        if (step->op == GR_PATH_CURVE) {
            add_length(out, step->x1);
            add_length(out, step->y1);
            add_length(out, step->x2);
            add_length(out, step->y2);
        }
        if (step->op != GR_PATH_CLOSE) {
            add_length(out, step->x);
            add_length(out, step->y);
        }
    }
}

static void dump_shape(const gr_item *item, gr_buf *out)
{
    if (item->kind == GR_ITEM_RULE) {
        gr_buf_add(out, GR_LIT(" to"));
        add_length(out, item->as.rule.x2);
        add_length(out, item->as.rule.y2);
        gr_buf_add(out, GR_LIT(" width"));
        add_length(out, item->as.rule.width);
        add_colour(out, item->as.rule.colour);
    } else if (item->kind == GR_ITEM_RECT) {
        add_length(out, item->as.rect.width);
        add_length(out, item->as.rect.height);
        add_colour(out, item->as.rect.fill);
    } else if (item->kind == GR_ITEM_IMAGE) {
        add_length(out, item->as.image.width);
        add_length(out, item->as.image.height);
    } else if (item->kind == GR_ITEM_PATH) {
        dump_path(item, out);
    } else if (item->kind == GR_ITEM_LINK) {
        dump_link(item, out);
    }
}

static size_t dump_item(const gr_item *items, size_t n, gr_buf *out)
{
    static const char *const names[] = {
        [GR_ITEM_TEXT] = "text", [GR_ITEM_RULE] = "rule",   [GR_ITEM_RECT] = "rect",
        [GR_ITEM_PATH] = "path", [GR_ITEM_IMAGE] = "image", [GR_ITEM_LINK] = "link",
    };
    size_t used = 1;
    gr_buf_addf(out, "  %s", names[items[0].kind]);
    add_length(out, items[0].x);
    add_length(out, items[0].y);
    add_owner(out, items[0].owner);
    if (items[0].kind == GR_ITEM_TEXT) {
        used = dump_text(items, n, out);
    } else {
        dump_shape(&items[0], out);
    }
    gr_buf_add_char(out, '\n');
    return used;
}

void gr_pages_dump(const gr_pages *pages, gr_buf *out)
{
    for (size_t i = 0; i < pages->n; i++) {
        const gr_page *page = &pages->pages[i];
        gr_buf_addf(out, "page %zu", i + 1);
        add_length(out, page->width);
        add_length(out, page->height);
        gr_buf_addf(out, " " GR_FMT "\n", GR_ARG(page->master->name));
        for (size_t j = 0; j < page->n;) {
            j += dump_item(&page->items[j], page->n - j, out);
        }
    }
    for (size_t i = 0; i < pages->n_outline; i++) {
        const gr_outline *line = &pages->outline[i];
        gr_buf_addf(out, "outline %u page %lu y", (unsigned)line->level,
                    (unsigned long)line->page + 1);
        add_length(out, line->y);
        gr_buf_add_char(out, ' ');
        gr_add_quoted(line->title, out);
        gr_buf_add_char(out, '\n');
    }
}
