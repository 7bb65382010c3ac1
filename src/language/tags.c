/* Owns which languages, scripts and regions there are. Must not know the form of a tag. */
#include "base/arena.h"
#include "language_priv.h"

#include <unicode/uchar.h>
#include <unicode/uloc.h>

/* Of documents in the Netherlands: known without asking ICU, which takes time to load. */
static bool is_common(gr_str tag)
{
    static const char *const common[] = {"nl",    "nl-NL", "nl-BE", "en", "en-GB", "en-US",
                                         "fy",    "fy-NL", "de",    "fr", "es",    "it",
                                         "de-DE", "fr-FR", "pap",   "tr", "ar",    "uk"};
    for (size_t i = 0; i < sizeof common / sizeof common[0]; i++) {
        if (gr_str_is(tag, common[i])) {
            return true;
        }
    }
    return false;
}

static gr_str in_case(gr_arena *arena, gr_str part, bool upper)
{
    char *chars = GR_NEW_N(arena, char, part.len + 1);
    for (size_t i = 0; i < part.len; i++) {
        char small = (char)(part.ptr[i] | 0x20); /* letters only get here */
        chars[i] = upper ? (char)(small & ~0x20) : small;
    }
    return (gr_str){chars, part.len};
}

static bool listed(const char *const *list, gr_str part)
{
    while (*list != NULL && !gr_str_is(part, *list)) {
        list++;
    }
    return *list != NULL;
}

typedef struct lists { /* of ISO 639, 3166 and 15924 */
    const char *const *languages, *const *regions;
    int32_t (*value)(UProperty, const char *);
} lists;

static bool open_lists(lists *out)
{
    const char *const *(*languages)(void) = NULL, *const * (*regions)(void) = NULL;
    if (!GR_ICU_FIND(GR_ICU_COMMON, uloc_getISOLanguages, languages) ||
        !GR_ICU_FIND(GR_ICU_COMMON, uloc_getISOCountries, regions) ||
        !GR_ICU_FIND(GR_ICU_COMMON, u_getPropertyValueEnum, out->value)) {
        return false;
    }
    out->languages = languages();
    out->regions = regions();
    return true;
}

static bool all_letters(gr_str part)
{
    for (size_t i = 0; i < part.len; i++) {
        char small = (char)(part.ptr[i] | 0x20);
        if (small < 'a' || small > 'z') {
            return false;
        }
    }
    return true;
}

gr_status gr_language_unknown(gr_arena *arena, gr_str tag, gr_diag *diag, gr_loc at,
                              gr_tag_part *out_part, gr_str *out_chars)
{
    lists known = {0};
    gr_str rest = tag, part;
    *out_part = GR_TAG_ALL_KNOWN;
    if (is_common(tag) || !gr_str_split(&rest, '-', &part)) {
        return GR_OK;
    }
    if (!open_lists(&known)) {
        return gr_icu_absent(diag, at, "the language of words");
    }
    *out_chars = part;
    if (!listed(known.languages, in_case(arena, part, false))) {
        *out_part = part.len == 2 ? GR_TAG_LANGUAGE : GR_TAG_RARE;
        return GR_OK;
    }
    while (gr_str_split(&rest, '-', &part) && part.len > 1) { /* 1: extensions follow */
        bool script = part.len == 4 && all_letters(part);
        bool region = part.len == 2;
        *out_chars = part;
        if (script &&
            known.value(UCHAR_SCRIPT, gr_str_dup(arena, part).ptr) == UCHAR_INVALID_CODE) {
            *out_part = GR_TAG_SCRIPT;
        } else if (region && !listed(known.regions, in_case(arena, part, true))) {
            *out_part = GR_TAG_REGION;
        }
        if (*out_part != GR_TAG_ALL_KNOWN) {
            return GR_OK;
        }
    }
    return GR_OK;
}
