/* Owns the order of names. Must not know what is sorted. */
#include "base/arena.h"
#include "language_priv.h"

#include <unicode/ucol.h>

struct gr_collation {
    gr_arena *arena;
    UCollator *icu;
    UCollationResult (*compare)(const UCollator *, const char *, int32_t, const char *, int32_t,
                                UErrorCode *);
    void (*close)(UCollator *);
};

static UCollator *open_icu(const char *lang, gr_collation *found)
{
    UCollator *(*open)(const char *, UErrorCode *) = NULL;
    void (*tune)(UCollator *, UColAttribute, UColAttributeValue, UErrorCode *) = NULL;
    UErrorCode error = U_ZERO_ERROR;
    if (!GR_ICU_FIND(GR_ICU_I18N, ucol_open, open) ||
        !GR_ICU_FIND(GR_ICU_I18N, ucol_setAttribute, tune) ||
        !GR_ICU_FIND(GR_ICU_I18N, ucol_strcollUTF8, found->compare) ||
        !GR_ICU_FIND(GR_ICU_I18N, ucol_close, found->close)) {
        return NULL;
    }
    UCollator *icu = open(lang, &error);
    if (U_FAILURE(error)) {
        return NULL;
    }
    tune(icu, UCOL_NUMERIC_COLLATION, UCOL_ON, &error);
    return icu;
}

gr_status gr_collation_open(gr_str lang, gr_diag *diag, gr_loc at, gr_collation **out)
{
    gr_arena *arena = gr_arena_new(1);
    gr_collation *collation = GR_NEW(arena, gr_collation);
    collation->arena = arena;
    collation->icu = open_icu(lang.len == 0 ? "root" : gr_str_dup(arena, lang).ptr, collation);
    if (collation->icu == NULL) {
        gr_arena_free(arena);
        return gr_icu_absent(diag, at, "sorting by names");
    }
    *out = collation;
    return GR_OK;
}

static int32_t length_of(gr_str s)
{
    return s.len > INT32_MAX ? INT32_MAX : (int32_t)s.len;
}

int gr_collation_compare(const gr_collation *collation, gr_str a, gr_str b)
{
    UErrorCode error = U_ZERO_ERROR;
    UCollationResult order =
        collation->compare(collation->icu, a.ptr, length_of(a), b.ptr, length_of(b), &error);
    return U_FAILURE(error) || order == UCOL_EQUAL ? gr_str_cmp(a, b) : (int)order;
}

void gr_collation_close(gr_collation *collation)
{
    if (collation != NULL) {
        collation->close(collation->icu);
        gr_arena_free(collation->arena);
    }
}
