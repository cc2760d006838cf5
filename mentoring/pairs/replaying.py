"""«Повторить»: the same inputs give the same proposal, or it is said which input has changed."""

from dataclasses import dataclass
from datetime import date

from mentoring.accounts.models import Membership
from mentoring.pairs import comparing, posing
from mentoring.pairs.matching.repeating import Fingerprint
from mentoring.pairs.models import Run
from mentoring.registry.models import Mentee, Mentor


@dataclass(frozen=True)
class Replay:
    """How a run comes out today beside what was frozen."""

    same: bool
    differences: tuple[str, ...]  # inputs that are not as they were
    moved: tuple[str, ...]  # mentees who would get another mentor


def again(run: Run, *, by: Membership) -> Replay:
    """Run the matching once more for the day it was handed over, as if its own pairs had not been made."""
    row = Run.objects.visible_to(by).select_related("organization", "programme", "form").get(pk=run.pk)
    kept = dict(row.fingerprint)
    now = posing.live(row, date.fromisoformat(kept.pop("day")), ignoring=row)
    before = Fingerprint.from_json(kept)
    names = _names(row, before, now.fingerprint)
    said = comparing.differences(before, now.fingerprint, lambda side, key: names[side].get(key, "Участник"))
    frozen = {(str(mentee), str(mentor)) for mentee, mentor in row.pairs.values_list("mentee", "mentor")}
    fresh = {(one.mentee, one.mentor) for one in now.proposal.pairs}
    moved = sorted({names["mentees"].get(mentee, "Участник") for mentee, _ in frozen ^ fresh})
    return Replay(frozen == fresh and not said, tuple(said), tuple(moved))


def _names(run: Run, before: Fingerprint, now: Fingerprint) -> dict[str, dict[str, str]]:
    """Name everybody who took part then or does now."""
    return {
        side: {
            str(row.pk): row.person.short_name
            for row in model.objects.filter(
                organization=run.organization_id, pk__in={*getattr(before, side), *getattr(now, side)}
            ).select_related("person")
        }
        for side, model in (("mentees", Mentee), ("mentors", Mentor))
    }
