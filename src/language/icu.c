/* Owns the way to ICU. Its libraries are opened by name at run time, because few runs need them and
 * its collation takes longer to load than a small report to make. dlopen counts, and the libraries
 * stay: asking again costs microseconds, so nothing is kept here. Must not know what is asked of
 * them. */
#include "language_priv.h"

#include "base/arena.h"

#include <dlfcn.h>
#include <string.h>

static const char *const files[] = {
    [GR_ICU_COMMON] = "libicuuc.so." U_ICU_VERSION_SHORT,
    [GR_ICU_I18N] = "libicui18n.so." U_ICU_VERSION_SHORT,
};

bool gr_icu_find(gr_icu library, const char *name, void *into, size_t size)
{
    void *handle = dlopen(files[library], RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
    if (handle == NULL) {
        const char *why = dlerror();
        if (why != NULL && strstr(why, "No such file") == NULL) {
            gr_die_oom(SIZE_MAX); /* it is there, but there is no room for it */
        }
        return false;
    }
    void *symbol = dlsym(handle, name);
    (void)dlclose(handle);
    if (symbol == NULL || size != sizeof(symbol)) {
        return false;
    }
    memcpy(into, &symbol, size); /* ISO C knows no way from an object's address to a function's */
    return true;
}

gr_status gr_icu_absent(gr_diag *diag, gr_loc at, const char *what)
{
    gr_diag_report(
        diag, at, GR_CODE_LANGUAGE_LIBRARY,
        "%s needs ICU " U_ICU_VERSION_SHORT
        " (libicuuc, libicui18n), with which griffie was built; install Debian's package "
        "libicu" U_ICU_VERSION_SHORT,
        what);
    return GR_IO_FAILED;
}

const char *gr_language_engine(void)
{
    return "ICU " U_ICU_VERSION;
}
