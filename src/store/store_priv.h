#ifndef GR_STORE_PRIV_H
#define GR_STORE_PRIV_H
/* Names in the state folder that nobody else needs to know. */
#define VERSIONS  ".versions"
#define FILES     "files"
#define CURRENT   "current"
#define WITHDRAWN "withdrawn"

#endif
