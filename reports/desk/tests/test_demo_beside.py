from datetime import date

import pytest
from django.core.management import CommandError, call_command

from mentoring.access import Role
from mentoring.accounts.models import Organization
from reports.desk import overview
from reports.desk.demo import plans
from roadmap.models import Roadmap
from tests.cast import make_member, make_programme, make_school


@pytest.mark.parametrize("today", [date(2026, 8, 28), date(2026, 11, 22), date(2027, 5, 24), date(2027, 8, 26)])
def test_plan_of_the_demo_has_done_late_and_near_in_any_season(db, today):
    school = make_school("school-7")
    curator = make_member(school, Role.CURATOR)
    start, end = plans.period_of(today)
    programme = make_programme(school, start=start, end=end)

    plan = plans.live(programme, "standard", [curator], by=curator, today=today)

    counts = overview.tallies(Roadmap.objects.filter(pk=plan.pk), today).values()
    assert start < today < end
    assert sum(count.events - count.unfinished for count in counts) >= 4
    assert sum(count.overdue for count in counts) == 2
    assert sum(count.soon for count in counts) >= 1


def test_demo_leaves_a_real_school_alone(school, settings, tmp_path, monkeypatch):
    settings.DEMO = False
    monkeypatch.chdir(tmp_path)

    with pytest.raises(CommandError, match="уже заведены организации"):
        call_command("demo", verbosity=0)

    assert list(Organization.objects.all()) == [school]
    assert not (tmp_path / "demo-accounts.json").exists()
