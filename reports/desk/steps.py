"""The first steps of a school that has just begun."""

from dataclasses import dataclass

from django.db.models import Exists
from django.urls import reverse

from mentoring.accounts import vocabulary
from mentoring.accounts.models import Membership
from mentoring.people.models import Consent, Employment, Enrollment, ImportBatch
from mentoring.programmes.models import GroupMember
from reports.desk.overview import Overview
from reports.documents.models import Document


@dataclass(frozen=True)
class Step:
    """One thing to do before the programme runs by itself."""

    title: str
    text: str
    url: str
    done: bool


def of_member(membership, overview: Overview) -> list[Step]:
    """Return the steps of whoever leads the programme while some are left; each is known by what it leaves behind."""
    if not membership.can("plan.edit"):
        return []
    left = _left_behind(membership, overview.programme)
    steps = [
        Step(
            "Заведите программу",
            "Учебный год или другой срок, цель и задачи.",
            reverse("admin:programmes_programme_add"),
            overview.programme is not None,
        ),
        Step(
            "Загрузите дорожную карту",
            "Готовую в Word или Excel; нет готовой — начните с образца.",
            reverse("plan_upload"),
            overview.roadmap is not None,
        ),
        *_lists(membership, left),
        Step(
            "Соберите согласия",
            "Бланки уже составлены: напечатайте на класс, а подписанные отметьте.",
            reverse("consents"),
            left["consents"],
        ),
        Step(
            "Соберите рабочую группу",
            "Кто и за что отвечает в программе.",
            reverse("admin:programmes_programme_changelist"),
            left["group"],
        ),
        Step(
            "Пригласите сотрудников",
            "Каждый получит ссылку и увидит свою часть плана.",
            reverse("members"),
            left["colleagues"],
        ),
        Step(
            "Составьте приказ о внедрении",
            "Он вводит дорожную карту в действие и назначает людей. Текст уже готов.",
            reverse("document_new"),
            left["order"],
        ),
    ]
    return [] if all(step.done for step in steps) else steps


def _left_behind(membership, programme) -> dict[str, bool]:
    """Tell which steps have left something behind, in one query."""

    def some(model, **facts):
        return Exists(model.objects.visible_to(membership).filter(**facts))

    colleagues = Membership.objects.visible_to(membership).filter(ended_at=None).exclude(pk=membership.pk)
    return (
        Membership.objects.filter(pk=membership.pk)
        .values(
            staff=some(Employment, duty=Employment.Duty.NONE),
            learners=some(Enrollment),
            consents=some(Consent),
            group=some(GroupMember, programme=programme),
            colleagues=Exists(colleagues),
            order=some(Document, kind="O1"),
        )
        .get()
    )


def _lists(membership, left: dict[str, bool]) -> list[Step]:
    """Ask for both lists of people; the few whom the first minute has entered are no list."""
    learners = vocabulary.of_kind(membership.organization.kind).learners
    loading = reverse("people_import")
    return [
        Step(
            "Загрузите список сотрудников",
            "Такой, какой ведёт отдел кадров: Excel или CSV. Из него берутся ответственные и наставники.",
            f"{loading}?kind={ImportBatch.Kind.STAFF}",
            left["staff"],
        ),
        Step(
            f"Загрузите список: {learners}",
            "Из электронного журнала, с родителями и телефонами, если они там есть.",
            f"{loading}?kind={ImportBatch.Kind.LEARNERS}",
            left["learners"],
        ),
    ]
