"""«Повторить»: the same inputs give the same proposal, or it is said which input has changed."""

from dataclasses import dataclass
from datetime import date

from mentoring.pairs.matching.repeating import Fingerprint
from mentoring.pairs.models import Run
from mentoring.pairs.runs import comparing, posing
from mentoring.pairs.runs.candidates import Candidates
from mentoring.registry.models import Mentee, Mentor


@dataclass(frozen=True)
class Replay:
    """How a run comes out today beside what was frozen."""

    same: bool
    differences: tuple[str, ...]  # inputs that are not as they were
    moved: tuple[str, ...]  # mentees who would get another mentor


def again(run: Run) -> Replay:
    """Run the matching once more for the day it was handed over, as if its own pairs had not been made."""
    kept = dict(run.fingerprint)
    now = posing.live(run, date.fromisoformat(kept.pop("day")), ignoring=run)
    before = Fingerprint.from_json(kept)
    names = _names(now.found, before)
    said = comparing.differences(before, now.fingerprint, lambda side, key: names[side].get(key, "Участник"))
    frozen = {(str(mentee), str(mentor)) for mentee, mentor in run.pairs.values_list("mentee", "mentor")}
    fresh = {(one.mentee, one.mentor) for one in now.proposal.pairs}
    moved = sorted({names["mentees"].get(mentee, "Участник") for mentee, _ in frozen ^ fresh})
    return Replay(frozen == fresh and not said, tuple(said), tuple(moved))


def _names(found: Candidates, before: Fingerprint) -> dict[str, dict[str, str]]:
    """Name everybody who took part then or does now; only those who are gone are asked for."""
    names = {}
    for side, model in (("mentees", Mentee), ("mentors", Mentor)):
        here = getattr(found, side)
        gone = set(getattr(before, side)) - set(here)
        rows = [*here.values(), *(model.objects.filter(pk__in=gone).select_related("person") if gone else ())]
        names[side] = {str(row.pk): row.person.short_name for row in rows}
    return names
