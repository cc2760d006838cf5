"""Work of mentoring that an employee does as a duty they have already. The row stands apart from the acts."""

from django.db import models
from django.db.models import Q

from mentoring.accounts.models import Membership
from mentoring.accounts.rows import OrganizationRow
from mentoring.pairs.models import Pair
from mentoring.people.models import Person
from mentoring.programmes.models import Programme


class OwnDuty(OrganizationRow):
    """A work of mentoring that is a duty of an employee already, so that no labour papers are drafted for it."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+", verbose_name="программа")
    pair = models.ForeignKey(
        Pair, on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name="пара"
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="работник")
    where = models.CharField("где это записано", max_length=300)
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+", verbose_name="отметил")
    at = models.DateTimeField("отмечено", auto_now_add=True)

    class Meta:
        verbose_name = "работа в должностных обязанностях"
        verbose_name_plural = "работа в должностных обязанностях"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "pair", "person"], condition=Q(pair__isnull=False), name="own_duty_of_pair_once"
            ),
            models.UniqueConstraint(fields=["programme", "person"], condition=Q(pair=None), name="own_duty_once"),
        ]


def of(row: Pair | Programme) -> dict[int, str]:
    """Return where it is written that this work is a duty, by the person of whom it was said."""
    return dict(_rows(row).values_list("person", "where"))


def said(row: Pair | Programme, person: Person) -> OwnDuty | None:
    return _rows(row).filter(person=person).first()


def subject(row: Pair | Programme) -> dict[str, Pair | Programme | None]:
    """Tell of which pair, or of which programme as a whole, a duty is."""
    return {"programme": row.programme, "pair": row} if isinstance(row, Pair) else {"programme": row, "pair": None}


def _rows(row: Pair | Programme):
    return OwnDuty.objects.filter(**subject(row))
