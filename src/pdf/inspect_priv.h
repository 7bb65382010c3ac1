#ifndef GR_PDF_INSPECT_PRIV_H
#define GR_PDF_INSPECT_PRIV_H
/* The syntax of PDF as far as reading back needs it: numbers, references, dictionaries, streams. */
#include "base/arena.h"
#include "pdf/pdf.h"

typedef struct gr_indirect { /* "12 0 obj << >> stream ... endstream endobj" */
    size_t number;
    gr_str dict;   /* with its brackets */
    gr_str stream; /* packed; empty when there is none */
    bool has_stream;
} gr_indirect;

/** A whole number of at most 18 digits, white space before it skipped. */
bool gr_number_at(gr_str s, size_t *at, size_t *out);
/** "12 0 R": its first number. */
bool gr_reference_at(gr_str s, size_t *at, size_t *out);
/** Value of a key of a dictionary, without white space around it; empty when it is not there. */
gr_str gr_entry(gr_str dict, gr_str key);
bool gr_entry_is(gr_str dict, gr_str key, gr_str value);
bool gr_entry_number(gr_str dict, gr_str key, size_t *out);
bool gr_entry_reference(gr_str dict, gr_str key, size_t *out);
bool gr_object_at(gr_str bytes, size_t at, gr_indirect *out);
/** The bytes of a stream, /FlateDecode undone. */
bool gr_unpack(gr_arena *arena, const gr_indirect *object, size_t max_bytes, gr_str *out);

/* inspect_table.c: the cross-reference stream, one row an object */
typedef struct gr_file_table {
    gr_str rows; /* `width` bytes each */
    size_t widths[3], width, n;
} gr_file_table;
/** From the object at `start`, whose dictionary it gives. */
bool gr_table_read(gr_str bytes, size_t start, gr_arena *arena, gr_file_table *out,
                   gr_str *out_dict);
size_t gr_table_field(const gr_file_table *t, size_t row, size_t which);

#endif
