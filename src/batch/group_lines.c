/* Owns the way from a group to the records that were added up in it: no room but this one may read
 * an export for `trace`. */
#include "group_lines.h"

#include "edition/guards.h"
#include "reading.h"

static void take(void *user, size_t nr, gr_str dataset, gr_str key, gr_loc at)
{
    const gr_group_reading *what = user;
    what->member(what->user, nr, dataset, key, at.line);
}

static gr_str checksum_of(const gr_load *load, const gr_group_name *name, gr_arena *arena)
{
    const gr_catalogue *catalogue = gr_load_catalogue(load);
    const gr_table *table = gr_catalogue_find(catalogue, name->dataset);
    uint32_t row = table == NULL ? UINT32_MAX : gr_table_find(table, name->key);
    const gr_group_members *members = row == UINT32_MAX ? NULL : gr_table_members(table, row);
    return members == NULL ? GR_LIT("")
                           : gr_str_fmt(arena, "%016llx", (unsigned long long)members->checksum);
}

bool gr_group_lines_read(void *user, const gr_group_reading *what)
{
    gr_group_lines *lines = user;
    const gr_session *session = lines->session;
    const gr_folders folders = gr_folders_of(lines->folders, what->arena);
    gr_reading_setup reading = gr_reading_of(session, &folders);
    const gr_exports_again again = {.paths = what->paths,
                                    .names = what->names,
                                    .n = what->n,
                                    .member = take,
                                    .user = (void *)(uintptr_t)what};
    reading.files.arena = what->arena;
    reading.files.diag = gr_diag_new(what->arena, 1); /* what is wrong was said when it was read */
    if (!*lines->guarded) {
        gr_guard_reader(GR_LIT(""), gr_diag_new(what->arena, 1));
        *lines->guarded = true;
    }
    gr_load *load = gr_load_open(&reading.files);
    bool read = gr_load_groups_again(load, &again) == GR_OK;
    for (size_t i = 0; i < what->n_groups && read; i++) {
        what->checksums[i] = checksum_of(load, &what->groups[i], what->arena);
    }
    gr_load_close(load);
    return read;
}
