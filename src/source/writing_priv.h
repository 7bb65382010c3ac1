#ifndef GR_SOURCE_WRITING_PRIV_H
#define GR_SOURCE_WRITING_PRIV_H
/* How a source writes the values of a field: its numbers, days, words for yes and no, and signs
 * for "missing". What is NULL is written as griffie itself does. */
#include "source_priv.h"

struct gr_notation_set { /* a <notation>: what it says, NULL where it says nothing */
    gr_str name;
    const gr_number_form *numbers;
    const gr_day_form *date, *period;
    const gr_yes_no *yes_no;
    const gr_signs *missing;
};

/* ---- signs.c ---- */

bool gr_signs_have(const gr_signs *signs, gr_str text); /* NULL: none */
/** true= and false= of `elem`; NULL without them, or after a report. */
const gr_yes_no *gr_read_yes_no(const gr_describing *describing, const gr_xml_elem *elem);
const gr_yes_no *gr_field_yes_no(const gr_describing *describing, const gr_xml_elem *elem,
                                 gr_type type, const gr_yes_no *inherited);
/** `words` NULL: those of griffie itself. */
bool gr_yes_no_read(const gr_yes_no *words, gr_str text, bool *out);
gr_str gr_yes_no_said(const gr_yes_no *words, gr_arena *arena); /* all words, for a message */
/** missing= of `elem`; an empty one takes away what is inherited. */
const gr_signs *gr_read_missing(const gr_describing *describing, const gr_xml_elem *elem,
                                const gr_signs *inherited);
/** Signs of missing that already mean something in this field. */
void gr_judge_missing(const gr_describing *describing, const gr_xml_elem *elem, gr_type type,
                      const gr_writing *writing);

/* ---- day_describe.c ---- */

/** pattern=, years-from= and zone= of a field over what its notation says; NULL: nothing is said.
 */
const gr_day_form *gr_field_days(const gr_describing *describing, const gr_xml_elem *elem,
                                 gr_type type, const gr_day_form *inherited);
/** The attribute `name` of a <notation>, and what goes with it; NULL without it. */
const gr_day_form *gr_notation_days(const gr_describing *describing, const gr_xml_elem *elem,
                                    const char *name, gr_type type);

/** A year of two figures stands for its whole year. NULL: no. */
bool gr_day_asks_years(const gr_day_form *form);

/* ---- day_value.c ---- */

/** gr_field_read for dates, periods and years that have a form of their own. */
bool gr_day_value(const gr_day_form *form, gr_type type, gr_str text, gr_value *out);
/** Says why gr_day_value did not read `text`. */
void gr_day_refuse(const gr_field_form *form, gr_str text, gr_loc at, gr_arena *scratch,
                   gr_diag *diag);
#endif
