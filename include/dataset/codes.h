#ifndef GR_DATASET_CODES_H
#define GR_DATASET_CODES_H
/* Lists of codes as sets of records, and their labels in a language. */
#include "dataset/table.h"

/** The label of a code of the list in this language ("en"; of "en-GB" that of "en" too, when it has
 *  none of its own). False: the descriptor has none, `out` is untouched. */
bool gr_code_label_in(const gr_code_list *list, size_t nr, gr_str lang, gr_str *out);
/** Index of a code; SIZE_MAX: it is none of the list. */
size_t gr_code_find(const gr_code_list *list, gr_str code);
/** The list that a field of some dataset has under this name; NULL: none. `*out_other` (may be
 * NULL): another list of that name, with other codes. */
const gr_code_list *gr_codes_find(const gr_catalogue *catalogue, gr_str name,
                                  const gr_code_list **out_other);
/** Names of all lists that fields have, each once. */
size_t gr_codes_names(const gr_catalogue *catalogue, gr_arena *arena, gr_str **out_names);
/** A table "codes(age)" in `catalogue`: a record for each code, in the descriptor's order, with the
 *  field `code`, which is its key. The one that is there when it was made before. NULL after a
 * report. */
const gr_table *gr_codes_table(gr_catalogue *catalogue, const gr_code_list *list, gr_arena *arena,
                               gr_diag *diag);

#endif
