#include "base/notation.h"

/* Owns what is known of formats and the words of each language. Must not know how they are
 * combined. */

enum { /* which values a format fits, and its decimals: the words of formats.def */
       ANY = ~0,
       AMOUNT = 1 << GR_T_MONEY,
       WHOLE = 1 << GR_T_INT,
       NUMBER = WHOLE | 1 << GR_T_DECIMAL,
       RATIO = 1 << GR_T_RATIO,
       DAY = 1 << GR_T_DATE,
       PERIOD = 1 << GR_T_PERIOD,
       CODE = 1 << GR_T_CODE,
       TRUTH = 1 << GR_T_BOOL,
       ASKED = GR_PLACES_ASKED,
       NONE = GR_PLACES_NONE
};

const gr_format_fact gr_format_facts[GR_FORMAT__COUNT] = {
#define GR_FORMAT(ID, name, fits, places, shift, about) \
    [GR_FORMAT_##ID] = {name, (uint32_t)(fits), places, shift},
#include "base/formats.def"
#undef GR_FORMAT
};

bool gr_format_fits(gr_format_kind kind, gr_type type)
{
    return (gr_format_facts[kind].fits >> type & 1) != 0;
}

int gr_format_decimals(gr_format format)
{
    const gr_format_fact *fact = &gr_format_facts[format.kind];
    if (fact->places >= 0) {
        return fact->places;
    }
    bool asked = fact->places == GR_PLACES_ASKED && format.places != GR_PLACES_OWN;
    return asked && fact->shift <= 0 ? format.places - fact->shift : -1;
}

static const gr_language languages[] = {
    {
        .tag = "nl",
        .months = {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
                   "september", "oktober", "november", "december"},
        .weekdays = {"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag",
                     "zondag"},
        .quarters = {"eerste kwartaal", "tweede kwartaal", "derde kwartaal", "vierde kwartaal"},
        .months_short = {"jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt",
                         "nov", "dec"},
        .quarter_short = "kw\xc2\xa0",
        .quarter = "kwartaal",
        .approx = "ca",
        .over = "ruim",
        .nearly = "bijna",
        .fractions = {"een kwart", "een derde", "de helft", "twee derde", "driekwart"},
        .rose = "gestegen met",
        .fell = "gedaald met",
        .unchanged = "gelijk gebleven",
        .nearly_unchanged = "vrijwel gelijk gebleven",
        .more_than = "meer dan",
        .less_than = "minder dan",
        .as_much = "evenveel als",
        .nearly_as_much = "vrijwel evenveel als",
        .up_to = "t/m",
        .million = "miljoen",
        .yes = "ja",
        .no = "nee",
        .and_word = "en",
        .outcome = {"V", "N", "\xe2\x80\x93"},
        .outcome_spoken = {"voordeel", "nadeel", "geen verschil"},
        .number_words = {"nul",      "één",       "twee",     "drie",     "vier",    "vijf",
                         "zes",      "zeven",     "acht",     "negen",    "tien",    "elf",
                         "twaalf",   "dertien",   "veertien", "vijftien", "zestien", "zeventien",
                         "achttien", "negentien", "twintig"},
        .ordinal_suffix = "e",
    },
    {
        .tag = "en",
        .months = {"January", "February", "March", "April", "May", "June", "July", "August",
                   "September", "October", "November", "December"},
        .weekdays = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
        .quarters = {"first quarter", "second quarter", "third quarter", "fourth quarter"},
        .months_short = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
                         "Nov", "Dec"},
        .quarter_short = "Q",
        .quarter = "quarter",
        .approx = "about",
        .over = "just over",
        .nearly = "nearly",
        .fractions = {"a quarter", "a third", "half", "two thirds", "three quarters"},
        .rose = "up by",
        .fell = "down by",
        .unchanged = "unchanged",
        .nearly_unchanged = "nearly unchanged",
        .more_than = "more than",
        .less_than = "less than",
        .as_much = "as much as",
        .nearly_as_much = "nearly as much as",
        .up_to = "to",
        .million = "million",
        .yes = "yes",
        .no = "no",
        .and_word = "and",
        .outcome = {"F", "U", "\xe2\x80\x93"},
        .outcome_spoken = {"favourable", "unfavourable", "no difference"},
        .number_words = {"zero",     "one",      "two",      "three",   "four",    "five",
                         "six",      "seven",    "eight",    "nine",    "ten",     "eleven",
                         "twelve",   "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
                         "eighteen", "nineteen", "twenty"},
        .ordinal_suffix = "th",
        .ordinal_ends = {NULL, "st", "nd", "rd"},
    },
};

gr_str gr_ordinal_suffix(const gr_language *language, int64_t number)
{
    int64_t hundreds = number % 100, last = number % 10;
    hundreds = hundreds < 0 ? -hundreds : hundreds;
    last = last < 0 ? -last : last;
    bool teen = hundreds >= 11 && hundreds <= 13;
    const char *end = last < 4 && !teen ? language->ordinal_ends[last] : NULL;
    return gr_str_of(end != NULL ? end : language->ordinal_suffix);
}

const gr_language *gr_language_find(gr_str tag)
{
    gr_str primary = GR_LIT("");
    (void)gr_str_split(&tag, '-', &primary);
    for (size_t i = 0; i < sizeof(languages) / sizeof(languages[0]); i++) {
        if (gr_str_is(primary, languages[i].tag)) {
            return &languages[i];
        }
    }
    return NULL;
}

const char *const gr_outcome_codes[3] = {"V", "N", "-"};

gr_outcome gr_outcome_of(gr_str code)
{
    if (gr_str_is(code, gr_outcome_codes[GR_OUTCOME_GAIN])) {
        return GR_OUTCOME_GAIN;
    }
    return gr_str_is(code, gr_outcome_codes[GR_OUTCOME_LOSS]) ? GR_OUTCOME_LOSS : GR_OUTCOME_EVEN;
}

static const gr_language *language_of(const gr_notation *notation)
{
    return notation != NULL && notation->language != NULL ? notation->language
                                                          : gr_language_find(GR_LIT("en"));
}

gr_str gr_truth_text(bool yes, const gr_notation *notation)
{
    gr_str given = notation == NULL ? GR_LIT("") : yes ? notation->yes : notation->no;
    const gr_language *language = language_of(notation);
    return given.len > 0 ? given : gr_str_of(yes ? language->yes : language->no);
}

gr_str gr_outcome_sign(gr_outcome outcome, const gr_notation *notation)
{
    bool given = notation != NULL && notation->outcome[outcome].len > 0;
    return given ? notation->outcome[outcome] : gr_str_of(language_of(notation)->outcome[outcome]);
}

gr_str gr_outcome_spoken(gr_outcome outcome, const gr_notation *notation)
{
    bool given = notation != NULL && notation->outcome_spoken[outcome].len > 0;
    return given ? notation->outcome_spoken[outcome]
                 : gr_str_of(language_of(notation)->outcome_spoken[outcome]);
}
