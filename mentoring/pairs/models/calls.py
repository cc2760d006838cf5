"""The quiet button: a call for help that goes past the other side to the curator and the psychologist."""

from django.db import models
from django.db.models import Q

from mentoring import access
from mentoring.accounts.models import Membership
from mentoring.accounts.rows import OrganizationQuerySet, OrganizationRow, Versioned, public_id
from mentoring.pairs.models.asking import Side
from mentoring.pairs.models.pairs import Pair
from mentoring.people.models import Person

ANSWERING = frozenset({access.Role.CURATOR, access.Role.PSYCHOLOGIST})


class CallQuerySet(OrganizationQuerySet):
    def visible_to(self, membership):
        """Calls for the curator and the psychologist; the head sees those that nobody answered in time."""
        rows = super().visible_to(membership)
        if not membership.can("calls.see"):
            return rows.none()
        rows = rows.exclude(pair__in=sat_in_by(membership))
        if ANSWERING.isdisjoint(membership.roles):
            return rows.exclude(escalated_at=None)
        return rows


def sat_in_by(membership: Membership) -> models.QuerySet[Pair]:
    """Return the pairs on a side of which this member has ever stood: a call goes past them, whatever their role."""
    own = {"mentors__mentor__person", "mentees__mentee__person", "mentees__mentee__person__guardianships__guardian"}
    mine = Q(*((f"{path}__membership", membership.pk) for path in sorted(own)), _connector=Q.OR)
    return Pair.objects.filter(mine, organization=membership.organization_id).values("pk")


class Call(OrganizationRow, Versioned):
    """Somebody asks quietly for help; neither the other side nor the diary knows of it."""

    class State(models.TextChoices):
        NEW = "new", "ждёт ответа"
        TAKEN = "taken", "в работе"
        CLOSED = "closed", "закрыт"

    public_id = models.CharField(max_length=22, unique=True, default=public_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="calls", verbose_name="кто обратился")
    of = models.CharField("кем приходится", max_length=6, choices=Side)
    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="calls", verbose_name="пара")
    text = models.TextField("что случилось", blank=True)
    state = models.CharField("состояние", max_length=6, choices=State, default=State.NEW)
    at = models.DateTimeField("когда", auto_now_add=True)
    answer_by = models.DateTimeField("ответить до")
    answered_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="кто ответил"
    )
    answered_at = models.DateTimeField("первый ответ", null=True, blank=True)
    escalated_at = models.DateTimeField("передан руководителю", null=True, blank=True)
    outcome = models.TextField("чем кончилось", blank=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = "тихий сигнал"
        verbose_name_plural = "тихие сигналы"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["organization", "state", "answer_by"], name="call_state")]

    def __str__(self):
        return "тихий сигнал"


class CallNoteQuerySet(OrganizationQuerySet):
    def visible_to(self, membership):
        """What was done about the calls that this member may see."""
        return super().visible_to(membership).filter(call__in=Call.objects.visible_to(membership).values("pk"))


class CallNote(OrganizationRow):
    """What was done about a call, by whom and when."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField("что сделано")
    at = models.DateTimeField("когда", auto_now_add=True)

    objects = CallNoteQuerySet.as_manager()

    class Meta:
        verbose_name = "запись о сигнале"
        verbose_name_plural = "записи о сигнале"
        ordering = ["at", "pk"]
