#ifndef GR_TESTS_SCHEDULE_READING_H
#define GR_TESTS_SCHEDULE_READING_H
/* A batch descriptor from its text: what was said (without quoted lines), and what was read. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "check.h"
#include "schedule/jobs.h"

typedef struct reading {
    gr_arena *arena;
    gr_diag *diag;
    bool refused;
    const gr_jobs *jobs; /* refused: NULL, or some of them are faulty */
} reading;

/** The file is called b.xml, in a new folder that is gone again. */
static inline reading reading_of(const char *text)
{
    reading r = {.arena = gr_arena_new(65536)};
    char folder[] = "/tmp/griffie-schedule-XXXXXX";
    r.diag = gr_diag_new(r.arena, 50);
    assert_non_null(mkdtemp(folder));
    assert_int_equal(chdir(folder), 0);
    FILE *file = fopen("b.xml", "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
    gr_status status = gr_jobs_read(GR_LIT("b.xml"), &gr_default_limits, r.arena, r.diag, &r.jobs);
    r.refused = status != GR_OK;
    size_t faulty = 0; /* jobs: the others can be made all the same */
    for (size_t i = 0; r.jobs != NULL && i < r.jobs->n; i++) {
        faulty += r.jobs->jobs[i].faulty ? 1 : 0;
    }
    assert_int_equal(status == GR_OK, r.jobs != NULL && faulty == 0);
    assert_int_equal(status == GR_OK, gr_diag_count(r.diag, GR_ERROR) == 0);
    assert_int_equal(unlink("b.xml"), 0);
    assert_int_equal(chdir("/"), 0);
    assert_int_equal(rmdir(folder), 0);
    return r;
}

static inline gr_str reading_said(const reading *r)
{
    gr_buf printed = gr_buf_make(r->arena, 1000000);
    gr_buf out = gr_buf_make(r->arena, 1000000);
    gr_diag_print(r->diag, &printed);
    gr_str rest = gr_buf_view(&printed);
    gr_str line;
    while (gr_str_split(&rest, '\n', &line)) {
        if (gr_str_starts(line, GR_LIT("b.xml:")) ||
            gr_str_find(line, GR_LIT(": note: ")) != SIZE_MAX) {
            gr_buf_addf(&out, GR_FMT "\n", GR_ARG(gr_str_trim(line)));
        }
    }
    return gr_buf_view(&out);
}

#endif
