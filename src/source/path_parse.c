/* The text of a path to its steps. What is not of this language is refused with what is, because
 * people bring paths from XPath, which knows more than a stream can answer. */
#include "path_priv.h"

static const char possible[] =
    "; possible are name, prefix:name, *, @name, ., ../, text(), name(), and behind a name "
    "[@a='x'], [child='x'], [2] and [last()]";

bool gr_path_refuse(gr_path_reader *reader, size_t at, const char *why)
{
    *reader->fault = (gr_path_fault){at, gr_str_of(why)};
    return false;
}

static bool refuse_saying(gr_path_reader *reader, size_t at, const char *why)
{
    return gr_path_refuse(reader, at, gr_str_fmt(reader->arena, "%s%s", why, possible).ptr);
}

static gr_str rest_of(const gr_path_reader *reader)
{
    return gr_str_sub(reader->text, reader->at, SIZE_MAX);
}

static bool stands(const gr_path_reader *reader, const char *token)
{
    return gr_str_starts(rest_of(reader), gr_str_of(token));
}

static bool at_end(const gr_path_reader *reader)
{
    return reader->at == reader->text.len;
}

void gr_path_space(gr_path_reader *reader)
{
    while (!at_end(reader) && strchr(" \t\r\n", reader->text.ptr[reader->at]) != NULL) {
        reader->at++;
    }
}

bool gr_path_take(gr_path_reader *reader, const char *token)
{
    if (!stands(reader, token)) {
        return false;
    }
    reader->at += strlen(token);
    return true;
}

/* ---- names ---- */

static gr_str word_here(const gr_path_reader *reader)
{
    static const char ends[] = " \t\r\n/@*[](){}|:\"'<>=,;!$&+";
    gr_str rest = rest_of(reader);
    size_t n = 0;
    while (n < rest.len && memchr(ends, rest.ptr[n], sizeof ends - 1) == NULL) {
        n++;
    }
    bool is_name = n > 0 && rest.ptr[0] != '.' && rest.ptr[0] != '-';
    return gr_str_sub(rest, 0, is_name ? n : 0);
}

static bool local_here(gr_path_reader *reader, bool any, gr_str *out)
{
    *out = any && stands(reader, "*") ? gr_str_sub(rest_of(reader), 0, 1) : word_here(reader);
    reader->at += out->len;
    return out->len > 0;
}

bool gr_path_name_here(gr_path_reader *reader, bool any, gr_path_name *out)
{
    size_t from = reader->at;
    *out = (gr_path_name){GR_LIT(""), GR_LIT("")};
    if (!local_here(reader, any, &out->local)) {
        return false;
    }
    if (!stands(reader, ":") || stands(reader, "::") || gr_str_is(out->local, "*")) {
        return true;
    }
    reader->at++;
    out->prefix = out->local;
    if (!local_here(reader, any, &out->local)) {
        reader->at = from;
        return false;
    }
    return true;
}

/* ---- what ends a path ---- */

static bool attribute_here(gr_path_reader *reader, gr_source_path *path)
{
    size_t from = reader->at - 1;
    if (reader->use == GR_PATH_RECORDS) {
        return gr_path_refuse(reader, from, "records are elements, not attributes");
    }
    if (!gr_path_name_here(reader, reader->use == GR_PATH_IGNORE, &path->attribute)) {
        return refuse_saying(reader, from, "a name is missing behind '@'");
    }
    if (stands(reader, "/") || stands(reader, "[")) {
        return gr_path_refuse(reader, from, "an attribute ends a path");
    }
    path->reads = GR_READ_ATTRIBUTE;
    return true;
}

/* text() or name(); anything else that looks like a function is refused. */
static bool function_here(gr_path_reader *reader, gr_source_path *path, bool *out_is)
{
    size_t from = reader->at;
    gr_str word = word_here(reader);
    *out_is = word.len > 0 && from + word.len < reader->text.len &&
              reader->text.ptr[from + word.len] == '(';
    if (!*out_is) {
        return true;
    }
    if (reader->use != GR_PATH_RECORDS && gr_path_take(reader, "text()")) {
        path->reads = GR_READ_TEXT;
    } else if (reader->use == GR_PATH_FIELD && gr_path_take(reader, "name()")) {
        path->reads = GR_READ_NAME;
    } else {
        return reader->use == GR_PATH_FIELD
                   ? refuse_saying(reader, from, "no other functions stand in paths")
                   : gr_path_refuse(reader, from,
                                    "text() and name() are of use in the path of a field only; an "
                                    "<ignore> may end in text()");
    }
    if (stands(reader, "/") || stands(reader, "[")) {
        return gr_path_refuse(reader, from, "text() and name() end a path");
    }
    return true;
}

