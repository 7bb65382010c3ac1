#include "json/read.h"

/* Owns reading JSON. Must not know what the members mean. */
#include <jansson.h>

#define FLAGS (JSON_REJECT_DUPLICATES | JSON_DECODE_ANY)

/* --- trees --- */

gr_json_tree gr_json_read(gr_str text)
{
    json_error_t error = {0};
    json_object_seed(1); /* else the first object opens /dev/urandom; members keep their order */
    gr_json_tree tree = {json_loadb(text.ptr, text.len, FLAGS, &error)};
    if (tree.root == NULL && json_error_code(&error) == json_error_out_of_memory) {
        gr_die_oom(text.len);
    }
    return tree;
}

void gr_json_free(gr_json_tree *tree)
{
    json_decref(tree->root);
    tree->root = NULL;
}

gr_json_kind gr_json_kind_of(const gr_json_value *value)
{
    if (value == NULL) {
        return GR_JSON_ABSENT;
    }
    switch (json_typeof(value)) {
    case JSON_NULL:
        return GR_JSON_ABSENT;
    case JSON_STRING:
        return GR_JSON_TEXT;
    case JSON_INTEGER:
        return GR_JSON_NUMBER;
    case JSON_ARRAY:
        return GR_JSON_LIST;
    case JSON_OBJECT:
        return GR_JSON_OBJECT;
    case JSON_REAL:
    case JSON_TRUE:
    case JSON_FALSE:
        break;
    }
    return GR_JSON_OTHER;
}

const gr_json_value *gr_json_member(const gr_json_value *object, const char *name)
{
    return json_object_get(object, name);
}

size_t gr_json_count(const gr_json_value *list)
{
    return json_array_size(list);
}

const gr_json_value *gr_json_at(const gr_json_value *list, size_t nr)
{
    return json_array_get(list, nr);
}

gr_str gr_json_text_of(const gr_json_value *value)
{
    const char *text = json_string_value(value);
    return text == NULL ? GR_LIT("") : (gr_str){text, json_string_length(value)};
}

int64_t gr_json_number_of(const gr_json_value *value)
{
    return json_integer_value(value);
}

/* --- by path --- */

/** "$", "$.life.status", "$.records.\"a name\"": a step is a name, with quotes when it has a point.
 */
static bool next_step(gr_str *path, gr_arena *arena, gr_str *out)
{
    if (!gr_str_starts(*path, GR_LIT("."))) {
        return false;
    }
    gr_str rest = gr_str_sub(*path, 1, SIZE_MAX);
    bool quoted = gr_str_starts(rest, GR_LIT("\""));
    rest = quoted ? gr_str_sub(rest, 1, SIZE_MAX) : rest;
    size_t end = gr_str_find(rest, quoted ? GR_LIT("\"") : GR_LIT("."));
    *out = gr_str_dup(arena, gr_str_sub(rest, 0, end));
    *path = end == SIZE_MAX ? GR_LIT("") : gr_str_sub(rest, end + (quoted ? 1 : 0), SIZE_MAX);
    return true;
}

/** NULL also when `path` is none. */
static const gr_json_value *find(const gr_json_tree *tree, const char *path, gr_arena *arena)
{
    const gr_json_value *value = path[0] == '$' ? tree->root : NULL;
    gr_str rest = gr_str_sub(gr_str_of(path), 1, SIZE_MAX);
    gr_str name = GR_LIT("");
    while (value != NULL && next_step(&rest, arena, &name)) {
        value = gr_json_member(value, name.ptr);
    }
    return rest.len == 0 ? value : NULL;
}

/** A text as it is, anything else as JSON without spaces. */
static gr_str written(const gr_json_value *value, gr_arena *arena)
{
    if (json_is_string(value)) {
        return gr_str_dup(arena, gr_json_text_of(value));
    }
    char *json = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    if (json == NULL) {
        gr_die_oom(0);
    }
    gr_str text = gr_str_dup(arena, gr_str_of(json));
    free(json);
    return text;
}

bool gr_json_find(gr_str text, const char *path, gr_arena *arena, gr_str *out)
{
    gr_json_tree tree = gr_json_read(text);
    const gr_json_value *value = find(&tree, path, arena);
    bool found = gr_json_kind_of(value) != GR_JSON_ABSENT && !json_is_real(value);
    if (found) {
        *out = written(value, arena);
    }
    gr_json_free(&tree);
    return found;
}

bool gr_json_list(gr_str text, const char *path, gr_arena *arena, gr_str **out, size_t *out_n)
{
    gr_json_tree tree = gr_json_read(text);
    const gr_json_value *list = find(&tree, path, arena);
    bool found = gr_json_kind_of(list) == GR_JSON_LIST;
    if (found) {
        *out_n = gr_json_count(list);
        *out = GR_NEW_N(arena, gr_str, *out_n);
        for (size_t i = 0; i < *out_n; i++) {
            (*out)[i] = written(gr_json_at(list, i), arena);
        }
    }
    gr_json_free(&tree);
    return found;
}
