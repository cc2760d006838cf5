"""Faults about people: nobody in a place, somebody left off the list, somebody who cannot be reached. Pure."""

import re
from collections.abc import Iterator

from mentoring.calendar import words
from reports.documents.checking import whose
from reports.documents.checking.fault import Fault, error, warning
from reports.documents.checking.places import said, with_quotes
from reports.documents.facts import Facts, Human
from reports.documents.laying import Laid
from reports.documents.paper import declined

_PEOPLE = "admin:people_person_changelist"
_WORK = "admin:people_employment_changelist"
_GROUP = "admin:programmes_groupmember_changelist"
SHEET = "Лист ознакомления"
_SPACE = r"[ \u00a0]?"
_INITIALS = rf"[А-ЯЁ]\.{_SPACE}(?:[А-ЯЁ]\.)?"
SURNAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
NAMED = re.compile(rf"(?P<after>{SURNAME})[ \u00a0]{_INITIALS}|{_INITIALS}{_SPACE}(?P<before>{SURNAME})")
# «Школа имени Героя Труда А. П. Кедрова», «улица К. Берёзовой», «по методике Л. С. Ольховой».
_IN_HONOUR = re.compile(
    r"\b(?:(?<!от )(?<!по )имени|им\.|памяти|ул\.|улиц[а-яё]*|проспект[а-яё]*|площад[а-яё]*|пер\.|переул[а-яё]*"
    r"|методик[а-яё]*|книг[а-яё]*)(?:[ \u00a0]?[А-ЯЁа-яё]+){0,4}[ \u00a0]?$"
)
_NEAR = 80  # letters before a name in which it is told whose it is


def find(laid: Laid, facts: Facts) -> Iterator[Fault]:
    yield from _head(laid, facts)
    yield from _group(laid, facts)
    yield from _sheet(laid, facts)
    named = [facts.humans[pk] for pk in laid.named]
    yield from _unclear(named)
    if laid.sheet:
        yield from _unreachable(named)
        yield from _idle(named)


def _head(laid: Laid, facts: Facts) -> Iterator[Fault]:
    """Somebody must be able to approve it."""
    told = any(lack.missing.name == "head" for lack in laid.lacks)
    if laid.kind.is_approved and laid.kind.approver == "head" and facts.head is None and not told:
        yield error("Утверждение", "Руководитель организации не назначен.", "Укажите, кто руководит сейчас.", _WORK)


def _group(laid: Laid, facts: Facts) -> Iterator[Fault]:
    uses = [block for block in _blocks(laid) if block.get("of") == "group" and block["block"] == "table"]
    if not uses or not facts.group:
        return
    vacant = [seat for seat in facts.group if not seat.person]
    if len(vacant) == len(facts.group):
        yield error("Рабочая группа", "В ней одни вакансии.", "Впишите хотя бы одного человека.", _GROUP)
    for seat in vacant if len(vacant) < len(facts.group) else ():
        yield warning(
            "Рабочая группа",
            f"Вакансия: {seat.position or 'должность не указана'}.",
            "Впишите человека или уберите это место.",
            _GROUP,
        )


def _blocks(laid: Laid):
    for block in (*laid.kind.blocks, *laid.kind.annexes):
        yield block
        yield from block.get("blocks", ())


def _sheet(laid: Laid, facts: Facts) -> Iterator[Fault]:
    """Whoever a point names stands on the list, even where the name was typed by hand."""
    wants = any(block["block"] == "acquaintance" for block in laid.kind.blocks)
    if wants and laid.named and laid.sheet is None:
        yield error(SHEET, "Документ называет людей, а листа ознакомления в нём нет.", "Верните лист ознакомления.")
    if laid.sheet is None:
        return
    signing, placed = {signer.name for signer in laid.sheet.people}, _placed(laid)
    head = facts.head.person if facts.head else None
    known = {human.pk for human in facts.humans.values() if human.pk == head or human.name in signing}
    for one, quoted in with_quotes(said(laid.paper)):
        for found in NAMED.finditer(one.text) if one.rule else ():
            surname = found["after"] or found["before"]
            if quoted[found.start()] or surname in placed or _IN_HONOUR.search(one.text[: found.start()][-_NEAR:]):
                continue
            if known.isdisjoint(human.pk for human in whose.namesakes(surname, facts)):
                yield error(
                    one.place,
                    f"{found[0]}: этого человека нет в листе ознакомления.",
                    "Назовите его подстановкой из списка людей: тогда он попадёт в лист сам.",
                )


def _placed(laid: Laid) -> set[str]:
    """Return the surnames that placeholders wrote."""
    names = (text for key, text in declined(laid.paper).items() if key.startswith("person:"))
    return {found["after"] or found["before"] for name in names for found in NAMED.finditer(name)}


def _unreachable(named: list[Human]) -> Iterator[Fault]:
    without = [human for human in named if not human.account]
    if without:
        count = words.counted(len(without), "человек", "человека", "человек")
        yield warning(
            SHEET,
            f"{count} без доступа в систему: {_names(without)}.",
            "Ознакомьте их на бумаге или дайте им доступ.",
            _PEOPLE,
        )


def _unclear(named: list[Human]) -> Iterator[Fault]:
    if unknown := [human for human in named if not human.sex_known]:
        yield warning(
            "Имена в тексте",
            f"Не указан пол, падежи имени могут быть неверны: {_names(unknown)}.",
            "Укажите пол в карточке человека или проверьте имена в тексте.",
            _PEOPLE,
        )


def _idle(named: list[Human]) -> Iterator[Fault]:
    """Beside each name on the sheet stands a position; a parent who signs an agreement has none."""
    if idle := [human for human in named if not human.position]:
        yield warning(
            "Имена в тексте", f"Не указана должность: {_names(idle)}.", "Добавьте назначение на эту дату.", _WORK
        )


def _names(humans: list[Human]) -> str:
    return words.some([human.name for human in humans], 3)
