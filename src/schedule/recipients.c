/* Who is told by mail: addresses, and which of the recipients belong to a job. */
#include "schedule_priv.h"

#define LOCAL_BYTES   64 /* RFC 5321, 4.5.3.1 */
#define ADDRESS_BYTES 254
#define LABEL_BYTES   63

/* ---- addresses ---- */

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* The unquoted form of RFC 5322. A leading hyphen would be an option to a mail program. */
static bool local_part_fits(gr_str local)
{
    if (local.len == 0 || local.len > LOCAL_BYTES || local.ptr[0] == '-') {
        return false;
    }
    for (size_t i = 0; i < local.len; i++) {
        char c = local.ptr[i];
        bool dot_fits = i > 0 && i + 1 < local.len && local.ptr[i - 1] != '.';
        if (c == '.' ? !dot_fits : !is_alnum(c) && strchr("!#$%&'*+/=?^_`{|}~-", c) == NULL) {
            return false;
        }
    }
    return true;
}

static bool label_fits(gr_str label)
{
    if (label.len == 0 || label.len > LABEL_BYTES || label.ptr[0] == '-' ||
        label.ptr[label.len - 1] == '-') {
        return false;
    }
    for (size_t i = 0; i < label.len; i++) {
        if (!is_alnum(label.ptr[i]) && label.ptr[i] != '-') {
            return false;
        }
    }
    return true;
}

static bool domain_fits(gr_str domain)
{
    size_t labels = 0;
    gr_str label;
    if (gr_str_ends(domain, GR_LIT("."))) {
        return false;
    }
    while (gr_str_split(&domain, '.', &label)) {
        if (!label_fits(label)) {
            return false;
        }
        labels++;
    }
    return labels >= 2;
}

bool gr_address_parse(gr_str text, const char **out_why)
{
    size_t at = gr_str_find(text, GR_LIT("@"));
    if (at == SIZE_MAX) {
        *out_why = "an address is written name@organisation.nl";
    } else if (gr_str_find(text, GR_LIT("<")) != SIZE_MAX ||
               gr_str_find(text, GR_LIT(" ")) != SIZE_MAX) {
        *out_why = "write the address only, without a name or '<' and '>', and one at a time";
    } else if (text.len > ADDRESS_BYTES || !local_part_fits(gr_str_sub(text, 0, at))) {
        *out_why = "what stands before the '@' cannot be the name of a mailbox";
    } else if (!domain_fits(gr_str_sub(text, at + 1, text.len))) {
        *out_why = "what stands behind the '@' is no domain, such as organisation.nl";
    } else {
        return true;
    }
    return false;
}

bool gr_address_check(const gr_jobs_reading *reading, const gr_xml_named *address)
{
    const char *why = "";
    if (address != NULL && !gr_address_parse(address->value, &why)) {
        gr_diag_report(reading->diag, address->at, GR_CODE_ADDRESS_FORM, "'" GR_FMT "'; %s",
                       GR_ARG(address->value), why);
        return false;
    }
    return true;
}

/* ---- recipients ---- */

static gr_tell_when when_of(gr_str word)
{
    return gr_str_is(word, "always")   ? GR_TELL_ALWAYS
           : gr_str_is(word, "change") ? GR_TELL_CHANGE
                                       : GR_TELL_FAILURE;
}

static gr_tell_with with_of(gr_str word)
{
    return gr_str_is(word, "documents") ? GR_TELL_DOCUMENTS
           : gr_str_is(word, "links")   ? GR_TELL_LINKS
                                        : GR_TELL_TEXT;
}

static bool is_same(const gr_recipient *a, const gr_recipient *b)
{
    return gr_str_eq(a->address, b->address) && gr_str_eq(a->edition, b->edition);
}

