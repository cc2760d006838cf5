"""Who may sign a consent on a day, and in what right."""

from dataclasses import dataclass
from datetime import date

from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.people import ages
from mentoring.people.consents import gates, rules
from mentoring.people.models import Consent, ConsentKind, Guardianship, Person


class ConsentRefused(Refused):
    """A consent that the law or the state of things does not allow."""


@dataclass(frozen=True)
class Signature:
    """Who signs, in what right, and whether a child of 14 to 17 has signed too."""

    right: str = Consent.SELF
    given_by: Person | None = None
    co_signed: bool = False


def checked(person: Person, kind: ConsentKind, signature: Signature, on: date, *, refusing: bool = False) -> Signature:
    """Return the signature as it is to be kept, or say why it does not hold on this day."""
    subject = gates.subjects_of(person.organization, [person.pk], on)[person.pk]
    minor, name = subject.is_minor(on), person.full_name
    if not rules.concerns(gates.kind_of(kind), subject, on):
        whose = "совершеннолетние" if kind.whose == ConsentKind.Whose.ADULT else "за несовершеннолетних"
        raise ConsentRefused(f"«{kind}» подписывают {whose}. {name}: {_age(person, on)}. Выберите другой вид согласия.")
    if not minor:
        if signature.right != Consent.SELF or signature.given_by:
            raise ConsentRefused(f"{name}: {_age(person, on)}, совершеннолетние подписывают за себя.")
        return Signature()
    if signature.given_by is None or signature.right == Consent.SELF:
        raise ConsentRefused(f"{name}: {_age(person, on)}, подписать должен законный представитель. Укажите, кто.")
    if not guardians(person, on).filter(guardian=signature.given_by, right=signature.right).exists():
        raise ConsentRefused(
            f"{signature.given_by.full_name} не записан законным представителем на {words.digits(on)}: {name}. "
            "Проверьте карточку ребёнка и дату подписи."
        )
    if not subject.signs_too(on):
        return Signature(signature.right, signature.given_by)
    if not signature.co_signed and not refusing:
        raise ConsentRefused(
            f"{name}: {_age(person, on)}. С 14 лет ребёнок подписывает вместе с представителем: отметьте его подпись."
        )
    return signature


def guardians(child: Person, on: date):
    """Return those who may sign for the child on this day."""
    rows = Guardianship.objects.filter(organization=child.organization_id, child=child).on(on)
    return rows.select_related("guardian").order_by("pk")


def _age(person: Person, on: date) -> str:
    if person.birth_date is None:
        return "дата рождения не записана"
    return words.counted(ages.age_on(person.birth_date, on), "год", "года", "лет")
