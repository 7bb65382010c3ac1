#include "load/fingerprint.h"

/* Owns the list that a fingerprint is the hash of: a line each file, in the order of names. */
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"
#include "pack/file_hash.h"

#define FOLDERS_DEEP 8 /* also ends a circle of links */

typedef struct print {
    const gr_limits *limits; /* BY_CONTENT */
    gr_arena *arena;
    gr_diag *diag;
    gr_buf lines;
    enum {
        BY_CONTENT,
        BY_DATE,    /* size and time: fonts, which packages bring */
        BY_IDENTITY /* which file it is, and when anything about it last changed */
    } by;
} print;

static void add_facts(print *p, gr_str path, gr_str name)
{
    struct stat facts = {0};
    (void)stat(path.ptr, &facts);
    gr_buf_addf(&p->lines, GR_FMT " %lld %lld.%ld", GR_ARG(name), (long long)facts.st_size,
                (long long)facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec);
    if (p->by == BY_IDENTITY) {
        gr_buf_addf(&p->lines, " %llu %lld.%ld", (unsigned long long)facts.st_ino,
                    (long long)facts.st_ctim.tv_sec, facts.st_ctim.tv_nsec);
    }
    gr_buf_add_char(&p->lines, '\n');
}

static gr_status add_file(print *p, gr_str path, gr_str name)
{
    if (p->by != BY_CONTENT) {
        add_facts(p, path, name);
        return GR_OK;
    }
    gr_str hex = GR_LIT("");
    GR_TRY(gr_file_hash(path, p->limits->export_bytes, p->arena, p->diag, &hex));
    gr_buf_addf(&p->lines, GR_FMT " " GR_FMT "\n", GR_ARG(name), GR_ARG(hex));
    return GR_OK;
}

static gr_status add_folder(print *p, gr_str folder, gr_str below, unsigned depth)
{
    gr_arena *arena = p->arena;
    gr_str *names = NULL;
    size_t n = 0;
    GR_TRY(
        gr_folder_list(gr_path_join(arena, folder, below), GR_LIT(""), arena, p->diag, &names, &n));
    for (size_t i = 0; i < n; i++) {
        gr_str name = gr_path_join(arena, below, names[i]);
        gr_str path = gr_path_join(arena, folder, name);
        if (!gr_folder_exists(path)) {
            GR_TRY(add_file(p, path, name));
        } else if (depth < FOLDERS_DEEP) {
            GR_TRY(add_folder(p, folder, name, depth + 1));
        }
    }
    return GR_OK;
}

gr_status gr_fingerprint(const gr_read_folders *folders, gr_str asked, const gr_limits *limits,
                         gr_arena *arena, gr_diag *diag, gr_str *out_hex)
{
    print p = {.limits = limits,
               .arena = arena,
               .diag = diag,
               .lines = gr_buf_make(arena, SIZE_MAX),
               .by = BY_CONTENT};
    gr_buf_add(&p.lines, asked);
    GR_TRY(add_folder(&p, folders->input, GR_LIT(""), 0));
    GR_TRY(add_folder(&p, folders->templates, GR_LIT(""), 0));
    p.by = BY_DATE;
    GR_TRY(add_folder(&p, folders->fonts, GR_LIT(""), 0));
    GR_TRY(add_folder(&p, folders->patterns, GR_LIT(""), 0));
    *out_hex = gr_sha256_hex(arena, gr_sha256_of(gr_buf_view(&p.lines)));
    return GR_OK;
}

gr_status gr_fingerprint_of_files(const gr_read_folders *folders, gr_arena *arena, gr_diag *diag,
                                  gr_str *out_hex)
{
    print p = {
        .arena = arena, .diag = diag, .lines = gr_buf_make(arena, SIZE_MAX), .by = BY_IDENTITY};
    GR_TRY(add_folder(&p, folders->input, GR_LIT(""), 0));
    GR_TRY(add_folder(&p, folders->templates, GR_LIT(""), 0));
    *out_hex = gr_sha256_hex(arena, gr_sha256_of(gr_buf_view(&p.lines)));
    return GR_OK;
}

/** The name of the element whose tag begins at `at`, without a prefix; `*out_tag` is the rest of
 * it. No value of an attribute holds a '<', so that the tag goes on up to the next one. */
static gr_str tag_name(gr_str text, size_t at, gr_str *out_tag)
{
    gr_str rest = gr_str_sub(text, at + 1, SIZE_MAX);
    size_t len = gr_str_find(rest, GR_LIT("<"));
    size_t end = 0;
    size_t begin = 0;
    rest = gr_str_sub(rest, 0, len);
    while (end < rest.len && strchr(" \t\r\n/>", rest.ptr[end]) == NULL) {
        begin = rest.ptr[end] == ':' ? end + 1 : begin;
        end++;
    }
    *out_tag = gr_str_sub(rest, end, SIZE_MAX);
    return gr_str_sub(rest, begin, end - begin);
}

/** Waivers end on a day, and what is promised to be fresh is not so for ever. Other elements have
 * attributes of these names that are no days. */
static bool counts_days(gr_str text)
{
    for (size_t at = 0; at < text.len; at++) {
        gr_str tag;
        if (text.ptr[at] != '<') {
            continue;
        }
        gr_str name = tag_name(text, at, &tag);
        if (gr_str_is(name, "waiver") ||
            (gr_str_is(name, "promise") && gr_str_find(tag, GR_LIT("fresh")) != SIZE_MAX)) {
            return true;
        }
    }
    return false;
}

static gr_status find_days(print *p, gr_str folder, unsigned depth, bool *out)
{
    gr_str *names = NULL;
    size_t n = 0;
    GR_TRY(gr_folder_list(folder, GR_LIT(""), p->arena, p->diag, &names, &n));
    for (size_t i = 0; i < n && !*out; i++) {
        gr_str path = gr_path_join(p->arena, folder, names[i]);
        gr_str text = GR_LIT("");
        if (gr_folder_exists(path)) {
            GR_TRY(depth < FOLDERS_DEEP ? find_days(p, path, depth + 1, out) : GR_OK);
        } else if (gr_str_ends(names[i], GR_LIT(".xml"))) {
            GR_TRY(gr_file_read(path, p->limits->descriptor_bytes, p->arena, p->diag, (gr_loc){0},
                                &text));
            *out = counts_days(text);
        }
    }
    return GR_OK;
}

bool gr_descriptors_count_days(gr_str templates, const gr_limits *limits, gr_arena *arena)
{
    bool found = false;
    print p = {.limits = limits, .arena = arena, .diag = gr_diag_new(arena, 1)};
    return find_days(&p, templates, 0, &found) != GR_OK || found;
}
