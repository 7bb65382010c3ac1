#include "store/folder.h"

/* Owns the writing of a file that stands alone: readers see the old one or the new one, whole. */
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/report_line.h"

#define NEXT            ".next" /* ending of a file that is being written */
#define READABLE_BY_ALL 0644

gr_str gr_file_replace(gr_str path, gr_str bytes, bool for_all, gr_arena *arena)
{
    gr_diag *said = gr_diag_new(arena, 1);
    gr_diag_row why = {.text = GR_LIT("")};
    gr_str next = gr_str_fmt(arena, GR_FMT NEXT, GR_ARG(path));
    path = gr_str_dup(arena, path);
    (void)unlink(next.ptr); /* of a run that died */
    gr_status status = gr_file_write_new(next, bytes, said);
    if (status == GR_OK && for_all && chmod(next.ptr, READABLE_BY_ALL) != 0) {
        status = GR_IO_FAILED;
    }
    status = status == GR_OK ? gr_path_rename(next, path, said) : status;
    if (status == GR_OK) {
        return GR_LIT("");
    }
    gr_str refused = gr_str_of(strerror(errno));
    (void)unlink(next.ptr);
    return gr_diag_at(said, 0, arena, &why) ? gr_report_line(&why, GR_READS_ALL, arena) : refused;
}
