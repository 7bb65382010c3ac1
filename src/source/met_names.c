/* What names mean, looked up once each: an export says the same few names a million times. A name
 * is known by where it stands (xml/xml.h), so that no letter is compared. What is kept is forgotten
 * when another name needs its room. */
#include "stream_priv.h"

void gr_met_begin(gr_stream *stream)
{
    stream->known = GR_NEW_N(stream->kept, gr_met_name, GR_MET_ROOM);
    stream->uses = GR_NEW_N(stream->kept, gr_spot_use, stream->source->n_spots);
    /* Depth first, by the chain of parents. */
    for (const gr_source_spot *spot = stream->source->root; spot != NULL;) {
        const gr_source_slot *slot = gr_spot_direct(spot);
        stream->uses[spot->nr] = (gr_spot_use){
            slot, slot == NULL ? GR_DIRECT_NOT : gr_slot_direct(slot), gr_spot_form(spot)};
        const gr_source_spot *next = spot->first;
        while (next == NULL && spot != NULL) {
            next = spot->next;
            spot = spot->parent;
        }
        spot = next;
    }
}

static void learn_attribute(gr_met_name *known, const gr_seen *seen)
{
    const gr_xml_attr attr = {.name = seen->local, .ns = seen->ns};
    for (const gr_source_slot *slot = seen->spot->slots; slot != NULL; slot = slot->next) {
        if (slot->reads != GR_READ_ATTRIBUTE || !gr_attribute_is(&slot->attribute, &attr)) {
            continue;
        }
        known->has_more = known->slot != NULL;
        if (known->has_more) {
            return;
        }
        known->slot = slot;
    }
    known->direct = known->slot == NULL ? GR_DIRECT_NOT : gr_slot_direct(known->slot);
}

static gr_met_name learned(const gr_stream *stream, const gr_seen *seen)
{
    gr_met_name known = {.spot = seen->spot,
                         .name = seen->local.ptr,
                         .ns = seen->ns.ptr,
                         .is_attribute = seen->is_attribute};
    if (seen->is_attribute) {
        learn_attribute(&known, seen);
    } else {
        known.child = gr_spot_child(seen->spot, seen->root_ns, seen->ns, seen->local);
    }
    if (known.slot == NULL && known.child == NULL) {
        known.ignored = gr_source_ignores_always(stream->source, seen);
    }
    return known;
}

const gr_met_name *gr_met_find(gr_stream *stream, const gr_seen *seen)
{
    const gr_met_name *known =
        gr_met_look(stream, seen->spot, seen->ns.ptr, seen->local.ptr, seen->is_attribute);
    if (known == NULL) {
        gr_met_name *place = gr_met_place(stream, seen->spot, seen->local.ptr);
        *place = learned(stream, seen);
        known = place;
    }
    return known;
}

bool gr_met_ignored(const gr_stream *stream, const gr_met_name *known, const gr_seen *seen)
{
    if (known->ignored == NULL) {
        return gr_source_ignores(stream->source, seen);
    }
    ++*known->ignored;
    return true;
}
