/* Owns patterns of Liang as dictionaries of libhyphen write them, of the plain kind that nearly all
 * are: pieces of words with figures between the letters, the higher one counts, odd ones divide.
 * libhyphen takes 40 million instructions to read the Dutch ones, half of what a letter of one page
 * costs; here it is a tree of letters, into which patterns come when a word first has the two
 * letters that they begin with: few of sixteen thousand for a letter of one page. Where a
 * dictionary asks for more (levels, changed spellings, signs without a hyphen) this says so, and
 * libhyphen reads it.
 *
 * The same divisions. libhyphen runs a machine whose state is the longest piece of the tree that
 * ends at the letter at hand, and takes the figures of that piece only: files repeat in a long
 * pattern what the shorter ones in it say. So do we: pieces are followed from each letter on, and
 * the one that begins first is the longest. */
#include "text_priv.h"

#include "base/num.h"

enum {
    LONGEST_LINE = 98,      /* libhyphen reads longer ones in pieces */
    LONGEST_PREPARED = 804, /* bytes of a word with a dot before and behind it */
    GROUPS = 1024           /* of patterns, by the two letters that they begin with */
};

typedef struct run {   /* lines behind each other, all of one group: files are in order, mostly */
    uint32_t from, to; /* bytes of the file */
    uint32_t next;     /* run of the group, as in gr_liang.waiting */
} run;

typedef struct node {        /* a piece: the letters on the way to it */
    uint32_t child, sibling; /* 0: none; the child that was added last comes first */
    uint32_t values;         /* where its figures begin */
    uint8_t letter, n;       /* byte; figures, the last one behind the last letter */
} node;

struct gr_liang {
    gr_arena *arena;
    gr_str bytes; /* of the file */
    run *runs;
    size_t n_runs, cap_runs;
    uint32_t waiting[GROUPS]; /* the first run that is not in the tree yet, from 1; 0: none */
    uint32_t newest[GROUPS];  /* while the file is read: the last one */
    node *nodes;              /* 0: the root */
    size_t n_nodes, cap_nodes;
    char *values;
    size_t n_values;
    uint32_t first[256];   /* children of the root */
    uint32_t *second[256]; /* theirs, by letter: dozens each, and every letter of a word asks. NULL:
                              none */
    bool utf8;
    int64_t least_before, least_behind; /* letters; 0: it does not say */
};

/* `above` is the letter of `parent` when that is a child of the root, 0 when it is deeper. */
static uint32_t child_of(const gr_liang *liang, uint32_t parent, unsigned char above,
                         unsigned char letter)
{
    if (parent == 0) {
        return liang->first[letter];
    }
    if (above != 0) {
        return liang->second[above] == NULL ? 0 : liang->second[above][letter];
    }
    uint32_t at = liang->nodes[parent].child;
    while (at != 0 && liang->nodes[at].letter != letter) {
        at = liang->nodes[at].sibling;
    }
    return at;
}

static uint32_t child_made(gr_liang *liang, uint32_t parent, unsigned char above,
                           unsigned char letter)
{
    uint32_t known = child_of(liang, parent, above, letter);
    if (known != 0) {
        return known;
    }
    uint32_t made = (uint32_t)liang->n_nodes;
    *GR_PUSH(liang->arena, liang->nodes, liang->n_nodes, liang->cap_nodes, node) = (node){
        .letter = letter, .sibling = parent == 0 || above != 0 ? 0 : liang->nodes[parent].child};
    if (parent == 0) {
        liang->first[letter] = made;
    } else if (above != 0) {
        if (liang->second[above] == NULL) {
            liang->second[above] = GR_NEW_N(liang->arena, uint32_t, 256);
        }
        liang->second[above][letter] = made;
    } else {
        liang->nodes[parent].child = made;
    }
    return made;
}

/* What stands in front of the first white space, which ends a pattern. */
static void add_pattern(gr_liang *liang, gr_str line)
{
    char *values = liang->values + liang->n_values;
    size_t n = 0;
    uint32_t at = 0;
    unsigned char last = 0;
    values[0] = '0';
    for (size_t i = 0; i < line.len && (unsigned char)line.ptr[i] > ' '; i++) {
        if (line.ptr[i] >= '0' && line.ptr[i] <= '9') {
            values[n] = line.ptr[i];
        } else {
            unsigned char above = n == 1 ? last : 0;
            last = (unsigned char)line.ptr[i];
            at = child_made(liang, at, above, last);
            values[++n] = '0';
        }
    }
    size_t from = 0;
    while (from <= n && values[from] == '0') {
        from++;
    }
    liang->nodes[at].values = (uint32_t)(liang->n_values + from);
    liang->nodes[at].n = (uint8_t)(n + 1 - from);
    liang->n_values += n + 1;
}

static bool is_letter(char sign)
{
    return (sign < '0' || sign > '9') && (unsigned char)sign > ' ';
}

static size_t group_of(char first, char second)
{
    return ((unsigned char)first * 29U + (unsigned char)second) % GROUPS;
}

/* The group of a pattern; that of one letter has zero for the second. */
static size_t group_of_line(gr_str line)
{
    char letters[2] = {0, 0};
    size_t n = 0;
    for (size_t i = 0; n < 2 && i < line.len && (unsigned char)line.ptr[i] > ' '; i++) {
        if (is_letter(line.ptr[i])) {
            letters[n++] = line.ptr[i];
        }
    }
    return group_of(letters[0], letters[1]);
}

