/* Owns the refusal of what is foreign where it would be shown, named, chosen or decided by: every
 * expression, set and pattern that leaves this room in an edition that has an owner passes here.
 * Must not know how labels come about. */
#include "base/arena.h"
#include "base/fault.h"
#include "label_priv.h"

gr_str gr_label_way_out(const gr_binding *in, const gr_schema *schema)
{
    if (!in->binder->eyes.report) {
        return gr_str_fmt(in->binder->arena,
                          "say whose the record is by an owner= that is the owner in '" GR_FMT
                          "', make a total of it (least-owners= at '" GR_FMT
                          "'), or say shared=\"yes\" declassify=\"yes\" because=\"...\" when these "
                          "figures are public",
                          GR_ARG(schema->name), GR_ARG(schema->name));
    }
    const gr_schema *owners = schema->shared ? NULL : schema->columns[schema->owner_column].target;
    if (owners != in->binder->eyes.owner) {
        return gr_str_fmt(
            in->binder->arena,
            "make a total over 'all " GR_FMT
            "' of it, show it with if=\"region\" only, or say sees=\"all\" at <editions> "
            "when its readers may see every owner's figures",
            GR_ARG(schema->name));
    }
    return gr_str_fmt(in->binder->arena,
                      "use '" GR_FMT
                      "' without 'all' for the edition's own, a total over all of it, or show it "
                      "with if=\"region\" only",
                      GR_ARG(schema->name));
}

static void tell_way(gr_binder *binder, const gr_taint *why)
{
    for (; why != NULL; why = why->from) {
        gr_diag_note(binder->diag, why->at, GR_FMT, GR_ARG(why->what));
    }
}

bool gr_judge(gr_binder *binder, gr_owner_label label, gr_loc at, gr_str source)
{
    const gr_eyes *eyes = &binder->eyes;
    if (label.level != GR_LABEL_FOREIGN || !eyes->owned || eyes->dead > 0 ||
        gr_fault_strikes(GR_FAULT_LABEL)) {
        return true;
    }
    const gr_taint *why = label.why;
    gr_str where = GR_LIT("records that are shared");
    if (eyes->owner != NULL) {
        where = gr_str_fmt(binder->arena,
                           eyes->report ? "an edition for one of '" GR_FMT "'"
                                        : "a record of one of '" GR_FMT "'",
                           GR_ARG(eyes->owner->name));
    } else if (eyes->report) {
        where = GR_LIT("what decides which editions there are");
    }
    gr_diag_report(binder->diag, at, why->code, "'" GR_FMT "' in " GR_FMT "; " GR_FMT,
                   GR_ARG(source), GR_ARG(where), GR_ARG(why->remedy));
    tell_way(binder, why);
    return false;
}
