#include "document/document.h"

/* Owns what stands before items of lists, and what an item is called by those who refer to it: its
 * number behind those of the items around it ("1a"). */

/* a, b, .. z, aa, ab, ... */
static gr_str letters(gr_arena *arena, unsigned number, char first)
{
    char reversed[8];
    size_t n = 0;
    for (; number > 0 && n < sizeof reversed; number = (number - 1) / 26) {
        reversed[n++] = (char)(first + (char)((number - 1) % 26));
    }
    gr_buf text = gr_buf_make(arena, 16);
    while (n > 0) {
        gr_buf_add_char(&text, reversed[--n]);
    }
    return gr_buf_view(&text);
}

/* i, ii, iii, iv, ...; beyond 3,999 there are no such numbers. */
static gr_str romans(gr_arena *arena, unsigned number, bool capital)
{
    static const struct {
        unsigned value;
        const char *small, *capital;
    } signs[] = {{1000, "m", "M"}, {900, "cm", "CM"}, {500, "d", "D"}, {400, "cd", "CD"},
                 {100, "c", "C"},  {90, "xc", "XC"},  {50, "l", "L"},  {40, "xl", "XL"},
                 {10, "x", "X"},   {9, "ix", "IX"},   {5, "v", "V"},   {4, "iv", "IV"},
                 {1, "i", "I"}};
    gr_buf text = gr_buf_make(arena, 64);
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        for (; number >= signs[i].value && number < 4000; number -= signs[i].value) {
            gr_buf_add(&text, gr_str_of(capital ? signs[i].capital : signs[i].small));
        }
    }
    return gr_buf_view(&text);
}

gr_str gr_list_number(gr_list_type type, unsigned number, gr_arena *arena)
{
    switch (type) {
    case GR_LIST_NUMBER:
    case GR_LIST_CIRCLED:
        return gr_str_fmt(arena, "%u", number);
    case GR_LIST_LETTER:
    case GR_LIST_CAPITAL:
        return letters(arena, number, type == GR_LIST_LETTER ? 'a' : 'A');
    case GR_LIST_ROMAN:
    case GR_LIST_CAPITAL_ROMAN:
        return romans(arena, number, type == GR_LIST_CAPITAL_ROMAN);
    case GR_LIST_BULLET:
    case GR_LIST_CHECK:
    case GR_LIST_TERMS:
    case GR_LIST_LINES:
        break;
    }
    return GR_LIT("");
}

static gr_str bullet_of(const gr_house_style *house, const gr_node *list)
{
    size_t level = list->as.list.level < 1 ? 0 : list->as.list.level - 1U;
    return house->bullets[level < GR_LIST_LEVELS ? level : GR_LIST_LEVELS - 1];
}

gr_item_label gr_list_label(const gr_house_style *house, const gr_node *item, unsigned number,
                            gr_arena *arena)
{
    const gr_node *list = item->parent;
    gr_list_type type = list->as.list.type;
    if (type == GR_LIST_BULLET) {
        gr_str own = list->as.list.sign;
        return (gr_item_label){own.len > 0 ? own : bullet_of(house, list), GR_LIT("")};
    }
    if (type == GR_LIST_CHECK) {
        bool done = item->as.item.done;
        return (gr_item_label){house->check_signs[done ? 1 : 0],
                               gr_label_text(house, done ? "check-done" : "check-open")};
    }
    gr_str text = gr_list_number(type, number, arena);
    if (type == GR_LIST_CIRCLED && number >= 1 && number <= GR_CIRCLES) {
        char sign[] = {'\xE2', '\x9D', (char)(0xB6 + (number - 1)), '\0'}; /* U+2776 on */
        return (gr_item_label){gr_str_dup(arena, gr_str_of(sign)), text};
    }
    return (gr_item_label){gr_str_fmt(arena, GR_FMT ".", GR_ARG(text)), GR_LIT("")};
}

bool gr_list_has_words(const gr_node *list)
{
    return list->as.list.type == GR_LIST_TERMS || list->as.list.type == GR_LIST_LINES;
}

unsigned gr_list_first(const gr_node *list)
{
    return list->as.list.start > 1 ? list->as.list.start : 1;
}

static unsigned number_of(const gr_node *item)
{
    unsigned number = gr_list_first(item->parent);
    for (const gr_node *n = item->parent->first; n != item; n = n->next) {
        number++;
    }
    return number;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static gr_str own_number(const gr_node *node, gr_arena *arena)
{
    bool item = node->kind == GR_K_ITEM && node->parent->kind == GR_K_LIST;
    return item ? gr_list_number(node->parent->as.list.type, number_of(node), arena) : GR_LIT("");
}

gr_str gr_item_number(const gr_node *item, gr_arena *arena)
{
    return own_number(item, arena);
}

gr_str gr_item_path(const gr_node *item, gr_arena *arena)
{
    gr_str path = own_number(item, arena);
    for (const gr_node *node = item->parent; node != NULL && path.len > 0; node = node->parent) {
        gr_str own = own_number(node, arena);
        if (own.len > 0) { /* 1a, but 1.2 and a.i */
            bool alike = is_digit(own.ptr[own.len - 1]) == is_digit(path.ptr[0]);
            path = gr_str_fmt(arena, alike ? GR_FMT "." GR_FMT : GR_FMT GR_FMT, GR_ARG(own),
                              GR_ARG(path));
        }
    }
    return path;
}
