"""A blank consent as blocks: one purpose, one person, what the law wants said, lines for the pen. Pure.

Passport data are written by hand and stay on the paper: the program keeps none (152-ФЗ, art. 9, p. 4).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reports.documents.paper import (
    PLAIN,
    Annex,
    Block,
    Letterhead,
    Name,
    Paper,
    Paragraph,
    Run,
    Signature,
    Stationery,
    text,
)

_DATE = "«____» ______________ 20____ г."
_HAND = "____________________"
_LINE = 78  # letters of a line of the sheet
_PASSPORT = "Паспорт (другой документ): серия _______ № __________, выдан «___» __________ ______ г."
_BIRTH = "Документ ребёнка: серия _________ № __________, выдан «___» __________ ______ г."
_OWN_WILL = "Решение принимаю свободно, своей волей и в своём интересе."
_FOR_CHILD = "Решение принимаю свободно, своей волей и в интересе ребёнка."


@dataclass(frozen=True)
class Signatory:
    """The representative who is to sign; without a name the pen writes it."""

    name: str = ""
    short_name: str = ""
    right: str = ""
    document: str = ""


@dataclass(frozen=True)
class Blank:
    """Everything one blank consent says; without a person the pen names them too."""

    title: str
    organization: str
    address: str
    person: str = ""
    short_name: str = ""
    about: str = ""  # «4 мая 2014 г. рождения, 6 «А»»
    purpose: str = ""
    data: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    more: str = ""
    months: str = ""
    public: bool = False
    minor: bool = False
    signs_too: bool = False
    signatory: Signatory = Signatory()
    look: Stationery = PLAIN


def paper(title: str, blanks: Iterable[Blank]) -> Paper:
    """Put blanks of one school one after another, each from a new page."""
    blanks = list(blanks)
    first, *others = (tuple(blocks(blank)) for blank in blanks)
    return Paper(title=title, blocks=first, annexes=tuple(Annex((), "", one) for one in others), look=blanks[0].look)


def blocks(blank: Blank) -> Iterator[Block]:
    """Lay out one blank; a school that has made its own letterhead has it on consents too."""
    if blank.look.heads:
        yield Letterhead("", blank.organization)
    yield Name("СОГЛАСИЕ")
    yield Paragraph(text(_what(blank), bold=True), centered=True)
    yield from _who(blank)
    yield _said("Даю согласие ", f"{_what(blank)}. {_FOR_CHILD if blank.minor else _OWN_WILL}")
    yield from _operator(blank)
    yield _said("Цель: ", f"{blank.purpose.rstrip('.')}.")
    if blank.data:
        yield _said("Какие сведения: ", f"{'; '.join(blank.data)}.")
    if blank.actions:
        ways = " С использованием средств автоматизации и без них." if blank.data else ""
        yield _said("Что с ними делают: ", f"{', '.join(blank.actions)}.{ways}")
    if blank.more:
        yield Paragraph(text(blank.more), flat=True)
    if blank.public:
        yield from _lines("Где публикуются сведения (адреса страниц):")
        yield from _lines("Условия и запреты, если нужны:", 2)
    yield _said("Срок: ", _term(blank))
    yield _said("Как отозвать: ", _withdrawal(blank))
    yield from _hands(blank)


def _what(blank: Blank) -> str:
    return blank.title.removeprefix("Согласие ").strip()


def _operator(blank: Blank) -> Iterator[Block]:
    """Say to whom, and where that is: without the address there is no consent (152-ФЗ, статья 9, часть 4)."""
    if blank.address:
        yield _said("Кому: ", f"{blank.organization}, {blank.address}.")
    else:
        yield _said("Кому: ", f"{blank.organization}.")
        yield from _lines("Адрес организации:")


def _who(blank: Blank) -> Iterator[Block]:
    about = f", {blank.about}" if blank.about else ""
    if not blank.minor:
        yield from _named("Я, ", "Я (фамилия, имя, отчество):", blank.person, about)
        yield from _passport()
        return
    by = blank.signatory
    if by.name:
        yield _said("Я, ", f"{by.name} ({by.right}),")
    else:
        yield from _lines("Я, законный представитель (фамилия, имя, отчество):")
    yield from _passport()
    yield from _named("Ребёнок: ", "Ребёнок (фамилия, имя, отчество, дата рождения):", blank.person, about)
    yield _flat(_BIRTH)
    yield from _lines("Кем выдан:")
    if by.document:
        yield _flat(f"Права представителя подтверждает: {by.document}.")
    else:
        yield from _lines("Права представителя подтверждает (свидетельство о рождении, решение об опеке):")


def _named(label: str, asked: str, person: str, about: str) -> Iterator[Block]:
    """Print a name that is known; leave a line for one that is not."""
    if person:
        yield _said(label, f"{person}{about}.")
    else:
        yield from _lines(asked)


def _passport() -> Iterator[Block]:
    yield _flat(_PASSPORT)
    yield from _lines("Кем выдан:")
    yield from _lines("Адрес:")


def _lines(label: str, further: int = 0) -> Iterator[Block]:
    """Leave the rest of the line to the pen, and so many lines more; a long label has its line below."""
    left = _LINE - len(label)
    yield _flat(f"{label} {'_' * left}" if left > _LINE // 3 else label)
    for _ in range(further + (left <= _LINE // 3)):
        yield _flat("_" * _LINE)


def _term(blank: Blank) -> str:
    until = "или пока согласие не отозвано."
    if not blank.months:
        return "до отзыва согласия или до конца участия в программе."
    grown = " Согласие представителя кончается, когда ребёнку исполняется 18 лет." if blank.minor else ""
    return f"{blank.months} со дня подписи {until}{grown}"


def _withdrawal(blank: Blank) -> str:
    said = "письменным заявлением на имя руководителя организации, в любое время, не объясняя причин."
    if blank.public:
        return f"{said} Публикация прекращается в течение трёх рабочих дней."
    if blank.data:
        return f"{said} Сведения уничтожаются в течение 30 дней, если закон не требует хранить их дольше."
    return said


def _hands(blank: Blank) -> Iterator[Block]:
    name = blank.signatory.short_name if blank.minor else blank.short_name
    yield _signed(name, _DATE)
    if blank.signs_too:
        yield _flat("Ребёнок старше 14 лет подписывает вместе с представителем:")
        yield _signed(blank.short_name, _DATE)


def _signed(name: str, on: str) -> Signature:
    return Signature(position=text(on), name=text(f"{_HAND} {name or _HAND}"))


def _said(label: str, words: str) -> Paragraph:
    return Paragraph((Run(label, bold=True), Run(words)), flat=True)


def _flat(words: str) -> Paragraph:
    return Paragraph(text(words), flat=True)
