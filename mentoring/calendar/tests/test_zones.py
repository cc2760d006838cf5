"""The date on the school's own wall, in eleven zones."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from mentoring.calendar import schoolyear, zones

OFFSETS = dict(zip(zones.ZONES, range(2, 13), strict=True))
EVENINGS = [datetime(2026, 8, 31, hour, tzinfo=UTC) for hour in (11, 12, 21, 22)]
MIDNIGHTS = [(date(2025, 12, 31), date(2026, 1, 1)), (date(2026, 8, 31), date(2026, 9, 1))]


@pytest.mark.parametrize(("zone", "days"), list(product(zones.ZONES, MIDNIGHTS)))
def test_day_changes_at_the_midnight_of_the_school(zone: str, days: tuple[date, date]) -> None:
    before, after = days
    midnight = datetime(after.year, after.month, after.day, tzinfo=UTC) - timedelta(hours=OFFSETS[zone])

    assert zones.today(zone, midnight - timedelta(seconds=1)) == before
    assert zones.today(zone, midnight) == after
    assert zones.moment(zone, after, 0) == midnight


@pytest.mark.parametrize(("zone", "now"), list(product(zones.ZONES, EVENINGS)))
def test_school_year_changes_by_the_zone_of_the_school(zone: str, now: datetime) -> None:
    begun = now + timedelta(hours=OFFSETS[zone]) >= datetime(2026, 9, 1, tzinfo=UTC)

    assert schoolyear.school_year(zones.today(zone, now)) == (2026 if begun else 2025)


def test_there_are_eleven_zones_with_russian_names() -> None:
    assert len(zones.ZONES) == 11
    assert zones.ZONES["Asia/Kamchatka"] == "Петропавловск-Камчатский (МСК+9)"


def test_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        zones.local("Europe/Moscow", datetime(2026, 1, 1))


def test_planned_moment_keeps_the_time_on_the_wall() -> None:
    assert zones.local("Asia/Omsk", zones.moment("Asia/Omsk", date(2026, 9, 1), 9, 30)).strftime("%H:%M") == "09:30"
