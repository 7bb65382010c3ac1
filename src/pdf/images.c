/* Images as objects, each once however often it is drawn: written where it is drawn first. */
#include "pack/pack.h"
#include "pdf_priv.h"

enum { IMAGE_LEVEL = 9 };

static unsigned samples_object(gr_pdf *pdf, const gr_image *image, gr_str space, gr_str samples,
                               unsigned mask)
{
    gr_buf entries = gr_buf_make(pdf->work, SIZE_MAX / 2);
    gr_buf_addf(
        &entries,
        "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent 8/ColorSpace/" GR_FMT,
        image->width, image->height, GR_ARG(space));
    if (mask > 0) {
        gr_buf_addf(&entries, "/SMask %u 0 R", mask);
    }
    if (samples.len > 0) {
        return gr_stream_new(pdf, gr_buf_view(&entries), samples, IMAGE_LEVEL);
    }
    gr_buf_add(&entries, GR_LIT("/Filter/DCTDecode"));
    return gr_stream_new(pdf, gr_buf_view(&entries), image->jpeg, 0);
}

static unsigned image_object(gr_pdf *pdf, const gr_image *image, bool artifact)
{
    if (image->vector != NULL) {
        return gr_vector_object(pdf, image->vector, artifact);
    }
    size_t pixels = (size_t)image->width * image->height;
    unsigned mask = 0;
    if (image->alpha != NULL) {
        gr_str alpha = {(const char *)image->alpha, pixels};
        mask = samples_object(pdf, image, GR_LIT("DeviceGray"), alpha, 0);
    }
    gr_str samples = {(const char *)image->samples, pixels * image->channels};
    return samples_object(pdf, image,
                          image->channels == 1 ? GR_LIT("DeviceGray") : GR_LIT("DeviceRGB"),
                          image->jpeg.len > 0 ? GR_LIT("") : samples, mask);
}

size_t gr_image_use(gr_pdf *pdf, const gr_image *image, bool artifact)
{
    artifact = artifact && image->vector != NULL;
    for (size_t i = 0; i < pdf->n_images; i++) {
        if (pdf->images[i].image == image && pdf->images[i].artifact == artifact) {
            return i;
        }
    }
    *GR_PUSH(pdf->arena, pdf->images, pdf->n_images, pdf->cap_images, gr_pdf_image) =
        (gr_pdf_image){
            .image = image, .artifact = artifact, .number = image_object(pdf, image, artifact)};
    return pdf->n_images - 1;
}
