#include "template_read.h"

/* Owns the form of language tags (BCP 47, RFC 5646 section 2.1): a language of 2 or 3 letters and
 * subtags in their order. Whether a tag is registered is not asked. The registry has no languages
 * of 4 to 8 letters, so one is a name of a language instead of its tag. */

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
