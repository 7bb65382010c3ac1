#include "eval/eval.h"

/* Owns what is asked of an article that is quoted before an edition is made. */
#include "bind_priv.h"

bool gr_prepare_version(gr_preparing *prep, const gr_tattr *version, gr_vtype type)
{
    if (type.type == GR_T_DATE || type.type == GR_T_POISON) {
        return true;
    }
    gr_prepare_refuse(prep, version->at, GR_CODE_ARTICLE_VERSION,
                      "it is the day on which these words were in force: write "
                      "version=\"2022-01-01\", or a field that is a date");
    return false;
}
