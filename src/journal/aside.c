/* Owns where a file goes that cannot be the journal. Must not know why. */
#include <errno.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "journal_priv.h"

#define ASIDE_MOST 1000U

static bool is_free(gr_str path)
{
    struct stat found;
    return lstat(path.ptr, &found) != 0 && errno == ENOENT;
}

static bool rename_beside(gr_str from, gr_str to, const char *suffix, gr_arena *arena)
{
    gr_str old = gr_str_fmt(arena, GR_FMT "%s", GR_ARG(from), suffix);
    gr_str new = gr_str_fmt(arena, GR_FMT "%s", GR_ARG(to), suffix);
    return rename(old.ptr, new.ptr) == 0 || (suffix[0] != '\0' && errno == ENOENT);
}

/* The rollback journal goes first: left behind, SQLite would play it back into the file that is
 * begun in this one's place. */
bool gr_journal_put_aside(gr_str path, gr_arena *arena, gr_str *out_name)
{
    static const char *const suffixes[] = {"-journal", "-wal", "-shm", ""};
    for (unsigned n = 1; n <= ASIDE_MOST; n++) {
        gr_str name = gr_str_fmt(arena, GR_FMT ".damaged-%u", GR_ARG(path), n);
        if (!is_free(name)) {
            continue;
        }
        for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++) {
            if (!rename_beside(path, name, suffixes[i], arena)) {
                return false;
            }
        }
        *out_name = name;
        return true;
    }
    errno = EEXIST;
    return false;
}
