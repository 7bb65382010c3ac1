/* Owns what becomes of the letters of a text: their case, composed forms, ASCII instead of them. */
#include "base/arena.h"
#include "base/utf8.h"
#include "language_priv.h"

#include <unicode/ucasemap.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

/* ---- case ---- */

typedef int32_t case_fn(const UCaseMap *, char *, int32_t, const char *, int32_t, UErrorCode *);
typedef int32_t title_fn(UCaseMap *, char *, int32_t, const char *, int32_t, UErrorCode *);

typedef struct case_map {
    UCaseMap *(*open)(const char *, uint32_t, UErrorCode *);
    void (*close)(UCaseMap *);
    case_fn *lower, *upper;
    title_fn *title;
} case_map;

static bool find_case_map(case_map *map)
{
    return GR_ICU_FIND(GR_ICU_COMMON, ucasemap_open, map->open) &&
           GR_ICU_FIND(GR_ICU_COMMON, ucasemap_close, map->close) &&
           GR_ICU_FIND(GR_ICU_COMMON, ucasemap_utf8ToLower, map->lower) &&
           GR_ICU_FIND(GR_ICU_COMMON, ucasemap_utf8ToUpper, map->upper) &&
           GR_ICU_FIND(GR_ICU_COMMON, ucasemap_utf8ToTitle, map->title);
}

static int32_t change_case(const case_map *map, UCaseMap *open, gr_case wanted, gr_str text,
                           char *into, int32_t room, UErrorCode *error)
{
    int32_t length = (int32_t)text.len;
    switch (wanted) {
    case GR_CASE_LOWER:
        return map->lower(open, into, room, text.ptr, length, error);
    case GR_CASE_UPPER:
        return map->upper(open, into, room, text.ptr, length, error);
    case GR_CASE_CAPITAL:
        return map->title(open, into, room, text.ptr, length, error);
    }
    return 0;
}

gr_status gr_text_in_case(gr_arena *arena, gr_str lang, gr_case wanted, gr_str text, gr_diag *diag,
                          gr_loc at, gr_str *out)
{
    static const uint32_t options =
        U_TITLECASE_WHOLE_STRING | U_TITLECASE_NO_LOWERCASE | U_TITLECASE_NO_BREAK_ADJUSTMENT;
    case_map map = {0};
    UErrorCode error = U_ZERO_ERROR;
    size_t room = text.len * 3 + 16; /* no letter takes more than three times its bytes */
    if (!find_case_map(&map) || room > INT32_MAX) {
        return gr_icu_absent(diag, at, "capitals and small letters");
    }
    UCaseMap *open = map.open(gr_str_dup(arena, lang).ptr, options, &error);
    char *into = GR_NEW_N(arena, char, room);
    int32_t n =
        U_FAILURE(error) ? 0 : change_case(&map, open, wanted, text, into, (int32_t)room, &error);
    map.close(open);
    if (U_FAILURE(error)) {
        return gr_icu_absent(diag, at, "capitals and small letters");
    }
    *out = (gr_str){into, (size_t)n};
    return GR_OK;
}

/* ---- UTF-16, which the rest of ICU speaks ---- */

typedef struct wide { /* NULL: it could not be made */
    UChar *chars;
    int32_t n;
} wide;

static wide widen(gr_arena *arena, gr_str text)
{
    UChar *(*convert)(UChar *, int32_t, int32_t *, const char *, int32_t, UErrorCode *) = NULL;
    UErrorCode error = U_ZERO_ERROR;
    wide out = {NULL, 0};
    if (text.len >= INT32_MAX / 8 || !GR_ICU_FIND(GR_ICU_COMMON, u_strFromUTF8, convert)) {
        return out;
    }
    UChar *chars = GR_NEW_N(arena, UChar, text.len + 1);
    convert(chars, (int32_t)text.len + 1, &out.n, text.ptr, (int32_t)text.len, &error);
    out.chars = U_FAILURE(error) ? NULL : chars;
    return out;
}

static bool narrow(gr_arena *arena, wide text, gr_str *out)
{
    char *(*convert)(char *, int32_t, int32_t *, const UChar *, int32_t, UErrorCode *) = NULL;
    UErrorCode error = U_ZERO_ERROR;
    int32_t n = 0;
    char *bytes = GR_NEW_N(arena, char, (size_t)text.n * 3 + 1);
    if (!GR_ICU_FIND(GR_ICU_COMMON, u_strToUTF8, convert)) {
        return false;
    }
    convert(bytes, text.n * 3 + 1, &n, text.chars, text.n, &error);
    *out = (gr_str){bytes, (size_t)n};
    return !U_FAILURE(error);
}

