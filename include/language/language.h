#ifndef GR_LANGUAGE_LANGUAGE_H
#define GR_LANGUAGE_LANGUAGE_H
/* What depends on a language or on Unicode's tables: the order of names, capitals, composed
 * letters, letters without their marks. ICU lives here and is loaded when it is first asked for; a
 * run that sorts no names never loads its collation. Languages are BCP 47 tags; the empty one is
 * the root: no language in particular.
 *
 * Whatever needs ICU may find that it cannot be loaded: LANGUAGE_LIBRARY is reported at `at`,
 * GR_IO_FAILED returned, and the out value untouched. */
#include "base/diag.h"
#include "base/str.h"

typedef struct gr_collation gr_collation;

/** The order in which people of this language look names up (Unicode Technical Standard 10 with
 * CLDR's rules), and numbers within names by their value: wijk 9 before wijk 10. Close it. */
GR_MUST_USE gr_status gr_collation_open(gr_str lang, gr_diag *diag, gr_loc at, gr_collation **out);
/** <0, 0, >0. 0 only for the same bytes: what the language does not tell apart is ordered by bytes.
 */
int gr_collation_compare(const gr_collation *collation, gr_str a, gr_str b);
void gr_collation_close(gr_collation *collation); /* NULL is fine */

typedef enum gr_case {
    GR_CASE_LOWER,
    GR_CASE_UPPER,  /* all of it: STRASSE */
    GR_CASE_CAPITAL /* the first letter, as this language begins a sentence: IJsland in Dutch */
} gr_case;
GR_MUST_USE gr_status gr_text_in_case(gr_arena *arena, gr_str lang, gr_case wanted, gr_str text,
                                      gr_diag *diag, gr_loc at, gr_str *out);

/** Letters and their marks in composed form (NFC), so that texts that look alike are alike: e and
 * U+0301 become U+00E9. `text` itself when it is composed, which costs one look at its bytes for
 * Latin text. */
GR_MUST_USE gr_status gr_text_composed(gr_arena *arena, gr_str text, gr_diag *diag, gr_loc at,
                                       gr_str *out);
/** The same in ASCII letters as far as there are any: "Súdwest-Fryslân" is "Sudwest-Fryslan", "ß"
 * is "ss", Greek and Cyrillic as they are commonly spelt. What has no such letters stays. */
GR_MUST_USE gr_status gr_text_in_ascii(gr_arena *arena, gr_str text, gr_diag *diag, gr_loc at,
                                       gr_str *out);

typedef enum gr_tag_part { /* of a language tag: the one that is in no list */
                           GR_TAG_ALL_KNOWN,
                           GR_TAG_LANGUAGE, /* two letters that ISO 639-1 does not have */
                           GR_TAG_RARE, /* three letters that ICU has not heard of: there are 7,000
                                           such languages */
                           GR_TAG_SCRIPT, /* not in ISO 15924 */
                           GR_TAG_REGION  /* not in ISO 3166 */
} gr_tag_part;
/** Whether there are such a language, script and region. `tag` has the form of one (BCP 47).
 * *out_chars: the part that is not known. */
GR_MUST_USE gr_status gr_language_unknown(gr_arena *arena, gr_str tag, gr_diag *diag, gr_loc at,
                                          gr_tag_part *out_part, gr_str *out_chars);

/** "ICU 72.1": for --version. */
const char *gr_language_engine(void);

#endif
