"""How a document is told on pages: its name in a list, its state as a sign and words, how long it waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from mentoring.accounts import schooldays
from mentoring.calendar import words, zones
from mentoring.people.declension import numbers
from mentoring.people.declension.cases import CASE_WORDS, Case
from reports.documents import kinds, paper
from reports.documents.checking.fault import ERROR, Fault
from reports.documents.models import Document

State = Document.State
LONG = 7  # days of waiting after which a head is told so in red
_ABOUT = ("О ", "Об ", "Обо ")
_TWO = 2


@dataclass(frozen=True)
class Badge:
    """A state as a sign and words."""

    tone: str
    words: str
    icon: str = ""


LOOKS = {
    State.DRAFT: Badge("", "черновик", "pencil"),
    State.SUBMITTED: Badge("go", "на утверждении", "hourglass-split"),
    State.RETURNED: Badge("warn", "возвращён с замечаниями", "arrow-counterclockwise"),
    State.APPROVED: Badge("go", "утверждён, ждёт номера", "check-circle"),
    State.ISSUED: Badge("ok", "действует"),
    State.AMENDED: Badge("ok", "действует с изменениями"),
    State.CANCELLED: Badge("", "отменён", "dash-circle"),
}


PRINTED = Badge("ok", "для печати", "printer")


def name(document: Document) -> str:
    """Name a document as people do: «Приказ о внедрении …»."""
    return named(kinds.KINDS.get(document.kind), document.title)


def named(kind: kinds.Kind | None, title: str) -> str:
    """Put the name of a kind before a title that only says what the paper is about."""
    if kind is None or not kind.name or not title.startswith(_ABOUT):
        return title
    return f"{kind.name.capitalize()} {title[0].lower()}{title[1:]}"


def requisites(document: Document) -> str:
    """Say «от 18 ноября 2026 г. № 12-од»; nothing where there is no number yet."""
    if not document.is_issued:
        return ""
    return f"от{words.NBSP}{words.full(document.on)} №{words.NBSP}{document.number}"


def look(document: Document) -> Badge:
    return LOOKS[document.state] if is_approved(document) else PRINTED


def is_approved(document: Document) -> bool:
    """Tell whether the head approves papers of this kind; others are printed as they are."""
    kind = kinds.KINDS.get(document.kind)
    return kind is None or kind.is_approved


def day_of(organization, moment) -> date:
    """Return the day of a moment by the clock of the school."""
    return zones.today(organization.zone, moment)


def progress(document: Document, today: date) -> str:
    """Say in one sentence how far a document is."""
    organization = document.organization

    def ago(moment):
        return words.ago(day_of(organization, moment), today)

    match document.state:
        case State.DRAFT:
            return f"Составлен {ago(document.drafted_at)}, {document.drafted_by.name}"
        case State.SUBMITTED:
            return f"Передан на утверждение {ago(document.submitted_at)}, {document.submitted_by.name}"
        case State.RETURNED:
            return "Исправьте по замечаниям и отправьте снова"
        case State.APPROVED:
            return f"Утверждён {ago(document.approved_at)}, номера ещё нет"
    return requisites(document).capitalize()


def waits(document: Document, today: date) -> Badge:
    """Say how long a document has been waiting for the head."""
    days = (today - day_of(document.organization, document.submitted_at)).days
    if days <= 0:
        return Badge("", "передан сегодня", "clock")
    said = f"ждёт {words.counted(days, 'день', 'дня', 'дней')}"
    if days >= LONG:
        return Badge("bad", said, "exclamation-octagon")
    return Badge("warn", said, "exclamation-triangle") if days >= _TWO else Badge("", said, "clock")


_SORTS = {"person": "имена", "position": "должности", "organization": "названия"}


@dataclass(frozen=True)
class Word:
    """A declined word of a paper: how it stands there, in which case, and what it is."""

    key: str
    text: str
    case: str
    sort: str


def declined(sheet: paper.Paper) -> list[Word]:
    """Return the declined words of a paper that can be corrected, in the order of the text."""
    found = []
    for key, text in paper.declined(sheet).items():
        what, _, rest = key.partition(":")
        case = rest.rpartition(":")[2]
        if what in _SORTS and case in CASE_WORDS:
            found.append(Word(key, text, CASE_WORDS[Case(case)], what))
    return found


def words_title(found: list[Word]) -> str:
    """Head the panel of declined words."""
    sorts = [said for sort, said in _SORTS.items() if any(word.sort == sort for word in found)]
    if sorts == ["имена"]:
        names = words.plural(len(found), "имя", "имени", "имён")
        return f"Проверьте {numbers.plainly(len(found), Case.ACC, 'n')} {names}"
    return f"Проверьте {', '.join(sorts)}: {len(found)}"


def faults(found: Iterable[Fault]) -> list[dict]:
    """Put faults with the addresses of the pages where they are put right."""
    return [
        {
            "fault": fault,
            "stops": fault.level == ERROR,
            "link": reverse(fault.url_name, args=fault.args) if fault.url_name else "",
        }
        for fault in found
    ]


def moment(organization, at) -> str:
    """Say a moment by the clock of the school, with its year."""
    local = zones.local(organization.zone, at)
    return f"{words.full(local.date())}, {local:%H:%M}"


def today_of(membership) -> date:
    return schooldays.today(membership.organization)