/* ---- composed ---- */

/* Below U+0300 everything is composed. Of what Dutch text has besides, dashes, quotes, the euro and
 * arrows are as well: U+2010 to U+20CF, U+2190 to U+24FF without what is not equal to itself there.
 */
static bool may_be_apart(gr_str text)
{
    uint64_t eight = 0;
    for (size_t at = 0; at < text.len;) {
        while (text.len - at >= sizeof(eight)) {
            memcpy(&eight, text.ptr + at, sizeof(eight));
            if ((eight & UINT64_C(0x8080808080808080)) != 0) {
                break;
            }
            at += sizeof(eight); /* ASCII */
        }
        if (at == text.len || (unsigned char)text.ptr[at] < 0xCC) {
            at++;
            continue;
        }
        uint32_t sign = gr_utf8_step(text, &at);
        if (!(sign >= 0x2010 && sign < 0x20D0) && !(sign >= 0xE000 && sign < 0xF900)) {
            return true;
        }
    }
    return false;
}

static bool compose(gr_arena *arena, gr_str text, gr_str *out)
{
    const UNormalizer2 *(*form)(UErrorCode *) = NULL;
    int32_t (*normalize)(const UNormalizer2 *, const UChar *, int32_t, UChar *, int32_t,
                         UErrorCode *) = NULL;
    UErrorCode error = U_ZERO_ERROR;
    wide from = widen(arena, text);
    if (from.chars == NULL || !GR_ICU_FIND(GR_ICU_COMMON, unorm2_getNFCInstance, form) ||
        !GR_ICU_FIND(GR_ICU_COMMON, unorm2_normalize, normalize)) {
        return false;
    }
    wide to = {GR_NEW_N(arena, UChar, (size_t)from.n * 3 + 1), 0}; /* UAX 15: NFC at most triples */
    to.n = normalize(form(&error), from.chars, from.n, to.chars, from.n * 3 + 1, &error);
    return !U_FAILURE(error) && narrow(arena, to, out);
}

gr_status gr_text_composed(gr_arena *arena, gr_str text, gr_diag *diag, gr_loc at, gr_str *out)
{
    gr_str composed = text;
    *out = text;
    if (!may_be_apart(text)) {
        return GR_OK;
    }
    if (!compose(arena, text, &composed)) {
        return gr_icu_absent(diag, at, "text with combining marks");
    }
    *out = gr_str_eq(composed, text) ? text : composed;
    return GR_OK;
}

/* ---- ASCII ---- */

static bool is_ascii(gr_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.ptr[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

static bool transliterate(gr_arena *arena, gr_str text, gr_str *out)
{
    UTransliterator *(*open)(const UChar *, int32_t, UTransDirection, const UChar *, int32_t,
                             UParseError *, UErrorCode *) = NULL;
    void (*apply)(const UTransliterator *, UChar *, int32_t *, int32_t, int32_t, int32_t *,
                  UErrorCode *) = NULL;
    void (*close)(UTransliterator *) = NULL;
    UErrorCode error = U_ZERO_ERROR;
    wide id = widen(arena, GR_LIT("Any-Latin; Latin-ASCII")), from = widen(arena, text);
    if (id.chars == NULL || from.chars == NULL || !GR_ICU_FIND(GR_ICU_I18N, utrans_openU, open) ||
        !GR_ICU_FIND(GR_ICU_I18N, utrans_transUChars, apply) ||
        !GR_ICU_FIND(GR_ICU_I18N, utrans_close, close)) {
        return false;
    }
    int32_t room = from.n * 8 + 64, limit = from.n;
    wide to = {GR_NEW_N(arena, UChar, (size_t)room), from.n};
    memcpy(to.chars, from.chars, (size_t)from.n * sizeof(UChar));
    UTransliterator *rules = open(id.chars, id.n, UTRANS_FORWARD, NULL, 0, NULL, &error);
    if (!U_FAILURE(error)) {
        apply(rules, to.chars, &to.n, room, 0, &limit, &error);
        close(rules);
    }
    return !U_FAILURE(error) && narrow(arena, to, out);
}

gr_status gr_text_in_ascii(gr_arena *arena, gr_str text, gr_diag *diag, gr_loc at, gr_str *out)
{
    gr_str spelt = text;
    if (!is_ascii(text) && !transliterate(arena, text, &spelt)) {
        return gr_icu_absent(diag, at, "a name in letters for files");
    }
    *out = spelt;
    return GR_OK;
}
