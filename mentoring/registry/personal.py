"""What the registries tell about mentees and mentors, from the first request to the certificate."""

from django.db.models import Q

from mentoring.people.privacy.declaring import Category, blank, gone, ground, held, kept
from mentoring.registry.models import RestrictedNote

COUNT = "счёт участников программы за прошлые годы; имени при записи нет"

_OF_MENTOR = "mentor__person"

HELD = (
    held("registry.category", impersonal="of title"),
    held("registry.competence", impersonal="title"),
    held(
        "registry.mentee",
        of="person",
        said=kept(Category.PART, "programme state role_model entered_on left_on", COUNT)
        | blank(Category.PART, "strengths interests reason result link")
        | blank(Category.NOTE, "note"),
        mentions="strengths interests reason result note",
    ),
    held(
        "registry.application",
        of="person",
        said=gone(Category.IDENTITY, "surname given patronymic birth_date")
        | gone(Category.CONTACT, "phone email")
        | gone(Category.FAMILY, "guardian right co_signed")
        | gone(Category.PART, "programme side state place competence text at decided_at")
        | gone(Category.CONSENT, "purposes"),
        mentions="surname given patronymic guardian place text",
        points="decided_by",
    ),
    held("registry.menteeform", of="mentee__person", said=gone(Category.PART, "form")),
    held("registry.menteecategory", of="mentee__person", said=gone(Category.SPECIAL, "category")),
    held(
        "registry.request",
        of="mentee__person",
        said=gone(Category.PART, "competence text wished source priority on"),
        mentions="text wished",
    ),
    held(
        "registry.mentor",
        of="person",
        said=kept(Category.PART, "programme state applied_on entered_on left_on", COUNT)
        | blank(Category.PART, "achievements interests experience motivation age_from age_to capacity hours days")
        | blank(Category.PART, "together shared reason result link")
        | blank(Category.NOTE, "note"),
        mentions="achievements interests experience motivation reason result note",
    ),
    held("registry.mentorform", of=_OF_MENTOR, said=gone(Category.PART, "form")),
    held("registry.mentorcompetence", of=_OF_MENTOR, said=gone(Category.PART, "competence")),
    held(
        "registry.restrictednote",
        of="person",
        said=gone(Category.SPECIAL, "kind text at"),
        mentions="text",
        points="by",
    ),
    held(
        "registry.interview",
        of=_OF_MENTOR,
        said=gone(Category.OPINION, "on place verdict comment"),
        mentions="place comment",
        points="held_by",
    ),
    held(
        "registry.interviewanswer",
        of="interview__mentor__person",
        said=gone(Category.OPINION, "question answer mark"),
        mentions="question answer",
    ),
    held("registry.interviewmember", points="person"),
    held("registry.criterion", impersonal="title"),
    held(
        "registry.evaluation",
        of=_OF_MENTOR,
        said=gone(Category.OPINION, "on verdict comment votes_for votes_against abstained"),
        mentions="comment",
    ),
    held("registry.evaluationmember", points="person"),
    held(
        "registry.evaluationmark",
        of="evaluation__mentor__person",
        said=gone(Category.OPINION, "criterion mark comment"),
        mentions="comment",
    ),
    held("registry.course", mentions="title goal", impersonal="start end", unlinks="head"),
    held("registry.session", mentions="theme expert_text materials", impersonal="form on", unlinks="expert"),
    held("registry.trainee", of=_OF_MENTOR, said=gone(Category.OPINION, "course")),
    held("registry.attendance", of="trainee__mentor__person", said=gone(Category.OPINION, "session came")),
    held("registry.certificate", of="trainee__mentor__person", said=gone(Category.OPINION, "number on")),
)

_OPINION = Q(kind=RestrictedNote.Kind.PSYCHOLOGIST)

# What is kept only while a consent stands: its withdrawal destroys this and leaves the rest.
GROUNDS = (
    ground("programme", "registry.request"),
    ground("programme", "registry.mentee", "strengths interests result link note"),
    ground("programme", "registry.mentor", "achievements interests experience motivation result link note"),
    ground("programme", "registry.mentorcompetence"),
    ground("publication", "registry.mentee", "link"),
    ground("publication", "registry.mentor", "link"),
    ground("special", "registry.menteecategory", only=Q(category__restricted=True)),
    ground("special", "registry.restrictednote", only=~_OPINION),
    ground("tests", "registry.restrictednote", only=_OPINION),
)
