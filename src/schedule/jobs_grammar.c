/* What a batch descriptor may hold. docs/operations.md says what it means. */
#include "schedule_priv.h"

static const gr_xml_attr_rule batch_attrs[] = {
    {"id", GR_XML_A_NAME, true, NULL, "name of this batch"},
    {"zone", GR_XML_A_TEXT, true, NULL,
     "time zone of schedules and deadlines, such as Europe/Amsterdam"},
    {"title", GR_XML_A_TEXT, false, NULL, "as people call it: over the index page, in mails"},
    {"style", GR_XML_A_NAME, false, NULL, "house style of the index page and of words in mails"},
    {"archive", GR_XML_A_FLAG, false, NULL,
     "yes: inputs are kept, so that every version can be made again"},
    {0},
};
static const gr_xml_attr_rule limits_attrs[] = {
    {"memory-mib", GR_XML_A_INT, false, NULL, "memory of one worker, in MiB"},
    {"edition-seconds", GR_XML_A_INT, false, NULL, "time for one edition"},
    {0},
};
static const gr_xml_attr_rule mail_attrs[] = {
    {"sender", GR_XML_A_TEXT, true, NULL, "address that mails come from"},
    {"reply-to", GR_XML_A_TEXT, false, NULL, "address that answers go to"},
    {"program", GR_XML_A_TEXT, false, NULL, "program that takes mails, /usr/sbin/sendmail"},
    {"links", GR_XML_A_TEXT, false, NULL,
     "web address of the output folder, in front of links in mails"},
    {0},
};
static const gr_xml_attr_rule metrics_attrs[] = {
    {"file", GR_XML_A_TEXT, true, NULL,
     "file for Prometheus, *.prom: a whole path, outside the folder of documents"},
    {0},
};

#define SETTINGS                                                                                \
    {"schedule", GR_XML_A_TEXT, false, NULL,                                                    \
     "daily 04:15, weekly mon,thu 04:15, monthly 1,15 04:15, monthly last 04:15, yearly 01-02 " \
     "04:15 or none"},                                                                          \
        {"deadline", GR_XML_A_TEXT, false, NULL, "published by then, or somebody is warned"},   \
        {"formats", GR_XML_A_TEXT, false, NULL, "formats made, all when left out"},             \
        {"period", GR_XML_A_TEXT, false, NULL, "a year, this-year, last-year or next-year"},    \
        {"destination", GR_XML_A_PATH, false, NULL, "folder below the output folder"},          \
        {"on-control", GR_XML_A_CHOICE, false, "block warn", "what a failed control does"},     \
        {"keep", GR_XML_A_INT, false, NULL, "older versions kept of each edition"},             \
        {"lang", GR_XML_A_NAME, false, NULL, "language of mails; the report's when left out"},  \
        {"keep-days", GR_XML_A_INT, false, NULL,                                                \
         "days that older versions are kept, and what only they were made from"},

static const gr_xml_attr_rule defaults_attrs[] = {SETTINGS{0}};
static const gr_xml_attr_rule job_attrs[] = {
    {"id", GR_XML_A_NAME, true, NULL, "name of this job"},
    {"report", GR_XML_A_NAME, true, NULL, "report that is made"},
    {"editions", GR_XML_A_TEXT, false, NULL, "editions made, all when left out"},
    SETTINGS{0},
};
static const gr_xml_attr_rule recipient_attrs[] = {
    {"address", GR_XML_A_TEXT, true, NULL, "address of mail"},
    {"edition", GR_XML_A_NAME, false, NULL, "told of this edition only"},
    {"when", GR_XML_A_CHOICE, false, "failure change always", "told of what"},
    {"with", GR_XML_A_CHOICE, false, "text links documents", "what the mail carries"},
    {"lang", GR_XML_A_NAME, false, NULL, "language of the mail's words; else the job's"},
    {"figures", GR_XML_A_FLAG, false, NULL,
     "yes: runs griffie, and reads the figures behind messages too"},
    {0},
};

static const gr_xml_rule rules[] = {
    {"batch", GR_BATCH_ROOT, GR_XML_ELEMENTS, "limits mail metrics defaults job", batch_attrs,
     "what is made when, and for whom"},
    {"limits", GR_BATCH_LIMITS, GR_XML_EMPTY, NULL, limits_attrs, "what a worker may use"},
    {"mail", GR_BATCH_MAIL, GR_XML_EMPTY, NULL, mail_attrs, "mails; without it none is sent"},
    {"metrics", GR_BATCH_METRICS, GR_XML_EMPTY, NULL, metrics_attrs, "figures of the last run"},
    {"defaults", GR_BATCH_DEFAULTS, GR_XML_ELEMENTS, "recipient", defaults_attrs,
     "what holds for every job that says nothing else"},
    {"job", GR_BATCH_JOB, GR_XML_ELEMENTS, "recipient", job_attrs, "one report, made on schedule"},
    {"recipient", GR_BATCH_RECIPIENT, GR_XML_EMPTY, NULL, recipient_attrs, "who is told by mail"},
};

const gr_xml_grammar gr_batch_grammar = {
    .ns = "urn:griffie:batch:1",
    .root = "batch",
    .rules = rules,
    .n_rules = sizeof rules / sizeof rules[0],
};
