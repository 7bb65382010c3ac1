#ifndef GR_STREAM_PRIV_H
#define GR_STREAM_PRIV_H
/* An export under way, element by element: the walk (stream.c), what it says to
 * fields (offer.c), predicates (guard.c), what waits for them or for a value that comes later
 * (hold.c), and what is said of surplus (surplus.c). */
#include "record_priv.h"

typedef struct gr_source_frame { /* an open element that is expected */
    const gr_source_spot *spot;
    gr_loc at; /* known when somebody may ask for it */
    bool has_text;
    bool is_nil;       /* an attribute says that its value is missing */
    bool is_over;      /* it turned out that nobody reads it: what is inside is passed over */
    bool is_ignored;   /* said of elements with predicates: nobody misses it then */
    gr_text_form form; /* of what its text is for; NONE: words */
    unsigned inside;   /* XHTML: elements of it that are open */
    gr_buf text;
    gr_mark mark;
    unsigned needed_at; /* depth of the outermost element that keeps a text from inside; UINT_MAX */
    size_t held_before; /* items that waited when it began */
    uint64_t number;    /* of the elements that were opened */
} gr_source_frame;

typedef enum gr_way_state {
    GR_WAY_CLOSED, /* the element does not meet its predicates */
    GR_WAY_OPEN,
    GR_WAY_PENDING,     /* what they look at has not come yet */
    GR_WAY_PERHAPS_LAST /* the element ends: is it the last one? */
} gr_way_state;
typedef struct gr_way_run { /* a way with predicates, and the element at its end */
    gr_way_state state;
    size_t next_test;        /* the first one that is not known to hold */
    uint32_t position;       /* of the elements that met those before the position */
    uint32_t n_tried, n_met; /* elements of the whole export */
    /* An earlier element that is the last one when no other comes: */
    bool has_candidate, is_missed; /* missed: nobody else reads it and no <ignore> names it */
    gr_loc candidate_at;
    size_t held_before;
} gr_way_run;
typedef struct gr_test_run {
    bool known, holds;
    gr_str seen; /* in scratch, while the element that is tested is open */
} gr_test_run;

typedef enum gr_held_kind {
    GR_HELD_NOTHING, /* it waits no more */
    GR_HELD_TEXT,
    GR_HELD_TWICE,
    GR_HELD_SURPLUS,
    GR_HELD_RECORD
} gr_held_kind;
typedef struct gr_source_held {
    gr_held_kind kind;
    const gr_source_way *guard; /* innermost that is not decided; NULL: none */
    bool has_ended;             /* the element of `guard` has: it is perhaps the last one */
    unsigned above_depth;       /* guards at this depth and above are not its own */
    gr_loc at;
    size_t bytes;
    const gr_source_slot *slot; /* TEXT, TWICE */
    const gr_source_spot *spot; /* SURPLUS */
    gr_str text;                /* TEXT, SURPLUS */
    gr_filling *filling;        /* RECORD */
    gr_field_text *texts;
    uint64_t parent;
    unsigned n_awaited; /* fields that may still come */
} gr_source_held;
typedef struct gr_hold {
    gr_arena *list, *arena; /* arena: the texts */
    gr_mark mark;
    gr_source_held *items; /* in the order of the export; [head, n) */
    size_t head, n, cap;
    size_t first_record; /* none of those before it is a record */
    size_t n_live, live_bytes, used_bytes;
} gr_hold;

/* ---- met_names.c ---- */

typedef struct gr_met_name { /* what a name means at a spot, once it was looked up */
    const gr_source_spot *spot;
    const char *name, *ns; /* by where they stand: xml/xml.h */
    bool is_attribute;
    const gr_source_spot *child; /* of an element; NULL: nothing is expected */
    const gr_source_slot *slot;  /* of an attribute: the first that reads it; NULL: none */
    bool has_more;               /* others read it too */
    gr_direct direct;            /* of the only one */
    unsigned long *ignored;      /* gr_source_ignores_always, of what nobody reads */
} gr_met_name;

