#include "eval/eval.h"

/* Owns footnotes: their numbers, and the marks by which a note is called once more. A note is
 * written where it is called first; each further mark has its number and leads to it. */
#include "base/arena.h"
#include "base/intern.h"
#include "expander_priv.h"

typedef struct named { /* a note with a name to call it by */
    gr_str name;
    const gr_node *note;
} named;

struct gr_note_names {
    named *list;
    size_t n, cap;
};

gr_note_names *gr_note_names_new(gr_arena *arena)
{
    return GR_NEW(arena, gr_note_names);
}

/** What `attr` says. The names of a text are its own: no descriptor can say them, and another text
 * has others. */
static gr_str name_in(gr_expander *expander, const gr_tnode *node, const char *attr)
{
    const gr_tattr *given = gr_tnode_attr(node, attr);
    if (given == NULL || given->kind != GR_XML_A_NAME) {
        return gr_expander_text(expander, node, attr);
    }
    return gr_str_fmt(expander->arena, "\001%u:" GR_FMT, (unsigned)given->at.file,
                      GR_ARG(given->value));
}

/** The last one of that name: a text that is shown again has its notes again. */
static const gr_node *find(const gr_note_names *notes, gr_str name)
{
    const gr_node *found = NULL;
    for (size_t i = 0; i < notes->n; i++) {
        found = gr_str_eq(notes->list[i].name, name) ? notes->list[i].note : found;
    }
    return found;
}

/** A name of a descriptor is an id as any block has one. */
static void keep_name(gr_expander *expander, const gr_tnode *node, gr_node *note)
{
    gr_note_names *notes = expander->notes;
    const gr_tattr *given = gr_tnode_attr(node, "id");
    gr_str name = name_in(expander, node, "id");
    if (name.len == 0) {
        return;
    }
    note->anchor = given->kind == GR_XML_A_NAME ? note->anchor : name;
    *GR_PUSH(expander->doc->arena, notes->list, notes->n, notes->cap, named) = (named){name, note};
}

gr_status gr_write_note(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_node *note = NULL;
    GR_TRY(gr_expander_add(expander, into, GR_K_NOTE, node->at, &note));
    note->style = gr_expander_style(expander, GR_STYLE_NOTE);
    note->as.note.number = ++expander->n_notes;
    GR_TRY(gr_write_inlines(expander, node->first, NULL, note));
    (void)gr_check_words(expander, note, node->at,
                         "its number would lead to nothing; write the note, or leave it out");
    keep_name(expander, node, note);
    return GR_OK;
}

/** Names that descriptors give, for a message. */
static gr_str meant_by(gr_expander *expander, gr_str name)
{
    const gr_note_names *notes = expander->notes;
    gr_str *names = GR_NEW_N(expander->arena, gr_str, notes->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < notes->n; i++) {
        if (!gr_str_starts(notes->list[i].name, GR_LIT("\001"))) {
            names[n++] = notes->list[i].name;
        }
    }
    gr_str meant = gr_suggest(name, names, n);
    return meant.len == 0
               ? meant
               : gr_str_fmt(expander->arena, "; did you mean '" GR_FMT "'?", GR_ARG(meant));
}

gr_status gr_write_note_again(gr_expander *expander, const gr_tnode *node, gr_node *into)
{
    gr_node *mark = NULL;
    gr_str name = name_in(expander, node, "to");
    const gr_node *note = find(expander->notes, name);
    if (note == NULL) {
        gr_diag_report_halves(expander->context->diag, gr_tnode_place(node, "to"),
                              GR_CODE_NOTE_UNKNOWN, GR_LIT(""),
                              "'" GR_FMT "'; before this place no <note id=...> has that name in "
                              "this edition: write the note where it is called first" GR_FMT,
                              GR_ARG(name), GR_ARG(meant_by(expander, name)));
        expander->failed = true;
        return GR_OK;
    }
    GR_TRY(gr_expander_add(expander, into, GR_K_NOTE, node->at, &mark));
    mark->style = gr_expander_style(expander, GR_STYLE_NOTE);
    mark->as.note.number = note->as.note.number;
    mark->as.note.first = note;
    return GR_OK;
}
