"""What respondents do: begin, go on another day, answer once; and what is keyed in from their papers."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from mentoring.accounts import journal, schooldays
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.people.models import Person
from mentoring.registry.models import Mentee, Mentor
from surveys import asked, filling, learning, ready
from surveys.filling import Filled, Item, Raw, Said
from surveys.models import Answer, Question, Questionnaire, Respondent, Response, Wave
from surveys.wording import NAMES

How = Respondent.How
CLOSED = "Этот опрос закрыт, ответы больше не принимают."
GIVEN = "На эту анкету уже ответили. Второй раз отвечать не нужно."
People = tuple[tuple[int, str], ...]
_REGISTERS = {
    Question.Register.MENTORS: (Mentor, asked.USUAL[Questionnaire.Side.MENTOR]),
    Question.Register.MENTEES: (Mentee, asked.USUAL[Questionnaire.Side.MENTEE]),
}


def respondents() -> QuerySet[Respondent]:
    """Return those who are asked, with all that their page tells."""
    return Respondent.objects.select_related(
        "organization", "person", "about", "wave__edition__questionnaire", "wave__programme", "wave__by"
    )


def waiting_of(member: Membership) -> QuerySet[Respondent]:
    """Return what this member is asked and has not answered yet, what closes first above."""
    rows = respondents().visible_to(member).filter(person__membership=member, answered_on=None)
    return rows.filter(wave__state=Wave.State.OPEN).order_by("wave__closes_on", "pk")


def questions_of(respondent: Respondent) -> list[Item]:
    """Return the questions of a wave as this respondent is asked them."""
    return questions_in(respondent.wave.edition_id, lambda register: _people(respondent, register))


def questions_in(edition: int, named: Callable[[str], People] = lambda register: ()) -> list[Item]:
    """Return the questions of an edition as plain values; `named` tells who of a register may be named."""
    # Plain tuples: forty rows of the model would take longer to make than to read.
    rows = list(Question.objects.filter(edition=edition).values_list("pk", *NAMES, named=True))
    people = {register: named(register) for register in {row.register for row in rows if row.kind == filling.PERSON}}
    return [item(row, people.get(row.register, ())) for row in rows]


def item(question: Question, people: People = ()) -> Item:
    """Return a question as a plain value."""
    return Item(key=question.pk, people=people, **ready.facts(question))


def _people(respondent: Respondent, register: str) -> People:
    """Return who of a register of the programme may be named, by name; nobody names themselves."""
    if register not in _REGISTERS:
        return ()
    model, states = _REGISTERS[register]
    rows = model.objects.filter(programme=respondent.wave.programme_id, state__in=states)
    found = Person.objects.filter(pk__in=rows.values("person")).exclude(pk=respondent.person_id)
    return tuple((one.pk, one.full_name) for one in found)


@transaction.atomic
def save_draft(respondent: Respondent, values: Mapping[str, Raw]) -> Respondent:
    """Keep what has been answered so far, over what was kept before; whoever has answered begins nothing anew."""
    row = _locked(respondent)
    if row.answered_on:
        raise Refused(GIVEN)
    _refuse_closed(row)
    known = {one.code: one for one in questions_of(row)}
    row.draft |= {code: filling.kept(known[code], raw) for code, raw in values.items() if code in known}
    row.save(update_fields=["draft"])
    return row


@transaction.atomic
def submit(respondent: Respondent, values: Mapping[str, Raw], *, how: str) -> Response | None:
    """Take the answers once: sent again, they change nothing, and the first are returned, unless they are nobody's."""
    row = _locked(respondent)
    if row.answered_on:
        return Response.objects.filter(respondent=row).first()
    _refuse_closed(row)
    return _keep(row, values, on=schooldays.today(row.organization), how=how)


@transaction.atomic
def key_in(respondent: Respondent, values: Mapping[str, Raw], *, on: date, by: Membership) -> Response:
    """Take the answers from a paper; what was keyed wrong may be keyed again while the wave is open."""
    row = _locked(respondent, by=by)
    _refuse_closed(row)
    today = schooldays.today(row.organization)
    if not row.wave.opens_on <= on <= today:
        since = words.day_month(row.wave.opens_on)
        raise Refused(f"День на бланке — с {since} по сегодня. Проверьте день.")
    if row.answered_on:
        _take_back(row)
    response = _keep(row, values, on=on, how=How.PAPER)
    if row.wave.anonymous:
        journal.write(row.organization, "wave.paper", row.wave, by=by)
    else:
        journal.write(row.organization, "respondent.paper", row, by=by, after={"answered_on": on})
    return response


def raws_of(response: Response, questions: Iterable[Item]) -> dict[str, Raw]:
    """Return kept answers as they were given."""
    found: dict[int, list[Said]] = {}
    for row in Answer.objects.filter(response=response).order_by("question", "row", "value"):
        found.setdefault(row.question_id, []).append(Said(row.row, row.value, row.text, row.person_id))
    return {one.code: filling.told(one, found.get(one.key, [])) for one in questions}


def _locked(respondent: Respondent, *, by: Membership | None = None) -> Respondent:
    """Lock who is asked: all that they send at once waits here, and so does the close of the wave.

    The wave is read after the lock: a row joined to the locked one would be seen as it stood before the wait.
    """
    rows = Respondent.objects.all() if by is None else Respondent.objects.visible_to(by)
    rows = rows.select_for_update(of=("self",)).select_related("organization")
    row = rows.filter(pk=respondent.pk).order_by("pk").first()
    if row is None:
        raise Refused(CLOSED)
    row.wave = Wave.objects.get(pk=row.wave_id)
    return row


def _refuse_closed(row: Respondent) -> None:
    if row.wave.state != Wave.State.OPEN:
        raise Refused(CLOSED)


def _take_back(row: Respondent) -> None:
    """Forget what was keyed in before; what somebody has sent themselves stays."""
    if row.wave.anonymous:
        raise Refused("Ответы без имён не исправить: неизвестно, где чьи.")
    if row.how != How.PAPER:
        raise Refused(f"{row.person.full_name}: ответ уже получен {row.get_how_display()}. Бумажный не нужен.")
    Response.objects.filter(respondent=row).delete()


def _keep(row: Respondent, values: Mapping[str, Raw], *, on: date, how: str) -> Response:
    """Write the answers down; of an anonymous wave neither a name nor the day of the answer stands beside them."""
    questions = questions_of(row)
    filled = filling.fill(questions, values)
    if filled.faults:
        raise Refused(_faults(questions, filled))
    nameless = row.wave.anonymous
    response = Response.objects.create(
        organization=row.organization,
        wave=row.wave,
        respondent=None if nameless else row,
        on=row.wave.opens_on if nameless else on,
    )
    Answer.objects.bulk_create(_answers(response, questions, filled))
    if not nameless:
        learning.learn(row, questions, filled, on=on)
    row.answered_on, row.how, row.draft = on, how, {}
    row.save(update_fields=["answered_on", "how", "draft"])
    return response


def _answers(response: Response, questions: Iterable[Item], filled: Filled) -> list[Answer]:
    return [
        Answer(
            organization_id=response.organization_id,
            response=response,
            question_id=one.key,
            row=said.row,
            value=said.value,
            text=said.text,
            person_id=said.person,
        )
        for one in questions
        if one.code in filled.values
        for said in filling.said(one, filled.values[one.code])
    ]


def _faults(questions: Iterable[Item], filled: Filled) -> str:
    names = [f"«{one.text}»" for one in questions if one.code in filled.faults]
    return f"Ответы не приняты. Проверьте: {words.some(names, 3)}."
