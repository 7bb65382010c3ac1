#include "notify/reasons.h"

/* Owns what a message means to readers, in their words: a sentence and what would mend it, for each
 * kind of message. What stands in messages themselves is English, and for who runs griffie. */
#include "base/arena.h"

typedef struct reason {
    const char *said, *todo; /* names of labels */
    bool own_words;          /* what the message says besides is the author's, in his language */
} reason;

static const reason control = {"said-control", "todo-control", true};
static const reason promise = {"said-promise", "todo-promise", true};
static const reason waived = {"said-waived", NULL, true};
static const reason waiver = {"said-waiver", "todo-waiver", false};
static const reason data = {"said-data", "todo-data", false};
static const reason descriptor = {"said-descriptor", "todo-descriptor", false};
static const reason style = {"said-style", "todo-style", false};
static const reason room = {"said-room", "todo-room", false};
static const reason limit = {"said-limit", "todo-limit", false};
static const reason disk = {"said-disk", "todo-disk", false};
static const reason kept = {"said-kept", "todo-kept", false};
static const reason others = {"said-others", "todo-others", false};
static const reason released = {"said-released", "todo-released", false};
static const reason withdrawn = {"said-withdrawn", "todo-withdrawn", false};
static const reason sheet = {"said-sheet", NULL, false};
static const reason defect = {"said-defect", "todo-defect", false};
static const reason night = {"said-night", "todo-night", false};

/* By tag, where the letter before the number says too little. */
static const struct {
    gr_code code;
    const reason *reason;
} exceptions[] = {
    {GR_CODE_CHECK_WAIVED, &waived},      {GR_CODE_WAIVER_EXPIRED, &waiver},
    {GR_CODE_WAIVER_UNUSED, &waiver},     {GR_CODE_WAIVER_UNTOLD, &descriptor},
    {GR_CODE_CHECK_REMARK, &control},     {GR_CODE_CHECK_FAILED, &control},
    {GR_CODE_ARITHMETIC, &data},          {GR_CODE_PROMISE_REFUSES, &promise},
    {GR_CODE_PROMISE_DEGRADES, &promise}, {GR_CODE_DRAFT_RELEASED, &promise},
    {GR_CODE_BASELINE_NONE, &night},      {GR_CODE_PROMISE_WARNS, &promise},
    {GR_CODE_PROMISE_UNSEEN, &promise},   {GR_CODE_SET_EMPTY, &data},
    {GR_CODE_DIVISION_BY_ZERO, &data},    {GR_CODE_SHARE_SUM, &data},
    {GR_CODE_SHARE_PART, &data},          {GR_CODE_COUNT_NEGATIVE, &data},
    {GR_CODE_JOIN_NOWHERE, &data},        {GR_CODE_PERIOD_KINDS, &data},
    {GR_CODE_AS_OF_PARTLY, &data},        {GR_CODE_AS_OF_DIFFERS, &data},
    {GR_CODE_KEY_UNMATCHED, &data},       {GR_CODE_CHART_DATA, &data},
    {GR_CODE_NAME_CAPITALS, &data},       {GR_CODE_EXPORT_TWICE, &data},
    {GR_CODE_ROWS_TOO_DEEP, &limit},      {GR_CODE_NODES_LIMIT, &limit},
    {GR_CODE_STEPS_LIMIT, &limit},        {GR_CODE_ORIGIN_LIMIT, &limit},
    {GR_CODE_NAMES_LIMIT, &limit},        {GR_CODE_PAGES_LIMIT, &limit},
    {GR_CODE_WORKER_DIED, &limit},        {GR_CODE_SHEET_LIMIT, &limit},
    {GR_CODE_TOTAL_WITHHELD, &others},    {GR_CODE_OWNERS_TOO_FEW, &others},
    {GR_CODE_ISOLATION, &defect},         {GR_CODE_TREE_BROKEN, &defect},
    {GR_CODE_WORKER_SAID, &defect},       {GR_CODE_HIDDEN_PLACES, &kept},
    {GR_CODE_LIFE_BROKEN, &kept},         {GR_CODE_ARCHIVE_MISSING, &kept},
    {GR_CODE_VERSION_UNKNOWN, &kept},     {GR_CODE_VERSION_FILES, &kept},
    {GR_CODE_DATA_DIFFER, &released},     {GR_CODE_WITHDRAWN, &withdrawn},
    {GR_CODE_CHANGES_LEFT_OUT, &sheet},   {GR_CODE_CHANGES_OTHER_IDS, &sheet},
    {GR_CODE_LANGUAGE_LIBRARY, &disk},    {GR_CODE_OUTPUT_CREATE, &disk},
    {GR_CODE_OUTPUT_WRITE, &disk},        {GR_CODE_OUTPUT_VERIFY, &disk},
    {GR_CODE_OUTPUT_LEFT, &disk},         {GR_CODE_PDF_LIBRARY, &disk},
    {GR_CODE_XLSX_LIBRARY, &disk},        {GR_CODE_FILE_UNREADABLE, &disk},
    {GR_CODE_EXPORT_RIVALS, &descriptor}, {GR_CODE_FIGURE_MISPRINTED, &defect},
};

