#include "store/state.h"

/* Owns which folder is the state of which output folder. Each has a file with the same words, so
 * that neither is taken for another's after a restore or a wrong option. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "pack/pack.h"
#include "store/folder.h"
#include "store/lock.h"
#include "store_priv.h"

#define STATE_MODE  0700
#define OUTPUT_MODE 0750
#define OTHERS_MASK 077
#define ID_DIGITS   32
#define ID_BYTES    ((size_t)8192)
#define FIRST_WORDS "griffie-state 1 "
#define ID          "id"
#define OUTPUT_ID   ".griffie"
#define ENDING      ".griffie"

/* --- names --- */

static size_t last_slash(gr_str path)
{
    size_t slash = path.len;
    while (slash > 0 && path.ptr[slash - 1] != '/') {
        slash--;
    }
    return slash;
}

/** Of a folder that need not be there: that of the nearest one above it which is, and the rest. */
static gr_str resolve(gr_str path, gr_arena *arena)
{
    char whole[PATH_MAX];
    gr_str rest = GR_LIT("");
    gr_str known = path;
    while (realpath(gr_str_dup(arena, known).ptr, whole) == NULL) {
        size_t slash = last_slash(known);
        gr_str name = gr_str_sub(known, slash, SIZE_MAX);
        rest = rest.len == 0 ? name : gr_path_join(arena, name, rest);
        known = slash == 0   ? GR_LIT(".")
                : slash == 1 ? GR_LIT("/")
                             : gr_str_sub(known, 0, slash - 1);
        if (slash == 0 && realpath(".", whole) == NULL) {
            return path;
        }
    }
    gr_str found = gr_str_dup(arena, gr_str_of(whole));
    return rest.len == 0 ? found : gr_path_join(arena, found, rest);
}

/** True when its last part names the folder itself: no link, nor "." or "..". */
static bool is_plain(gr_str path, gr_str name, gr_arena *arena)
{
    struct stat facts = {0};
    bool link = lstat(gr_str_dup(arena, path).ptr, &facts) == 0 && S_ISLNK(facts.st_mode);
    return !link && name.len > 0 && !gr_str_is(name, ".") && !gr_str_is(name, "..");
}

gr_str gr_state_default(gr_str output, gr_arena *arena)
{
    gr_str path = output;
    if (!is_plain(path, gr_str_sub(path, last_slash(path), SIZE_MAX), arena)) {
        path = resolve(path, arena);
    }
    size_t slash = last_slash(path);
    return gr_str_fmt(arena, GR_FMT "." GR_FMT ENDING, GR_ARG(gr_str_sub(path, 0, slash)),
                      GR_ARG(gr_str_sub(path, slash, SIZE_MAX)));
}

/** True when `path` is `folder`, or stands in it. */
static bool is_within(gr_str path, gr_str folder)
{
    gr_str rest = gr_str_sub(path, folder.len, SIZE_MAX);
    return gr_str_starts(path, folder) &&
           (rest.len == 0 || rest.ptr[0] == '/' || gr_str_ends(folder, GR_LIT("/")));
}

bool gr_path_is_within(gr_str path, gr_str folder, gr_arena *arena)
{
    return is_within(resolve(path, arena), resolve(folder, arena));
}

/* --- whether it can be --- */

static gr_loc place_of(gr_diag *diag, gr_str path)
{
    return (gr_loc){.file = gr_diag_add_file(diag, path)};
}

static gr_status refuse(gr_diag *diag, gr_str state, const char *why)
{
    gr_diag_report(diag, place_of(diag, state), GR_CODE_STATE_FOLDER, "%s", why);
    return GR_BAD_INPUT;
}

static gr_status check_names(const gr_state_setup *setup, gr_str state, gr_arena *arena,
                             gr_diag *diag)
{
    gr_str whole = resolve(state, arena);
    gr_str output = resolve(setup->output, arena);
    if (is_within(whole, output) || is_within(output, whole)) {
        return refuse(diag, state,
                      "it stands in the output folder, or that in it; documents are served to "
                      "others, so name a folder elsewhere with --state");
    }
    for (size_t i = 0; i < setup->n_others; i++) {
        if (is_within(whole, resolve(setup->others[i], arena))) {
            return refuse(diag, state,
                          "it stands in a folder of exports or descriptors; name another one with "
                          "--state");
        }
    }
    return GR_OK;
}

