/* The guard of the markup looks at many bytes at once; it must say what it says byte by byte. */
#include "base/arena.h"
#include "xml/xml.h"
#include "xml_priv.h"

#include "seeded.h"

#define TEXTS 4000

static uint64_t seed;

static size_t draw(size_t n)
{
    return (size_t)(next_random(&seed) % n);
}

/** Mostly what is well-formed, sometimes what is not. */
static void put_piece(gr_buf *text)
{
    static const char *const fine[] = {"<a>",
                                       "</a>",
                                       "<b c=\"1\"/>",
                                       "<d e=\"x'y&amp;>z\" f='\"'>",
                                       "tekst met woorden",
                                       "\n",
                                       " quotes \" and ' here ",
                                       "&amp;",
                                       "&#x20;",
                                       "een heel lang stuk tekst zonder iets bijzonders erin",
                                       "<m n=\"a\" o=\"b\" p=\"c\" q=\"d\" r=\"e\">",
                                       "é",
                                       "<!-- < & > \" -->",
                                       "<![CDATA[<&>]]>",
                                       "<?p <&\" ?>",
                                       "<s   t = \"u\" >",
                                       ">",
                                       "=\"\""};
    static const char *const odd[] = {"< ", "<",  "&",        "& ",  "&;", "\"",
                                      "'",  "<<", "<a b=\"<", "<!D", "<!", "&x y;"};
    size_t n_fine = sizeof fine / sizeof *fine, n_odd = sizeof odd / sizeof *odd;
    bool is_odd = draw(60) == 0;
    gr_buf_add(text, gr_str_of(is_odd ? odd[draw(n_odd)] : fine[draw(n_fine)]));
}

/** With what comes `step` bytes at a time. */
static gr_xml_guard follow(const gr_limits *limits, gr_str text, size_t step)
{
    gr_xml_guard guard = {.limits = limits};
    for (size_t at = 0; at < text.len && guard.verdict == GR_XML_FINE; at += step) {
        (void)gr_xml_guard_follow(&guard, gr_str_sub(text, at, step), at);
    }
    return guard;
}

static void check_same(const gr_xml_guard *one, const gr_xml_guard *other, gr_str text)
{
    bool tag = one->state == GR_XML_IN_TAG || one->state == GR_XML_IN_DOUBLE ||
               one->state == GR_XML_IN_SINGLE;
    if (one->verdict != other->verdict || one->state != other->state ||
        (one->verdict != GR_XML_FINE && one->tag_at != other->tag_at) ||
        (one->verdict == GR_XML_TAG_OPEN && one->stop_at != other->stop_at) ||
        (tag && (one->tag_at != other->tag_at || one->attributes != other->attributes))) {
        fail_msg(
            "verdict %d and %d, state %d and %d, attributes %u and %u, tag at %zu and %zu: " GR_FMT,
            (int)one->verdict, (int)other->verdict, (int)one->state, (int)other->state,
            one->attributes, other->attributes, one->tag_at, other->tag_at, GR_ARG(text));
    }
}

static void test_guard(void **state)
{
    (void)state;
    gr_arena *arena = gr_arena_new(65536);
    for (unsigned i = 0; i < TEXTS; i++) {
        gr_mark mark = gr_arena_mark(arena);
        gr_limits limits = gr_default_limits;
        limits.xml_attributes = 3 + (unsigned)draw(60);
        limits.tag_bytes = 40 + draw(200);
        gr_buf text = gr_buf_make(arena, SIZE_MAX);
        for (size_t left = 1 + draw(80); left > 0; left--) {
            put_piece(&text);
        }
        gr_xml_guard bytes = follow(&limits, gr_buf_view(&text), 1);
        gr_xml_guard whole = follow(&limits, gr_buf_view(&text), SIZE_MAX / 2);
        gr_xml_guard parts = follow(&limits, gr_buf_view(&text), 65 + draw(200));
        check_same(&bytes, &whole, gr_buf_view(&text));
        check_same(&bytes, &parts, gr_buf_view(&text));
        gr_arena_rewind(arena, mark);
    }
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_guard)};
    seed = seed_of_run();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
