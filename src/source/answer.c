/* A well-formed file that is the answer of a server which could not export: kept by a script that
 * did not look at what it got. */
#include "files_priv.h"

typedef struct gr_answer_kind { /* the root element, and what has to stand in it */
    const char *root, *has, *is;
} gr_answer_kind;

/* SOAP 1.1 and 1.2; OData 3 and 4; RFC 7807; OGC OWS; REST services of Amazon and Microsoft */
static const gr_answer_kind kinds[] = {
    {"Envelope", "Body/Fault", "a SOAP fault"},
    {"error", NULL, "a message of an error"},
    {"Error", NULL, "a message of an error"},
    {"problem", NULL, "a message of an error"},
    {"Fault", NULL, "a message of an error"},
    {"ExceptionReport", NULL, "a message of an error"},
    {"ServiceExceptionReport", NULL, "a message of an error"},
};

static bool has(const gr_import *import, const char *steps, const char *encoding, gr_arena *arena)
{
    const gr_match wanted = {.has_steps = gr_str_of(steps)};
    const gr_match *const matches[] = {&wanted};
    gr_import quiet = *import;
    gr_root root;
    quiet.diag = gr_diag_new(arena, 1);
    return gr_root_read(&quiet, matches, 1, encoding, arena, &root) == GR_OK && root.has[0];
}

const char *gr_answer_of_server(const gr_import *import, gr_str root, const char *encoding,
                                gr_arena *arena)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const gr_answer_kind *kind = &kinds[i];
        if (gr_str_is(root, kind->root) &&
            (kind->has == NULL || has(import, kind->has, encoding, arena))) {
            return kind->is;
        }
    }
    return NULL;
}
