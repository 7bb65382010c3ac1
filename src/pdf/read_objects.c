/* Owns objects of a file by their number, whether they stand alone or in a group. */
#include "read_priv.h"

enum { MOST_UNPACKED = 1 << 30 };

bool gr_read_open(gr_str bytes, gr_arena *arena, gr_read_file *out)
{
    enum { TAIL = 64 };
    gr_str tail = gr_str_sub(bytes, bytes.len > TAIL ? bytes.len - TAIL : 0, TAIL);
    size_t at = gr_str_find(tail, GR_LIT("startxref"));
    size_t start = 0;
    *out = (gr_read_file){.bytes = bytes, .arena = arena};
    if (!gr_str_starts(bytes, GR_LIT("%PDF-1.7")) || at == SIZE_MAX) {
        return false;
    }
    at += strlen("startxref");
    if (!gr_number_at(tail, &at, &start) ||
        !gr_table_read(bytes, start, arena, &out->table, &out->trailer)) {
        return false;
    }
    out->groups = GR_NEW_N(arena, gr_read_group, out->table.n);
    return true;
}

static bool open_group(gr_read_file *file, size_t number, gr_read_group **out)
{
    gr_indirect object;
    gr_read_group *group = &file->groups[number];
    *out = group;
    if (group->bytes.len > 0) {
        return true;
    }
    return gr_table_field(&file->table, number, 0) == 1 &&
           gr_object_at(file->bytes, gr_table_field(&file->table, number, 1), &object) &&
           gr_entry_number(object.dict, GR_LIT("N"), &group->n) &&
           gr_entry_number(object.dict, GR_LIT("First"), &group->first) &&
           gr_unpack(file->arena, &object, MOST_UNPACKED, &group->bytes) &&
           group->first <= group->bytes.len;
}

/** The directory has a number and a start for each. */
static bool read_grouped(gr_read_file *file, size_t number, gr_indirect *out)
{
    size_t of = gr_table_field(&file->table, number, 1);
    size_t nr = gr_table_field(&file->table, number, 2);
    gr_read_group *group = NULL;
    size_t at = 0, own = 0, start = 0, next = 0, end = 0;
    if (of >= file->table.n || !open_group(file, of, &group) || nr >= group->n) {
        return false;
    }
    for (size_t i = 0; i <= nr; i++) {
        if (!gr_number_at(group->bytes, &at, &own) || !gr_number_at(group->bytes, &at, &start)) {
            return false;
        }
    }
    end = group->bytes.len - group->first;
    if (nr + 1 < group->n &&
        (!gr_number_at(group->bytes, &at, &next) || !gr_number_at(group->bytes, &at, &end))) {
        return false;
    }
    if (own != number || end < start || end > group->bytes.len - group->first) {
        return false;
    }
    *out = (gr_indirect){
        .number = number,
        .dict = gr_str_trim(gr_str_sub(group->bytes, group->first + start, end - start)),
        .stream = GR_LIT("")};
    return true;
}

bool gr_read_object(gr_read_file *file, size_t number, gr_indirect *out)
{
    if (number >= file->table.n) {
        return false;
    }
    switch (gr_table_field(&file->table, number, 0)) {
    case 1:
        return gr_object_at(file->bytes, gr_table_field(&file->table, number, 1), out) &&
               out->number == number;
    case 2:
        return read_grouped(file, number, out);
    default:
        return false;
    }
}

gr_str gr_read_entry(gr_read_file *file, gr_str dict, gr_str key)
{
    gr_str value = gr_entry(dict, key);
    size_t at = 0;
    size_t number = 0;
    gr_indirect object;
    if (!gr_reference_at(value, &at, &number) || at != value.len) {
        return value;
    }
    return gr_read_object(file, number, &object) ? object.dict : GR_LIT("");
}

bool gr_thousandths_at(gr_str s, size_t *at, int64_t *out)
{
    size_t i = *at;
    while (i < s.len &&
           (s.ptr[i] == ' ' || s.ptr[i] == '\n' || s.ptr[i] == '\r' || s.ptr[i] == '\t')) {
        i++;
    }
    bool negative = i < s.len && s.ptr[i] == '-';
    i += negative ? 1 : 0;
    size_t from = i;
    int64_t value = 0;
    int places = -1; /* behind the point */
    for (; i < s.len && ((s.ptr[i] >= '0' && s.ptr[i] <= '9') || (s.ptr[i] == '.' && places < 0));
         i++) {
        if (s.ptr[i] == '.') {
            places = 0;
        } else if (places < 3 && value < INT64_MAX / 100000) {
            value = 10 * value + (s.ptr[i] - '0');
            places += places >= 0 ? 1 : 0;
        }
    }
    for (int p = places < 0 ? 0 : places; p < 3; p++) {
        value *= 10;
    }
    *out = negative ? -value : value;
    bool read = i > from;
    *at = read ? i : *at;
    return read;
}
