"""A run while it is a draft: begun, weighed, changed by hand, put off."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction

from mentoring.accounts import journal, schooldays
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.pairs.matching.people import Reason
from mentoring.pairs.models import Hand, Run
from mentoring.pairs.runs import posing
from mentoring.pairs.runs.posing import Live
from mentoring.programmes.models import MentoringForm, Programme
from mentoring.registry.models import Mentee, Mentor

State = Run.State
What = Hand.What
BANNED = (
    "Эту пару закрепить нельзя: есть закрытая причина, её знают куратор и психолог. "
    "Выберите другого наставника или обратитесь к ним."
)


@transaction.atomic
def begin(programme: Programme, form: MentoringForm, *, by: Membership) -> Run:
    """Begin the matching of a form; there is one at work at a time."""
    if not programme.forms.filter(form=form).exists():
        raise Refused(f"Формы «{form}» в программе нет. Добавьте её в карточке программы.")
    try:
        with transaction.atomic():
            run = Run.objects.create(
                organization=programme.organization,
                programme=programme,
                form=form,
                weights=posing.WEIGHTS,
                rules=posing.RULES,
                by=by,
            )
    except IntegrityError:
        raise Refused(f"Подбор по форме «{form}» уже идёт. Откройте его или отложите.") from None
    journal.write(run.organization, "run.begin", run, by=by, after={"form": str(form)})
    return run


@transaction.atomic
def weigh(run: Run, *, weights: Mapping[str, int], rules: Mapping[str, object], by: Membership) -> Run:
    """Say what matters more and which rules hold."""
    row = locked(run, by, State.DRAFT)
    before = {"weights": row.weights, "rules": row.rules}
    row.weights = {name: min(max(int(weights.get(name, 0)), 0), posing.HEAVIEST) for name in posing.WEIGHTS}
    row.rules = {name: rules.get(name, usual) for name, usual in posing.RULES.items()}
    if not any(row.weights.values()):
        raise Refused("Все веса равны нулю: сравнивать нечего. Оставьте хотя бы один больше нуля.")
    keep(row, "weights", "rules")
    after = {"weights": row.weights, "rules": row.rules}
    journal.write(row.organization, "run.weigh", row, by=by, before=before, after=after)
    return row


@transaction.atomic
def choose(run: Run, order: str, *, by: Membership) -> Run:
    """Choose which of the ready variants is proposed."""
    if order not in Run.Order:
        raise Refused("Такого варианта нет. Откройте страницу заново и выберите.")
    row = locked(run, by, State.DRAFT)
    before = {"order": row.get_order_display()}
    row.order = order
    keep(row, "order")
    journal.write(row.organization, "run.weigh", row, by=by, before=before, after={"order": row.get_order_display()})
    return row


def lock(run: Run, mentee: Mentee, mentor: Mentor, reason: str, *, by: Membership) -> Hand:
    """Make a pair by hand: whatever else changes, it stays; nobody is joined whom a ban keeps apart."""
    return _decide(run, mentee, mentor, What.LOCK, reason, by)


def ban(run: Run, mentee: Mentee, mentor: Mentor, reason: str, *, by: Membership) -> Hand:
    """Forbid a pair by hand."""
    return _decide(run, mentee, mentor, What.BAN, reason, by)


def free(run: Run, mentee: Mentee, mentor: Mentor, reason: str = "", *, by: Membership) -> Hand:
    """Take a decision about a pair back."""
    return _decide(run, mentee, mentor, What.FREE, reason, by)


@transaction.atomic
def drop(run: Run, *, by: Membership) -> Run:
    """Put a run off: its record stays, and another may be begun."""
    row = locked(run, by, State.DRAFT, State.HANDED)
    before = {"state": row.get_state_display()}
    row.state = State.DROPPED
    keep(row, "state")
    journal.write(row.organization, "run.put_off", row, by=by, before=before, after={"state": row.get_state_display()})
    return row


def live(run: Run) -> Live:
    """Lay out a draft as it would be proposed today."""
    return posing.live(run, schooldays.today(run.organization))


def locked(run: Run, by: Membership, *states: str) -> Run:
    """Take a run for a change; refuse where it is in no state from which the change leads."""
    rows = Run.objects.visible_to(by).select_related("organization", "programme__organization", "form")
    row = rows.select_for_update(of=("self",)).filter(pk=run.pk).first()
    if row is None or row.state not in states:
        raise Refused("Подбор уже в другом состоянии: его изменил кто-то ещё. Обновите страницу.")
    return row


def keep(run: Run, *fields: str) -> None:
    run.version += 1
    run.save(update_fields=["version", *fields])


@transaction.atomic
def _decide(run: Run, mentee: Mentee, mentor: Mentor, what: str, reason: str, by: Membership) -> Hand:
    row = locked(run, by, State.DRAFT)
    if {mentee.programme_id, mentor.programme_id} != {row.programme_id}:
        raise Refused("Эти люди из другой программы. Обновите страницу и выберите заново.")
    if what == What.LOCK:
        _refuse_banned(live(row), str(mentee.pk), str(mentor.pk))
    said = {"mentee": mentee, "mentor": mentor, "what": what, "reason": reason.strip()[:300]}
    hand = Hand.objects.create(organization=row.organization, run=row, by=by, **said)
    keep(row)
    journal.write(row.organization, f"hand.{what}", hand, by=by, after=said)
    return hand


def _refuse_banned(now: Live, mentee: str, mentor: str) -> None:
    if mentee not in now.found.mentees or mentor not in now.found.mentors:
        raise Refused("Одного из двоих уже нет среди участников подбора. Обновите страницу.")
    if Reason.BAN in now.proposal.why_not(mentee, mentor).reasons:
        raise Refused(BANNED)
