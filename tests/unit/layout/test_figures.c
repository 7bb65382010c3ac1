/* Charts: one Figure with its text alternative and its place, all drawing inside it; smaller where
 * that ends a page instead of leaving it half empty. */
#include "sample.h"

static gr_figure figure(sample *s, int64_t n)
{
    gr_origin *none = NULL;
    return (gr_figure){.id = GR_LIT("f"),
                       .value = {.type = GR_T_INT, .origin = none, .as.i = n},
                       .text = gr_str_fmt(s->arena, "%d", (int)n)};
}

static gr_node *add_chart(sample *s, gr_mpt height)
{
    gr_chart *chart = GR_NEW(s->arena, gr_chart);
    gr_series *series = GR_NEW(s->arena, gr_series);
    gr_figure *points = GR_NEW_N(s->arena, gr_figure, 2);
    gr_str *names = GR_NEW_N(s->arena, gr_str, 2);
    static const gr_rgb colours[] = {0x1d4f91, 0x35702f};
    points[0] = figure(s, 12);
    points[1] = figure(s, 7);
    names[0] = GR_LIT("Arnhem");
    names[1] = GR_LIT("Duiven");
    *series = (gr_series){.title = GR_LIT("Bijdrage"), .points = points};
    *chart = (gr_chart){.type = GR_CHART_BAR,
                        .title = GR_LIT("Bijdragen"),
                        .unit = GR_LIT(""),
                        .categories = names,
                        .n_categories = 2,
                        .series = series,
                        .n_series = 1,
                        .alt = GR_LIT("Staafdiagram"),
                        .table_anchor = GR_LIT(""),
                        .height = height};
    s->house.chart = (gr_chart_look){.colours = colours, .n_colours = 2, .height = height};
    s->house.notation.language = gr_language_find(GR_LIT("nl"));
    s->house.notation.group_mark = GR_LIT(".");
    s->house.notation.minus = GR_LIT("−");
    gr_node *node = add(s, s->doc->root, GR_K_CHART, GR_STYLE_PARAGRAPH);
    node->as.chart.spec = chart;
    add_text(s, add(s, node, GR_K_CAPTION, GR_STYLE_CAPTION), "Figuur 1");
    return node;
}

static const gr_elem *find(const gr_elem *elem, gr_tag tag)
{
    const gr_elem *found = elem->tag == tag ? elem : NULL;
    for (const gr_elem *child = elem->first; child != NULL && found == NULL; child = child->next) {
        found = find(child, tag);
    }
    return found;
}

static void one_figure(void **state)
{
    (void)state;
    sample *s = sample_new();
    add_chart(s, 100 * PT);
    run(s);
    assert_int_equal(s->status, GR_OK);
    const gr_elem *drawn = find(s->pages->root, GR_TAG_FIGURE);
    assert_non_null(drawn);
    assert_int_equal(drawn->parent->tag, GR_TAG_DIV);
    assert_int_equal(drawn->parent->first->tag, GR_TAG_P); /* the caption is read, and first */
    check_text("alt", drawn->more->alt, "Staafdiagram");
    assert_true(drawn->has_bbox);
    assert_int_equal(drawn->more->bbox[0], s->master.inner);
    assert_int_equal(drawn->more->bbox[1], s->master.top + 15 * PT);
    assert_true(drawn->more->bbox[2] <= s->master.width - s->master.outer);
    size_t inside = 0;
    for (size_t i = 0; i < s->pages->pages[0].n; i++) {
        const gr_item *item = &s->pages->pages[0].items[i];
        assert_non_null(item->owner.elem);
        inside += item->owner.elem == drawn ? 1 : 0;
    }
    assert_int_equal(inside + 3, s->pages->pages[0].n); /* "Figuur", space, "1" */
    sample_free(s);
}

