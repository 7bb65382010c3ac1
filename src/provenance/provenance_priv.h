#ifndef GR_PROVENANCE_PRIV_H
#define GR_PROVENANCE_PRIV_H
#include "provenance/version.h"

/** Name below the input folder (or the templates folder): no file says where these stood. */
gr_str gr_version_input(const gr_version_facts *facts, gr_str path);

#endif
