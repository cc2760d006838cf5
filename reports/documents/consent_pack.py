"""Blank consents of families as one PDF: a document for each purpose that is still to be signed."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from mentoring.accounts import files, schooldays
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.notifications import jobs
from mentoring.notifications.jobs import Result
from mentoring.notifications.models import Job
from mentoring.people.consents import finding, gates, matrix, rules, wording
from mentoring.people.consents.rules import Subject
from mentoring.people.models import ConsentKind, ConsentText, Guardianship, Person
from mentoring.printing import press
from reports.documents import consent_forms
from reports.documents.consent_forms import Blank, Signatory
from reports.documents.rendering import html

JOB = "consent_papers"
AT_ONCE = 10  # people whose blanks are set while one waits
MOST = 300  # people of one pack
SHEETS = (*html.SHEETS, "css/consent.css")
NAME = "soglasiya.pdf"
_PART = 20  # people between two looks at the progress


def people_of(member: Membership, ids: Sequence[int], today: date) -> list[Person]:
    """Return these people, as far as the member reaches them, by name."""
    people = finding.reached(member).filter(pk__in=list(ids)[:MOST])
    return list(matrix.with_groups(people, today))


def blanks(
    people: Sequence[Person], kinds: Sequence[ConsentKind], today: date, *, only_lacking: bool, by: Membership
) -> Iterator[Blank]:
    """Yield a blank for each purpose that concerns each of these people, in a fixed number of queries."""
    subjects = gates.subjects_of(by.organization, [person.pk for person in people], today)
    acts = gates.acts_of(by.organization, subjects, [gates.kind_of(kind) for kind in kinds])
    texts = _texts(kinds, today)
    guardians = _guardians(people, today)
    for person in people:
        subject = subjects[person.pk]
        for kind in kinds:
            said = rules.standing(gates.kind_of(kind), subject, acts.get((person.pk, kind.code), ()), today)
            wanted = said.is_closed or said.mark is rules.Mark.SOON
            if wanted or not only_lacking and said.mark is not rules.Mark.NEEDLESS:
                yield _blank(person, subject, kind, texts.get(kind.pk), guardians[person.pk], today, by=by)


def pdf(given: Sequence[Blank]) -> bytes:
    """Set the blanks as one file."""
    if not given:
        raise Refused("Печатать нечего: всё уже подписано. Снимите отметку «только те, которых нет».")
    return press.pdf(html.page(consent_forms.paper("Согласия", given)), sheets=SHEETS)


def render(job: Job, *, people: list[int], kinds: list[int], only_lacking: bool) -> Result:
    """Set a big pack for whoever asked, and keep the file."""
    today = schooldays.today(job.organization)
    rows = people_of(job.by, people, today)
    chosen = list(ConsentKind.objects.filter(pk__in=kinds))
    found: list[Blank] = []
    for first in range(0, len(rows), _PART):
        found += blanks(rows[first : first + _PART], chosen, today, only_lacking=only_lacking, by=job.by)
        jobs.progress(job, min(first + _PART, len(rows)), len(rows))
    try:
        content = pdf(found)
    except press.Failed as failed:
        raise Refused(f"{failed.words} Возьмите меньше людей: например, один класс.") from failed
    kept = files.store(job.organization, NAME, content, action="consents.see", by=job.by)
    return Result(message=f"Бланки готовы: {words.counted(len(found), 'лист', 'листа', 'листов')}.", file=kept)


def _blank(
    person: Person,
    subject: Subject,
    kind: ConsentKind,
    said: ConsentText | None,
    guardians: Sequence[Guardianship],
    today: date,
    *,
    by: Membership,
) -> Blank:
    parts = wording.parts_of(said)
    return Blank(
        title=kind.title,
        organization=by.organization.full_name,
        address=by.organization.address,
        person=person.full_name,
        short_name=person.short_name,
        about=_about(person),
        purpose=parts["purpose"] or kind.title,
        data=_lines(parts["data"]),
        actions=_lines(parts["actions"]),
        more=parts["text"],
        months=words.counted(kind.months, "месяц", "месяца", "месяцев") if kind.months else "",
        public=kind.gate == ConsentKind.Gate.PUBLICATION and kind.written,
        minor=subject.is_minor(today),
        signs_too=subject.signs_too(today),
        signatory=_signatory(guardians),
    )


def _signatory(guardians: Sequence[Guardianship]) -> Signatory:
    """Name the representative where there is one; of several the pen names whoever signs."""
    if len(guardians) != 1:
        return Signatory()
    one = guardians[0]
    return Signatory(one.guardian.full_name, one.guardian.short_name, one.get_right_display(), one.document)


def _about(person: Person) -> str:
    born = [f"{words.full(person.birth_date)} рождения"] if person.birth_date else []
    return ", ".join([*born, *(one.group.title for one in person.classes)])


def _lines(said: str) -> tuple[str, ...]:
    return tuple(line.strip().rstrip(";.") for line in said.splitlines() if line.strip())


def _texts(kinds: Sequence[ConsentKind], today: date) -> dict[int, ConsentText]:
    """Return the words in force of each purpose, in one query."""
    rows = ConsentText.objects.filter(kind__in=kinds, since__lte=today).order_by("number")
    return {row.kind_id: row for row in rows}


def _guardians(people: Sequence[Person], today: date) -> dict[int, list[Guardianship]]:
    found: dict[int, list[Guardianship]] = defaultdict(list)
    for row in Guardianship.objects.on(today).filter(child__in=people).select_related("guardian").order_by("pk"):
        found[row.child_id].append(row)
    return found
