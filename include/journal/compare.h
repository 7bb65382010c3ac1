#ifndef GR_JOURNAL_COMPARE_H
#define GR_JOURNAL_COMPARE_H
/* Two published versions of an edition held against each other. Both are given as the text of their
 * published.json, so that a change sheet needs no journal. SQLite reads the JSON and does nothing
 * else: what is a number stays text until base/num.h has it.
 *
 * published.json:
 *   {"published": 1, "identity": 2, "report": "...", "edition": "...", "life": {...} or absent,
 *    "figures": [{"id": "T-inkoop/gm0274/5d1c09e2", "where": "2.1 Begroting",
 *                 "row": "T-inkoop/gm0274", "label": "Renkum, Bijdrage", "text": "EUR 1.234",
 *                 "value": "1234.00 EUR", "type": "money", "hidden": "yes" or absent}, ...],
 *    "texts": [{"where": "1 Voorwoord", "text": "{...} mensen", "shown": "12 mensen"}, ...]}
 * Values are written by gr_value_add, types by gr_type_name; without a type what reads as a number
 * is one. A figure is known by its id, and figures of unlike types are never the same one. A text
 * has no id: equal ones in order are the same, and between these the most alike under one heading,
 * when half of their words are in common.
 *
 * Records without "identity" were written when ids still counted places. Against such a record
 * figures are known by heading, label and text, so that a figure is the same or another one,
 * but never changed. */
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
    gr_str before, after; /* as printed; a row: its figures with ", " between; a text: with a sign
                             for each figure */
    /* FIGURE of numbers: exact difference after - before, in the unit of the value ("12.50 EUR");
     * else, or when only the print is another, empty */
    gr_str difference;
    /* FIGURE: its value and type on both sides, as published.json has them; else empty */
    gr_str before_value, before_type, after_value, after_type;
    gr_str before_shown, after_shown; /* a text: with its figures as printed; else empty */
    gr_str section; /* what came or went: the heading of a whole section that did; else empty */
    bool hidden;    /* FIGURE: a hidden number has a part in it; nothing of its values is told */
} gr_change;
#define GR_IDENTITY 2 /* how ids are made: "identity" of the records written now */
/** First the figures, then the texts, each in the order of the newer document; what is gone comes
 *  where it stood. A row that one of the two lacks is one change, under what the labels of its
 * figures begin with in common. BAD_INPUT with PUBLISHED_FORM when one is not published.json. */
GR_MUST_USE gr_status gr_compare(gr_str before, gr_str after, gr_arena *arena, gr_diag *diag,
                                 gr_change **out, size_t *out_n);

/** Words of two texts (parted by spaces): out[i] is true when word i of `of` stands in `other` too,
 *  in the same order. */
void gr_words_kept(gr_str of, gr_str other, gr_arena *arena, bool **out, size_t *out_n);

/** "status" or "version" of the life that a published.json tells, without reading its figures;
 * empty: it has none. */
gr_str gr_published_life(gr_str published, const char *member, gr_arena *arena);

#endif
