#include "check.h"

#include "base/limits.h"

/* Limits are promises to users (docs) and to formats; a change must be meant. */
static void defaults(void **state)
{
    (void)state;
    const gr_limits *l = &gr_default_limits;
    assert_true(l->export_bytes == UINT64_C(2147483648));
    assert_int_equal(l->descriptor_bytes, 4194304);
    assert_int_equal(l->tag_bytes, 65536);
    assert_int_equal(l->value_bytes, 32767);
    assert_int_equal(l->paragraph_bytes, 262144);
    assert_int_equal(l->xml_depth, 64);
    assert_int_equal(l->xml_attributes, 256);
    assert_int_equal(l->rows, 1048576);
    assert_int_equal(l->doubles, 16777216);
    assert_int_equal(l->columns, 16384);
    assert_int_equal(l->nesting, 64);
    assert_int_equal(l->nodes, 2000000);
    assert_int_equal(l->steps, 50000000);
    assert_int_equal(l->origin_depth, 4096);
    assert_int_equal(l->origin_nodes, 2097152);
    assert_int_equal(l->pages, 5000);
    assert_int_equal(l->chart_points, 2000);
    assert_int_equal(l->image_pixels, 50000000);
    assert_int_equal(l->attachment_bytes, 268435456);
    assert_int_equal(l->errors, 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(defaults)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