static gr_status check_folder(const gr_state_setup *setup, gr_str state, const struct stat *facts,
                              gr_diag *diag)
{
    struct stat output = {0};
    if (S_ISLNK(facts->st_mode)) {
        return refuse(diag, state, "it is a link; name the folder itself with --state");
    }
    if (!S_ISDIR(facts->st_mode)) {
        return refuse(diag, state,
                      "it is not a folder; move it away, or name another with --state");
    }
    if (!setup->look && facts->st_uid != geteuid()) {
        return refuse(diag, state,
                      "it belongs to another user; run griffie as that user, or name a folder of "
                      "your own with --state");
    }
    if ((facts->st_mode & OTHERS_MASK) != 0) {
        return refuse(diag, state,
                      "others may enter it, and it has the figures of all; 'chmod 700' closes it");
    }
    if (stat(setup->output.ptr, &output) == 0 && output.st_dev != facts->st_dev) {
        return refuse(diag, state,
                      "it is on another file system than the output folder, so that nothing can be "
                      "published in one step; name one beside the output folder with --state");
    }
    return GR_OK;
}

static gr_status make(gr_str folder, mode_t mode, gr_diag *diag, bool *out_made)
{
    *out_made = mkdir(folder.ptr, mode) == 0;
    if (!*out_made && errno != EEXIST) {
        gr_diag_report(diag, place_of(diag, folder), GR_CODE_OUTPUT_CREATE, "making the folder: %s",
                       strerror(errno));
        return GR_IO_FAILED;
    }
    return GR_OK;
}

/** Of a folder that was made: its bits, whatever the mask says. */
static gr_status make_state(gr_str state, gr_diag *diag, bool *out_made)
{
    GR_TRY(make(state, STATE_MODE, diag, out_made));
    if (*out_made && chmod(state.ptr, STATE_MODE) != 0) {
        return refuse(diag, state, "its rights cannot be changed; name another one with --state");
    }
    return GR_OK;
}

static gr_status make_both(const gr_state_setup *setup, gr_str state, gr_diag *diag, gr_state *out)
{
    if (setup->look) {
        return GR_OK;
    }
    GR_TRY(make(setup->output, OUTPUT_MODE, diag, &out->made_output));
    if (!gr_folder_exists(setup->output)) {
        gr_diag_report(diag, place_of(diag, setup->output), GR_CODE_OUTPUT_CREATE,
                       "it is not a folder");
        return GR_IO_FAILED;
    }
    gr_status status = make_state(state, diag, &out->made);
    if (status != GR_OK && out->made_output) {
        (void)rmdir(setup->output.ptr);
    }
    return status;
}

gr_status gr_state_open(const gr_state_setup *setup, gr_arena *arena, gr_diag *diag, gr_state *out)
{
    struct stat facts = {0};
    gr_str state = setup->state.len > 0 ? setup->state : gr_state_default(setup->output, arena);
    gr_state opened = {.store = {.output = setup->output, .state = state}};
    GR_TRY(check_names(setup, state, arena, diag));
    GR_TRY(make_both(setup, state, diag, &opened));
    opened.there = lstat(state.ptr, &facts) == 0;
    gr_status status = opened.there ? check_folder(setup, state, &facts, diag) : GR_OK;
    if (status != GR_OK && opened.made_output) {
        (void)rmdir(setup->output.ptr);
    }
    *out = opened;
    return status;
}

/* --- that they belong to each other --- */

typedef struct id_file { /* "griffie-state 1 <digits>" and, in the state folder, the output folder
                          */
    gr_str digits, output;
    bool there;
} id_file;

static id_file read_id(gr_str path, gr_arena *arena)
{
    id_file id = {.digits = GR_LIT(""), .output = GR_LIT("")};
    gr_str rest = GR_LIT("");
    gr_str line = GR_LIT("");
    gr_diag *discarded = gr_diag_new(arena, 1);
    id.there = gr_file_exists(path);
    if (id.there && gr_file_read(path, ID_BYTES, arena, discarded, (gr_loc){0}, &rest) == GR_OK &&
        gr_str_split(&rest, '\n', &line) && gr_str_starts(line, GR_LIT(FIRST_WORDS))) {
        id.digits = gr_str_trim(gr_str_sub(line, sizeof(FIRST_WORDS) - 1, SIZE_MAX));
        (void)gr_str_split(&rest, '\n', &id.output);
    }
    return id;
}

/** A run that dies leaves it, and the next one sweeps it away: sweep.c. */
static gr_str part_in(gr_str state, gr_arena *arena)
{
    return gr_str_fmt(arena, GR_FMT "/" ID ".%d" GR_PART, GR_ARG(state), (int)getpid());
}

/** Two may come at the same time: a name is given once. */
static gr_status write_id(gr_str state, gr_str path, gr_str text, gr_arena *arena, gr_diag *diag)
{
    gr_str part = part_in(state, arena);
    (void)unlink(part.ptr);
    GR_TRY(gr_file_write_new(part, text, diag));
    gr_status status = GR_OK;
    if (link(part.ptr, path.ptr) != 0 && errno != EEXIST) {
        status = gr_file_write_new(path, text, diag); /* no second names here, or in a sandbox */
    }
    (void)unlink(part.ptr);
    return status;
}

