/* The files of the input folder, and which of them may be exports by their names. Must not know
 * what is in them. */
#include <sys/stat.h>

#include "base/file.h"
#include "files_priv.h"
#include "pack/unpack.h"

#define FOLDERS_DEEP 8 /* also ends a circle of links */

/* ---- patterns ---- */

static char small(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

typedef struct star { /* a '*' or '**' of the pattern; `behind` is SIZE_MAX when there is none */
    size_t behind, taken; /* where the pattern goes on; up to where it took the name */
} star;

/** Another sign for the star; false when it may not take it. */
static bool takes_more(star *s, gr_str name, bool deep, size_t *p, size_t *n)
{
    if (s->behind == SIZE_MAX || s->taken >= name.len || (!deep && name.ptr[s->taken] == '/')) {
        return false;
    }
    *p = s->behind;
    *n = ++s->taken;
    return true;
}

/** The last '*' and the last '**' are all that need be tried again: what fits before a later one
 * fits it as early as can be. */
static bool fits_one(gr_str pattern, gr_str name)
{
    size_t p = 0;
    size_t n = 0;
    star flat = {SIZE_MAX, 0};
    star deep = {SIZE_MAX, 0};
    while (n < name.len || p < pattern.len) {
        char c = p < pattern.len ? pattern.ptr[p] : '\0';
        if (c == '*' && p + 1 < pattern.len && pattern.ptr[p + 1] == '*') {
            p += 2;
            deep = (star){p, n};
            flat = (star){SIZE_MAX, 0};
        } else if (c == '*') {
            flat = (star){++p, n};
        } else if (p < pattern.len && n < name.len &&
                   (c == '?' ? name.ptr[n] != '/' : small(c) == small(name.ptr[n]))) {
            p++;
            n++;
        } else if (!takes_more(&flat, name, false, &p, &n)) {
            if (!takes_more(&deep, name, true, &p, &n)) {
                return false;
            }
            flat = (star){SIZE_MAX, 0};
        }
    }
    return true;
}

bool gr_file_fits(gr_str patterns, gr_str name)
{
    gr_str rest = patterns;
    gr_str pattern;
    while (gr_str_split(&rest, '|', &pattern)) {
        pattern = gr_str_trim(pattern);
        gr_str flat = gr_str_sub(pattern, 3, SIZE_MAX); /* "**" in front takes no folder too */
        if (fits_one(pattern, name) ||
            (gr_str_starts(pattern, GR_LIT("**/")) && fits_one(flat, name))) {
            return true;
        }
    }
    return false;
}

const char *gr_file_patterns_fault(gr_str patterns)
{
    gr_str rest = patterns;
    gr_str pattern;
    while (gr_str_split(&rest, '|', &pattern)) {
        pattern = gr_str_trim(pattern);
        gr_str inside =
            gr_str_starts(pattern, GR_LIT("**/")) ? gr_str_sub(pattern, 3, SIZE_MAX) : pattern;
        if (inside.len == 0) {
            return "a name is missing; write names as *.xml | ledger/*.xaf";
        }
        if (!gr_path_is_inside(inside)) {
            return "names are below the input folder: no / in front and no .. in them";
        }
        if (memchr(inside.ptr, '\\', inside.len) != NULL) {
            return "folders are parted by /";
        }
    }
    return patterns.len == 0 ? "a name is missing; write names as *.xml | ledger/*.xaf" : NULL;
}

bool gr_match_takes(const gr_match *match, const gr_input_file *file)
{
    return gr_file_fits(match->files, file->name) ||
           (file->plain.len > 0 && gr_file_fits(match->files, file->plain));
}

bool gr_match_same(const gr_match *a, const gr_match *b)
{
    return gr_str_eq(a->root, b->root) &&
           (a->ns.len == 0 || b->ns.len == 0 || gr_str_eq(a->ns, b->ns)) &&
           gr_str_eq(a->files, b->files) && gr_str_eq(a->has, b->has);
}

/* ---- folders ---- */

typedef struct listing {
    const gr_sources *sources;
    gr_str folder;
    gr_arena *arena;
    gr_diag *diag;
    gr_input_files *out;
} listing;

static void pass_over(const listing *l, gr_str name)
{
    gr_file_names *passed = &l->out->passed;
    *GR_PUSH(l->arena, passed->items, passed->n, passed->cap, gr_str) = name;
}

/** Where the name of a folder in `name` ends, with its slash. */
static size_t folder_end(gr_str name)
{
    size_t end = name.len;
    while (end > 0 && name.ptr[end - 1] != '/') {
        end--;
    }
    return end;
}

/** As if it lay unpacked where it lies: 'ledger/a.xml' of 'ledger/a.xml.gz', and of the member
 *  'x/a.xml' of 'ledger/b.zip'. */
static gr_str plain_name(gr_str name, gr_arena *arena)
{
    gr_str file;
    gr_str member;
    if (!gr_unpack_split(name, &file, &member)) {
        return GR_LIT("");
    }
    if (member.len == 0) {
        return gr_str_sub(name, 0, name.len - strlen(".gz"));
    }
    return gr_str_fmt(arena, GR_FMT GR_FMT, GR_ARG(gr_str_sub(file, 0, folder_end(file))),
                      GR_ARG(gr_str_sub(member, folder_end(member), SIZE_MAX)));
}

static bool is_wanted(const listing *l, const gr_input_file *file)
{
    for (size_t i = 0; i < l->sources->n; i++) {
        const gr_source *source = &l->sources->items[i];
        for (size_t k = 0; k < source->n_matches; k++) {
            if (gr_match_takes(&source->matches[k], file)) {
                return true;
            }
        }
    }
    return false;
}

static size_t size_of(gr_str path)
{
    struct stat facts = {0};
    (void)stat(path.ptr, &facts); /* gone since: reading it says so */
    return gr_unpack_is_gzip(path) ? gr_unpack_size(path) : (size_t)facts.st_size;
}

static bool take_file(const listing *l, gr_str name, gr_str path, size_t bytes)
{
    gr_input_file file = {
        .name = name, .path = path, .plain = plain_name(name, l->arena), .bytes = bytes};
    bool wanted = is_wanted(l, &file);
    if (wanted) {
        *GR_PUSH(l->arena, l->out->items, l->out->n, l->out->cap, gr_input_file) = file;
    }
    return wanted;
}

/** Members are looked for where a source could take one. */
static bool is_archive_place(const listing *l, gr_str name)
{
    bool deep = false;
    for (size_t i = 0; i < l->sources->n; i++) {
        const gr_source *source = &l->sources->items[i];
        for (size_t k = 0; k < source->n_matches; k++) {
            gr_str files = source->matches[k].files;
            deep = deep || memchr(files.ptr, '/', files.len) != NULL;
        }
    }
    return deep || folder_end(name) == 0;
}

/** As in a folder: what the archivers of some systems put beside each file ('__MACOSX/._a.xml'). */
static bool is_hidden(gr_str member)
{
    gr_str part = GR_LIT("");
    while (gr_str_split(&member, '/', &part)) {
        if (part.len > 0 && part.ptr[0] == '.') {
            return true;
        }
    }
    return false;
}

/** In it nothing that is packed is looked into. */
static gr_status refuse_nested(gr_str path, gr_diag *diag)
{
    gr_diag_report(diag, (gr_loc){.file = gr_diag_add_file(diag, path)}, GR_CODE_ARCHIVE_BROKEN,
                   "a packed file inside a packed file is not read; put it beside it");
    return GR_BAD_INPUT;
}

/** Its members. One of which a source takes none is passed over as a whole, whatever is in it. */
static gr_status take_archive(const listing *l, gr_str name, gr_str path)
{
    gr_member *members = NULL;
    size_t n = 0;
    size_t before = l->out->n;
    gr_status status = GR_OK;
    gr_file_names others = {.n = 0};
    GR_TRY(gr_unpack_list(path, l->arena, l->diag, &members, &n));
    for (size_t i = 0; i < n; i++) {
        gr_str inside = members[i].name;
        gr_str member = gr_path_join(l->arena, name, inside);
        gr_str whole = gr_path_join(l->arena, path, inside);
        if (is_hidden(inside)) {
            continue;
        }
        if (gr_unpack_is_zip(inside) || gr_unpack_is_gzip(inside)) {
            status = refuse_nested(whole, l->diag);
        } else if (!take_file(l, member, whole, (size_t)members[i].bytes)) {
            *GR_PUSH(l->arena, others.items, others.n, others.cap, gr_str) = member;
        }
    }
    for (size_t i = 0; i < others.n && l->out->n > before; i++) {
        pass_over(l, others.items[i]);
    }
    if (l->out->n == before) {
        pass_over(l, name);
    }
    return status;
}

/** A folder in the input folder that cannot be listed is passed over like a file: others use the
 * input folder for what is theirs. */
static gr_status list_folder(const listing *l, gr_str below, unsigned depth, gr_diag *diag)
{
    gr_str *names = NULL;
    size_t n = 0;
    GR_TRY(gr_folder_list(gr_path_join(l->arena, l->folder, below), GR_LIT(""), l->arena, diag,
                          &names, &n));
    for (size_t i = 0; i < n; i++) {
        gr_str name = gr_path_join(l->arena, below, names[i]);
        gr_str path = gr_path_join(l->arena, l->folder, name);
        gr_diag *unsaid = gr_diag_new(l->arena, 1);
        if (!gr_folder_exists(path)) {
            if (gr_unpack_is_zip(name) && is_archive_place(l, name)) {
                gr_status status = take_archive(l, name, path);
                l->out->status = l->out->status == GR_OK ? status : l->out->status;
            } else if (!take_file(l, name, path, size_of(path))) {
                pass_over(l, name);
            }
        } else if (!gr_path_stays_below(path, l->folder) || depth >= FOLDERS_DEEP ||
                   list_folder(l, name, depth + 1, unsaid) != GR_OK) {
            pass_over(l, gr_str_fmt(l->arena, GR_FMT "/", GR_ARG(name)));
        }
    }
    return GR_OK;
}

static int by_name(const void *left, const void *right)
{
    return gr_str_cmp(((const gr_input_file *)left)->name, ((const gr_input_file *)right)->name);
}

gr_status gr_input_files_list(const gr_sources *sources, gr_str folder, gr_arena *arena,
                              gr_diag *diag, gr_input_files *out)
{
    listing l = {.sources = sources, .folder = folder, .arena = arena, .diag = diag, .out = out};
    GR_TRY(list_folder(&l, GR_LIT(""), 0, diag));
    if (out->n > 0) {
        qsort(out->items, out->n, sizeof(out->items[0]), by_name);
    }
    return GR_OK;
}
