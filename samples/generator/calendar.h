/*
 * Days as numbers (0 = 01.01.1970), their text, and the public holidays of Niedersachsen.
 */
#ifndef KD_SAMPLE_CALENDAR_H
#define KD_SAMPLE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#define CAL_NONE  INT32_MIN /* no day: an empty field */
#define CAL_FIRST (-25567)  /* 01.01.1900 */
#define CAL_DAYS  109572    /* up to 31.12.2199 */

struct calendar {
    char text[CAL_DAYS][10]; /* TT.MM.JJJJ, not terminated */
    bool holiday[CAL_DAYS];
};

struct calendar *cal_new(void);
void cal_free(struct calendar *cal);

int32_t cal_day(int32_t year, int32_t month, int32_t day);
void cal_civil(int32_t date, int32_t *year, int32_t *month, int32_t *day);
int32_t cal_year(int32_t date);

/* JJJJ-MM-TT, an existing day of 1900..2199; false otherwise */
bool cal_parse_iso(const char *text, int32_t *date);

/* keeps the day of the month, or takes the last one of a shorter month */
int32_t cal_add_months(int32_t date, int32_t months);

/* the birthday itself; someone born on 29.02. has it on 01.03. in other years */
int32_t cal_birthday(int32_t birth, int32_t years);

/* 0 = Monday */
static inline int32_t cal_weekday(int32_t date)
{
    return ((date % 7) + 10) % 7;
}

static inline const char *cal_text(const struct calendar *cal, int32_t date)
{
    int32_t i = date - CAL_FIRST;

    return cal->text[i < 0 ? 0 : i >= CAL_DAYS ? CAL_DAYS - 1 : i];
}

static inline bool cal_holiday(const struct calendar *cal, int32_t date)
{
    int32_t i = date - CAL_FIRST;

    return i >= 0 && i < CAL_DAYS && cal->holiday[i];
}

#endif