static gr_str new_digits(gr_arena *arena)
{
    char bytes[32] = {0};
    (void)!getrandom(bytes, sizeof(bytes), 0);
    gr_str hex = gr_sha256_hex(arena, gr_sha256_of((gr_str){bytes, sizeof(bytes)}));
    return gr_str_sub(hex, 0, ID_DIGITS);
}

/** True when anything stands in it but what others leave who begin at this moment. */
static bool is_used(gr_str folder, gr_arena *arena)
{
    gr_str *names = NULL;
    size_t n = 0;
    gr_diag *discarded = gr_diag_new(arena, 1);
    bool used = gr_folder_exists(gr_path_join(arena, folder, GR_LIT(VERSIONS)));
    if (gr_folder_list(folder, GR_LIT(""), arena, discarded, &names, &n) != GR_OK) {
        return true;
    }
    for (size_t i = 0; i < n; i++) {
        bool id = gr_str_is(names[i], ID) || gr_str_starts(names[i], GR_LIT(ID "."));
        used = used || (!id && !gr_str_is(names[i], GR_SHARDS));
    }
    return used;
}

static bool is_published_in(gr_str output, gr_arena *arena)
{
    return gr_folder_exists(gr_path_join(arena, output, GR_LIT(".gen"))) ||
           gr_file_exists(gr_path_join(arena, output, GR_LIT("index.html")));
}

static gr_status refuse_other(const gr_state *state, gr_str said, gr_diag *diag)
{
    gr_diag_report(diag, place_of(diag, state->store.state), GR_CODE_STATE_OTHER,
                   "it is that of '" GR_FMT "', and not of '" GR_FMT
                   "'; each output folder has one of its own: name it with --state",
                   GR_ARG(said.len > 0 ? said : GR_LIT("another one")),
                   GR_ARG(state->store.output));
    return GR_BAD_INPUT;
}

static gr_status refuse_lost(const gr_state *state, gr_diag *diag)
{
    gr_diag_report(diag, place_of(diag, state->store.state), GR_CODE_STATE_LOST,
                   "'" GR_FMT "' has documents that it should know; restore it from a backup or "
                   "name it with --state; to begin anew, move the output folder away",
                   GR_ARG(state->store.output));
    return GR_BAD_INPUT;
}

/** Both were moved: what is said of a path is said anew. */
static gr_status move_id(const gr_state *state, const id_file *kept, gr_str output, gr_arena *arena,
                         gr_diag *diag)
{
    gr_str path = gr_path_join(arena, state->store.state, GR_LIT(ID));
    gr_str part = part_in(state->store.state, arena);
    gr_str text = gr_str_fmt(arena, FIRST_WORDS GR_FMT "\n" GR_FMT "\n", GR_ARG(kept->digits),
                             GR_ARG(output));
    (void)unlink(part.ptr);
    GR_TRY(gr_file_write_new(part, text, diag));
    return gr_path_rename(part, path, diag);
}

/** One state folder for two output folders with one id, of which one is a copy. Both copied is
 * fine.
 */
static bool is_copied(const gr_state *state, const id_file *kept, gr_str output, gr_arena *arena)
{
    id_file there = read_id(gr_path_join(arena, kept->output, GR_LIT(OUTPUT_ID)), arena);
    gr_str beside = gr_state_default(state->store.output, arena);
    return kept->output.len > 0 && !gr_str_eq(kept->output, output) &&
           gr_str_eq(there.digits, kept->digits) &&
           !gr_str_eq(resolve(beside, arena), resolve(state->store.state, arena));
}

/** The output folder is new, or was cleared: it is ours if we know it by its path. */
static gr_status join_output(const gr_state *state, const id_file *kept, gr_str output,
                             gr_arena *arena, gr_diag *diag)
{
    gr_str path = gr_path_join(arena, state->store.output, GR_LIT(OUTPUT_ID));
    if (kept->output.len > 0 && !gr_str_eq(kept->output, output)) {
        return refuse_other(state, kept->output, diag);
    }
    GR_TRY(write_id(state->store.state, path,
                    gr_str_fmt(arena, FIRST_WORDS GR_FMT "\n", GR_ARG(kept->digits)), arena, diag));
    return gr_path_sync(state->store.output, diag);
}

