/* Our reader of plain patterns divides as libhyphen does, whatever the word. */
#include "check.h"

#include "base/file.h"
#include "text_priv.h"

#define FOLDER "/usr/share/hyphen/"

enum { ROUNDS = 40000, MOST_PIECES = 40000 };

typedef struct both { /* one dictionary, read twice */
    gr_arena *arena;
    gr_liang *liang;
    HyphenDict *dict;
    gr_str pieces[MOST_PIECES]; /* its patterns without figures and dots */
    size_t n_pieces;
} both;

static void open_both(both *b, const char *path)
{
    gr_str bytes = GR_LIT("");
    gr_str line = GR_LIT("");
    b->arena = gr_arena_new(1 << 16);
    b->n_pieces = 0;
    assert_int_equal(gr_file_read(gr_str_of(path), 1 << 24, b->arena, gr_diag_new(b->arena, 1),
                                  (gr_loc){0}, &bytes),
                     GR_OK);
    b->liang = gr_liang_read(bytes, b->arena);
    b->dict = hnj_hyphen_load(path);
    assert_non_null(b->dict);
    while (gr_str_split(&bytes, '\n', &line) && b->n_pieces < MOST_PIECES) {
        gr_buf letters = gr_buf_make(b->arena, SIZE_MAX);
        bool latin = true; /* else no word with it is asked of the patterns */
        for (size_t i = 0; i < line.len; i++) {
            latin = latin && (!b->dict->utf8 || (unsigned char)line.ptr[i] <= 0xC3);
            if (strchr("0123456789.-'", line.ptr[i]) == NULL) {
                gr_buf_add_char(&letters, line.ptr[i]);
            }
        }
        if (latin && letters.len > 0 && letters.len < 12) {
            b->pieces[b->n_pieces++] = gr_buf_view(&letters);
        }
    }
}

static void close_both(both *b)
{
    hnj_hyphen_free(b->dict);
    gr_arena_free(b->arena);
}

/* Marks of libhyphen stand by character where letters have several bytes. */
static bool marked_by_library(both *b, gr_str word, char *marks)
{
    char **spellings = NULL;
    int *places = NULL, *cuts = NULL;
    bool done = hnj_hyphen_hyphenate2(b->dict, word.ptr, (int)word.len, marks, NULL, &spellings,
                                      &places, &cuts) == 0;
    free(spellings);
    free(places);
    free(cuts);
    return done;
}

static void compare(both *b, gr_str word)
{
    char theirs[256] = {0}, ours[256] = {0};
    size_t n = 0, letters[256] = {0}; /* byte behind each letter */
    for (size_t i = 0; i < word.len; i++) {
        bool last = i + 1 == word.len || !b->dict->utf8 || (word.ptr[i + 1] & 0xC0) != 0x80;
        letters[n] = i + 1;
        n += last ? 1 : 0;
    }
    assert_true(marked_by_library(b, word, theirs));
    gr_liang_mark(b->liang, word, ours);
    gr_liang_facts facts = gr_liang_facts_of(b->liang);
    size_t before = facts.least_before > 2 ? (size_t)facts.least_before : 2;
    size_t behind = facts.least_behind > 2 ? (size_t)facts.least_behind : 2;
    for (size_t i = before - 1; i + 1 + behind <= n; i++) {
        if ((theirs[i] & 1) != (ours[letters[i] - 1] & 1)) {
            fail_msg("'" GR_FMT "' differs behind letter %zu", GR_ARG(word), i + 1);
        }
    }
}

static void divides_as_libhyphen_does(void **state)
{
    static const char *const paths[] = {FOLDER "hyph_nl_NL.dic", FOLDER "hyph_en_GB.dic"};
    static both b;
    uint32_t seed = 5;
    (void)state;
    for (size_t d = 0; d < sizeof(paths) / sizeof(paths[0]); d++) {
        open_both(&b, paths[d]);
        assert_non_null(b.liang);
        assert_int_equal(gr_liang_facts_of(b.liang).utf8, b.dict->utf8 != 0);
        assert_int_equal(gr_liang_facts_of(b.liang).least_before, b.dict->lhmin);
        assert_int_equal(gr_liang_facts_of(b.liang).least_behind, b.dict->rhmin);
        for (int round = 0; round < ROUNDS; round++) {
            char word[128];
            size_t len = 0;
            seed = seed * 1664525U + 1013904223U;
            for (unsigned pieces = 1 + (seed >> 16) % 6; pieces > 0; pieces--) {
                seed = seed * 1664525U + 1013904223U;
                gr_str piece = b.pieces[(seed >> 8) % b.n_pieces];
                memcpy(word + len, piece.ptr, piece.len);
                len += piece.len;
            }
            word[len] = '\0';
            compare(&b, (gr_str){word, len});
        }
        close_both(&b);
    }
}

static void says_what_it_cannot_read(void **state)
{
    static const struct {
        const char *name, *file;
        bool plain;
    } cases[] = {
        {"nothing", "", false},
        {"patterns", "ISO8859-1\na1b\n", true},
        {"lines of Windows", "UTF-8\r\na1b\r\n", true},
        {"without a last line end", "UTF-8\na1b", true},
        {"a remark", "UTF-8\n% a/b=c\na1b\n", true},
        {"least letters", "UTF-8\nLEFTHYPHENMIN 3\na1b\n", true},
        {"least letters without a number", "UTF-8\nLEFTHYPHENMIN x\na1b\n", false},
        {"two levels", "UTF-8\n1-1\nNEXTLEVEL\na1b\n", false},
        {"signs without hyphens", "UTF-8\nNOHYPHEN -,'\na1b\n", false},
        {"another spelling", "UTF-8\na1b/a=b,1,1\n", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        gr_arena *arena = gr_arena_new(1024);
        gr_liang *liang = gr_liang_read(gr_str_of(cases[i].file), arena);
        if ((liang != NULL) != cases[i].plain) {
            fail_msg("%s", cases[i].name);
        }
        if (liang != NULL) {
            char marks[4];
            gr_liang_mark(liang, GR_LIT("xabx"), marks);
            assert_memory_equal(marks, "0100", 4);
        }
        gr_arena_free(arena);
    }
}

/* The machine of libhyphen is in the longest piece, though that one says nothing yet. */
static void the_longest_piece_silences_what_ends_it(void **state)
{
    char marks[5];
    (void)state;
    gr_arena *arena = gr_arena_new(1024);
    gr_liang *liang = gr_liang_read(GR_LIT("UTF-8\nb1c\nabcx1\n"), arena);
    assert_non_null(liang);
    gr_liang_mark(liang, GR_LIT("yabcy"), marks);
    assert_memory_equal(marks, "00000", 5);
    gr_liang_mark(liang, GR_LIT("yybcy"), marks);
    assert_memory_equal(marks, "00100", 5);
    gr_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(divides_as_libhyphen_does),
        cmocka_unit_test(the_longest_piece_silences_what_ends_it),
        cmocka_unit_test(says_what_it_cannot_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
