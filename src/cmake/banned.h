/* Functions that have no place here: unbounded, locale-bound, or hiding global state.
 * Included before every one of our files; the headers that declare them come first. */
#ifndef GR_BANNED_H
#define GR_BANNED_H
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#pragma GCC poison strcpy strcat strncpy sprintf vsprintf strtok atoi atof strtod gets localtime \
    gmtime setlocale system tmpnam
#endif