static void is_lower_to_end_a_page(void **state)
{
    (void)state;
    static const struct {
        int lines;
        size_t pages;
    } cases[] = {{1, 1}, {4, 1}, {7, 2}}; /* 12 pt each of 140 pt; caption 15 pt, chart 100 pt */
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        sample *s = sample_new();
        gr_node *p = add(s, s->doc->root, GR_K_PARAGRAPH, GR_STYLE_PARAGRAPH);
        for (int j = 0; j < cases[i].lines; j++) {
            add_text(s, p, "regel");
            if (j + 1 < cases[i].lines) {
                add(s, p, GR_K_LINE_BREAK, GR_STYLE_PARAGRAPH);
            }
        }
        add_chart(s, 100 * PT);
        run(s);
        assert_int_equal(s->status, GR_OK);
        assert_int_equal(s->pages->n, cases[i].pages);
        sample_free(s);
    }
}

/** A figure without a number is gone with its row of a long table before the page is. */
static void only_figures_of_the_document_are_pointed_to(void **state)
{
    (void)state;
    for (uint32_t nr = 0; nr < 2; nr++) {
        sample *s = sample_new();
        gr_figure shown = figure(s, 12);
        shown.nr = nr;
        gr_node *node = add(s, add(s, s->doc->root, GR_K_PARAGRAPH, GR_STYLE_PARAGRAPH),
                            GR_K_FIGURE, GR_STYLE_PARAGRAPH);
        node->as.figure.figure = &shown;
        const gr_pages *pages = run(s);
        assert_int_equal(s->status, GR_OK);
        size_t texts = 0;
        for (size_t i = 0; i < pages->pages[0].n; i++) {
            const gr_item *item = &pages->pages[0].items[i];
            if (item->kind == GR_ITEM_TEXT && item->owner.elem != NULL) {
                assert_ptr_equal(item->as.text.shows, nr == 0 ? NULL : &shown);
                texts++;
            }
        }
        assert_int_equal(texts, 1);
        sample_free(s);
    }
}

/** Where a diagram has no room its words are a nested list, below the alternative that was given.
 */
static void words_for_a_drawing(void **state)
{
    (void)state;
    for (int own = 0; own < 2; own++) {
        sample *s = sample_new();
        gr_node *node = add_chart(s, 100 * PT);
        static const gr_chart_line lines[] = {
            {{"Raad", 4}, 0}, {{"Griffie", 7}, 1}, {{"College", 7}, 0}};
        gr_chart_box *boxes = GR_NEW_N(s->arena, gr_chart_box, 12);
        gr_chart *chart = GR_NEW(s->arena, gr_chart);
        *chart = *node->as.chart.spec;
        for (uint16_t i = 0; i < 12; i++) {
            boxes[i] = (gr_chart_box){.title = GR_LIT("Een vak met een lange naam"),
                                      .text = GR_LIT(""),
                                      .depth = i,
                                      .parent = i};
        }
        chart->type = GR_CHART_TREE;
        chart->boxes = boxes;
        chart->n_boxes = 12;
        chart->own_alt = own == 1;
        chart->outline = lines;
        chart->n_outline = 3;
        node->as.chart.spec = chart;
        run(s);
        assert_int_equal(s->status, GR_OK);
        assert_null(find(s->pages->root, GR_TAG_FIGURE));
        const gr_elem *list = find(s->pages->root, GR_TAG_L);
        assert_non_null(list);
        assert_int_equal(list->parent->first->tag, GR_TAG_P); /* the caption */
        assert_int_equal(list->parent->first->next == list, own == 0);
        const gr_elem *body = find(list->first, GR_TAG_LBODY);
        assert_non_null(find(body, GR_TAG_L)); /* what hangs on the first */
        assert_non_null(list->first->next);
        assert_null(list->first->next->next);
        sample_free(s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_figure),
        cmocka_unit_test(only_figures_of_the_document_are_pointed_to),
        cmocka_unit_test(is_lower_to_end_a_page),
        cmocka_unit_test(words_for_a_drawing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
