/* Owns whether records are of a period. */
#include "base/date.h"
#include "contract_priv.h"

typedef struct stretch { /* of days, both ends in it */
    bool known;
    gr_day first, last;
} stretch;

static stretch of_period(gr_period period)
{
    return (stretch){true, gr_period_first(period), gr_period_last(period)};
}

static stretch stretch_of(const gr_value *value)
{
    bool is_year = value->type == GR_T_YEAR || value->type == GR_T_INT;
    if (is_year && value->as.i >= GR_YEAR_FIRST && value->as.i <= GR_YEAR_LAST) {
        return of_period((gr_period){GR_PERIOD_YEAR, (int32_t)value->as.i, 0});
    }
    if (value->type == GR_T_PERIOD) {
        return of_period(value->as.period);
    }
    bool is_day = value->type == GR_T_DATE;
    return is_day ? (stretch){true, value->as.day, value->as.day} : (stretch){0};
}

bool gr_contract_has_period(const gr_table *table, size_t column, const gr_value *period)
{
    stretch asked = stretch_of(period);
    for (uint32_t row = 0; row < gr_table_rows(table); row++) {
        gr_value value = gr_table_bare(table, row, column);
        stretch is = stretch_of(&value);
        if (is.known && asked.known && is.first <= asked.last && asked.first <= is.last) {
            return true;
        }
    }
    return !asked.known; /* a parameter that is no period asks for none */
}
