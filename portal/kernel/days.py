"""The days that anything here can have."""

from datetime import date

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2099, 12, 31)
"""What lies beyond is a slip of the hand; past the last day of the calendar nothing could be reckoned."""
