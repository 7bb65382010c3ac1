#include "base/limits.h"

#define KIB ((size_t)1024)
#define MIB (KIB * KIB)
#define GIB (MIB * KIB)

const gr_limits gr_default_limits = {
    .export_bytes = 2 * GIB,
    .descriptor_bytes = 4 * MIB,
    .tag_bytes = 64 * KIB,
    .value_bytes = 32767, /* the longest text of a cell in a workbook */
    .paragraph_bytes = 262144,
    .xml_depth = 64,
    .xml_attributes = 256,
    .rows = 1048576,     /* of a worksheet */
    .doubles = 16777216, /* of 150 bytes */
    .columns = 16384,
    .nesting = 64,
    .names = 4096,
    .nodes = 2000000,
    .steps = 50000000,
    .origin_depth = 4096,
    .origin_nodes = 2097152, /* twice the rows of a dataset */
    .pages = 5000,
    .chart_points = 2000,
    .image_pixels = 50000000,
    .vector_steps = 500000,
    .attachment_bytes = 256 * MIB,
    .errors = 50,
};
