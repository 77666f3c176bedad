"""Days as one says them."""

from datetime import date

import pytest
from django.utils import translation

from firsthand.front import days

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 5, 14), None, "14 May 2026"),
        (date(2026, 5, 14), date(2026, 5, 14), "14 May 2026"),
        (date(2026, 5, 14), date(2026, 5, 20), "14–20 May 2026"),
        (date(2026, 4, 2), date(2026, 5, 14), "2 April – 14 May 2026"),
        (date(2025, 12, 30), date(2026, 1, 2), "30 December 2025 – 2 January 2026"),
    ],
)
def test_a_span_says_month_and_year_once(first, last, said):
    with translation.override("en"):
        assert days.span(first, last) == said


def test_the_year_is_left_out_in_its_own_year():
    with translation.override("en"):
        assert days.short(date(2026, 11, 6), today=TODAY) == "6 November"
        assert days.short(date(2025, 11, 6), today=TODAY) == "6 November 2025"
        assert days.months(date(2026, 3, 1), date(2026, 4, 30), today=TODAY) == "March – April"
        assert days.months(date(2025, 3, 1), None, today=TODAY) == "March 2025"
        assert days.months(None, None, today=TODAY) == ""