/* ---- steps ---- */

static bool refuse_step(gr_path_reader *reader)
{
    size_t at = reader->at;
    if (at_end(reader) || stands(reader, "|")) {
        return gr_path_refuse(reader, at, "a name is missing");
    }
    if (stands(reader, "/")) {
        return refuse_saying(reader, at,
                             at > 0 ? "// would search at any depth; write each element on the way"
                                    : "a path has no '/' before it: it begins at the record, or at "
                                      "the root element");
    }
    if (stands(reader, "..")) {
        return gr_path_refuse(reader, at, "../ may stand at the beginning of a field's path only");
    }
    if (stands(reader, "./")) {
        return gr_path_refuse(reader, at, "./ says nothing; leave it out");
    }
    if (stands(reader, "*")) {
        return gr_path_refuse(reader, at, "* stands for a whole name");
    }
    return refuse_saying(reader, at, "no element can have this name");
}

static bool step_here(gr_path_reader *reader, gr_source_path_step *out)
{
    size_t from = reader->at;
    *out = (gr_source_path_step){.at = from};
    if (!gr_path_name_here(reader, true, &out->name)) {
        return refuse_step(reader);
    }
    if (stands(reader, "::")) {
        return refuse_saying(reader, from, "axes are not read");
    }
    if (!gr_path_tests_here(reader, out)) {
        return false;
    }
    out->text = gr_str_sub(reader->text, from, reader->at - from);
    return true;
}

static bool steps_here(gr_path_reader *reader, gr_source_path *path)
{
    gr_source_path_step *steps = NULL;
    size_t cap = 0;
    for (;;) {
        bool is_function;
        if (gr_path_take(reader, "@")) {
            return attribute_here(reader, path);
        }
        if (!function_here(reader, path, &is_function) || is_function) {
            return is_function && reader->fault->why.len == 0;
        }
        gr_source_path_step step;
        if (!step_here(reader, &step)) {
            return false;
        }
        if (path->n_steps == GR_PATH_STEPS) {
            return gr_path_refuse(reader, step.at, "more than 64 steps");
        }
        *GR_PUSH(reader->arena, steps, path->n_steps, cap, gr_source_path_step) = step;
        path->steps = steps;
        if (!gr_path_take(reader, "/")) {
            return true;
        }
    }
}

static bool is_self(const gr_path_reader *reader)
{
    gr_str rest = rest_of(reader);
    return gr_str_starts(rest, GR_LIT(".")) &&
           (rest.len == 1 || memchr(" \t\r\n|", rest.ptr[1], 5) != NULL);
}

static bool path_here(gr_path_reader *reader, gr_source_path *path)
{
    size_t from = reader->at;
    bool done = false;
    *path = (gr_source_path){.attribute = {GR_LIT(""), GR_LIT("")}, .at = from};
    while (reader->use == GR_PATH_FIELD && gr_path_take(reader, "../")) {
        path->ups++;
    }
    if (path->ups == 0 && reader->use != GR_PATH_IGNORE && is_self(reader)) {
        reader->at++;
        done = true;
    }
    if (path->ups > GR_PATH_STEPS) {
        return gr_path_refuse(reader, from, "more than 64 steps");
    }
    if (!done && !steps_here(reader, path)) {
        return false;
    }
    path->text = gr_str_sub(reader->text, from, reader->at - from);
    gr_path_space(reader);
    if (at_end(reader) || stands(reader, "|")) {
        return true;
    }
    if (gr_path_take(reader, "]")) {
        return gr_path_refuse(reader, reader->at - 1, "']' without '['");
    }
    return refuse_saying(reader, reader->at, "this belongs to no path");
}

bool gr_path_parse(gr_str text, gr_path_use use, gr_arena *arena, gr_path_list *out,
                   gr_path_fault *out_fault)
{
    gr_path_reader reader = {text, 0, use, arena, out_fault};
    gr_source_path *items = NULL;
    size_t cap = 0;
    *out = (gr_path_list){NULL, 0};
    *out_fault = (gr_path_fault){0, GR_LIT("")};
    do {
        gr_source_path path;
        gr_path_space(&reader);
        if (!path_here(&reader, &path)) {
            return false;
        }
        *GR_PUSH(arena, items, out->n, cap, gr_source_path) = path;
    } while (gr_path_take(&reader, "|"));
    out->items = items;
    return true;
}
