#ifndef GR_OUTPUT_SPOTS_H
#define GR_OUTPUT_SPOTS_H
/* Where figures stand in print: noted while their pages pass. */
#include "document/document.h"
#include "layout/pages.h"

/** Notes what stands on a page, from 0. `spots`: of the document's figures, in their order. */
void gr_spots_note(gr_figure_spot *spots, size_t page, const gr_item *items, size_t n);

#endif
