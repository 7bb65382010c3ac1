/* Dates, periods and years as exports write them: each to its value, or refused. */
#include "try.h"

typedef struct day {
    const char *type, *how, *text, *want; /* how: attributes of the field; want: value or code */
} day;

#define DMY    "pattern='dd-mm-yyyy'"
#define YMD    "pattern='yyyymmdd'"
#define SHORT  "pattern='d/m/yy' years-from='1950'"
#define NAMED  "pattern='d mmmm yyyy'"
#define RSS    "pattern='ddd, dd mmm yyyy hh:mm:ss z'"
#define CET    "zone='Europe/Amsterdam'"
#define ASIS   "zone='written'"
#define SERIAL "pattern='serial'"
#define S1904  "pattern='serial-1904'"

static const day days[] = {
    {"date", "", "2022-01-31", "2022-01-31"},
    {"date", "", "0001-01-01", "0001-01-01"},
    {"date", "", "9999-12-31", "9999-12-31"},
    {"date", "", "0000-01-01", "D202"},
    {"date", "", "2022-02-29", "D202"},
    {"date", "", "1900-02-29", "D202"},
    {"date", "", "2000-02-29", "2000-02-29"},
    {"date", "", "2022-13-01", "D202"},
    {"date", "", "2022-00-01", "D202"},
    {"date", "", "2022-01-00", "D202"},
    {"date", "", "2022-04-31", "D202"},
    {"date", "", "31-01-2022", "D202"},
    {"date", "", "2022-1-31", "D202"},
    {"date", "", "22-01-31", "D202"},
    {"date", "", "2022-01-31T00:00:00", "2022-01-31"},
    {"date", "", "2022-01-31T08:15", "2022-01-31"},
    {"date", "", "2022-01-31 08:15:00", "2022-01-31"},
    {"date", "", "2022-01-31T08:15:00.1234567", "2022-01-31"},
    {"date", "", "2022-01-31T08:15:00Z", "2022-01-31"},
    {"date", "", "2022-01-31T08:15:60Z", "2022-01-31"},
    {"date", "", "2022-01-31T08:15:00.000Z", "2022-01-31"},
    {"date", "", "2022-01-31T08:15:00+01:00", "2022-01-31"},
    {"date", "", "2001-12-17T09:30:47-05:00", "2001-12-17"},
    {"date", "", "2022-01-31Z", "2022-01-31"},
    {"date", "", "2022-01-31+01:00", "2022-01-31"},
    {"date", "", "2022-01-31 08:15:00 +01:00", "2022-01-31"},
    {"date", "", "2022-01-31T08:15:00+0100", "2022-01-31"},
    {"date", "", "2022-01-31T08:15:00+01", "2022-01-31"},
    {"date", "", "2022-01-31T08:15:00+01:", "D202"},
    {"date", "", "2022-01-31T08:15:00+1", "D202"},
    {"date", "", "2022-01-31T08:15:00+15:00", "D202"},
    {"date", "", "2022-01-31T08:15:00X", "D202"},
    {"date", "", "2022-01-31T08:15:00.", "D202"},
    {"date", "", "2022-01-31T24:00:00", "D202"},
    {"date", "", "2022-01-31T08:60:00", "D202"},
    {"date", "", "2022-01-31T08", "D202"},
    {"date", "", "2022-01-31T", "D202"},
    {"date", "", "2022-01-31 vrijdag", "D202"},
    {"date", "", "2021-12-31T23:00:00Z", "D231"}, /* midnight here, written as Greenwich's */
    {"date", "", "2022-05-31T22:00:00.000Z", "D231"},
    {"date", "", "2022-05-31T22:00:01Z", "2022-05-31"},
    {"date", "", "2022-05-31T22:00:00+02:00", "2022-05-31"},
    {"date", ASIS, "2021-12-31T23:00:00Z", "2021-12-31"},
    {"date", CET, "2021-12-31T23:00:00Z", "2022-01-01"},
    {"date", CET, "2021-12-31T22:59:59Z", "2021-12-31"},
    {"date", CET, "2022-05-31T22:00:00Z", "2022-06-01"},
    {"date", CET, "2022-03-26T22:30:00Z", "2022-03-26"},
    {"date", CET, "2022-03-27T22:30:00Z", "2022-03-28"},
    {"date", CET, "2022-10-29T22:00:00Z", "2022-10-30"},
    {"date", CET, "2022-10-30T22:30:00Z", "2022-10-30"},
    {"date", CET, "2022-01-31T23:30:00+01:00", "2022-01-31"},
    {"date", CET, "2022-01-31T23:30:00", "2022-01-31"},
    {"date", CET, "2022-01-31T20:00:00-05:00", "2022-02-01"},
    {"date", CET, "2022-01-01T05:00:00+09:00", "2021-12-31"},
    {"date", CET, "2022-01-31Z", "D202"},
    {"date", CET, "1980-07-01T22:30:00Z", "D202"},
    {"date", CET, "1980-07-01T12:30:00Z", "1980-07-01"},
    {"date", CET, "1980-07-01T23:30:00Z", "1980-07-02"},
    {"date", CET, "9999-12-31T23:59:59Z", "9999-12-31"},
    {"date", CET, "0001-01-01T00:00:00+09:00", "D202"},
    {"date", DMY, "31-01-2022", "2022-01-31"},
    {"date", DMY, "01-02-0999", "0999-02-01"},
    {"date", DMY, "1-2-2022", "D202"},
    {"date", DMY, "2022-01-31", "D202"},
    {"date", DMY, "31/01/2022", "D202"},
    {"date", DMY, "31-01-22", "D202"},
    {"date", DMY, "31-01-2022 ", "2022-01-31"},
    {"date", DMY, "31-01-2022x", "D202"},
    {"date", DMY, "31-13-2022", "D202"},
    {"date", DMY, "29-02-2023", "D202"},
    {"date", DMY, "01-01-0000", "D202"},
    {"date", YMD, "20220131", "2022-01-31"},
    {"date", YMD, "2022131", "D202"},
    {"date", YMD, "202201311", "D202"},
    {"date", "pattern='d-m-yyyy'", "1-2-2022", "2022-02-01"},
    {"date", "pattern='d-m-yyyy'", "01-12-2022", "2022-12-01"},
    {"date", "pattern='mm/dd/yyyy'", "01/31/2022", "2022-01-31"},
    {"date", "pattern='mm/dd/yyyy'", "31/01/2022", "D202"},
    {"date", SHORT, "1/2/49", "2049-02-01"},
    {"date", SHORT, "1/2/50", "1950-02-01"},
    {"date", SHORT, "1/2/99", "1999-02-01"},
    {"date", SHORT, "1/2/00", "2000-02-01"},
    {"date", SHORT, "1/2/2022", "D202"},
    {"date", "pattern='yymmdd' years-from='2000'", "220131", "2022-01-31"},
    {"date", "pattern='dd-mm-yyyy hh:mm'", "31-01-2022 23:59", "2022-01-31"},
    {"date", "pattern='dd-mm-yyyy hh:mm'", "31-01-2022 24:00", "D202"},
    {"date", "pattern='yyyymmddThhmmssZ'", "20220131T235900Z", "2022-01-31"},
    {"date", "pattern='yyyymmddhhmmss'", "20220131235900", "2022-01-31"},
    {"date", "pattern=\"dd-mm-yyyy hh:mm 'uur'\"", "31-01-2022 08:00 uur", "2022-01-31"},
    {"date", NAMED, "5 juni 2025", "2025-06-05"},
    {"date", NAMED, "5 June 2025", "2025-06-05"},
    {"date", NAMED, "5 JUN 2025", "2025-06-05"},
    {"date", NAMED, "5 mrt 2025", "2025-03-05"},
    {"date", NAMED, "5 sept 2025", "2025-09-05"},
    {"date", NAMED, "5 junij 2025", "D202"},
    {"date", NAMED, "31 juni 2025", "D202"},
    {"date", RSS, "Mon, 06 Sep 2021 00:01:00 +0000", "2021-09-06"},
    {"date", RSS, "Tue, 06 Sep 2021 00:01:00 +0000", "D202"},
    {"date", RSS, "Mon, 06 Sep 2021 00:01:00 GMT", "2021-09-06"},
    {"date", "pattern='dddd d mmmm yyyy'", "maandag 6 september 2021", "2021-09-06"},
    {"date", SERIAL, "1", "1900-01-01"},
    {"date", SERIAL, "59", "1900-02-28"},
    {"date", SERIAL, "60", "D202"},
    {"date", SERIAL, "61", "1900-03-01"},
    {"date", SERIAL, "44592", "2022-01-31"},
    {"date", SERIAL, "44592.75", "2022-01-31"},
    {"date", SERIAL, "44592,75", "2022-01-31"},
    {"date", SERIAL, "44592.", "D202"},
    {"date", SERIAL, "2958465", "9999-12-31"},
    {"date", SERIAL, "2958466", "D202"},
    {"date", SERIAL, "0", "D202"},
    {"date", SERIAL, "0.5", "D202"},
    {"date", SERIAL, "-1", "D202"},
    {"date", SERIAL, "2022-01-31", "D202"},
    {"date", SERIAL, "99999999999999999999", "D202"},
    {"date", S1904, "0", "1904-01-01"},
    {"date", S1904, "43130", "2022-01-31"},
    {"date", S1904, "2957003", "9999-12-31"},
    {"date", S1904, "2957004", "D202"},
    {"period", "pattern='yyyymm'", "202303", "2023-03"},
    {"period", "pattern='yyyymm'", "202313", "D202"},
    {"period", "pattern='yyyymm'", "202300", "D202"},
    {"period", "pattern='yyyy-Pmm'", "2023-P03", "2023-03"},
    {"period", "pattern='yyyy-Pmm'", "2023-P13", "D202"},
    {"period", "pattern='yyyyQq'", "2023Q1", "2023-Q1"},
    {"period", "pattern='yyyyQq'", "2023Q5", "D202"},
    {"period", "pattern='yyyyQq'", "2023-Q1", "D202"},
    {"period", "pattern='Qq yyyy'", "Q4 2023", "2023-Q4"},
    {"period", "pattern=\"yyyy'KW'qq\"", "2024KW02", "2024-Q2"},
    {"period", "pattern=\"yyyy'MM'mm\"", "2024MM12", "2024-12"},
    {"period", "pattern=\"yyyy'JJ00'\"", "2024JJ00", "2024"},
    {"period", "pattern='mmm yyyy'", "okt 2023", "2023-10"},
    {"period", "pattern='yyyy/yyyy'", "2023/2024", "2023-2024"},
    {"period", "pattern='yyyy/yy'", "2023/24", "2023-2024"},
    {"period", "pattern='yyyy/yy'", "1999/00", "1999-2000"},
    {"period", "pattern='yyyy/yy'", "2023/25", "D202"},
    {"period", "pattern='m-yyyy'", "3-2023", "2023-03"},
    {"period", "", "202303", "D202"},
    {"year", "pattern=\"yyyy'JJ00'\"", "2024JJ00", "2024"},
    {"year", "pattern=\"yyyy'JJ00'\"", "2024KW01", "D202"},
    {"year", "pattern='yy' years-from='2000'", "24", "2024"},
    {"year", "", "2024JJ00", "D202"},
};

