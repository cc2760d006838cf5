"""Destroying what the school keeps about a person (152-ФЗ, article 21; order 179): one transaction, one act."""

from django.db import models, transaction
from django.utils import timezone

from mentoring.accounts import journal
from mentoring.accounts.models import Membership, Organization
from mentoring.accounts.operations import Refused
from mentoring.accounts.rows import Versioned
from mentoring.people.models import Erasure, ImportBatch, Person
from mentoring.people.privacy import accounts, foreseeing, marks, mentions, rows, shredding, traces
from mentoring.people.privacy.declaring import Fate, Held
from mentoring.people.privacy.rows import Own

ACTION = "privacy.erase"
PSEUDONYM = "Удалённый человек № "


class ErasureRefused(Refused):
    """Data that cannot be destroyed now."""


@transaction.atomic
def erase(person: Person, reason: str, *, by: Membership, basis: str = "") -> Erasure:
    """Destroy all that is kept about a person but issued papers; return the act, in which they have no name."""
    # An import, a merge and an erasure of one school go one after another: its row is the lock.
    organization = Organization.objects.select_for_update(no_key=True).get(pk=person.organization_id)
    person = _locked(person)
    refuse(person, by)
    number = next_number(organization)
    act = Erasure(organization=organization, number=number, reason=reason, basis=basis, by=by, at=timezone.now())
    known, own = marks.of(person), rows.of(person)
    seen = foreseeing.of(person, known, own)
    _destroy(person, act.pseudonym, known, own)
    act.destroyed = [[part.category.label, part.what, part.count] for part in seen.destroyed]
    act.kept = [[what, why] for what, why in seen.kept]
    act.left = mentions.left(organization, known)
    act.save(force_insert=True)
    journal.write(organization, "person.erase", act, by=by, after={"number": number, "basis": basis})
    return act


def next_number(organization: Organization) -> int:
    """Return the number of the next act; whoever asks holds the row of the school."""
    return Erasure.objects.filter(organization=organization).count() + 1


def _locked(person: Person) -> Person:
    rows_of = Person.objects.select_for_update(of=("self",)).select_related("organization", "membership__user")
    found = rows_of.filter(pk=person.pk).first()
    if found is None:
        raise ErasureRefused("Этих данных уже нет: их удалили раньше. Акт — в списке актов.")
    return found


def is_erased(person: Person) -> bool:
    """Whether the card is what an earlier erasure has left."""
    return not person.given and person.surname.startswith(PSEUDONYM)


def refuse(person: Person, by: Membership) -> None:
    """Say why these data cannot be destroyed now, or by this member."""
    if is_erased(person):
        raise ErasureRefused(f"{person.full_name}: данные уже уничтожены. Акт — в списке актов.")
    if person.membership_id == by.pk:
        raise ErasureRefused("Свои данные не удаляют сами: попросите руководителя или другого куратора.")
    if reading := ImportBatch.objects.filter(organization=person.organization_id, state=ImportBatch.State.READING):
        raise ErasureRefused(f"Читается список «{reading[0].name}»: дождитесь конца или отложите его и повторите.")


def _destroy(person: Person, name: str, known: marks.Marks, own: Own) -> None:
    files = own.files | traces.empty_lists(person, known) | traces.files_of_works(person)
    for model, field, found in rows.references(person):
        _save_all(found, {field: None}, model)
    member = person.membership
    person.membership = None
    _clear_rows(own)
    traces.empty_journal(person, known, own)
    traces.empty_deeds(person, known, own)
    traces.empty_letters(person, member, known, name)
    if member:
        accounts.forget(member, name)
    _leave_pseudonym(person, name)
    mentions.replace(person.organization, known, name)
    shredding.destroy(person.organization, files)


def _save_all(found: models.QuerySet, values: dict, model: type[models.Model]) -> None:
    """Change rows as the next version of each, so that a form opened before is refused."""
    if issubclass(model, Versioned):
        values = values | {"version": models.F("version") + 1}
    found.update(**values)


def _clear_rows(own: Own) -> None:
    """Delete the rows that go, blank those that stay, or that something of the school still rests on."""
    waiting = [(held, row) for held, found in own.rows if held.goes for row in found]
    while waiting:
        protected = [(held, row) for held, row in waiting if not _deleted(row)]
        if len(protected) == len(waiting):
            break
        waiting = protected
    for held, row in waiting:
        blank(held, row)
    for held, found in own.rows:
        if not held.goes and held.model not in ("people.person", "accounts.membership"):
            for row in found:
                blank(held, row)


def _deleted(row: models.Model) -> bool:
    try:
        with transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).delete()
    except models.ProtectedError:
        return False
    return True


def blank(held: Held, row: models.Model) -> None:
    """Empty what is declared of a row that stays."""
    changed = {}
    for name, said in held.said.items():
        field = row._meta.get_field(name)
        if said.fate in (Fate.BLANK, Fate.ROW) and can_be_empty(field):
            changed[field.name] = empty(field)
    for name in held.files:
        changed[name] = None
    changed |= dict.fromkeys(held.unlinks)
    if isinstance(row, Versioned):
        changed["version"] = row.version + 1
    type(row)._default_manager.filter(pk=row.pk).update(**changed)


def can_be_empty(field: models.Field) -> bool:
    is_text = isinstance(field, models.CharField | models.TextField)
    return field.null or field.has_default() or (is_text and not field.unique)


def empty(field: models.Field):
    """Return what a field holds when it says nothing."""
    if field.null:
        return None
    if field.has_default():
        return field.get_default()
    return ""


def _leave_pseudonym(person: Person, name: str) -> None:
    """Remove the card; where something of the school rests on it, a number stands there instead of a name."""
    if not _deleted(person):
        person.surname, person.given, person.patronymic = name, "", ""
        person.sex, person.sex_confirmed, person.birth_date = "", False, None
        person.email = person.phone = person.note = ""
        person.version += 1
        person.save()
