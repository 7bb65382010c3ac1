/* Owns which number a version has and on what day it was published: one line beside the versions of
 * an edition, "4<tab>2022-12-31<tab>name of the version". Two versions of the same data and the
 * same life are told apart by nothing else. The day is the clock's (SOURCE_DATE_EPOCH stands in for
 * it), so it stands in no document, and only in the change sheet. */
#include "store/number.h"
#include <unistd.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/file.h"
#include "base/value.h"
#include "store/folder.h"
#include "store/shown.h"

#define LINE_BYTES  4096
#define DAY_SECONDS 86400

static gr_str path_of(const gr_place *place, gr_arena *arena)
{
    return gr_path_join(arena, place->kept, GR_LIT("number"));
}

gr_str gr_version_day(int64_t now, gr_arena *arena)
{
    gr_value day = {.type = GR_T_DATE, .as.day = (gr_day)(now / DAY_SECONDS)};
    gr_buf text = gr_buf_make(arena, SIZE_MAX);
    gr_value_add(&day, &text);
    return gr_buf_view(&text);
}

uint32_t gr_versions_kept(const gr_place *place, gr_arena *arena)
{
    gr_shown_version *shown = NULL;
    return (uint32_t)gr_versions_shown(place, arena, &shown);
}

typedef struct number_line {
    gr_str number, day, version; /* empty: there is none, or it cannot be read */
} number_line;

static number_line read_line(const gr_place *place, gr_arena *arena)
{
    gr_diag *discarded = gr_diag_new(arena, 1);
    number_line line = {GR_LIT(""), GR_LIT(""), GR_LIT("")};
    gr_str text = GR_LIT("");
    if (gr_file_read(path_of(place, arena), LINE_BYTES, arena, discarded, (gr_loc){0}, &text) ==
        GR_OK) {
        gr_str rest = gr_str_trim(text);
        (void)gr_str_split(&rest, '\t', &line.number);
        (void)gr_str_split(&rest, '\t', &line.day);
        (void)gr_str_split(&rest, '\t', &line.version);
    }
    return line;
}

bool gr_version_number_is_given(const gr_place *place, gr_str version, gr_arena *arena)
{
    return gr_str_eq(read_line(place, arena).version, version);
}

gr_version_number gr_version_number_of(const gr_place *place, gr_str version, gr_arena *arena)
{
    int64_t number = 0;
    if (version.len == 0) {
        return (gr_version_number){0, GR_LIT("")};
    }
    number_line line = read_line(place, arena);
    if (!gr_int_parse(line.number, &number) || number < 1 || number > UINT32_MAX - 1) {
        return (gr_version_number){0, GR_LIT("")};
    }
    if (!gr_str_eq(line.version, version)) { /* a version came after it that was not written down */
        return (gr_version_number){(uint32_t)number + 1, GR_LIT("")};
    }
    return (gr_version_number){(uint32_t)number, line.day};
}

static gr_status write_line(gr_str path, gr_str line, gr_arena *arena, gr_diag *diag)
{
    gr_file *file = NULL;
    gr_str part = gr_str_fmt(arena, GR_FMT GR_PART, GR_ARG(path));
    (void)unlink(part.ptr); /* of a run that was killed */
    file = gr_file_create(part, diag);
    if (file == NULL || gr_file_write(file, line, diag) != GR_OK) {
        gr_file_discard(file);
        return GR_IO_FAILED;
    }
    GR_TRY(gr_file_commit(file, diag)); /* it is given back then, whatever comes of it */
    return gr_path_rename(part, path, diag);
}

void gr_version_number_give(const gr_place *place, gr_str before, gr_str version, bool seen,
                            int64_t now, gr_arena *arena)
{
    gr_diag *discarded =
        gr_diag_new(arena, 1); /* without a number a sheet says less, and no more */
    gr_version_number last = gr_version_number_of(place, before, arena);
    if (gr_str_eq(before, version)) {
        return;
    }
    uint32_t number =
        last.number > 0 ? last.number + (seen ? 1 : 0) : gr_versions_kept(place, arena);
    gr_str day = seen || last.day.len == 0 ? gr_version_day(now, arena) : last.day;
    (void)write_line(
        path_of(place, arena),
        gr_str_fmt(arena, "%u\t" GR_FMT "\t" GR_FMT "\n", number, GR_ARG(day), GR_ARG(version)),
        arena, discarded);
}