static const reason *reason_of(const char *tag)
{
    for (size_t i = 0; i < sizeof(exceptions) / sizeof(exceptions[0]); i++) {
        if (strcmp(gr_codes[exceptions[i].code].tag, tag) == 0) {
            return exceptions[i].reason;
        }
    }
    switch (tag[0]) {
    case 'X':
    case 'D':
        return &data;
    case 'T':
    case 'E':
        return &descriptor;
    case 'S':
        return &style;
    case 'L':
        return &room;
    default:
        break;
    }
    return &night; /* of the run as a whole */
}

/** What the author wrote, which stands behind the fixed text of a message. */
static gr_str own_words(const gr_diag_row *row)
{
    gr_str mark = GR_LIT(": ");
    size_t at = gr_str_find(row->open_text, mark);
    return at == SIZE_MAX ? GR_LIT("") : gr_str_sub(row->open_text, at + mark.len, SIZE_MAX);
}

gr_told_message gr_tell_message(const gr_run_summary *run, const gr_diag_row *row, gr_reader reader,
                                gr_arena *arena)
{
    const reason *why = reason_of(row->tag);
    gr_str words = why->own_words ? own_words(row) : GR_LIT("");
    gr_str said = gr_run_label(run, why->said);
    bool whole = words.len == 0 || reader == GR_READS_ALL;
    gr_diag_row shown = *row;
    if (!whole) { /* its words stand in the sentence */
        shown.open_text = GR_LIT("");
        shown.text = GR_LIT("");
    }
    gr_str detail = gr_report_line(&shown, reader, arena);
    while (!whole && detail.len > 0 &&
           (detail.ptr[detail.len - 1] == ' ' || detail.ptr[detail.len - 1] == ':')) {
        detail.len--;
    }
    if (words.len > 0) { /* "A control does not hold.": it says which */
        while (said.len > 0 && said.ptr[said.len - 1] == '.') {
            said.len--;
        }
        said = gr_str_fmt(arena, GR_FMT ": " GR_FMT, GR_ARG(said), GR_ARG(words));
    }
    return (gr_told_message){.said = said,
                             .todo = why->todo == NULL ? GR_LIT("") : gr_run_label(run, why->todo),
                             .detail = gr_str_fmt(arena, GR_FMT "%s[%s]", GR_ARG(detail),
                                                  detail.len > 0 ? " " : "", row->tag)};
}

bool gr_same_message(const gr_told_message *a, const gr_told_message *b)
{
    return gr_str_eq(a->said, b->said) && gr_str_eq(a->todo, b->todo) &&
           gr_str_eq(a->detail, b->detail);
}
