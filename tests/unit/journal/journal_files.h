#ifndef GR_TESTS_JOURNAL_FILES_H
#define GR_TESTS_JOURNAL_FILES_H
/* A folder of its own for a test, and rows as short as they can be. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "check.h"
#include "journal/journal.h"

typedef struct place {
    gr_arena *arena;
    gr_diag *diag;
    gr_str folder, path; /* path: of the journal */
} place;

static inline place place_make(void)
{
    place p = {.arena = gr_arena_new(65536)};
    p.diag = gr_diag_new(p.arena, 50);
    const char *root = getenv("TMPDIR");
    if (root == NULL) { /* in memory where there is such a folder: these tests flush all the time */
        root = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    }
    p.folder = gr_str_fmt(p.arena, "%s/gr-journal-XXXXXX", root);
    char *writable = GR_NEW_N(p.arena, char, p.folder.len + 1);
    memcpy(writable, p.folder.ptr, p.folder.len);
    assert_non_null(mkdtemp(writable));
    p.folder.ptr = writable;
    p.path = gr_path_join(p.arena, p.folder, GR_LIT("history.db"));
    return p;
}

static inline void place_empty(const place *p)
{
    gr_str *names = NULL;
    size_t n = 0;
    gr_diag *diag = gr_diag_new(p->arena, 5);
    assert_int_equal(gr_folder_list(p->folder, GR_LIT(""), p->arena, diag, &names, &n), GR_OK);
    for (size_t i = 0; i < n; i++) {
        gr_str path = gr_path_join(p->arena, p->folder, names[i]);
        assert_true(unlink(path.ptr) == 0 || rmdir(path.ptr) == 0);
    }
}

static inline void place_free(place *p)
{
    place_empty(p);
    assert_int_equal(rmdir(p->folder.ptr), 0);
    gr_arena_free(p->arena);
}

/** What was said since the last time, and forgets it. */
static inline gr_str said(place *p)
{
    gr_buf out = gr_buf_make(p->arena, SIZE_MAX);
    gr_diag_print(p->diag, &out);
    p->diag = gr_diag_new(p->arena, 50);
    return gr_buf_view(&out);
}

static inline void check_said(place *p, const char *part)
{
    gr_str text = said(p);
    if (gr_str_find(text, gr_str_of(part)) == SIZE_MAX) {
        print_error("said '" GR_FMT "', not '%s'\n", GR_ARG(text), part);
        fail();
    }
}

static inline void check_silent(place *p)
{
    check_text("nothing was said", said(p), "");
}

static inline gr_journal *open_journal(place *p, gr_journal_mode mode)
{
    gr_journal *journal = NULL;
    assert_int_equal(gr_journal_open(p->path, mode, p->diag, &journal), GR_OK);
    return journal;
}

static inline gr_journal_run run_row(const char *jobs, int64_t began)
{
    return (gr_journal_run){
        .command = GR_LIT("run"),
        .batch = GR_LIT("nightly"),
        .jobs = gr_str_of(jobs),
        .engine = GR_LIT("griffie 0.1.0"),
        .inputs = GR_LIT("abc"),
        .began = began,
    };
}

static inline gr_journal_edition edition_row(gr_run_id run, const char *edition, const char *key,
                                             gr_str figures)
{
    return (gr_journal_edition){
        .run = run,
        .job = GR_LIT("dossiers"),
        .report = GR_LIT("dossier"),
        .edition = gr_str_of(edition),
        .destination = GR_LIT(""),
        .status = GR_LIT("published"),
        .key = gr_str_of(key),
        .before = GR_LIT(""),
        .life = GR_LIT(""),
        .files = GR_LIT("[]"),
        .figures = figures,
        .at = 1000 + run,
        .duration_ms = 12,
    };
}

/** published.json with `n` figures f0, f1 ... that all have this value. */
static inline gr_str figures_of(gr_arena *arena, unsigned n, int value)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_buf_add(&out, GR_LIT("{\"published\": 1, \"figures\": ["));
    for (unsigned i = 0; i < n; i++) {
        gr_buf_addf(&out, "%s{\"id\": \"f%u\", \"text\": \"EUR %d\", \"value\": \"%d.00 EUR\"}",
                    i == 0 ? "" : ",", i, value, value);
    }
    gr_buf_add(&out, GR_LIT("]}"));
    return gr_buf_view(&out);
}

static inline gr_str read_bytes(const place *p, gr_str path)
{
    gr_str bytes = GR_LIT("");
    gr_diag *diag = gr_diag_new(p->arena, 5);
    assert_int_equal(
        gr_file_read(path, (size_t)64 * 1024 * 1024, p->arena, diag, (gr_loc){0}, &bytes), GR_OK);
    return bytes;
}

static inline void write_bytes(gr_str path, gr_str bytes)
{
    int fd = open(path.ptr, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes.ptr, bytes.len), bytes.len);
    assert_int_equal(close(fd), 0);
}

#endif
