"""Changing questionnaires: an edition that was asked stays as it is, and the next one takes the change."""

import re
from collections.abc import Callable
from dataclasses import replace

from django.db import transaction

from mentoring.accounts import journal, schooldays
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.programmes.models import MentoringForm
from surveys import ready, wording
from surveys.models import Edition, Question, Questionnaire
from surveys.wording import OWN, Questions, Wording

STALE = "Не сохранено: пока вы смотрели, анкету изменил кто-то ещё. Ниже она такая, как сейчас. Повторите, если нужно."
_EDGE = "Дальше двигать некуда: это край анкеты."
_GONE = "Этого вопроса в анкете уже нет. Откройте её заново."
_ADDED = re.compile(r"own_(\d{1,9})")


def last(questionnaire: Questionnaire) -> Edition:
    """Return the edition that is asked next."""
    return questionnaire.editions.latest("number")


def questions_of(edition: Edition) -> Questions:
    """Return what an edition asks, in order."""
    return tuple(ready.of(row) for row in edition.questions.all())


def was_asked(edition: Edition) -> bool:
    """Tell whether a wave rests on an edition: then it never changes."""
    return edition.waves.exists()


@transaction.atomic
def add_question(
    questionnaire: Questionnaire, said: Wording, *, after: str = "", version: int, by: Membership
) -> Wording:
    """Add a question after another one, or at the end; its code was never used in this questionnaire."""
    row = _locked(questionnaire, version, by)
    code = _next_code(row)
    one = replace(said, code=code, pair_code=code if said.pair_code == OWN else said.pair_code)
    _write(row, wording.added(questions_of(last(row)), one, after=after), by=by)
    _tell(row, "questionnaire.question_add", after=_facts(one), by=by)
    return one


@transaction.atomic
def change_question(questionnaire: Questionnaire, code: str, said: Wording, *, version: int, by: Membership) -> Wording:
    """Rewrite a question; its kind and its code stay, so that answers of all editions can be laid side by side."""
    row = _locked(questionnaire, version, by)
    was = questions_of(last(row))
    before = _found(was, code)
    if said.kind != before.kind:
        raise Refused("Вид вопроса не меняется. Добавьте новый вопрос нужного вида, а этот уберите.")
    said = replace(said, code=code, pair_code=code if said.pair_code == OWN else said.pair_code)
    now = wording.changed(was, code, lambda one: said)
    if now == was:
        raise Refused("В вопросе ничего не изменилось.")
    _write(row, now, by=by)
    names = [name for name in wording.NAMES if getattr(before, name) != getattr(said, name)]
    _tell(row, "questionnaire.question_change", before=_facts(before, names), after=_facts(said, names), by=by)
    return said


@transaction.atomic
def remove_question(questionnaire: Questionnaire, code: str, *, version: int, by: Membership) -> Wording:
    """Take a question out; answers to it stay with the editions that asked it."""
    row = _locked(questionnaire, version, by)
    was = questions_of(last(row))
    one = _found(was, code)
    _write(row, wording.removed(was, code), by=by)
    _tell(row, "questionnaire.question_remove", before=_facts(one), by=by)
    return one


@transaction.atomic
def move_question(questionnaire: Questionnaire, code: str, step: int, *, version: int, by: Membership) -> Wording:
    """Move a question up (-1) or down (1), over into the next part where its own ends."""
    return _rearrange(
        questionnaire,
        lambda was: wording.moved(was, _found(was, code).code, step),
        _EDGE,
        version=version,
        by=by,
    )


@transaction.atomic
def rename_part(questionnaire: Questionnaire, part: str, title: str, *, version: int, by: Membership) -> Questions:
    """Give a part another title."""
    return _rearrange(
        questionnaire, lambda was: wording.renamed(was, part, title), "Название прежнее.", version=version, by=by
    )


@transaction.atomic
def reword(questionnaire: Questionnaire, *, title: str, intro: str, version: int, by: Membership) -> Questionnaire:
    """Change the title of a questionnaire and what stands before its questions."""
    row = _locked(questionnaire, version, by)
    edition = last(row)
    before, after = {"title": row.title, "intro": edition.intro}, {"title": title, "intro": intro}
    if before == after:
        raise Refused("Название и вступление прежние.")
    row.title = title
    if intro != edition.intro:
        _lay(row, questions_of(edition), intro=intro, by=by)
    _tell(row, "questionnaire.reword", before=before, after=after, by=by)
    return row


@transaction.atomic
def restore(questionnaire: Questionnaire, *, version: int, by: Membership) -> Edition:
    """Lay the standard questions anew; what was asked by earlier editions stays."""
    row = _locked(questionnaire, version, by)
    standard = ready.standard_of(row)
    if standard is None:
        raise Refused("Эту анкету составили вы сами: стандартной у неё нет.")
    was = last(row)
    if is_standard(was, standard):
        raise Refused("Анкета и так стандартная.")
    before = {"edition": was.number, "questions": was.questions.count()}
    levels = [list(level) for level in standard.levels]
    edition = _write(row, standard.questions, intro=standard.intro, levels=levels, by=by)
    after = {"edition": edition.number, "questions": len(standard.questions)}
    _tell(row, "questionnaire.standard", before=before, after=after, by=by)
    return edition


def is_standard(edition: Edition, standard: ready.Ready) -> bool:
    """Tell whether an edition says exactly what the ready questionnaire does."""
    return edition.intro == standard.intro and questions_of(edition) == standard.questions


@transaction.atomic
def create(title: str, *, side: str, moment: str, form: MentoringForm | None = None, by: Membership) -> Questionnaire:
    """Make a questionnaire without questions yet."""
    made = Questionnaire(organization=by.organization, title=title, form=form, side=side, moment=moment)
    _begin(made, Edition(by=by))
    journal.write(made.organization, "questionnaire.add", made, by=by, after={"title": title})
    return made