/* `last` is the group of the line before, GROUPS when that was no pattern. */
static void add_line(gr_liang *liang, gr_str line, size_t group, size_t last)
{
    uint32_t from = (uint32_t)(line.ptr - liang->bytes.ptr), to = from + (uint32_t)line.len;
    if (group == last) {
        liang->runs[liang->n_runs - 1].to = to;
        return;
    }
    *GR_PUSH(liang->arena, liang->runs, liang->n_runs, liang->cap_runs, run) = (run){from, to, 0};
    uint32_t made = (uint32_t)liang->n_runs, *before = &liang->newest[group];
    if (*before == 0) {
        liang->waiting[group] = made;
    } else {
        liang->runs[*before - 1].next = made;
    }
    *before = made;
}

/* Brings the group's patterns into the tree, in the order of the file. */
static void need_group(gr_liang *liang, size_t group)
{
    uint32_t at = liang->waiting[group];
    if (at == 0) {
        return;
    }
    liang->waiting[group] = 0;
    while (at != 0) {
        const run *lines = &liang->runs[at - 1];
        gr_str rest = gr_str_sub(liang->bytes, lines->from, lines->to - lines->from);
        gr_str line = GR_LIT("");
        while (gr_str_split(&rest, '\n', &line)) {
            add_pattern(liang, line);
        }
        at = lines->next;
    }
}

/* The number behind `word`, at the beginning of the line. False: there is none. */
static bool says(gr_str line, const char *word, int64_t *out)
{
    return gr_str_starts(line, gr_str_of(word)) &&
           gr_int_parse(gr_str_trim(gr_str_sub(line, strlen(word), SIZE_MAX)), out);
}

/* True when the line is no pattern, and nothing that is not understood here. */
static bool read_setting(gr_liang *liang, gr_str line)
{
    int64_t ignored = 0; /* of compounds: which words of letters only are not */
    return says(line, "LEFTHYPHENMIN", &liang->least_before) ||
           says(line, "RIGHTHYPHENMIN", &liang->least_behind) ||
           says(line, "COMPOUNDLEFTHYPHENMIN", &ignored) ||
           says(line, "COMPOUNDRIGHTHYPHENMIN", &ignored);
}

/* False: it is not plain. `group`: see add_line. */
static bool read_line(gr_liang *liang, gr_str line, size_t *group)
{
    size_t last = *group;
    *group = GROUPS;
    if (line.len == 0 || line.ptr[0] == '%') {
        return true;
    }
    if (line.len > LONGEST_LINE || memchr(line.ptr, '/', line.len) != NULL) {
        return false;
    }
    bool word = line.ptr[0] >= 'A' && line.ptr[0] <= 'Z';
    if (word && read_setting(liang, line)) {
        return true;
    }
    if (word && (gr_str_find(line, GR_LIT("HYPHEN")) != SIZE_MAX ||
                 gr_str_starts(line, GR_LIT("NEXTLEVEL")))) {
        return false;
    }
    *group = group_of_line(line);
    add_line(liang, line, *group, last);
    return true;
}

gr_liang *gr_liang_read(gr_str bytes, gr_arena *arena)
{
    gr_str line = GR_LIT("");
    gr_liang *liang = GR_NEW(arena, gr_liang);
    liang->arena = arena;
    liang->bytes = bytes;
    liang->values = GR_ROOM_N(arena, char, bytes.len + 2); /* as signs in it, at most */
    (void)GR_PUSH(arena, liang->nodes, liang->n_nodes, liang->cap_nodes, node);
    if (!gr_str_split(&bytes, '\n', &line) || line.len > LONGEST_LINE) {
        return NULL;
    }
    liang->utf8 = gr_str_is(line, "UTF-8") || gr_str_is(line, "UTF-8\r");
    size_t group = GROUPS;
    while (gr_str_split(&bytes, '\n', &line)) {
        if (!read_line(liang, line, &group)) {
            return NULL;
        }
    }
    return liang;
}

gr_liang_facts gr_liang_facts_of(const gr_liang *liang)
{
    return (gr_liang_facts){liang->utf8, (int)liang->least_before, (int)liang->least_behind};
}

/* The pieces that begin at byte `from`. A piece that ends where a longer one ended says nothing. */
static void follow(gr_liang *liang, gr_str prepared, size_t from, bool *ended, char *marks)
{
    uint32_t at = 0;
    need_group(liang, group_of(prepared.ptr[from], 0));
    if (from + 1 < prepared.len) {
        need_group(liang, group_of(prepared.ptr[from], prepared.ptr[from + 1]));
    }
    for (size_t i = from; i < prepared.len; i++) {
        at = child_of(liang, at, i == from + 1 ? (unsigned char)prepared.ptr[from] : 0,
                      (unsigned char)prepared.ptr[i]);
        if (at == 0) {
            return;
        }
        const node *piece = &liang->nodes[at];
        for (size_t k = 0; !ended[i] && k < piece->n; k++) {
            char *mark = &marks[i + 2 - piece->n + k];
            char value = liang->values[piece->values + k];
            *mark = value > *mark ? value : *mark;
        }
        ended[i] = true;
    }
}

void gr_liang_mark(gr_liang *liang, gr_str word, char *out_marks)
{
    char prepared[LONGEST_PREPARED];
    char marks[LONGEST_PREPARED + 1];
    bool ended[LONGEST_PREPARED] = {false};
    size_t n = word.len + 2;
    memset(out_marks, '0', word.len);
    if (word.len > LONGEST_PREPARED - 2) { /* asked of what is copied: a sum could be small again */
        return;
    }
    memset(marks, '0', n + 1);
    prepared[0] = prepared[n - 1] = '.';
    memcpy(prepared + 1, word.ptr, word.len);
    for (size_t from = 0; from < n; from++) {
        follow(liang, (gr_str){prepared, n}, from, ended, marks);
    }
    memcpy(out_marks, marks + 2, word.len); /* before a sign is behind the one before it */
}
