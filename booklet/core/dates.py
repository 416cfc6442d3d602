"""Dates as they are printed and as they pass."""
from datetime import date

# strftime would follow the locale of the machine; a booklet must not
MONTHS = "January February March April May June July August September October November December".split()


def folio_date(day: date) -> str:
    """21 November 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def is_past_review(review_by: date, on: date) -> bool:
    """Whether the day has passed by which somebody must have read it again. On that day itself it has not."""
    return on > review_by