@transaction.atomic
def copy(questionnaire: Questionnaire, title: str, *, by: Membership) -> Questionnaire:
    """Make a questionnaire with the same questions and an own title, to be changed for one pair or group."""
    was = _visible(questionnaire, by)
    edition = last(was)
    made = Questionnaire(organization=was.organization, title=title, form=was.form, side=was.side, moment=was.moment)
    first = _begin(made, Edition(intro=edition.intro, levels=edition.levels, by=by))
    Question.objects.bulk_create(ready.rows_of(questions_of(edition), first))
    journal.write(made.organization, "questionnaire.copied", made, by=by, after={"title": title, "of": was.title})
    return made


@transaction.atomic
def archive(questionnaire: Questionnaire, *, by: Membership) -> Questionnaire:
    """Put a questionnaire away: it is asked no more, its answers stay."""
    row = _visible(questionnaire, by)
    if row.archived_on:
        raise Refused("Анкета уже убрана.")
    row.archived_on = schooldays.today(row.organization)
    _tell(row, "questionnaire.put_away", after={"archived_on": row.archived_on}, by=by)
    return row


@transaction.atomic
def bring_back(questionnaire: Questionnaire, *, by: Membership) -> Questionnaire:
    """Take a questionnaire back into use."""
    row = _visible(questionnaire, by)
    if not row.archived_on:
        raise Refused("Анкета и так в работе.")
    before, row.archived_on = {"archived_on": row.archived_on}, None
    _tell(row, "questionnaire.bring_back", before=before, by=by)
    return row


def _rearrange(
    questionnaire: Questionnaire,
    change: Callable[[Questions], Questions],
    nothing: str,
    *,
    version: int,
    by: Membership,
) -> Questions:
    """Lay the questions in another order or under other titles; say `nothing` where that changes nothing."""
    row = _locked(questionnaire, version, by)
    was = questions_of(last(row))
    now = change(was)
    if now == was:
        raise Refused(nothing)
    _write(row, now, by=by)
    _tell(row, "questionnaire.arrange", before={"order": _order(was)}, after={"order": _order(now)}, by=by)
    return now


def _begin(questionnaire: Questionnaire, first: Edition) -> Edition:
    """Keep a new questionnaire of the school's own with its first edition."""
    questionnaire.code = f"own-{questionnaire.public_id}"
    questionnaire.save()
    first.organization, first.questionnaire = questionnaire.organization, questionnaire
    first.save()
    return first


def _visible(questionnaire: Questionnaire, by: Membership) -> Questionnaire:
    """Lock a questionnaire of one's own school."""
    rows = Questionnaire.objects.visible_to(by).select_for_update(of=("self",))
    return rows.select_related("organization", "form").get(pk=questionnaire.pk)


def _locked(questionnaire: Questionnaire, version: int, by: Membership) -> Questionnaire:
    """Lock a questionnaire that is about to change."""
    row = _visible(questionnaire, by)
    if row.archived_on:
        raise Refused("Анкета убрана. Верните её в работу, чтобы менять.")
    if row.version != version:
        raise Refused(STALE)
    return row


def _open(questionnaire: Questionnaire, *, by: Membership) -> Edition:
    """Return the edition to write into: the last one while no wave rests on it, else a new one after it."""
    # A wave planned at this moment holds the edition until it is done: then its questions are asked and stay.
    row = questionnaire.editions.select_for_update(of=("self",)).latest("number")
    if not was_asked(row):
        return row
    return Edition.objects.create(
        organization=questionnaire.organization,
        questionnaire=questionnaire,
        number=row.number + 1,
        intro=row.intro,
        levels=row.levels,
        by=by,
    )


def _write(questionnaire: Questionnaire, questions: Questions, *, by: Membership, **words) -> Edition:
    """Lay questions that have changed, unless they cannot be asked so."""
    if fault := wording.fault(questions):
        raise Refused(fault)
    return _lay(questionnaire, questions, by=by, **words)


def _lay(questionnaire: Questionnaire, questions: Questions, *, by: Membership, **words) -> Edition:
    """Lay questions as they are, under these words, into an edition that nobody was asked by."""
    edition = _open(questionnaire, by=by)
    if words:
        for name, value in words.items():
            setattr(edition, name, value)
        edition.save(update_fields=list(words))
    edition.questions.all().delete()
    Question.objects.bulk_create(ready.rows_of(questions, edition))
    return edition


def _tell(questionnaire: Questionnaire, action: str, *, by: Membership, before=None, after=None) -> None:
    questionnaire.version += 1
    questionnaire.save(update_fields=["title", "title_key", "archived_on", "version"])
    journal.write(questionnaire.organization, action, questionnaire, by=by, before=before, after=after)


def _found(questions: Questions, code: str) -> Wording:
    one = next((one for one in questions if one.code == code), None)
    if one is None:
        raise Refused(_GONE)
    return one


def _next_code(questionnaire: Questionnaire) -> str:
    """Give a code that no edition has used, so that answers of two questions are never taken for one."""
    codes = Question.objects.filter(edition__questionnaire=questionnaire).values_list("code", flat=True)
    used = (_ADDED.fullmatch(code) for code in set(codes))
    return f"own_{max((int(one[1]) for one in used if one), default=0) + 1}"


def _facts(one: Wording, names=wording.NAMES) -> dict:
    """Return what a question says, without what is empty."""
    said = {name: getattr(one, name) for name in names}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in said.items() if value}


def _order(questions: Questions) -> list[str]:
    return [f"{one.part}: {one.text}" for one in questions]