static gr_status join_state(const gr_state *state, gr_str output, gr_arena *arena, gr_diag *diag)
{
    gr_str path = gr_path_join(arena, state->store.state, GR_LIT(ID));
    if (is_used(state->store.state, arena)) {
        return refuse(diag, state->store.state,
                      "it has something else in it; name an empty folder, or one that is not there "
                      "yet, with --state");
    }
    if (!state->migrates && is_published_in(state->store.output, arena)) {
        return refuse_lost(state, diag);
    }
    (void)unlink(gr_path_join(arena, state->store.output, GR_LIT(OUTPUT_ID)).ptr);
    GR_TRY(write_id(state->store.state, path,
                    gr_str_fmt(arena, FIRST_WORDS GR_FMT "\n" GR_FMT "\n",
                               GR_ARG(new_digits(arena)), GR_ARG(output)),
                    arena, diag));
    return gr_path_sync(state->store.state, diag);
}

static gr_status refuse_old(const gr_state *state, gr_str example, gr_diag *diag)
{
    gr_diag_report(diag, place_of(diag, example), GR_CODE_LAYOUT_OLD,
                   "it has there what is not for readers; 'griffie migrate --output " GR_FMT
                   "' moves that to the state folder, and loses nothing",
                   GR_ARG(state->store.output));
    return GR_BAD_INPUT;
}

gr_status gr_state_look(const gr_state *state, gr_arena *arena, gr_diag *diag)
{
    gr_str example = GR_LIT("");
    if (gr_layout_is_old(state->store.output, arena, &example)) {
        return refuse_old(state, example, diag);
    }
    const id_file kept = read_id(gr_path_join(arena, state->store.state, GR_LIT(ID)), arena);
    const id_file shown =
        read_id(gr_path_join(arena, state->store.output, GR_LIT(OUTPUT_ID)), arena);
    if (kept.there && shown.there && !gr_str_eq(kept.digits, shown.digits)) {
        return refuse_other(state, kept.output, diag);
    }
    return shown.there && !kept.there ? refuse_lost(state, diag) : GR_OK;
}

gr_status gr_state_join(const gr_state *state, gr_arena *arena, gr_diag *diag)
{
    gr_str output = resolve(state->store.output, arena);
    gr_str kept_path = gr_path_join(arena, state->store.state, GR_LIT(ID));
    gr_str example = GR_LIT("");
    if (!state->migrates && gr_layout_is_old(state->store.output, arena, &example)) {
        return refuse_old(state, example, diag);
    }
    id_file kept = read_id(kept_path, arena);
    if (!kept.there) {
        GR_TRY(join_state(state, output, arena, diag));
        kept = read_id(kept_path, arena);
    }
    if (kept.digits.len == 0) {
        (void)refuse(diag, kept_path, "its id cannot be read; restore it from a backup");
        return GR_IO_FAILED;
    }
    const id_file shown =
        read_id(gr_path_join(arena, state->store.output, GR_LIT(OUTPUT_ID)), arena);
    if (!shown.there) {
        return join_output(state, &kept, output, arena, diag);
    }
    if (shown.digits.len == 0) {
        (void)refuse(diag, gr_path_join(arena, state->store.output, GR_LIT(OUTPUT_ID)),
                     "its id cannot be read; restore it from a backup");
        return GR_IO_FAILED;
    }
    if (!gr_str_eq(shown.digits, kept.digits) || is_copied(state, &kept, output, arena)) {
        return refuse_other(state, kept.output, diag);
    }
    return gr_str_eq(kept.output, output) ? GR_OK : move_id(state, &kept, output, arena, diag);
}

void gr_state_leave(const gr_state *state, gr_str lock, gr_arena *arena)
{
    gr_str id = gr_path_join(arena, state->store.state, GR_LIT(ID));
    gr_str output_id = gr_path_join(arena, state->store.output, GR_LIT(OUTPUT_ID));
    gr_str *names = NULL;
    size_t n = 0;
    gr_diag *discarded = gr_diag_new(arena, 1);
    if (state->made_output && !is_published_in(state->store.output, arena) &&
        gr_folder_list(state->store.output, GR_LIT(""), arena, discarded, &names, &n) == GR_OK &&
        n == 0) {
        (void)unlink(output_id.ptr);
        (void)rmdir(state->store.output.ptr);
    }
    bool known = gr_folder_exists(gr_path_join(arena, state->store.state, GR_LIT(VERSIONS)));
    if (state->made && !known &&
        gr_folder_list(state->store.state, GR_LIT(""), arena, discarded, &names, &n) == GR_OK &&
        (n == 0 || (n == 1 && gr_str_is(names[0], ID)))) {
        if (read_id(id, arena).there &&
            gr_str_eq(read_id(id, arena).digits, read_id(output_id, arena).digits)) {
            (void)unlink(output_id.ptr); /* new as the other one */
        }
        (void)unlink(id.ptr);
        (void)unlink(lock.ptr);
        (void)rmdir(state->store.state.ptr);
    }
}