static void a_day_is_read_as_declared_or_refused(void **state)
{
    (void)state;
    unsigned faults = 0;
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        const day *d = &days[i];
        try t = try_make();
        gr_str source = gr_str_fmt(
            t.arena,
            "<source xmlns='urn:griffie:source:1' id='s'><match root='r'/><dataset name='d' "
            "records='row' key='id' shared='yes'><field name='id' type='text'/>"
            "<field name='v' type='%s' %s/></dataset></source>",
            d->type, d->how);
        gr_str input = gr_str_fmt(t.arena, "<r><row id='1'><v>%s</v></row></r>", d->text);
        write_text(&t, "sources/s.xml", source.ptr);
        write_text(&t, "input/i.xml", input.ptr);
        bool refused = d->want[0] == 'D';
        gr_status status = try_run(&t);
        gr_str want = gr_str_fmt(t.arena, refused ? "[%s]" : "= 1 | %s\n", d->want);
        gr_str got = refused ? try_said(&t) : try_dump(&t);
        if ((status == GR_OK) == refused || gr_str_find(got, want) == SIZE_MAX) {
            faults++;
            print_error("%s %s '%s': want %s, got " GR_FMT GR_FMT "\n", d->type, d->how, d->text,
                        d->want, GR_ARG(try_said(&t)), GR_ARG(got));
        }
        try_free(&t);
    }
    assert_int_equal(faults, 0);
}

/** One moment that is no midnight, and nothing is said of the others. */
static void one_other_moment_tells(void **state)
{
    (void)state;
    try t = try_make();
    write_text(&t, "sources/s.xml",
               "<source xmlns='urn:griffie:source:1' id='s'><match root='r'/><dataset name='d' "
               "records='row' key='id' shared='yes'><field name='id' type='text'/><field name='v' "
               "type='date'/></dataset></source>");
    write_text(&t, "input/i.xml",
               "<r><row id='1' v='2021-12-31T23:00:00Z'/><row id='2' v='2021-12-31T22:00:01Z'/>"
               "<row id='3' v='2021-12-31'/></r>");
    assert_int_equal(try_run(&t), GR_OK);
    try_free(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_is_read_as_declared_or_refused),
        cmocka_unit_test(one_other_moment_tells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
