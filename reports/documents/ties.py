"""How acts stand to each other: what an act rests on, which acts of its programme are in force, what changed it.

Everything is told from acts read once: an act more costs no query more.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mentoring.calendar import words
from mentoring.people.declension import agreement
from reports.documents import kinds, telling
from reports.documents.models import Concern, Document

_PLAN_ORDER = "O1"  # the order that puts a plan in force
_DEEPEST = 5  # changes of changes that are followed


@dataclass(frozen=True)
class Link:
    """An act that another one is told by: «изменён приказом от 12.10.2026 № 15»."""

    words: str
    document: Document


@dataclass(frozen=True)
class Ties:
    """Acts by what ties them: the acts in force of each kind in each programme, changes of each act, its pairs."""

    in_force: Mapping[tuple[int, str], Sequence[Document]]
    changed_by: Mapping[int, Sequence[Document]]
    pairs: Mapping[int, frozenset[int]]

    def rests(self, document: Document) -> tuple[Link, ...]:
        """Return the acts in force that this one rests on, or by which it was approved."""
        kind = kinds.KINDS.get(document.kind)
        if kind is None or is_change(document):
            return ()
        found = [act for code in (*kind.after, *kind.heeds) for act in self._before(document, code)]
        found += self._ordered(document, kind)[-1:]
        return tuple(Link(named(act), act) for act in {act.pk: act for act in found}.values())

    def wants(self, code: str, programme: int) -> tuple[str, ...]:
        """Name the kinds of which one should be in force before an act of this kind, where none is."""
        needed = [one for one in kinds.get(code).after if one in kinds.KINDS]
        if any(self.in_force.get((programme, one)) for one in needed):
            return ()
        return tuple(telling.named(kinds.get(one), kinds.get(one).title) for one in needed)

    def changes(self, document: Document, depth: int = _DEEPEST) -> tuple[Link, ...]:
        """Return what has changed or ended an act, and what became of that in its turn."""
        found: list[Link] = []
        for act in self.changed_by.get(document.pk, ()) if depth else ():
            found.append(Link(_said(document, act), act))
            found += self.changes(act, depth - 1)
        return tuple(found)

    def _before(self, document: Document, code: str) -> list[Document]:
        acts = self.in_force.get((document.programme_id, code), ())
        return [act for act in acts if _precedes(act, document) and self._share(act, document)]

    def _ordered(self, document: Document, kind: kinds.Kind) -> list[Document]:
        """Find the orders that have put this paper or its plan in force."""
        code = kind.by_order or (_PLAN_ORDER if document.roadmap_id and kind.code != _PLAN_ORDER else "")
        acts = self.in_force.get((document.programme_id, code), ())
        if not kind.by_order:
            acts = [act for act in acts if act.roadmap_id == document.roadmap_id]
        return [act for act in acts if self._share(act, document)]

    def _share(self, one: Document, other: Document) -> bool:
        """Tell whether two acts speak of the same pairs, where both name pairs at all."""
        pairs, others = self.pairs.get(one.pk), self.pairs.get(other.pk)
        return not pairs or not others or not pairs.isdisjoint(others)


def tie(documents: Iterable[Document]) -> Ties:
    """Tie these acts to each other; the pairs that they name are asked for at once."""
    acts = sorted(documents, key=lambda act: (act.on or date.max, act.sequence or 0, act.pk))
    in_force: dict[tuple[int, str], list[Document]] = defaultdict(list)
    changed_by: dict[int, list[Document]] = defaultdict(list)
    for act in acts:
        for changed in filter(None, (act.amends_id, act.cancels_id)):
            changed_by[changed].append(act)
        if act.state in Document.IN_FORCE and not is_change(act):
            in_force[act.programme_id, act.kind].append(act)
    pairs: dict[int, set[int]] = defaultdict(set)
    named_pairs = Concern.objects.filter(document__in=[act.pk for act in acts])
    for document, pair in named_pairs.values_list("document", "pair"):
        pairs[document].add(pair)
    return Ties(in_force, changed_by, {pk: frozenset(some) for pk, some in pairs.items()})


def lineage(document: Document) -> tuple[Document, ...]:
    """Return an act, the one that it changes or ends, and so on to the one they are all about."""
    found = [document]
    while changed := found[-1].amends or found[-1].cancels:
        found.append(changed)
    return tuple(found)


def seen(document: Document) -> str:
    """Return the right that opens an act and its files: a change of a paper names whom the paper names."""
    return kinds.get(lineage(document)[-1].kind).seen


def is_change(document: Document) -> bool:
    """Tell whether an act only changes or ends another one."""
    return bool(document.amends_id or document.cancels_id)


def named(act: Document, case: str = "nom") -> str:
    """Name an act by its kind, day and number: «протокол от 12.09.2026 № 3»."""
    return f"{kinds.word_of(act.kind, case)} от{words.NBSP}{words.digits(act.on)} №{words.NBSP}{act.number}"


def _said(document: Document, act: Document) -> str:
    """Say what an act does to another: «изменён приказом от … № …»; of a draft, that it is being prepared."""
    if not act.is_issued:
        return "готовится отмена" if act.cancels_id else "готовится изменение"
    done = "отменён" if act.cancels_id else "изменён"
    return f"{agreement.stamp(done, kinds.word_of(document.kind))} {named(act, 'ins')}"


def _precedes(act: Document, document: Document) -> bool:
    return act.pk != document.pk and (document.on is None or act.on <= document.on)
