/* Owns the plan of a run: which reports, in which editions. */
#include "base/arena.h"
#include "base/file.h"
#include "base/intern.h"
#include "load_priv.h"

static bool is_named(const gr_row_edition *edition, gr_str name)
{
    return gr_str_eq(edition->id, name) || (edition->key.len > 0 && gr_str_eq(edition->key, name));
}

static bool edition_wanted(const gr_edition *edition, const gr_order *order)
{
    return gr_is_wanted(edition->id, order->editions, order->n_editions) ||
           (edition->key.len > 0 && gr_is_wanted(edition->key, order->editions, order->n_editions));
}

typedef struct planning {
    const gr_load *load;
    gr_arena *arena;
    gr_diag *diag;
    gr_plan_row *rows;
    size_t n_rows, cap_rows;
    gr_str *ids; /* of all editions, asked for or not: for "did you mean" */
    size_t n, cap;
} planning;

/** Two editions of one name would replace each other; one with a slash would stand elsewhere. */
static gr_status check_id(const planning *plan, const gr_edition *all, size_t nr)
{
    gr_str id = all[nr].id;
    gr_loc at = all[nr].record.table == NULL
                    ? (gr_loc){0}
                    : gr_table_place(all[nr].record.table, all[nr].record.row);
    if (!gr_path_is_inside(id) || id.ptr[0] == '.' || memchr(id.ptr, '/', id.len) != NULL) {
        gr_diag_report(plan->diag, at, GR_CODE_VALUE_TYPE,
                       "'" GR_FMT "' names an edition but cannot name a folder", GR_ARG(id));
        return GR_BAD_INPUT;
    }
    for (size_t i = 0; i < nr; i++) {
        if (gr_str_eq(all[i].id, id)) {
            gr_diag_report(plan->diag, at, GR_CODE_NAME_DUPLICATE,
                           "two editions would be called '" GR_FMT "'", GR_ARG(id));
            return GR_BAD_INPUT;
        }
    }
    return GR_OK;
}

static gr_status plan_report(planning *plan, const gr_bound_report *bound, gr_eval_context *context)
{
    gr_edition *editions = NULL;
    size_t n = 0;
    GR_TRY(gr_report_editions(bound->report, context, &editions, &n));
    for (size_t i = 0; i < n && bound->ending.len > 0; i++) {
        editions[i].id =
            gr_str_fmt(plan->arena, GR_FMT GR_FMT, GR_ARG(editions[i].id), GR_ARG(bound->ending));
    }
    for (size_t i = 0; i < n; i++) {
        GR_TRY(check_id(plan, editions, i));
        *GR_PUSH(plan->arena, plan->ids, plan->n, plan->cap, gr_str) = editions[i].id;
        *GR_PUSH(plan->arena, plan->ids, plan->n, plan->cap, gr_str) = editions[i].key;
        if (edition_wanted(&editions[i], bound->order)) {
            struct gr_edition_source *source = GR_NEW(plan->arena, struct gr_edition_source);
            *source = (struct gr_edition_source){.bound = bound, .edition = editions[i]};
            gr_plan_row *row =
                GR_PUSH(plan->arena, plan->rows, plan->n_rows, plan->cap_rows, gr_plan_row);
            *row = (gr_plan_row){
                .order = bound->order,
                .report = bound->file->id,
                .title = bound->title,
                .edition = {.key = editions[i].key, .id = editions[i].id, .name = editions[i].name},
                .source = source,
                .outcome = GR_EDITION_PLANNED,
                .key = GR_LIT(""),
                .waived = GR_LIT(""),
                .documents = GR_LIT("")};
        }
    }
    return GR_OK;
}

static gr_status check_edition(const planning *plan, const gr_named *asked)
{
    gr_str meant = gr_suggest(asked->name, plan->ids, plan->n);
    if (gr_is_one_of(asked->name, plan->ids, plan->n)) {
        return GR_OK;
    }
    if (meant.len > 0) {
        gr_diag_report(plan->diag, asked->at, GR_CODE_EDITION_UNKNOWN,
                       "'" GR_FMT "'; did you mean '" GR_FMT "'?", GR_ARG(asked->name),
                       GR_ARG(meant));
    } else {
        gr_diag_report(plan->diag, asked->at, GR_CODE_EDITION_UNKNOWN,
                       "no report has an edition '" GR_FMT "'", GR_ARG(asked->name));
    }
    return GR_BAD_INPUT;
}

