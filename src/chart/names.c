#include "chart/chart.h"

/* Owns the names of chart types, as descriptors spell them, and what each type shows. */

const char *const gr_chart_names[GR_CHART__COUNT] = {
#define GR_CHART(ID, name, feed) [GR_CHART_##ID] = #name,
#include "chart/charts.def"
#undef GR_CHART
};

const char gr_chart_choice[] =
#define GR_CHART(ID, name, feed) #name " "
#include "chart/charts.def"
#undef GR_CHART
    ;

const gr_chart_feed gr_chart_feeds[GR_CHART__COUNT] = {
#define GR_CHART(ID, name, feed) [GR_CHART_##ID] = GR_FEED_##feed,
#include "chart/charts.def"
#undef GR_CHART
};
