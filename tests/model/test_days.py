"""How stored days and times read to people."""

from datetime import date

from cypsc_desktop.model.days import clock, days_away, full_day, long_day, short_day


def test_days_as_people_write_and_say_them() -> None:
    assert (short_day("2021-08-22"), long_day("2021-08-22")) == ("22 Aug 2021", "22 August 2021")
    assert full_day("2021-09-14") == "Tuesday 14 September 2021"
    assert (short_day("spring"), long_day("2021-02-30"), full_day("spring")) == ("spring", "2021-02-30", "spring")
    assert (short_day(None), long_day(None), full_day(None)) == ("", "", "")


def test_how_far_a_day_is_away() -> None:
    day = "2021-09-14"
    far = [days_away(day, date(2021, 9, n)) for n in (11, 13, 14, 15, 24)]
    assert far == ["In 3 days", "Tomorrow", "Today", "Yesterday", "10 days ago"]
    assert (days_away(day, date(2021, 1, 14)), days_away(day, date(2024, 9, 14))) == ("In 8 months", "3 years ago")
    assert (days_away("spring", date(2021, 9, 24)), days_away(None, date(2021, 9, 24))) == ("", "")


def test_times_as_agendas_print_them() -> None:
    assert [clock(t) for t in ("18:30", "10:00", "00:05", "12:00")] == ["6.30 pm", "10 am", "12.05 am", "12 pm"]
    assert (clock("about ten"), clock(None)) == ("about ten", "")