typedef struct gr_spot_use {    /* what is asked of a spot for each of its elements */
    const gr_source_slot *slot; /* gr_spot_direct */
    gr_direct direct;           /* of this slot */
    gr_text_form form;          /* gr_spot_form */
} gr_spot_use;

typedef struct gr_stream {
    gr_records records;
    const gr_import *import;
    const gr_source *source;
    gr_diag *diag;
    gr_arena *kept, *scratch; /* those of the records too */
    gr_source_frame *frames;  /* by depth */
    gr_str *names;            /* of the open elements, by depth */
    uint64_t n_opened;
    size_t n_frames, n_skipped; /* skipped: open elements inside an unexpected one */
    gr_str root_ns;
    gr_way_run *ways;
    gr_test_run *tests;
    gr_hold hold;
    gr_intern *said;    /* unexpected names, each said once */
    gr_met_name *known; /* by name and spot */
    gr_spot_use *uses;  /* a spot */
} gr_stream;

#define GR_MET_ROOM 512 /* a power of two */
void gr_met_begin(gr_stream *stream);
static inline gr_met_name *gr_met_place(const gr_stream *stream, const gr_source_spot *spot,
                                        const char *name)
{
    uintptr_t at = (uintptr_t)name;
    return &stream->known[(at ^ at >> 9 ^ spot->nr * (size_t)37) & (GR_MET_ROOM - 1)];
}
/** What is known; NULL: gr_met_find looks it up. */
static inline const gr_met_name *gr_met_look(const gr_stream *stream, const gr_source_spot *spot,
                                             const char *ns, const char *name, bool is_attribute)
{
    const gr_met_name *known = gr_met_place(stream, spot, name);
    bool is_it = known->name == name && known->spot == spot && known->ns == ns &&
                 known->is_attribute == is_attribute;
    return is_it ? known : NULL;
}
/** Of `seen`: an attribute of the element at its spot, or an element in it. */
GR_NEVER_NULL const gr_met_name *gr_met_find(gr_stream *stream, const gr_seen *seen);
/** An `<ignore>` covers it, which is counted. */
bool gr_met_ignored(const gr_stream *stream, const gr_met_name *known, const gr_seen *seen);

/* ---- offer.c ---- */

/** The text stays in scratch until the open element at `depth` ends. */
void gr_stream_need(gr_stream *stream, unsigned depth);
/** Single-spaced, its letters composed: what looks alike is alike. */
gr_str gr_stream_plain(gr_stream *stream, gr_str text, gr_loc at);
/** Gives `text`, which is in scratch, to the field of `slot`. */
GR_MUST_USE gr_status gr_stream_deliver(gr_stream *stream, const gr_source_slot *slot, gr_str text,
                                        gr_loc at);
/** The name of the element at hand, to a field that reads it. */
GR_MUST_USE gr_status gr_offer_name(gr_stream *stream, const gr_source_slot *slot, gr_str name);
/** All attributes of the element at hand; those that nobody reads are surplus. */
GR_MUST_USE gr_status gr_offer_attributes(gr_stream *stream, gr_source_frame *frame,
                                          const gr_xml_start *element, gr_xml_reader *reader);
/** The text of the element at hand, which ends: some field or predicate looks at it. */
GR_MUST_USE gr_status gr_offer_text(gr_stream *stream, gr_source_frame *frame);

/* ---- guard.c ---- */

/** State of a way by its nearest predicates and those above, as far as they stand below
 * `above_depth`; `*out_waits` is the innermost that is not decided. */
gr_way_state gr_way_now(const gr_stream *stream, const gr_source_way *guard, unsigned above_depth,
                        const gr_source_way **out_waits);
