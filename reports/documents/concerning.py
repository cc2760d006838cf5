"""Which pairs a paper is about, and what becomes of them on the day it is issued."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.pairs import pairing, planning
from mentoring.pairs.models import Pair, Plan
from mentoring.programmes.models import Programme
from reports.documents import council, kinds, paired
from reports.documents.models import Concern, Document
from surveys import ending

Deed = Concern.Deed
_DEEDS = {"O7": Deed.FIX, "O8": Deed.APPROVE}
_NOBODY = {
    "projects": "Закреплять некого: нет пар-проектов, которых ещё не назвал такой документ. Подберите пары.",
    "peers": (
        "Спрашивать совет не о чем: нет пар-проектов тех форм, где он назван в строке «Чьё мнение спрашивают». "
        "Подберите пары или впишите совет в форму наставничества."
    ),
    "plans": "Утверждать нечего: нет согласованных планов, которых ещё не назвал такой документ. Согласуйте планы пар.",
}


def due(programme: Programme, kind: str) -> QuerySet[Pair]:
    """Return the pairs that a document of this kind would be about today: those no other one has named."""
    named = Concern.objects.filter(document__kind=kind).exclude(document__state=Document.State.CANCELLED)
    rows = Pair.objects.filter(programme=programme).exclude(pk__in=named.values("pair"))
    asked = kinds.get(kind).pairs
    if asked == "plans":
        return rows.filter(plan__state=Plan.State.AGREED, state__in=Pair.STANDING)
    projects = rows.filter(state=Pair.State.PROJECT)
    return projects.filter(form__in=council.forms(programme)) if asked == "peers" else projects


def choose(document: Document) -> None:
    """Write down the pairs that a new document is about; refuse where there are none."""
    asked = kinds.get(document.kind).pairs
    if not asked:
        return
    found = list(due(document.programme, document.kind))
    if not found:
        raise Refused(_NOBODY[asked])
    name(document, found, deed=_DEEDS.get(document.kind, Deed.NONE))


def name(document: Document, pairs: Iterable[Pair], *, deed: str = Deed.NONE, **facts: object) -> None:
    """Say which pairs a document is about."""
    own = {"organization": document.organization, "document": document}
    Concern.objects.bulk_create(Concern(**own, pair=pair, deed=deed, **facts) for pair in pairs)


def follow(document: Document, *, by: Membership) -> None:
    """Let the pairs do what the issued document says; of a list, only those that stand in it."""
    waiting = list(document.concerns.exclude(deed=Deed.NONE).filter(done_at=None).select_related("pair", "mentor"))
    if not waiting:
        return
    stands = paired.standing_in(document, document.on)
    rows: dict[str, list[Concern]] = defaultdict(list)
    for row in waiting:
        if row.deed in (Deed.REPLACE, Deed.END) or row.pair_id in stands:
            rows[row.deed].append(row)
    basis = f"{kinds.get(document.kind).word['nom']} от {words.digits(document.on)} № {document.number}"
    if fixed := rows[Deed.FIX]:
        pairing.fix([row.pair for row in fixed], basis=basis, on=document.on, by=by)
    for row in rows[Deed.APPROVE]:
        planning.approve(row.pair.plan, basis=basis, on=document.on, by=by)
    for row in rows[Deed.REPLACE]:
        pairing.replace(row.pair, row.mentor, on=_day(row), reason=f"{row.reason} ({basis})", by=by)
    for row in rows[Deed.END]:
        end = pairing.complete if row.ending in pairing.COMPLETING else pairing.dissolve
        end(row.pair, ending=row.ending, reason=f"{row.reason} ({basis})", on=_day(row), by=by)
        ending.ask(row.pair, by=by)
    done = [row.pk for some in rows.values() for row in some]
    Concern.objects.filter(pk__in=done).update(done_at=timezone.now())


def _day(row: Concern) -> date:
    """Return the day that the text names; an act may not be dated later than what it says will be."""
    if row.on < row.document.on:
        raise Refused(
            f"В приказе назван день {words.digits(row.on)}, он раньше даты приказа. Верните приказ, удалите черновик и "
            "составьте его заново на странице «Бумаги пары»."
        )
    return row.on
