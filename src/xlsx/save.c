#include "xlsx/xlsx.h"

/* Owns the file: opening, its properties, closing, and what the library says when it refuses. The
 * library loses rows without a word when a write fails, so what comes out is read back by whoever
 * publishes it. */
#include "base/date.h"
#include "base/file.h"
#include "pack/pack.h"
#include "xlsx_priv.h"

#define SECONDS_A_DAY 86400
#define FIRST_DAY     3652 /* 1 January 1980, as in the archive itself: a document without a date */

/** What the system refused, though the library says it as if the fault were in the workbook. */
static bool is_of_the_system(lxw_error error)
{
    static const lxw_error errors[] = {
        LXW_ERROR_CREATING_XLSX_FILE, LXW_ERROR_CREATING_TMPFILE,    LXW_ERROR_READING_TMPFILE,
        LXW_ERROR_ZIP_FILE_OPERATION, LXW_ERROR_ZIP_PARAMETER_ERROR, LXW_ERROR_ZIP_BAD_ZIP_FILE,
        LXW_ERROR_ZIP_INTERNAL_ERROR, LXW_ERROR_ZIP_FILE_ADD,        LXW_ERROR_ZIP_CLOSE,
    };
    for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
        if (errors[i] == error) {
            return true;
        }
    }
    return false;
}

gr_status gr_book_check(gr_book *book, lxw_error error, gr_str what)
{
    if (error == LXW_NO_ERROR) {
        return GR_OK;
    }
    if (is_of_the_system(error)) {
        gr_diag_report(book->diag, (gr_loc){.file = gr_diag_add_file(book->diag, book->path)},
                       GR_CODE_OUTPUT_WRITE, "is the disk full? the workbook library says: %s",
                       lxw_strerror(error));
        return GR_IO_FAILED;
    }
    /* The library's text for an error is a static one; it says nothing of the place. */
    gr_diag_report(book->diag, (gr_loc){0}, GR_CODE_XLSX_LIBRARY, "'" GR_FMT "', " GR_FMT ": %s",
                   GR_ARG(book->path), GR_ARG(what), lxw_strerror(error));
    return GR_IO_FAILED;
}

const char *gr_book_text(gr_book *book, gr_str text)
{
    return gr_str_dup(book->arena, text).ptr;
}

/** The library takes text it may change, though it does not. */
char *gr_book_own_text(gr_book *book, gr_str text)
{
    char *copy = GR_NEW_N(book->arena, char, text.len + 1);
    memcpy(copy, text.ptr, text.len);
    return copy;
}

/** Programs that save a file anew leave it as it is. */
static gr_status describe_id(gr_book *book)
{
    gr_str id = book->plan->document_id;
    if (id.len == 0) {
        return GR_OK;
    }
    return gr_book_check(book,
                         workbook_set_custom_property_string(book->workbook, "DocumentID",
                                                             gr_str_dup(book->arena, id).ptr),
                         GR_LIT("id of the document"));
}

/** What the file's own properties have no place for. */
static gr_status describe_life(gr_book *book)
{
    const gr_life *life = &book->plan->life;
    if (life->status == GR_LIFE_NONE) {
        return GR_OK;
    }
    lxw_workbook *workbook = book->workbook;
    int32_t version = life->version > INT32_MAX ? INT32_MAX : (int32_t)life->version;
    GR_TRY(gr_book_check(book, workbook_set_custom_property_integer(workbook, "Version", version),
                         GR_LIT("version")));
    GR_TRY(gr_book_check(
        book, workbook_set_custom_property_string(workbook, "Status", gr_life_words[life->status]),
        GR_LIT("status")));
    if (!gr_life_is_released(life)) {
        return GR_OK;
    }
    gr_civil day = gr_civil_of(life->date);
    lxw_datetime date = {.year = day.year, .month = day.month, .day = day.day};
    return gr_book_check(book, workbook_set_custom_property_datetime(workbook, "Released", &date),
                         GR_LIT("date of release"));
}

static gr_status describe(gr_book *book)
{
    const gr_sheet_plan *plan = book->plan;
    gr_day day = plan->as_of.type == GR_T_DATE ? plan->as_of.as.day : FIRST_DAY;
    lxw_doc_properties properties = {
        .title = gr_book_own_text(book, plan->title),
        .subject = gr_book_own_text(book, plan->subject),
        .author = gr_book_own_text(book, plan->author),
        .keywords = gr_book_own_text(book, plan->keywords),
        .status = plan->status.len > 0 ? gr_book_own_text(book, plan->status) : NULL,
        .created = (time_t)day * SECONDS_A_DAY,
    };
    if (properties.created == 0) {
        properties.created = 1; /* zero would mean: now */
    }
    GR_TRY(gr_book_check(book, workbook_set_properties(book->workbook, &properties),
                         GR_LIT("properties")));
    GR_TRY(describe_id(book));
    return describe_life(book);
}

/** Without its folder the library would write parts of the report to /tmp, and not say so. */
static gr_status need_scratch(gr_book *book, gr_str scratch_folder)
{
    if (gr_folder_exists(scratch_folder)) {
        return GR_OK;
    }
    gr_diag_report(book->diag, (gr_loc){0}, GR_CODE_OUTPUT_CREATE,
                   "no folder '" GR_FMT "' for temporary files", GR_ARG(scratch_folder));
    return GR_IO_FAILED;
}

static gr_status open_book(gr_book *book, gr_str scratch_folder)
{
    GR_TRY(gr_late_open(&gr_xlsxwriter_late, book->diag, (gr_loc){0}, "writing workbooks"));
    GR_TRY(gr_zip_open(book->diag, (gr_loc){0}, "reading workbooks back"));
    GR_TRY(need_scratch(book, scratch_folder));
    if (gr_file_exists(book->path)) {
        gr_diag_report(book->diag, (gr_loc){0}, GR_CODE_OUTPUT_CREATE,
                       "'" GR_FMT "' is there already", GR_ARG(book->path));
        return GR_IO_FAILED;
    }
    lxw_workbook_options options = {.tmpdir = gr_book_own_text(book, scratch_folder)};
    book->workbook = workbook_new_opt(gr_book_text(book, book->path), &options);
    return book->workbook != NULL
               ? GR_OK
               : gr_book_check(book, LXW_ERROR_MEMORY_MALLOC_FAILED, GR_LIT("workbook"));
}

static gr_status close_book(gr_book *book)
{
    lxw_error error = workbook_close(book->workbook);
    book->workbook = NULL; /* closing frees it, also when it fails */
    return gr_book_check(book, error, GR_LIT("file"));
}

static gr_status write_book(gr_book *book, gr_str scratch_folder)
{
    GR_TRY(open_book(book, scratch_folder));
    GR_TRY(describe(book));
    for (size_t i = 0; i < book->plan->n; i++) {
        GR_TRY(gr_emit_sheet(book, &book->plan->sheets[i]));
    }
    GR_TRY(gr_emit_names(book));
    return close_book(book);
}

gr_status gr_xlsx_write(const gr_sheet_plan *plan, gr_str path, gr_str scratch_folder,
                        gr_diag *diag)
{
    gr_book book = {.plan = plan, .path = path, .diag = diag};
    book.arena = gr_arena_new(1 << 16);
    book.memos = gr_known_looks_new(book.arena);
    gr_status status = write_book(&book, scratch_folder);
    if (book.workbook != NULL) {
        lxw_workbook_free(book.workbook); /* given up: nothing was written */
    }
    gr_arena_free(book.arena);
    return status;
}
