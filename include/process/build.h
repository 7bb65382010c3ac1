#ifndef GR_PROCESS_BUILD_H
#define GR_PROCESS_BUILD_H
/* What tells this build of the program from every other. */
#include "base/str.h"

/** The number that the linker made of everything in the program (its build id), as bytes that live
 *  as long as the process; empty: it made none. */
gr_str gr_build_id(void);

#endif
