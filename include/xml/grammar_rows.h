#ifndef GR_XML_GRAMMAR_ROWS_H
#define GR_XML_GRAMMAR_ROWS_H
/* Shorthand for files that hold grammar tables and nothing else: one line an attribute, one line an
 * element. */
#include "xml/grammar.h"

#define TEXT(name, about)                       \
    {                                           \
        name, GR_XML_A_TEXT, false, NULL, about \
    }
#define TEXT_NEEDED(name, about)               \
    {                                          \
        name, GR_XML_A_TEXT, true, NULL, about \
    }
#define NAME(name, about)                       \
    {                                           \
        name, GR_XML_A_NAME, false, NULL, about \
    }
#define NAME_NEEDED(name, about)               \
    {                                          \
        name, GR_XML_A_NAME, true, NULL, about \
    }
#define FLAG(name, about)                       \
    {                                           \
        name, GR_XML_A_FLAG, false, NULL, about \
    }
#define INT(name, about)                       \
    {                                          \
        name, GR_XML_A_INT, false, NULL, about \
    }
#define INT_NEEDED(name, about)               \
    {                                         \
        name, GR_XML_A_INT, true, NULL, about \
    }
#define CHOICE(name, words, about)                 \
    {                                              \
        name, GR_XML_A_CHOICE, false, words, about \
    }
#define CHOICE_NEEDED(name, words, about)         \
    {                                             \
        name, GR_XML_A_CHOICE, true, words, about \
    }
#define WORDS(name, words, about)                 \
    {                                             \
        name, GR_XML_A_WORDS, false, words, about \
    }
#define LENGTH(name, about)                       \
    {                                             \
        name, GR_XML_A_LENGTH, false, NULL, about \
    }
#define LENGTH_NEEDED(name, about)               \
    {                                            \
        name, GR_XML_A_LENGTH, true, NULL, about \
    }
#define COLOUR(name, about)                       \
    {                                             \
        name, GR_XML_A_COLOUR, false, NULL, about \
    }
#define COLOUR_NEEDED(name, about)               \
    {                                            \
        name, GR_XML_A_COLOUR, true, NULL, about \
    }
#define PATH(name, about)                       \
    {                                           \
        name, GR_XML_A_PATH, false, NULL, about \
    }
#define PATH_NEEDED(name, about)               \
    {                                          \
        name, GR_XML_A_PATH, true, NULL, about \
    }
#define EXPR(name, about)                       \
    {                                           \
        name, GR_XML_A_EXPR, false, NULL, about \
    }
#define EXPR_NEEDED(name, about)               \
    {                                          \
        name, GR_XML_A_EXPR, true, NULL, about \
    }
#define SET(name, about)                       \
    {                                          \
        name, GR_XML_A_SET, false, NULL, about \
    }
#define SET_NEEDED(name, about)               \
    {                                         \
        name, GR_XML_A_SET, true, NULL, about \
    }
#define PATTERN(name, about)                       \
    {                                              \
        name, GR_XML_A_PATTERN, false, NULL, about \
    }
#define PATTERN_NEEDED(name, about)               \
    {                                             \
        name, GR_XML_A_PATTERN, true, NULL, about \
    }
/* Any other attribute, for the reader to judge. */
#define ANY(about)                             \
    {                                          \
        "*", GR_XML_A_TEXT, false, NULL, about \
    }
#define LAST                                   \
    {                                          \
        NULL, GR_XML_A_TEXT, false, NULL, NULL \
    }
#define N_OF(table) (sizeof(table) / sizeof((table)[0]))

#endif