/** The element may be read by somebody, as far as it is known. */
bool gr_frame_expected(const gr_stream *stream, const gr_source_frame *frame);
/** The element begins: what its attributes and its position tell. */
GR_MUST_USE gr_status gr_guards_begin(gr_stream *stream, gr_source_frame *frame,
                                      const gr_xml_start *element);
/** Text of the element, for predicates that compare it. */
GR_MUST_USE gr_status gr_guards_text(gr_stream *stream, gr_source_frame *frame, gr_str text);
/** No more elements come inside: the last of them are known. */
GR_MUST_USE gr_status gr_guards_last(gr_stream *stream, gr_source_frame *frame);
/** The element ends: what has not come is not there. */
GR_MUST_USE gr_status gr_guards_end(gr_stream *stream, gr_source_frame *frame);
/** PREDICATE_IDLE for each that no element of the export met. */
void gr_guards_warn(const gr_stream *stream);

/* ---- hold.c ---- */

void gr_hold_begin(gr_stream *stream);
void gr_hold_free(gr_stream *stream);
/** Waits until it is known whether `guard` and those above it hold. */
GR_MUST_USE gr_status gr_hold_text(gr_stream *stream, const gr_source_slot *slot,
                                   const gr_source_way *guard, gr_str text, gr_loc at);
GR_MUST_USE gr_status gr_hold_twice(gr_stream *stream, const gr_source_slot *slot,
                                    const gr_source_way *guard, gr_loc at);
GR_MUST_USE gr_status gr_hold_surplus(gr_stream *stream, const gr_source_spot *spot,
                                      const gr_source_way *guard, gr_str shown, gr_loc at);
/** A record that ends: made at once, or held while it waits for something. */
GR_MUST_USE gr_status gr_hold_record(gr_stream *stream, const gr_source_start *start);
/** `text` has come for the field of `slot`: records that wait for it have it. */
void gr_hold_arrive(gr_stream *stream, const gr_source_slot *slot, gr_str text, gr_loc at);
/** The element ends: what it keeps for records below it comes no more. */
void gr_hold_forgo(gr_stream *stream, const gr_source_frame *frame, const gr_source_kept *list);
/** The predicates of `way` are decided: what waited for them goes on. */
GR_MUST_USE gr_status gr_hold_settle(gr_stream *stream, const gr_source_way *way);
/** The element at the end of `way` ends, perhaps as the last. */
void gr_hold_suspend(gr_stream *stream, const gr_source_way *way);
/** That element was the last one, or was not. */
GR_MUST_USE gr_status gr_hold_decide(gr_stream *stream, const gr_source_way *way, bool was_last);
/** Makes the records that wait no more. */
GR_MUST_USE gr_status gr_hold_flush(gr_stream *stream);

/* ---- surplus.c ---- */

/** `name` in the element at `spot`: no field reads it and no <ignore> names it. */
void gr_report_surplus(gr_stream *stream, const gr_source_spot *spot, gr_str name, gr_loc at);
/** An attribute or an element that begins (`seen->local`). */
GR_MUST_USE gr_status gr_surplus(gr_stream *stream, const gr_seen *seen, gr_loc at);
/** Text of an element of which no field reads the text. */
GR_MUST_USE gr_status gr_surplus_text(gr_stream *stream, const gr_source_frame *frame, gr_str chars,
                                      gr_loc at);
/** An element that meets none of the predicates. */
GR_MUST_USE gr_status gr_surplus_unmet(gr_stream *stream, const gr_source_frame *frame);

/* paragraphs.c: texts of fields with form= */
gr_text_form gr_slot_form(const gr_source_slot *slot);
gr_text_form gr_spot_form(const gr_source_spot *spot);
void gr_paragraphs_start(gr_source_frame *frame, const gr_xml_start *element);
void gr_paragraphs_text(gr_source_frame *frame, gr_str chars);
void gr_paragraphs_end(gr_source_frame *frame, gr_str name);
/** As it stands, its letters composed. */
gr_str gr_paragraphs_value(gr_stream *stream, const gr_source_frame *frame);

#endif
