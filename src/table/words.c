#include "table/words.h"

#include "base/day.h"
#include "base/text.h"

#include <string.h>

/*
 * A spelling that is read: folded as text_put_folded does (tests/unit/test_words.c holds the two against each
 * other), so that a lookup folds its own word once and then compares bytes.
 */
struct spelling {
    int value;
    const char *folded;
};

/* shown: by value.  spellings: what is read; the empty word stands where the spec gives a default for it. */
struct vocabulary {
    const char *const *shown;
    int n_shown;
    const struct spelling *spellings;
    int n_spellings;
};

static const char *const status_shown[] = {"nicht gesetzt", "arbeitslos", "arbeitsuchend", "unbekannt"};
static const struct spelling status_spellings[] = {
    {STATUS_UNEMPLOYED, "arbeitslos"},
    {STATUS_SEEKING, "arbeitsuchend"},
    {STATUS_UNSET, "nicht gesetzt"},
    {STATUS_UNSET, ""},
};

static const char *const profile_shown[] = {
    "ohne Profillage",       "Marktprofil",          "Aktivierungsprofil", "Förderprofil", "Entwicklungsprofil",
    "Stabilisierungsprofil", "Unterstützungsprofil", "Profillage I",       "Profillage Z", "unbekannt",
};
static const char *const profile_letters[] = {"", "M", "A", "F", "E", "S", "U", "I", "Z", ""};
static const struct spelling profile_spellings[] = {
    {PROFILE_M, "m"},
    {PROFILE_A, "a"},
    {PROFILE_F, "f"},
    {PROFILE_E, "e"},
    {PROFILE_S, "s"},
    {PROFILE_U, "u"},
    {PROFILE_I, "i"},
    {PROFILE_Z, "z"},
    {PROFILE_NONE, ""},
    {PROFILE_M, "marktprofil"},
    {PROFILE_A, "aktivierungsprofil"},
    {PROFILE_F, "förderprofil"},
    {PROFILE_E, "entwicklungsprofil"},
    {PROFILE_S, "stabilisierungsprofil"},
    {PROFILE_U, "unterstützungsprofil"},
};

static const char *const function_shown[] = {"IFK", "IFK U25", "Fallmanagement", "Netzwerk ABC", "unbekannt"};
static const struct spelling function_spellings[] = {
    {FUNCTION_IFK, "ifk"},
    {FUNCTION_IFK_U25, "ifk u25"},
    {FUNCTION_CASE, "fallmanagement"},
    {FUNCTION_ABC, "netzwerk abc"},
    {FUNCTION_IFK, ""},
};

static const char *const flag_shown[] = {"Schulpflichtig", "Abschlussjahr", "SV-Beschäftigung", "Gesundheit",
                                         "Mitwirkung"};
static const struct spelling flag_spellings[] = {
    {FLAG_SCHOOL, "schulpflichtig"}, {FLAG_FINAL_YEAR, "abschlussjahr"}, {FLAG_EMPLOYED, "sv-beschäftigung"},
    {FLAG_HEALTH, "gesundheit"},     {FLAG_COOPERATION, "mitwirkung"},
};

static const char *const kind_shown[] = {"Beratungsvermerk", "Beratungsvermerk zur Standortbestimmung",
                                         "Allgemeiner Vermerk", "Allgemeiner schriftlicher Kontakt", "unbekannt"};
static const struct spelling kind_spellings[] = {
    {KIND_ADVICE, "beratungsvermerk"},
    {KIND_STANDING, "beratungsvermerk zur standortbestimmung"},
    {KIND_GENERAL, "allgemeiner vermerk"},
    {KIND_WRITTEN, "allgemeiner schriftlicher kontakt"},
};

static const char *const mode_shown[] = {"persönlich",  "telefonisch",  "video",
                                         "schriftlich", "elektronisch", "unbekannt"};
static const struct spelling mode_spellings[] = {
    {MODE_IN_PERSON, "persönlich"}, {MODE_PHONE, "telefonisch"},       {MODE_VIDEO, "video"},
    {MODE_LETTER, "schriftlich"},   {MODE_ELECTRONIC, "elektronisch"},
};

static const char *const partner_shown[] = {"IFK", "bFM", "Berufsberatung", "Bezirk", "unbekannt"};
static const struct spelling partner_spellings[] = {
    {PARTNER_IFK, "ifk"},         {PARTNER_BFM, "bfm"}, {PARTNER_VOCATIONAL, "berufsberatung"},
    {PARTNER_DISTRICT, "bezirk"}, {PARTNER_IFK, ""},
};

static const char *const talk_shown[] = {"ohne Angabe",    "Erstgespräch",      "Folgegespräch", "Absolventengespräch",
                                         "Wunschgespräch", "Strategiegespräch", "unbekannt"};
static const struct spelling talk_spellings[] = {
    {TALK_NONE, ""},
    {TALK_FIRST, "erstgespräch"},
    {TALK_FOLLOW_UP, "folgegespräch"},
    {TALK_GRADUATE, "absolventengespräch"},
    {TALK_WISH, "wunschgespräch"},
    {TALK_STRATEGY, "strategiegespräch"},
};

static const char *const exception_shown[] = {"Einzelfall",         "Maßnahme", "Einstellungszusage", "Gutachten",
                                              "Besondere Umstände", "JBA",      "unbekannt"};
static const struct spelling exception_spellings[] = {
    {EXCEPTION_CASE, "einzelfall"},
    {EXCEPTION_MEASURE, "massnahme"},
    {EXCEPTION_JOB_OFFER, "einstellungszusage"},
    {EXCEPTION_ASSESSMENT, "gutachten"},
    {EXCEPTION_SPECIAL, "besondere umstände"},
    {EXCEPTION_JBA, "jba"},
};

