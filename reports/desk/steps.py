"""The first steps of a school that has just begun."""

from dataclasses import dataclass

from django.urls import reverse

from mentoring.accounts import vocabulary
from mentoring.accounts.models import Membership
from mentoring.people.models import Employment, Enrollment, ImportBatch
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
    colleagues = Membership.objects.visible_to(membership).filter(ended_at=None).exclude(pk=membership.pk)
    group = GroupMember.objects.visible_to(membership).filter(programme=overview.programme)
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
        *_lists(membership),
        Step(
            "Соберите рабочую группу",
            "Кто и за что отвечает в программе.",
            reverse("admin:programmes_programme_changelist"),
            overview.programme is not None and group.exists(),
        ),
        Step(
            "Пригласите сотрудников",
            "Каждый получит ссылку и увидит свою часть плана.",
            reverse("members"),
            colleagues.exists(),
        ),
        Step(
            "Составьте приказ о внедрении",
            "Он вводит дорожную карту в действие и назначает людей. Текст уже готов.",
            reverse("document_new"),
            Document.objects.visible_to(membership).filter(kind="O1").exists(),
        ),
    ]
    return [] if all(step.done for step in steps) else steps


def _lists(membership) -> list[Step]:
    """Ask for both lists of people; the few whom the first minute has entered are no list."""
    learners = vocabulary.of_kind(membership.organization.kind).learners
    loading = reverse("people_import")
    staff = Employment.objects.visible_to(membership).filter(duty=Employment.Duty.NONE)
    return [
        Step(
            "Загрузите список сотрудников",
            "Такой, какой ведёт отдел кадров: Excel или CSV. Из него берутся ответственные и наставники.",
            f"{loading}?kind={ImportBatch.Kind.STAFF}",
            staff.exists(),
        ),
        Step(
            f"Загрузите список: {learners}",
            "Из электронного журнала, с родителями и телефонами, если они там есть.",
            f"{loading}?kind={ImportBatch.Kind.LEARNERS}",
            Enrollment.objects.visible_to(membership).exists(),
        ),
    ]
