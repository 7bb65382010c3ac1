#ifndef GR_LANGUAGE_PRIV_H
#define GR_LANGUAGE_PRIV_H
/* The inside of room language: how a function of ICU is found. */
#include "language/language.h"

#include <unicode/utypes.h>
#include <unicode/uversion.h>

typedef enum gr_icu { GR_ICU_COMMON, GR_ICU_I18N } gr_icu; /* libicuuc, libicui18n */

/* ICU's names carry its version, which its headers hide behind macros: what a macro makes of the
 * name is what the library calls it. */
#define GR_ICU_SPELT(name) #name
#define GR_ICU_NAME(name)  GR_ICU_SPELT(name)
/** Sets the function pointer `*into`; false when the library or the function is not there. */
bool gr_icu_find(gr_icu library, const char *name, void *into, size_t size);
#define GR_ICU_FIND(library, name, pointer) \
    gr_icu_find(library, GR_ICU_NAME(name), &(pointer), sizeof(pointer))
/** Reports LANGUAGE_LIBRARY. */
gr_status gr_icu_absent(gr_diag *diag, gr_loc at, const char *what);

#endif