static const char *const appointment_shown[] = {"geplant", "wahrgenommen", "nicht erschienen", "abgesagt", "unbekannt"};
static const struct spelling appointment_spellings[] = {
    {APPOINTMENT_PLANNED, "geplant"},
    {APPOINTMENT_KEPT, "wahrgenommen"},
    {APPOINTMENT_MISSED, "nicht erschienen"},
    {APPOINTMENT_CANCELLED, "abgesagt"},
};

static const char *const age_shown[] = {"U25", "Ü25"};
static const struct spelling age_spellings[] = {{AGE_U25, "u25"}, {AGE_O25, "ü25"}};

#define COUNT_OF(a) ((int)(sizeof(a) / sizeof *(a)))
#define VOCABULARY(name)                                                                                               \
    {                                                                                                                  \
        name##_shown, COUNT_OF(name##_shown), name##_spellings, COUNT_OF(name##_spellings)                             \
    }

static const struct vocabulary vocabularies[WORDS_LISTS] = {
    [WORDS_STATUS] = VOCABULARY(status),
    [WORDS_PROFILE] = VOCABULARY(profile),
    [WORDS_FUNCTION] = VOCABULARY(function),
    [WORDS_FLAG] = VOCABULARY(flag),
    [WORDS_KIND] = VOCABULARY(kind),
    [WORDS_MODE] = VOCABULARY(mode),
    [WORDS_PARTNER] = VOCABULARY(partner),
    [WORDS_TALK] = VOCABULARY(talk),
    [WORDS_EXCEPTION] = VOCABULARY(exception),
    [WORDS_APPOINTMENT] = VOCABULARY(appointment),
    [WORDS_AGE] = VOCABULARY(age),
};

enum { LONGEST_WORD = 64 }; /* bytes; folding at most doubles a spelling, and none has more than 40 */

static int lookup_folded(const struct vocabulary *v, const char *s, size_t n)
{
    for (int i = 0; i < v->n_spellings; i++) {
        const char *folded = v->spellings[i].folded;
        if (strncmp(folded, s, n) == 0 && folded[n] == '\0')
            return v->spellings[i].value;
    }
    return -1;
}

/* ASCII letters to lower case; false where s is not ASCII or holds a NUL. */
static bool fold_ascii(char *out, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c == 0 || c >= 0x80)
            return false;
        out[i] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    }
    return true;
}

int word_lookup(enum word_list list, const char *s, size_t n)
{
    char folded[LONGEST_WORD];
    const struct vocabulary *v = &vocabularies[list];
    if (n > sizeof folded)
        return -1;
    if (fold_ascii(folded, s, n))
        return lookup_folded(v, folded, n);
    if (memchr(s, '\0', n) || !text_is_utf8(s, n))
        return -1;
    struct buf b = {0};
    text_put_folded(&b, s, n);
    int value = lookup_folded(v, buf_str(&b), b.n);
    buf_free(&b);
    return value;
}

const char *word_text(enum word_list list, int value)
{
    const struct vocabulary *v = &vocabularies[list];
    return value >= 0 && value < v->n_shown ? v->shown[value] : "unbekannt";
}

const char *word_profile_letter(int profile)
{
    return profile >= 0 && profile < PROFILE_COUNT ? profile_letters[profile] : "";
}

int32_t span_add(int32_t d, struct span s, int times)
{
    if (d == DAY_NONE || d == DAY_OPEN)
        return d;
    int n = s.n * times;
    switch (s.unit) {
    case SPAN_DAYS:
        return d + n;
    case SPAN_WEEKS:
        return d + 7 * n;
    case SPAN_MONTHS:
        return day_add_months(d, n);
    case SPAN_CALENDAR_MONTHS:
        return day_add_calendar_months(d, n);
    }
    return d;
}

bool span_parse(const char *s, size_t n, struct span *out)
{
    static const struct {
        const char *word;
        enum span_unit unit;
    } units[] = {
        {"tag", SPAN_DAYS},
        {"tage", SPAN_DAYS},
        {"woche", SPAN_WEEKS},
        {"wochen", SPAN_WEEKS},
        {"monat", SPAN_MONTHS},
        {"monate", SPAN_MONTHS},
        {"kalendermonat", SPAN_CALENDAR_MONTHS},
        {"kalendermonate", SPAN_CALENDAR_MONTHS},
    };
    char folded[16];
    size_t i = 0;
    int count = 0;
    while (i < n && i < 4 && s[i] >= '0' && s[i] <= '9')
        count = count * 10 + (s[i++] - '0');
    if (i == 0 || s[0] == '0' || i == n || s[i] != ' ')
        return false;
    while (i < n && s[i] == ' ')
        i++;
    size_t rest = n - i;
    if (rest >= sizeof folded || !fold_ascii(folded, s + i, rest))
        return false;
    folded[rest] = '\0';
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        if (strcmp(units[u].word, folded) == 0) {
            *out = (struct span){count, units[u].unit};
            return true;
        }
    }
    return false;
}

int word_yes_no(const char *s, size_t n)
{
    static const char *const yes[] = {"ja", "j", "1", "x", "true"};
    static const char *const no[] = {"nein", "n", "0", "", "false"};
    char folded[8];
    if (n >= sizeof folded || !fold_ascii(folded, s, n))
        return -1;
    folded[n] = '\0';
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
        if (strcmp(yes[i], folded) == 0)
            return 1;
        if (strcmp(no[i], folded) == 0)
            return 0;
    }
    return -1;
}
