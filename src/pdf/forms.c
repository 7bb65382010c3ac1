/* Drawings that stand on several pages, as form XObjects: each once, and pages refer to it. Its
 * origin is the place of the item. What it belongs to is said on the page, around the reference. */
#include "pdf_priv.h"

enum { FORM_LEVEL = 9 };

typedef struct box { /* y upwards */
    gr_mpt left, bottom, right, top;
} box;

static void take_in(box *around, gr_mpt x, gr_mpt y)
{
    around->left = x < around->left ? x : around->left;
    around->right = x > around->right ? x : around->right;
    around->bottom = -y < around->bottom ? -y : around->bottom;
    around->top = -y > around->top ? -y : around->top;
}

/* Control points included: a curve stays within them. */
static box box_of(const gr_item *path)
{
    box around = {0};
    for (size_t i = 0; i < path->as.path.n; i++) {
        const gr_path_step *step = &path->as.path.steps[i];
        take_in(&around, step->x, step->y);
        if (step->op == GR_PATH_CURVE) {
            take_in(&around, step->x1, step->y1);
            take_in(&around, step->x2, step->y2);
        }
    }
    gr_mpt edge = path->as.path.stroke != GR_NO_COLOUR ? path->as.path.stroke_width : 0;
    return (box){around.left - edge, around.bottom - edge, around.right + edge, around.top + edge};
}

static void add_box(gr_buf *out, box around)
{
    const gr_mpt corners[4] = {around.left, around.bottom, around.right, around.top};
    for (size_t i = 0; i < 4; i++) {
        gr_buf_add_char(out, i > 0 ? ' ' : '[');
        gr_add_length(out, corners[i]);
    }
    gr_buf_add_char(out, ']');
}

static unsigned form_object(gr_pdf *pdf, const gr_item *path)
{
    gr_buf entries = gr_buf_make(pdf->work, SIZE_MAX / 2);
    gr_buf_add(&entries, GR_LIT("/Type/XObject/Subtype/Form/Resources<<>>/BBox"));
    add_box(&entries, box_of(path));
    gr_buf bytes = gr_buf_make(pdf->work, SIZE_MAX / 2);
    /* the origin is where the item is */
    gr_content content = {.pdf = pdf, .height = 0, .out = &bytes, .line_width = 1000};
    gr_item here = *path;
    here.x = here.y = 0;
    /* a form inherits the colours of the page, so it names its own even when they are black */
    content.fill = content.stroke = GR_NO_COLOUR;
    gr_content_add_path(&content, &here);
    return gr_stream_new(pdf, gr_buf_view(&entries), gr_buf_view(&bytes), FORM_LEVEL);
}

size_t gr_form_use(gr_pdf *pdf, const gr_item *path)
{
    for (size_t i = 0; i < pdf->n_forms; i++) {
        const gr_pdf_form *form = &pdf->forms[i];
        if (form->steps == path->as.path.steps && form->fill == path->as.path.fill &&
            form->stroke == path->as.path.stroke &&
            form->stroke_width == path->as.path.stroke_width) {
            return i;
        }
    }
    *GR_PUSH(pdf->arena, pdf->forms, pdf->n_forms, pdf->cap_forms, gr_pdf_form) =
        (gr_pdf_form){.steps = path->as.path.steps,
                      .fill = path->as.path.fill,
                      .stroke = path->as.path.stroke,
                      .stroke_width = path->as.path.stroke_width,
                      .number = form_object(pdf, path)};
    return pdf->n_forms - 1;
}
