#ifndef GR_JOURNAL_COMPARE_H
#define GR_JOURNAL_COMPARE_H
/* Two published versions of an edition held against each other. Both are given as the text of their
 * published.json, so that a change sheet needs no journal. SQLite reads the JSON and does nothing
 * else: what is a number stays text until base/num.h has it.
 *
 * published.json:
 *   {"published": 1, "report": "...", "edition": "...", "life": {...} or absent,
 *    "figures": [{"id": "T-inkoop.gm0274.amount", "where": "2.1 Begroting",
 *                 "row": "T-inkoop.gm0274", "label": "Renkum, Bijdrage", "text": "EUR 1.234",
 *                 "value": "1234.00 EUR", "type": "money"}, ...],
 *    "texts": [{"where": "1 Voorwoord", "text": "..."}, ...]}
 * Values are written by gr_value_add, types by gr_type_name; without a type what reads as a number
 * is one. A figure is known by its id; a text has no id and is known by where it stands and what
 * stands near it. */
#include "base/diag.h"
#include "base/value.h"

typedef enum gr_change_kind {
    GR_CHANGE_FIGURE, /* its value or its text is another */
    GR_CHANGE_ADDED,  /* a row (or a figure outside tables) that was not there */
    GR_CHANGE_GONE,
    GR_CHANGE_TEXT, /* a text was reworded: before and after */
    GR_CHANGE_TEXT_ADDED,
    GR_CHANGE_TEXT_GONE
} gr_change_kind;
typedef struct gr_change {
    gr_change_kind kind;
    gr_str id;            /* of the figure or the row; empty for texts */
    gr_str where, label;  /* heading it stands under; what it is about */
    gr_str before, after; /* as printed; a row: its figures with ", " between */
    /* FIGURE of numbers: exact difference after - before, in the unit of the value ("12.50 EUR");
     * else, or when only the print is another, empty */
    gr_str difference;
    /* FIGURE: its value and type on both sides, as published.json has them; else empty */
    gr_str before_value, before_type, after_value, after_type;
} gr_change;
/** First the figures, then the texts, each in the order of the newer document; what is gone comes
 *  where it stood. A row that one of the two lacks is one change, under what the labels of its
 * figures begin with in common. BAD_INPUT with PUBLISHED_FORM when one is not published.json. */
GR_MUST_USE gr_status gr_compare(gr_str before, gr_str after, gr_arena *arena, gr_diag *diag,
                                 gr_change **out, size_t *out_n);

/** A member of a JSON text by an SQLite path ("$.life.status"): a text, else its JSON (numbers as
 *  they are written, objects, arrays). False, *out left alone: there is none, or it is null. */
bool gr_json_find(gr_str json, const char *path, gr_arena *arena, gr_str *out);
/** Elements of a JSON array at `path`, each as JSON text (strings without quotes). False: no such
 * array. */
bool gr_json_list(gr_str json, const char *path, gr_arena *arena, gr_str **out, size_t *out_n);

#endif
