#ifndef GR_JSON_READ_H
#define GR_JSON_READ_H
/* JSON read by jansson. Our own files have texts, whole numbers, lists and objects; names that are
 * there twice and signs that are no UTF-8 make a text no JSON. Memory that ends, ends the process.
 */
#include "base/arena.h"
#include "base/str.h"

typedef struct json_t gr_json_value; /* read only; lives as long as its gr_json_tree */
typedef struct gr_json_tree {
    gr_json_value *root; /* NULL: it was no JSON */
} gr_json_tree;

GR_MUST_USE gr_json_tree gr_json_read(gr_str text);
void gr_json_free(gr_json_tree *tree);

typedef enum gr_json_kind {
    GR_JSON_ABSENT, /* there is no such member, or it is null */
    GR_JSON_TEXT,
    GR_JSON_NUMBER, /* whole */
    GR_JSON_OTHER,  /* true, false, a fraction */
    GR_JSON_LIST,
    GR_JSON_OBJECT
} gr_json_kind;

/* Of NULL, and of what has another kind: NULL, ABSENT, 0, empty. */
gr_json_kind gr_json_kind_of(const gr_json_value *value);
const gr_json_value *gr_json_member(const gr_json_value *object, const char *name);
size_t gr_json_count(const gr_json_value *list);
const gr_json_value *gr_json_at(const gr_json_value *list, size_t nr);
gr_str gr_json_text_of(const gr_json_value *value); /* lives as long as the tree */
int64_t gr_json_number_of(const gr_json_value *value);

/** A member of a JSON text by a path ("$.life.status", "$.records.\"a name\""): a text, else its
 * JSON (whole numbers, objects, lists) without spaces. False, *out left alone: there is none, it is
 * null, or a fraction, which would not stay exact. */
bool gr_json_find(gr_str text, const char *path, gr_arena *arena, gr_str *out);
/** Elements of a list at `path`, each as JSON text (strings without quotes). False: no such list.
 */
bool gr_json_list(gr_str text, const char *path, gr_arena *arena, gr_str **out, size_t *out_n);

#endif
