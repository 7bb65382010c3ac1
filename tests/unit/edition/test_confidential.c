/* What `check --confidentiality` says of each total over others, and that it says it once. */
#include "making.h"

#include "edition_priv.h"

static gr_status keep(void *user, gr_str text, gr_diag *diag)
{
    (void)diag;
    gr_buf_add(user, text);
    return GR_OK;
}

static gr_str tell(making *m, gr_total_seen *list, size_t n)
{
    gr_buf *out = GR_NEW(m->w.arena, gr_buf);
    const gr_totals_seen totals = {.list = list, .n = n, .arena = m->w.arena};
    *out = gr_buf_make(m->w.arena, SIZE_MAX);
    m->setup.tell = keep;
    m->setup.user = out;
    const edition_work work = {
        .setup = &m->setup, .row = &m->rows[1], .arena = m->w.arena, .diag = m->diag};
    assert_int_equal(gr_edition_tell(&work, &totals), GR_OK);
    return gr_buf_view(out);
}

static size_t lines_of(gr_str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        n += text.ptr[i] == '\n' ? 1 : 0;
    }
    return n;
}

static void each_total_has_its_reason(void **state)
{
    (void)state;
    static const struct {
        unsigned owners, share;
        bool shown;
        const char *says;
    } cases[] = {
        {5, 20, true, ": shown\n"},
        {2, 20, false, ": withheld, too few others\n"},
        {2, 90, false, ": withheld, too few others\n"},
        {3, 86, false, ": withheld, one other has too much of it\n"},
        {3, 85, false, ": withheld, with other totals it would tell a smaller one\n"},
    };
    making m;
    making_open(&m);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_total_seen one = {.source = GR_LIT("sum(all costs)"),
                             .owners = cases[i].owners,
                             .least = 3,
                             .share = cases[i].share,
                             .dominance = 85,
                             .shown = cases[i].shown};
        gr_str text = tell(&m, &one, 1);
        assert_true(gr_str_starts(text, GR_LIT("edition: dossier/arnhem, its own figures\n")));
        if (!gr_str_ends(text, gr_str_of(cases[i].says))) {
            fail_msg("case %zu: " GR_FMT, i, GR_ARG(text));
        }
    }
    making_close(&m);
}

static void what_was_told_is_not_told_again(void **state)
{
    (void)state;
    const gr_total_seen first = {.source = GR_LIT("sum(all costs)"),
                                 .at = {.file = 1, .line = 4, .col = 7},
                                 .owners = 4,
                                 .least = 3,
                                 .share = 20,
                                 .dominance = 85,
                                 .shown = true};
    making m;
    making_open(&m);
    gr_total_seen list[] = {first, first, first, first, first, first, first, first};
    assert_int_equal(lines_of(tell(&m, list, 8)), 2); /* the edition, and one of them */
    list[1].at.col++;
    list[2].at.line++;
    list[3].at.file++;
    list[4].owners++;
    list[5].share++;
    list[6].shown = false;
    assert_int_equal(lines_of(tell(&m, list, 8)), 8); /* the last is the first again */
    making_close(&m);
}

static void datasets_tell_what_is_public_and_what_is_hidden(void **state)
{
    (void)state;
    making m;
    making_open(&m);
    gr_buf out = gr_buf_make(m.w.arena, SIZE_MAX);
    gr_confidential_datasets(gr_load_catalogue(m.load), m.diag, &out);
    check_text("nothing", gr_buf_view(&out), ""); /* here nothing is declared, nor hidden */
    making_close(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_total_has_its_reason),
        cmocka_unit_test(what_was_told_is_not_told_again),
        cmocka_unit_test(datasets_tell_what_is_public_and_what_is_hidden),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
