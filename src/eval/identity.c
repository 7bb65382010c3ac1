#include "eval/eval.h"

/* Owns what a figure is called: a name that is the same in two versions of an edition when the
 * figure is, and that no block, row or record put before it changes.
 *
 *   T-wsp-contribution/gm0274/5d1c09e2
 *   block              keys   what is shown, and how; ".2" for the second one of equal ones
 *
 * The block is the nearest one around it that has an id of its own (not the number that a table
 * without one gets); "d" stands for the document. The keys are those of the records of the loops
 * between the two, and of the row; a text of its own counts as one, by its path. The last part is a
 * stamp of the expression, its format and the datasets of the keys. So what two equal figures of
 * one block show is worked out in the same way from the same records: which of them comes first
 * makes no difference to anyone who compares.
 *
 * Names stand in records of versions (published.json, journal). Another way of making them needs
 * another number there: "identity". */
#include "base/arena.h"
#include "base/intern.h"
#include "expander_priv.h"

struct gr_names {
    gr_intern *known;
    uint32_t *times; /* by number: how often it was given out */
    gr_loc *at;      /* by number: of an id that the descriptor gives; else nowhere */
    size_t n, cap_times, n_at, cap_at;
};

gr_names *gr_names_new(gr_arena *arena)
{
    gr_names *names = GR_NEW(arena, gr_names);
    names->known = gr_intern_new(arena);
    return names;
}

/* --- where --- */

/** Signs that part the keys stand for themselves only where they do. */
static void add_key(gr_buf *out, gr_str key)
{
    for (size_t i = 0; i < key.len; i++) {
        unsigned char c = (unsigned char)key.ptr[i];
        if (c == '/') {
            gr_buf_add_char(out, '+'); /* between the parts of a composite key */
        } else if (c <= ' ' || c == '%' || c == '+') {
            gr_buf_addf(out, "%%%02x", (unsigned)c);
        } else {
            gr_buf_add_char(out, (char)c);
        }
    }
}

void gr_place_word(gr_expander *expander, gr_str word, gr_str of)
{
    gr_figure_place *place = &expander->place;
    gr_buf path = gr_buf_make(expander->arena, SIZE_MAX);
    gr_buf_add(&path, place->path);
    gr_buf_add_char(&path, '/');
    add_key(&path, word);
    place->path = gr_buf_view(&path);
    place->of = gr_str_stamp(gr_str_stamp(place->of, GR_LIT("/")), of);
}

void gr_place_record(gr_expander *expander, const gr_table *table, uint32_t row)
{
    gr_place_word(expander, gr_table_identity(table, row, expander->arena),
                  gr_table_schema(table)->name);
}

void gr_place_slot(gr_expander *expander, uint32_t slot)
{
    const gr_slot *held = &expander->context->slots[slot];
    gr_buf key = gr_buf_make(expander->arena, SIZE_MAX);
    if (held->rest) { /* its title is a matter of words */
        gr_place_word(expander, GR_LIT("(others)"), gr_table_schema(held->rows.table)->name);
        return;
    }
    if (held->value.type == GR_T_REF) {
        gr_place_record(expander, held->value.as.ref.table, held->value.as.ref.row);
        return;
    }
    gr_value_add(&held->value, &key);
    gr_place_word(expander, gr_buf_view(&key), gr_table_schema(held->rows.table)->name);
}

/* --- what --- */

static uint32_t count_up(gr_expander *expander, gr_str name)
{
    gr_names *names = expander->names;
    uint32_t nr = gr_intern_add(names->known, name);
    while (names->n <= nr) {
        *GR_PUSH(expander->doc->arena, names->times, names->n, names->cap_times, uint32_t) = 0;
        *GR_PUSH(expander->doc->arena, names->at, names->n_at, names->cap_at, gr_loc) = (gr_loc){0};
    }
    return ++names->times[nr];
}

#define SHOWN_ROOM 64 /* two stamps, the name of a format, its places */

/** Eight digits of a stamp; returns where they end. Each figure of a long table has a name: nothing
 *  is printed by formats here. */
static char *put_stamp(char *at, uint32_t stamp)
{
    for (int shift = 28; shift >= 0; shift -= 4) {
        *at++ = "0123456789abcdef"[stamp >> shift & 15];
    }
    return at;
}

/** "0d3c1a2b 811c9dc5 euro 255" */
static uint32_t stamp_of(uint32_t stamp, uint32_t place, gr_format format)
{
    char shown[SHOWN_ROOM];
    const char *name = gr_format_facts[format.kind].name;
    char *at = put_stamp(shown, stamp);
    *at++ = ' ';
    at = put_stamp(at, place);
    *at++ = ' ';
    while (*name != '\0' && at < shown + SHOWN_ROOM - 5) {
        *at++ = *name++;
    }
    *at++ = ' ';
    for (unsigned unit = format.places > 99  ? 100
                         : format.places > 9 ? 10
                                             : 1;
         unit > 0; unit /= 10) {
        *at++ = (char)('0' + format.places / unit % 10);
    }
    return gr_str_stamp(0, (gr_str){shown, (size_t)(at - shown)});
}

static gr_str name_of(const gr_figure_place *place, uint32_t stamp, gr_arena *arena)
{
    size_t len = place->block.len + place->path.len + 9;
    char *name = GR_ROOM_N(arena, char, len + 1), *at = name;
    memcpy(at, place->block.ptr, place->block.len);
    at += place->block.len;
    memcpy(at, place->path.ptr, place->path.len);
    at += place->path.len;
    *at++ = '/';
    *put_stamp(at, stamp) = '\0';
    return (gr_str){name, len};
}

gr_str gr_expander_identity(gr_expander *expander, uint32_t stamp, gr_format format)
{
    const gr_figure_place *place = &expander->place;
    gr_str name = name_of(place, stamp_of(stamp, place->of, format), expander->arena);
    if (expander->pulling) { /* a row is made each time that it is asked for, and is in no list */
        return name;
    }
    uint32_t times = count_up(expander, name);
    return times == 1 ? name : gr_str_fmt(expander->arena, GR_FMT ".%u", GR_ARG(name), times);
}

gr_str gr_expander_own_identity(gr_expander *expander, gr_str id, gr_loc at)
{
    gr_names *names = expander->names;
    if (count_up(expander, id) == 1) {
        uint32_t nr = gr_intern_add(names->known, id);
        names->at[nr] = at;
        return id;
    }
    uint32_t nr = gr_intern_add(names->known, id);
    gr_diag_report_halves(expander->context->diag, at, GR_CODE_NAME_DUPLICATE, GR_LIT(""),
                          "figure id '" GR_FMT
                          "'; give each figure an id of its own, in a loop with a "
                          "part such as {module.id}, or leave it out",
                          GR_ARG(id));
    gr_diag_note(expander->context->diag, names->at[nr], "first used here");
    expander->failed = true;
    return id;
}
