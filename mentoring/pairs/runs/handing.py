"""A run before those who decide: frozen as it was seen, each pair kept or turned down."""

from django.db import transaction
from django.utils import timezone

from mentoring.accounts import journal
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.pairs.models import Run, RunPair, RunWaiting
from mentoring.pairs.runs import assenting, reasons
from mentoring.pairs.runs.posing import Live
from mentoring.pairs.runs.running import State, keep, live, locked

STALE = "Пока вы смотрели, сведения участников или решения изменились. Посмотрите предложение ещё раз и передайте."


@transaction.atomic
def hand(run: Run, *, seen: str, by: Membership) -> Run:
    """Freeze the proposal for those who decide, as long as it is the one that was `seen`, and ask who is concerned."""
    row = locked(run, by, State.DRAFT)
    now = live(row)
    if now.fingerprint.whole != seen:
        raise Refused(STALE)
    if not now.proposal.pairs:
        raise Refused("Передавать нечего: ни одной пары не предложено. Посмотрите, чего не хватает участникам.")
    row.state, row.handed_at = State.HANDED, timezone.now()
    row.fingerprint = now.fingerprint.to_json() | {"day": now.found.day.isoformat()}
    row.figures = figures_of(now)
    row.body, row.heard = row.body or row.form.decided_by, row.heard or row.form.heard
    keep(row, "state", "handed_at", "fingerprint", "figures", "body", "heard")
    assenting.ask(_freeze(row, now), now.found.day)
    journal.write(row.organization, "run.hand", row, by=by, after={"pairs": len(now.proposal.pairs)})
    return row


def figures_of(now: Live) -> dict:
    """Return how far each goal is met, as it is frozen."""
    proposal, found = now.proposal, now.found
    sizes = {"mentees": len(found.mentees), "mentors": len(found.mentors), "places": found.places}
    return vars(proposal.figures) | sizes | {"completeness": proposal.completeness, "gap": proposal.gap}


def _freeze(run: Run, now: Live) -> list[RunPair]:
    found, own = now.found, {"organization": run.organization, "run": run}
    left = [(one.mentee, reasons.remedies(found, one)) for one in now.proposal.unplaced]
    RunWaiting.objects.bulk_create(
        RunWaiting(**own, mentee=found.mentees[key], remedies=remedies) for key, remedies in left
    )
    return RunPair.objects.bulk_create(
        RunPair(
            **own,
            mentee=found.mentees[one.mentee],
            mentor=found.mentors[one.mentor],
            score=one.score,
            completeness=one.completeness * 10,
            parts=reasons.kept(one.parts, found),
            locked=one.locked,
            breaks=[int(reason) for reason in one.breaks],
        )
        for one in now.proposal.pairs
    )


@transaction.atomic
def take_back(run: Run, *, by: Membership) -> Run:
    """Bring a run back to the draft: what was frozen goes, answers with it; decisions by hand stay."""
    row = locked(run, by, State.HANDED)
    row.pairs.all().delete()
    row.waiting.all().delete()
    row.state, row.handed_at, row.fingerprint, row.figures = State.DRAFT, None, {}, {}
    keep(row, "state", "handed_at", "fingerprint", "figures")
    journal.write(row.organization, "run.take_back", row, by=by, after={"state": row.get_state_display()})
    return row


def turn_down(proposed: RunPair, *, by: Membership) -> RunPair:
    """Let a proposed pair not be: its mentee waits on."""
    return _settle(proposed, True, "turn_down", by)


def keep_on(proposed: RunPair, *, by: Membership) -> RunPair:
    """Let a pair that was turned down be proposed again."""
    return _settle(proposed, False, "keep_on", by)


@transaction.atomic
def _settle(proposed: RunPair, declined: bool, verb: str, by: Membership) -> RunPair:
    locked(proposed.run, by, State.HANDED)
    row = RunPair.objects.select_related("mentee__person", "mentor__person").get(pk=proposed.pk)
    if row.declined != declined:
        row.declined = declined
        row.save(update_fields=["declined"])
        after = {"mentee": str(row.mentee), "mentor": str(row.mentor)}
        journal.write(row.organization, f"runpair.{verb}", row, by=by, after=after)
    return row
