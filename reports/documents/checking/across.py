"""A paper against the others of its programme and against the pairs of today: who, until when, in which order. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date

from mentoring.calendar import words
from reports.documents import kinds
from reports.documents.beside import Beside, Bond, Party
from reports.documents.checking import days
from reports.documents.checking.fault import Fault, error, warning
from reports.documents.checking.places import said
from reports.documents.facts import Facts
from reports.documents.laying import Laid

_FIX, _PLANS, _MENTORS = "O7", "O8", "O6"
_SHOWN = 3  # names in a remark
_AGAIN = "Удалите черновик и составьте документ заново."


def find(laid: Laid, facts: Facts, beside: Beside | None) -> Iterator[Fault]:
    if beside is None:
        return
    if laid.kind.code == _FIX and _MENTORS not in beside.in_force:
        first = kinds.get(_MENTORS).title
        yield warning("Документ", "Наставники ещё не утверждены приказом.", f"Сначала выпустите приказ «{first}».")
    for bond in beside.bonds:
        yield from _state(laid, bond)
        yield from _sides(laid, bond, beside)
        yield from _days(laid, facts, bond)


def _state(laid: Laid, bond: Bond) -> Iterator[Fault]:
    """A pair is fixed once, before its plan and its agreements."""
    place, code = _place(bond), laid.kind.code
    if code == _FIX:
        for other in bond.fixes:
            yield error(place, f"Её закрепляет и другой документ: {other}.", "Оставьте пару в одном из них.")
        if not bond.project:
            yield error(place, f"Закреплять поздно: пара {bond.state}.", _AGAIN)
    elif code == _PLANS and bond.project:
        yield error(place, "План утверждают раньше, чем закреплена пара.", "Сначала выпустите приказ о закреплении.")
    elif _is_agreement(laid) and bond.project:
        yield warning(
            place, "Соглашение выйдет раньше приказа о закреплении.", "Сначала выпустите приказ о закреплении пар."
        )
    if bond.over and (code == _PLANS or _is_agreement(laid)):
        yield error(place, f"Пара уже {bond.state}.", "Удалите черновик: документ ей не нужен.")


def _sides(laid: Laid, bond: Bond, beside: Beside) -> Iterator[Fault]:
    """Whom the text names sits in the pair, and stands in the register."""
    alone = len(beside.bonds) == 1
    sits = {party.person for party in (*bond.mentors, *bond.mentees, *bond.coming)}
    mentors = [party for party in beside.mentors if party.person in beside.named]
    if alone and mentors and not sits & {party.person for party in mentors}:
        text = f"В документе наставник {_names(mentors)}, а в паре — {_names(bond.mentors) or 'никого'}."
        yield error(_place(bond), text, _AGAIN)
    strange = beside.named - sits - {party.person for party in beside.mentors}
    mentees = [party for party in beside.mentees if party.person in strange]
    if alone and mentees:
        yield error(_place(bond), f"В документе назван не тот наставляемый: {_names(mentees)}.", _AGAIN)
    gone = [party for party in (*bond.mentors, *bond.mentees) if not party.registered]
    if gone and (laid.kind.code in (_FIX, _PLANS) or _is_agreement(laid)):
        remedy = "Верните человека в реестр или измените состав пары."
        yield error(_place(bond), f"Нет в реестре: {_names(gone)}.", remedy)


def _days(laid: Laid, facts: Facts, bond: Bond) -> Iterator[Fault]:
    """The term that was written into the text is the term of the pair."""
    if bond.start < facts.period.start or bond.end > facts.period.end:
        yield warning(_place(bond), "Срок пары выходит за дни программы.", "Сверьте срок пары и программы.")
    for name, day in (("start", bond.start), ("end", bond.end)):
        if any(f"<{name}>" in block.get("text", "") for block in laid.kind.blocks) and not _told(laid, day):
            word = "начинает" if name == "start" else "работает до"
            yield warning(_place(bond), f"В тексте другой срок: пара {word} {words.full(day)}", _AGAIN)


def _told(laid: Laid, day: date) -> bool:
    return any(days.tells(one.text, day) for one in said(laid.paper))


def _is_agreement(laid: Laid) -> bool:
    return laid.kind.code.startswith("agreement_") and laid.kind.subject.startswith("pair")


def _place(bond: Bond) -> str:
    return f"Пара «{bond.name}»"


def _names(parties: Sequence[Party]) -> str:
    return words.some([party.name for party in parties], _SHOWN)
