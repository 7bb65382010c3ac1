#include "chart/chart.h"

/* Owns the names of chart types, as descriptors spell them. */

const char *const gr_chart_names[GR_CHART__COUNT] = {
#define GR_CHART(ID, name) [GR_CHART_##ID] = #name,
#include "chart/charts.def"
#undef GR_CHART
};
