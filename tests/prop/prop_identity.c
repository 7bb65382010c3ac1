/* What a figure is called says which figure it is: whatever is put before it, above it or beside
 * it, and whatever records there are more, a figure of the first document has its name in the
 * second, and shows the same there when the records are the same. */
#include <unistd.h>

#include "base/intern.h"
#include "dataset/table.h"
#include "eval/eval.h"
#include "eval/fixture.h"
#include "expr/bind.h"
#include "seeded.h"
#include "template/template.h"

/* A stretch of a report; "#" in it is a number of its own. Behind it may stand others of a kind:
 * blocks, rows, items of a list or tiles. */
typedef struct stretch {
    const char *xml;
    char after;
} stretch;

typedef struct form {
    char kind; /* where it may stand */
    size_t n;
    stretch stretches[4];
} form;

static const form forms[] = {
    {'b', 1, {{"<p>{sum(amount of contributions) as euro} van {count(modules)}</p>", 'b'}}},
    {'b', 1, {{"<p>{sum(amount of contributions) as cents}</p>", 'b'}}},
    {'b', 1, {{"<p id=\"alinea#\">Er zijn er {count(municipalities) as words}.</p>", 'b'}}},
    {'b', 1, {{"<each name=\"m\" of=\"modules\"><p>{m.name}: {m.fte as fte}</p></each>", 'b'}}},
    {'b',
     3,
     {{"<section title=\"Deel {count(modules)}\" id=\"deel#\">", 'b'},
      {"<p>{count(contributions)} en {count(modules)}</p>", 'b'},
      {"</section>", 'b'}}},
    {'b',
     3,
     {{"<section each=\"module\" of=\"modules where fte &lt; 14 or id = 'rbl'\" "
       "title=\"{module.name}\">",
       'b'},
      {"<text file=\"{module.id}.md\"/>", 'b'},
      {"</section>", 'b'}}},
    {'b',
     1,
     {{"<table title=\"T {count(modules)}\" rows=\"contributions where amount &gt; 100000\">"
       "<column title=\"Wie\" value=\"municipality.name\" header=\"yes\"/>"
       "<column title=\"Wat\" value=\"amount\" total=\"sum\"/></table>",
       'b'}}},
    {'b',
     1,
     {{"<table id=\"tabel#\" title=\"T\" rows=\"contributions\"><column title=\"Wie\" "
       "value=\"municipality.name\" header=\"yes\"/><column title=\"Wat\" value=\"amount\" "
       "total=\"sum\"/><column title=\"Toen\" value=\"amount\" as=\"cents\"/></table>",
       'b'}}},
    {'b',
     1,
     {{"<table title=\"T\" rows=\"municipalities\" as=\"g\"><column title=\"Wie\" value=\"g.name\" "
       "header=\"yes\"/><column each=\"m\" of=\"modules\" title=\"{m.name}\" "
       "value=\"sum(amount of contributions where module = $m and municipality = $g)\"/></table>",
       'b'}}},
    {'b',
     3,
     {{"<table title=\"Los\"><column title=\"A\" header=\"yes\"/><column title=\"B\"/>", 'r'},
      {"<row><cell>Samen</cell><cell value=\"sum(amount of contributions)\"/></row>", 'r'},
      {"</table>", 'b'}}},
    {'r', 1, {{"<row id=\"regel#\"><cell>x</cell><cell value=\"count(modules)\"/></row>", 'r'}}},
    {'r',
     1,
     {{"<rows each=\"m\" of=\"modules\"><row><cell>{m.name}</cell><cell "
       "value=\"m.fte\"/></row></rows>",
       'r'}}},
    {'b', 3, {{"<list>", 'i'}, {"<item>{count(events)}</item>", 'i'}, {"</list>", 'b'}}},
    {'i', 1, {{"<item each=\"e\" of=\"events\">{e.day as date}: {e.what}</item>", 'i'}}},
    {'b',
     3,
     {{"<tiles>", 't'}, {"<tile value=\"count(events)\" label=\"n\"/>", 't'}, {"</tiles>", 'b'}}},
    {'t', 1, {{"<tile each=\"m\" of=\"modules\" value=\"m.fte\" label=\"{m.name}\"/>", 't'}}},
    {'b',
     1,
     {{"<chart type=\"bar\" title=\"G\" rows=\"modules\" category=\"name\" value=\"fte\"/>", 'b'}}},
};
#define N_FORMS (sizeof forms / sizeof forms[0])

