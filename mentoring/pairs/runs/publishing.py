"""The decision about a run: the pairs become projects, once, and whoever is concerned is told."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import transaction

from mentoring.accounts import journal
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.notifications import letters
from mentoring.pairs import pairing
from mentoring.pairs.models import Assent, Run, RunPair, RunWaiting
from mentoring.pairs.runs.running import State, keep, locked
from mentoring.programmes.models import RoleModel
from mentoring.registry.models import Mentee, Mentor


@transaction.atomic
def publish(run: Run, *, body: str, heard: str, decided_on: date, basis: str, start: date, by: Membership) -> Run:
    """Make the projects of all pairs that were not turned down, and write to those concerned."""
    row = locked(run, by, State.HANDED)
    if not body.strip():
        raise Refused("Не указано, кто решил. Впишите орган или должность.")
    end = row.programme.end
    if not row.programme.start <= start <= end:
        raise Refused("Пары начинают работу в дни программы. Выберите день между её началом и окончанием.")
    chosen = list(row.pairs.filter(declined=False).select_related("mentee__person", "mentor__person").order_by("pk"))
    if not chosen:
        raise Refused("Отклонены все пары: объявлять нечего. Верните подбор в черновик или отложите его.")
    for together in _teams(chosen):
        mentees = [one.mentee for one in together]
        made = pairing.propose(
            row.programme,
            row.form,
            together[0].mentor,
            mentees,
            start=start,
            end=end,
            by=by,
            role_model=_role_model(mentees, row),
        )
        RunPair.objects.filter(pk__in=[one.pk for one in together]).update(pair=made)
    _keep_waiting(row)
    row.state, row.body, row.heard = State.PUBLISHED, body.strip(), heard.strip()
    row.decided_on, row.basis = decided_on, basis.strip()
    keep(row, "state", "body", "heard", "decided_on", "basis")
    told = _tell(row)
    journal.write(
        row.organization,
        "run.publish",
        row,
        by=by,
        after={"body": row.body, "heard": row.heard, "decided_on": decided_on, "pairs": len(chosen), "told": told},
    )
    return row


def _teams(chosen: Iterable[RunPair]) -> list[list[RunPair]]:
    """Put the mentees of a mentor who works with groups together; everybody else is a pair."""
    teams: dict[tuple[int, int], list[RunPair]] = defaultdict(list)
    for one in chosen:
        alone = 0 if one.mentor.together == Mentor.Together.GROUP else one.pk
        teams[one.mentor_id, alone].append(one)
    return list(teams.values())


def _role_model(mentees: list[Mentee], run: Run) -> RoleModel | None:
    """Return the role model that all of a team have, if it is one of this form."""
    keys = {one.role_model_id for one in mentees}
    return RoleModel.objects.filter(pk__in=keys, form=run.form).first() if len(keys) == 1 else None


def _keep_waiting(run: Run) -> None:
    """Write down those whose pair was turned down among those who still wait."""
    known = set(run.waiting.values_list("mentee", flat=True))
    RunWaiting.objects.bulk_create(
        RunWaiting(organization=run.organization, run=run, mentee_id=mentee)
        for mentee in run.pairs.filter(declined=True).values_list("mentee", flat=True)
        if mentee not in known
    )


def _tell(run: Run) -> int:
    """Write to everybody who was asked and has an address: a letter for each pair of theirs."""
    rows = Assent.objects.filter(proposed__run=run, proposed__declined=False).exclude(person__email="")
    found = rows.select_related("person", "proposed__pair", "proposed__mentee__person", "proposed__mentor__person")
    for row in found:
        context = {"row": row, "form": run.form, "start": row.proposed.pair.start}
        letters.post(run.organization, row.person.email, "matched", context, key=f"matched:{row.public_id}")
    return len(found)
