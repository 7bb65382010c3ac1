#ifndef GR_TESTS_MAILS_H
#define GR_TESTS_MAILS_H
/* Mails about a night of two editions, read in the outbox, where mails wait that no program takes.
 */
#include "in_folder.h"

#include "mail/outbox.h"
#include "notify/notify.h"

#define NOON 1656676800 /* 1 July 2022, 12:00 UTC */

typedef struct night { /* of two editions; tests change what they are about */
    world w;
    gr_recipient lines[4];
    gr_job job;
    gr_jobs jobs;
    gr_run_job due;
    gr_run_edition editions[2];
    gr_run_summary run;
    gr_outbox outbox;
    gr_str left; /* who was told where documents are */
} night;

static inline void leaves(void *whose, const gr_run_edition *edition, const gr_recipient *line)
{
    night *n = whose;
    n->left = gr_str_fmt(n->w.arena, GR_FMT GR_FMT ">" GR_FMT " ", GR_ARG(n->left),
                         GR_ARG(edition->id), GR_ARG(line->address));
}

static inline gr_run_edition edition(const char *id, const char *name)
{
    return (gr_run_edition){.job = GR_LIT("dossiers"),
                            .destination = GR_LIT(""),
                            .report = GR_LIT("dossier"),
                            .id = gr_str_of(id),
                            .name = gr_str_of(name),
                            .outcome = GR_EDITION_PUBLISHED,
                            .status = GR_STATUS_PUBLISHED,
                            .news = true,
                            .documents = GR_LIT("d.pdf\n")};
}

static inline void open_night(night *n, size_t n_lines)
{
    n->w = world_open();
    n->left = GR_LIT("");
    n->job = (gr_job){.id = GR_LIT("dossiers"),
                      .report = {.name = GR_LIT("dossier")},
                      .recipients = n->lines,
                      .n_recipients = n_lines};
    n->jobs = (gr_jobs){.id = GR_LIT("night"),
                        .title = GR_LIT("Documents"),
                        .zone = GR_LIT("UTC"),
                        .sender = GR_LIT("griffie@mgr.example"),
                        .reply_to = GR_LIT(""),
                        .link_base = GR_LIT("https://mgr.example"),
                        .jobs = &n->job,
                        .n = 1};
    n->due = (gr_run_job){.job = &n->job, .title = GR_LIT("The dossier"), .deadline = NOON};
    n->editions[0] = edition("renkum", "Renkum");
    n->editions[1] = edition("rheden", "Rheden");
    n->run = (gr_run_summary){.jobs = &n->jobs,
                              .output = n->w.folder,
                              .number = 7,
                              .began = NOON,
                              .ended = NOON + 60,
                              .editions = n->editions,
                              .n_editions = 2,
                              .due = &n->due,
                              .n_due = 1,
                              .diag = n->w.diag};
    n->outbox = (gr_outbox){.folder = world_path(&n->w, "outbox"),
                            .program = GR_LIT("/nowhere/sendmail"),
                            .diag = n->w.diag};
}

static inline gr_recipient line(const char *address, const char *of, gr_tell_when when,
                                gr_tell_with with)
{
    return (gr_recipient){
        .address = gr_str_of(address), .edition = gr_str_of(of), .when = when, .with = with};
}

static inline void send(night *n)
{
    const gr_mail_way way = {.outbox = &n->outbox, .leaves = leaves, .whose = n};
    gr_run_mails(&n->run, &way);
}

/** The mail to `address`; empty: there is none. No address gets two. */
static inline gr_str mail_to(const night *n, const char *address)
{
    gr_str *names = NULL;
    size_t count = 0;
    gr_str found = GR_LIT("");
    gr_diag *unheard = gr_diag_new(n->w.arena, 1);
    gr_str to = gr_str_fmt(n->w.arena, "\nTo: %s\n", address);
    if (gr_folder_list(n->outbox.folder, GR_LIT(".eml"), n->w.arena, unheard, &names, &count) !=
        GR_OK) {
        return found;
    }
    for (size_t i = 0; i < count; i++) {
        gr_str bytes = GR_LIT("");
        assert_int_equal(gr_file_read(gr_path_join(n->w.arena, n->outbox.folder, names[i]), 100000,
                                      n->w.arena, unheard, (gr_loc){0}, &bytes),
                         GR_OK);
        if (gr_str_find(bytes, to) != SIZE_MAX) {
            assert_int_equal(found.len, 0);
            found = bytes;
        }
    }
    return found;
}

static inline bool has(gr_str bytes, const char *text)
{
    return gr_str_find(bytes, gr_str_of(text)) != SIZE_MAX;
}

#endif
