#include "template_read.h"

/* Owns the form of language tags (BCP 47, RFC 5646 section 2.1): a language of 2 or 3 letters and
 * subtags in their order; room `language` knows which there are. The registry has no languages of 4
 * to 8 letters, so one is a name of a language instead of its tag. */
#include "language/language.h"

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool all_letters(gr_str part)
{
    for (size_t i = 0; i < part.len; i++) {
        if (!is_letter(part.ptr[i])) {
            return false;
        }
    }
    return true;
}

/* Subtags come in this order; each group but variants and what follows them once at most. */
typedef enum rank { LANGUAGE, FURTHER, SCRIPT, REGION, VARIANT, SINGLE, EXTENSION, NO_RANK } rank;

static rank rank_of(gr_str part, rank before)
{
    bool letters = all_letters(part);
    for (size_t i = 0; i < part.len; i++) {
        if (!is_letter(part.ptr[i]) && !is_digit(part.ptr[i])) {
            return NO_RANK;
        }
    }
    if (part.len == 0 || part.len > 8) {
        return NO_RANK;
    }
    if (part.len == 1) {
        return SINGLE;
    }
    if (before >= SINGLE) {
        return EXTENSION;
    }
    if (part.len == 2 || part.len == 3) {
        bool digits = is_digit(part.ptr[0]) && is_digit(part.ptr[1]) && part.len == 3;
        bool further = letters && part.len == 3 && before <= FURTHER;
        bool region = digits || (letters && part.len == 2);
        return further ? FURTHER : region ? REGION : NO_RANK;
    }
    if (part.len == 4) {
        return letters ? SCRIPT : is_digit(part.ptr[0]) ? VARIANT : NO_RANK;
    }
    return VARIANT;
}

bool gr_is_language_tag(gr_str tag)
{
    gr_str rest = tag, part;
    if (!gr_str_split(&rest, '-', &part) || part.len < 2 || part.len > 3 || !all_letters(part)) {
        return false;
    }
    rank before = LANGUAGE;
    while (gr_str_split(&rest, '-', &part)) {
        rank own = rank_of(part, before);
        bool again = own == before && (own == SCRIPT || own == REGION || own == SINGLE);
        bool back = own < before && !(before == EXTENSION && own == SINGLE);
        if (own == NO_RANK || again || back) {
            return false;
        }
        before = own;
    }
    return before != SINGLE && (tag.ptr[tag.len - 1] != '-');
}

/** The tag that was meant by one that people often write; NULL: there is none. */
static const char *meant_by(gr_str part)
{
    static const char *const slips[][2] = {
        {"uk", "GB"}, {"iw", "he"}, {"in", "id"}, {"ji", "yi"}, {"sh", "sr"}, {"mo", "ro"},
        {"cz", "cs"}, {"dk", "da"}, {"jp", "ja"}, {"cn", "zh"}, {"ua", "uk"}, {"du", "nl"},
    };
    for (size_t i = 0; i < sizeof slips / sizeof slips[0]; i++) {
        gr_str slip = gr_str_of(slips[i][0]);
        if (slip.len == part.len && (part.ptr[0] | 0x20) == slip.ptr[0] &&
            (part.ptr[1] | 0x20) == slip.ptr[1]) {
            return slips[i][1];
        }
    }
    return NULL;
}

static void report_unknown(const gr_parse *with, gr_str tag, gr_loc at, gr_tag_part part,
                           gr_str chars)
{
    static const char *const lists[] = {
        [GR_TAG_ALL_KNOWN] = "",
        [GR_TAG_LANGUAGE] = "languages of two letters (ISO 639-1)",
        [GR_TAG_RARE] = "languages",
        [GR_TAG_SCRIPT] = "scripts (ISO 15924)",
        [GR_TAG_REGION] = "regions (ISO 3166)",
    };
    const char *meant = part == GR_TAG_SCRIPT ? NULL : meant_by(chars);
    gr_diag_report(with->diag, at,
                   part == GR_TAG_RARE ? GR_CODE_LANGUAGE_RARE : GR_CODE_LANGUAGE_UNKNOWN,
                   "lang=\"" GR_FMT "\": '" GR_FMT "' is not among the %s; %s%s", GR_ARG(tag),
                   GR_ARG(chars), lists[part],
                   meant != NULL         ? "write "
                   : part == GR_TAG_RARE ? "readers may hear its words spoken as another one"
                                         : "write a tag such as nl, en-GB or zh-Hant",
                   meant != NULL ? meant : "");
}

gr_status gr_check_language(const gr_parse *with, gr_str tag, gr_loc at)
{
    gr_tag_part part = GR_TAG_ALL_KNOWN;
    gr_str chars = GR_LIT("");
    if (!gr_is_language_tag(tag)) {
        gr_diag_report(with->diag, at, GR_CODE_ATTRIBUTE_VALUE,
                       "lang=\"" GR_FMT
                       "\" is no language tag; write one such as nl, en-GB or zh-Hant",
                       GR_ARG(tag));
        return GR_BAD_INPUT;
    }
    GR_TRY(gr_language_unknown(with->arena, tag, with->diag, at, &part, &chars));
    if (part == GR_TAG_ALL_KNOWN) {
        return GR_OK;
    }
    report_unknown(with, tag, at, part, chars);
    return part == GR_TAG_RARE ? GR_OK : GR_BAD_INPUT;
}
