#include "aggregate/appointments.h"

bool agg_appointments_known(const struct tables *t)
{
    return t->has_file[FILE_APPOINTMENTS] && t->has[COL_T_STATUS] && t->appointments.first;
}

uint32_t agg_next_appointment(const struct tables *t, uint32_t customer, int32_t day)
{
    const struct tbl_appointments *a = &t->appointments;
    uint32_t found = TBL_NONE;
    for (uint32_t i = a->first[customer + 1]; i > a->first[customer] && a->day[i - 1] > day; i--)
        if (a->status[i - 1] != APPOINTMENT_CANCELLED)
            found = i - 1;
    return found;
}

uint32_t agg_missed_in_row(const struct tables *t, uint32_t customer, const struct verdict *v, int32_t day,
                           uint32_t *last)
{
    const struct tbl_appointments *a = &t->appointments;
    uint32_t n = 0, latest = TBL_NONE;
    for (uint32_t i = a->first[customer + 1]; i > a->first[customer]; i--) {
        uint32_t at = i - 1;
        if (a->day[at] > day)
            continue;
        if (a->status[at] == APPOINTMENT_KEPT || a->day[at] <= v->last || a->day[at] < v->start - AGG_DAYS_BEFORE)
            break;
        if (a->status[at] != APPOINTMENT_MISSED)
            continue;
        latest = n++ ? latest : at;
    }
    if (last)
        *last = latest;
    return n;
}

bool agg_chain_broken(const struct tables *t, uint32_t customer, const struct verdict *v, int32_t day)
{
    const struct tbl_appointments *a = &t->appointments;
    for (uint32_t i = a->first[customer + 1]; i > a->first[customer]; i--) {
        uint32_t at = i - 1;
        if (a->status[at] == APPOINTMENT_CANCELLED)
            continue;
        return a->status[at] == APPOINTMENT_MISSED && a->day[at] <= day && a->day[at] > v->last &&
               a->day[at] >= v->start - AGG_DAYS_BEFORE;
    }
    return false;
}