typedef struct plan { /* stretches in order, each with its number */
    stretch items[400];
    unsigned numbers[400];
    size_t n;
} plan;

static void insert(plan *p, size_t at, const form *made, unsigned number)
{
    assert_true(p->n + made->n < 400);
    memmove(p->items + at + made->n, p->items + at, (p->n - at) * sizeof p->items[0]);
    memmove(p->numbers + at + made->n, p->numbers + at, (p->n - at) * sizeof p->numbers[0]);
    for (size_t i = 0; i < made->n; i++) {
        p->items[at + i] = made->stretches[i];
        p->numbers[at + i] = number;
    }
    p->n += made->n;
}

/** In an element that begins so: in a loop ids would be given out twice, in a section another one
 *  could make headings deeper than documents have. */
static bool is_inside(const plan *p, size_t at, const char *begin)
{
    bool inside = false;
    for (size_t i = 0; i < at; i++) {
        for (size_t j = at; j < p->n && strncmp(p->items[i].xml, begin, strlen(begin)) == 0; j++) {
            inside = inside || p->numbers[i] == p->numbers[j];
        }
    }
    return inside;
}

static bool may_stand(const plan *p, size_t at, const form *made)
{
    char kind = at == 0 ? 'b' : p->items[at - 1].after;
    return kind == made->kind &&
           (strchr(made->stretches[0].xml, '#') == NULL || !is_inside(p, at, "<section each")) &&
           (strncmp(made->stretches[0].xml, "<section", 8) != 0 || !is_inside(p, at, "<section"));
}

/** One more at a place where it may stand. */
static void grow(plan *p, unsigned number, uint64_t *seed)
{
    const form *made = &forms[next_random(seed) % N_FORMS];
    for (unsigned tries = 0; tries < 50; tries++) {
        size_t at = (size_t)(next_random(seed) % (p->n + 1));
        if (may_stand(p, at, made)) {
            insert(p, at, made, number);
            return;
        }
    }
}

static gr_str xml_of(const plan *p, gr_arena *arena)
{
    gr_buf out = gr_buf_make(arena, SIZE_MAX);
    gr_buf_add(&out, GR_LIT("<report xmlns=\"urn:griffie:report:1\" id=\"proef\" title=\"Proef\" "
                            "style=\"huis\">"));
    for (size_t i = 0; i < p->n; i++) {
        for (const char *c = p->items[i].xml; *c != '\0'; c++) {
            if (*c == '#') {
                gr_buf_addf(&out, "%u", p->numbers[i]);
            } else {
                gr_buf_add_char(&out, *c);
            }
        }
    }
    gr_buf_add(&out, GR_LIT("</report>"));
    return gr_buf_view(&out);
}

/** A participation, a contribution, a municipality and a module more. */
static void add_more(world *w)
{
    const gr_value more = {.type = GR_T_DECIMAL, .as.dec = {990, 1}};
    append(w, "municipalities", (gr_value[]){text("gm0100"), text("Aalten")}, 90);
    append(w, "modules", (gr_value[]){text("aaa"), text("Eerst"), text("Zorg"), more}, 91);
    append(w, "participation", (gr_value[]){text("gm0274"), text("wsp")}, 92);
    append(w, "contributions", (gr_value[]){text("wsp"), text("gm0274"), euros(860), euros(100000)},
           93);
}

