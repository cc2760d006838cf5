"""What an inspection is given of consents: each by name with its scan, or, where names are kept back, their count."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from mentoring.accounts import naming
from mentoring.accounts.naming import Names
from mentoring.people.consents import gates, matrix, rules
from mentoring.people.consents.rules import Act, Mark, Standing, Subject
from mentoring.people.models import Consent, ConsentKind
from mentoring.people.privacy import erasing
from reports.documents.telling import Badge
from reports.filing.line import Line, Piece
from reports.filing.shelves import CLOSED, Shelf

KEPT_BACK = "не вложены: в согласиях названы участники"
CLOSED_BACK = "не вложены: такие согласия показывает куратор программы"
BESIDE_CLOSED = "скан не вложен: на нём и согласие, которое показывает куратор программы"
_COUNTED = {
    Mark.GIVEN: "действует",
    Mark.SOON: "действует",
    Mark.EXPIRED: "истекло",
    Mark.WITHDRAWN: "отозвано",
    Mark.REFUSED: "отказов",
}


def lines(shelf: Shelf, folder: str, names: Names, today: date, *, personal: bool, special: bool) -> list[Line]:
    """Lay out the consents by name as far as they may be told, the others counted by kind."""
    if not personal:
        return summary(shelf, shelf.consents, today, lacking=KEPT_BACK)
    closed = [] if special else [act for act in shelf.consents if act.kind.gate in CLOSED]
    told = [act for act in shelf.consents if special or act.kind.gate not in CLOSED]
    scans = _scans([act for act in told if special or not act.beside_closed], folder, names)
    named = [_named(shelf, act, scans.get(act.scan_id), today) for act in told]
    return named + summary(shelf, closed, today, lacking=CLOSED_BACK)


def summary(shelf: Shelf, acts: Iterable[Consent], today: date, *, lacking: str = "") -> list[Line]:
    """Count consents by kind and by how they stand; nobody is named."""
    counts: dict[ConsentKind, Counter] = {}
    for act in acts:
        counts.setdefault(act.kind, Counter())[_COUNTED[_standing(act, today).mark]] += 1
    return [
        Line(shelf, f"{kind.title}: {found.total()}", Badge("", _told(found)), lacking=lacking)
        for kind, found in sorted(counts.items(), key=lambda one: (one[0].order, one[0].pk))
    ]


def _told(found: Counter) -> str:
    return ", ".join(f"{word} {found[word]}" for word in dict.fromkeys(_COUNTED.values()) if found[word])


def _scans(acts: Iterable[Consent], folder: str, names: Names) -> dict[int, Piece]:
    """Name each scan once: a sheet may hold several consents of one person."""
    given: dict[int, Piece] = {}
    for act in acts:
        if act.scan and act.scan_id not in given:
            stem = naming.safe(f"{act.on:%Y-%m-%d} {act.person.full_name} скан")
            given[act.scan_id] = Piece(names.give(folder, stem, naming.suffix(act.scan.name)), act.scan, "скан")
    return given


def _named(shelf: Shelf, act: Consent, scan: Piece | None, today: date) -> Line:
    pieces = (scan,) if scan else ()
    lacking = "" if scan else _lacking(act)
    return Line(shelf, _title(act), _look(act, today), on=act.on, pieces=pieces, lacking=lacking, of=act)


def _title(act: Consent) -> str:
    """Say to what, whose it is and who has signed for them."""
    title = f"{act.kind.title}: {act.person.full_name}"
    if act.given_by:
        title += f"; подпись: {act.given_by.full_name} ({act.get_right_display()})"
    return f"{title}, и сам(а)" if act.co_signed else title


def _look(act: Consent, today: date) -> Badge:
    said = _standing(act, today)
    return Badge(matrix.TONES[said.mark], _words(act, said), matrix.SIGNS.get(said.mark, ""))


def _words(act: Consent, said: Standing) -> str:
    if said.mark is Mark.GIVEN:
        return f"действует {said.words}"
    if said.mark is Mark.SOON:
        return f"действует, {said.words}"
    if act.act:
        return f"{said.brief}, сведения уничтожены: акт № {act.act.number}"
    return said.brief


def _standing(act: Consent, today: date) -> Standing:
    values = Act(act.on, act.until, act.given_by_id or 0, act.refused, act.withdrawn_on, act.pk)
    return rules.by_itself(gates.kind_of(act.kind), Subject(act.person.birth_date), values, today)


def _lacking(act: Consent) -> str:
    if act.scan:
        return BESIDE_CLOSED
    if erasing.is_erased(act.person):
        return "скан уничтожен вместе с персональными данными"
    if act.how == Consent.How.ONLINE:
        return f"бумаги нет: дано по ссылке{f', текст № {act.text.number}' if act.text else ''}"
    return "скана нет"