/* A job's own word on somebody replaces that of the defaults; twice in one element is a slip. */
static void add_recipient(const gr_jobs_reading *reading, gr_recipient *list, size_t *n,
                          size_t n_inherited, gr_recipient one)
{
    for (size_t i = 0; i < *n; i++) {
        if (!is_same(&list[i], &one)) {
            continue;
        }
        if (i >= n_inherited) {
            gr_diag_report(reading->diag, one.at, GR_CODE_NAME_DUPLICATE,
                           "recipient '" GR_FMT "'; leave one of the two out", GR_ARG(one.address));
            gr_diag_note(reading->diag, list[i].at, "the first one");
        } else {
            list[i] = one;
        }
        return;
    }
    list[(*n)++] = one;
}

static size_t count_children(const gr_xml_elem *elem)
{
    size_t n = 0;
    for (const gr_xml_elem *child = gr_xml_next(elem, NULL); child != NULL;
         child = gr_xml_next(elem, child)) {
        n++;
    }
    return n;
}

static void demand_sender(const gr_jobs_reading *reading, const gr_xml_elem *recipient)
{
    if (reading->jobs->sender.len == 0) {
        gr_diag_report(reading->diag, recipient->at, GR_CODE_ELEMENT_MISSING,
                       "nobody sends this mail; add <mail sender=\"...\"/> to the batch");
    }
}

/** Figures behind messages are of all owners, and of numbers that every edition hides. */
static bool reads_figures(const gr_jobs_reading *reading, const gr_xml_elem *recipient)
{
    const gr_xml_named *figures = gr_xml_find(recipient, "figures");
    bool wanted = figures != NULL && gr_str_is(figures->value, "yes");
    if (wanted && gr_xml_find(recipient, "edition") != NULL) {
        gr_diag_report(
            reading->diag, figures->at, GR_CODE_ATTRIBUTE_VALUE,
            "figures=\"yes\" is for who runs griffie, and this line is of one edition; leave "
            "out one of the two");
    }
    return wanted;
}

void gr_recipients_read(const gr_jobs_reading *reading, const gr_xml_elem *elem, gr_job *job)
{
    size_t n_inherited = job->n_recipients;
    size_t n = n_inherited;
    gr_recipient *list = GR_NEW_N(reading->arena, gr_recipient, n + count_children(elem));
    for (size_t i = 0; i < n; i++) {
        list[i] = job->recipients[i];
    }
    for (const gr_xml_elem *child = gr_xml_next(elem, NULL); child != NULL;
         child = gr_xml_next(elem, child)) {
        demand_sender(reading, child);
        if (child->faults > 0 || !gr_address_check(reading, gr_xml_find(child, "address"))) {
            continue; /* nobody writes to it, or knows what of */
        }
        add_recipient(reading, list, &n, n_inherited,
                      (gr_recipient){.address = gr_xml_value(child, "address"),
                                     .edition = gr_xml_value(child, "edition"),
                                     .when = when_of(gr_xml_value(child, "when")),
                                     .with = with_of(gr_xml_value(child, "with")),
                                     .lang = gr_xml_value(child, "lang"),
                                     .figures = reads_figures(reading, child),
                                     .at = child->at});
    }
    job->recipients = list;
    job->n_recipients = n;
}

/** Literally: an edition may be named by the key of its owner too, which only the plan knows. */
static bool names(const gr_job *job, gr_str edition)
{
    bool found = job->n_editions == 0 || edition.len == 0;
    for (size_t i = 0; i < job->n_editions && !found; i++) {
        found = gr_str_eq(job->editions[i].name, edition);
    }
    return found;
}

static bool stands_in(const gr_xml_elem *elem, gr_loc at)
{
    const gr_xml_elem *child = gr_xml_next(elem, NULL);
    while (child != NULL && (child->at.line != at.line || child->at.col != at.col)) {
        child = gr_xml_next(elem, child);
    }
    return child != NULL;
}

void gr_recipients_fit(const gr_jobs_reading *reading, const gr_xml_elem *elem, gr_job *job)
{
    gr_recipient *list = GR_NEW_N(reading->arena, gr_recipient, job->n_recipients);
    for (size_t i = 0; i < job->n_recipients; i++) {
        list[i] = job->recipients[i];
        list[i].inherited = !stands_in(elem, list[i].at) && !names(job, list[i].edition);
    }
    job->recipients = list;
}