static gr_doc *make(world *w, const plan *p, bool more)
{
    char folder[] = "/tmp/griffie-prop-XXXXXX";
    gr_doc *doc = NULL;
    gr_edition *editions = NULL;
    size_t n = 0;
    bool blocked = false;
    gr_str xml = xml_of(p, w->arena);
    assert_non_null(mkdtemp(folder));
    gr_str path = gr_path_join(w->arena, gr_str_of(folder), GR_LIT("report.xml"));
    gr_file *file = gr_file_create(path, w->diag);
    assert_non_null(file);
    assert_int_equal(gr_file_write(file, xml, w->diag), GR_OK);
    assert_int_equal(gr_file_commit(file, w->diag), GR_OK);
    gr_report *report = bind_report(w, path);
    (void)unlink(path.ptr);
    (void)rmdir(folder);
    if (report != NULL) {
        if (more) {
            add_more(w);
        }
        add_rows(w);
        assert_int_equal(gr_report_editions(report, &w->context, &editions, &n), GR_OK);
    }
    if (report == NULL || gr_report_evaluate(report, &editions[0], w->catalogue, &w->context,
                                             w->arena, &doc, &blocked) != GR_OK) {
        gr_buf said = gr_buf_make(w->arena, SIZE_MAX);
        gr_diag_print(w->diag, &said);
        fail_msg(GR_FMT "\n" GR_FMT, GR_ARG(gr_buf_view(&said)), GR_ARG(xml));
    }
    return doc;
}

/** Every figure of `base` is in `grown` by its name; when the records are the same it says the
 * same. */
static void compare(const gr_doc *base, const gr_doc *grown, bool more)
{
    gr_arena *scratch = gr_arena_new(1 << 16);
    gr_intern *names = gr_intern_new(scratch);
    const gr_figure **by_name = GR_NEW_N(scratch, const gr_figure *, grown->n_figures + 1);
    for (size_t i = 0; i < grown->n_figures; i++) {
        uint32_t nr = gr_intern_add(names, grown->figures[i]->id);
        assert_null(by_name[nr]); /* no name is given out twice */
        by_name[nr] = grown->figures[i];
    }
    for (size_t i = 0; i < base->n_figures; i++) {
        const gr_figure *was = base->figures[i];
        uint32_t nr = 0;
        if (!gr_intern_find(names, was->id, &nr)) {
            fail_msg(GR_FMT " (" GR_FMT ") has another name", GR_ARG(was->id), GR_ARG(was->text));
        }
        const gr_figure *is = by_name[nr];
        assert_int_equal(was->value.type, is->value.type);
        assert_int_equal(was->format.kind, is->format.kind);
        if (!more && !gr_str_eq(was->text, is->text)) {
            fail_msg(GR_FMT ": " GR_FMT " became " GR_FMT, GR_ARG(was->id), GR_ARG(was->text),
                     GR_ARG(is->text));
        }
    }
    gr_arena_free(scratch);
}

static void names_stay(void **state)
{
    (void)state;
    uint64_t seed = seed_of_run();
    unsigned trials = is_long_tier() ? 5000 : 150;
    size_t held = 0;
    for (unsigned trial = 0; trial < trials; trial++) {
        plan p = {.n = 0};
        bool more = next_random(&seed) % 3 == 0;
        unsigned number = 0;
        for (uint64_t n = 1 + next_random(&seed) % 12; n > 0; n--) {
            grow(&p, ++number, &seed);
        }
        world *first = world_new();
        gr_doc *base = make(first, &p, false);
        for (uint64_t n = 1 + next_random(&seed) % 12; n > 0; n--) {
            grow(&p, ++number, &seed);
        }
        world *second = world_new();
        compare(base, make(second, &p, more), more);
        held += base->n_figures;
        gr_arena_free(first->arena);
        gr_arena_free(second->arena);
    }
    print_message("%zu figures kept their names\n", held);
    assert_true(held > trials);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_stay)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