/** Whatever `other` asks of the order, which is something, `name` asks too. */
static bool asks_for_all_of(const planning *plan, const gr_order *order, gr_str name, gr_str other)
{
    size_t n = 0;
    for (size_t i = 0; i < plan->n_rows; i++) {
        const gr_plan_row *row = &plan->rows[i];
        if (row->order == order && is_named(&row->edition, other)) {
            n++;
            if (!is_named(&row->edition, name)) {
                return false;
            }
        }
    }
    return n > 0;
}

/** An edition has an id, and the key of its owner: two names that look like two editions. */
static void warn_of_same(const planning *plan, const gr_order *order)
{
    for (size_t i = 1; i < order->n_editions; i++) {
        const gr_named *later = &order->editions[i];
        for (size_t k = 0; k < i; k++) {
            const gr_named *first = &order->editions[k];
            bool idle = asks_for_all_of(plan, order, first->name, later->name);
            if (idle || asks_for_all_of(plan, order, later->name, first->name)) {
                const gr_named *spare = idle ? later : first;
                gr_diag_report(plan->diag, spare->at, GR_CODE_EDITION_TWICE,
                               "'" GR_FMT "' asks for nothing that '" GR_FMT
                               "' does not ask for too; leave it out, or name the edition that was "
                               "meant",
                               GR_ARG(spare->name), GR_ARG((idle ? first : later)->name));
                break;
            }
        }
    }
}

static gr_status plan_order(planning *plan, gr_order *order)
{
    const gr_load *load = plan->load;
    gr_eval_context context = gr_load_context(load, plan->arena, plan->diag);
    gr_status status = GR_OK;
    plan->n = 0; /* ids of the order before */
    for (size_t i = 0; i < load->n_bound; i++) {
        if (load->bound[i].order == order) {
            gr_load_judge_report(load, &load->bound[i]);
            GR_TRY(plan_report(plan, &load->bound[i], &context));
        }
    }
    for (size_t i = 0; i < order->n_editions; i++) {
        gr_status known = check_edition(plan, &order->editions[i]);
        status = status == GR_OK ? known : status;
    }
    warn_of_same(plan, order);
    return status;
}

static void refuse_place(const planning *plan, const gr_plan_row *row)
{
    gr_diag_report(plan->diag, row->order->reports[0].at, GR_CODE_NAME_DUPLICATE,
                   "two jobs make '" GR_FMT "/" GR_FMT
                   "'; give one of them another destination, or other editions",
                   GR_ARG(row->report), GR_ARG(row->edition.id));
}

/** Two orders may not write to one place: the second would undo the first. */
static gr_status check_places(const planning *plan, gr_order *orders)
{
    gr_status status = GR_OK;
    gr_intern *places = gr_intern_new(plan->arena);
    for (size_t i = 0; i < plan->n_rows; i++) {
        const gr_plan_row *row = &plan->rows[i];
        uint32_t known = 0;
        gr_str place =
            gr_str_fmt(plan->arena, GR_FMT "/" GR_FMT "/" GR_FMT, GR_ARG(row->order->destination),
                       GR_ARG(row->report), GR_ARG(row->edition.id));
        if (gr_intern_find(places, place, &known)) {
            gr_order *order = &orders[row->order - orders];
            refuse_place(plan, row);
            gr_status one = gr_load_leave_out(&plan->load->setup, order, GR_BAD_INPUT);
            status = status == GR_OK ? one : status;
        } else {
            (void)gr_intern_add(places, place);
        }
    }
    return status;
}

/** What is left out has no rows; when all is, there is nothing to be made. */
static gr_status drop_left_out(planning *plan, const gr_order *orders, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < plan->n_rows; i++) {
        if (!plan->rows[i].order->left_out) {
            plan->rows[kept++] = plan->rows[i];
        }
    }
    plan->n_rows = kept;
    return n > 0 && gr_orders_left_out(orders, n) == n ? GR_BAD_INPUT : GR_OK;
}

gr_status gr_load_plan(const gr_load *load, gr_order *orders, size_t n, gr_plan_row **out,
                       size_t *out_n)
{
    gr_status status = GR_OK;
    planning plan = {.load = load, .arena = load->setup.arena, .diag = load->setup.diag};
    for (size_t i = 0; i < n; i++) {
        gr_status planned = GR_OK;
        if (!orders[i].left_out) {
            planned = gr_load_leave_out(&load->setup, &orders[i], plan_order(&plan, &orders[i]));
        }
        status = status == GR_OK ? planned : status;
    }
    GR_TRY(status);
    GR_TRY(drop_left_out(&plan, orders, n)); /* places of what is not made are free */
    GR_TRY(check_places(&plan, orders));
    GR_TRY(drop_left_out(&plan, orders, n));
    gr_load_judge_rest(load);
    *out = plan.rows;
    *out_n = plan.n_rows;
    return GR_OK;
}
