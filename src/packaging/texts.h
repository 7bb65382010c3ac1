#ifndef GR_PACKAGING_TEXTS_H
#define GR_PACKAGING_TEXTS_H
/* Texts of the package that are made of the lists in src/cli and of the grammar of batch
 * descriptors. A program of the build, not a room: nothing of this is in griffie. */
#include "base/arena.h"
#include "base/str.h"

typedef struct texts_command {
    const char *name;
    char letter;
    const char *words, *about;
} texts_command;
typedef struct texts_option {
    const char *id, *name, *value, *commands, *about;
} texts_option;
typedef enum texts_value { /* what stands behind an option */
                           TEXTS_NOTHING,
                           TEXTS_WORD,
                           TEXTS_FILE,
                           TEXTS_FOLDER,
                           TEXTS_REPORT, /* these are asked from griffie: `griffie names` */
                           TEXTS_EDITION,
                           TEXTS_JOB,
                           TEXTS_STYLE
} texts_value;

extern const texts_command texts_commands[];
extern const size_t texts_n_commands;
extern const texts_option texts_options[];
extern const size_t texts_n_options;

/** The n-th other spelling of an option; NULL: there are no more. */
const char *texts_alias(const texts_option *option, size_t n);
bool texts_goes_with(const texts_option *option, const texts_command *command);
/** True when some command takes it. */
bool texts_is_used(const texts_option *option);
texts_value texts_value_of(const texts_option *option);
/** "reports"; NULL: griffie has no names of that kind. */
const char *texts_names_of(texts_value value);
/** What the n-th word behind a command is, 0 the first: "REPORT EDITION" has two. */
texts_value texts_word_of(const texts_command *command, size_t n);

void texts_manual(gr_buf *out);       /* griffie(1) */
void texts_batch_manual(gr_buf *out); /* griffie-batch(5) */
void texts_bash(gr_buf *out);
void texts_zsh(gr_buf *out);
void texts_fish(gr_buf *out);

/* Where the package looks; its unit says the same. */
#define TEXTS_TEMPLATES "/etc/griffie/templates"
#define TEXTS_INPUT     "/var/lib/griffie/input"
#define TEXTS_OUTPUT    "/var/lib/griffie/output"
#define TEXTS_STATE     "/var/lib/griffie/state"

#endif
