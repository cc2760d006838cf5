"""One row of every model of the admin in a school, each holding a word by which it is recognised."""

from datetime import date

from django.contrib import admin
from django.db import models

from mentoring.accounts import journal
from mentoring.accounts.models import DayCorrection, Membership, Organization, SchoolTerm, Unit
from mentoring.people.models import ConsentKind, Employment, Partner, Person, Position, StudyGroup
from mentoring.programmes.models import (
    Contingent,
    ContingentRow,
    GroupMember,
    MentoringForm,
    Programme,
    ProgrammeForm,
    Resource,
    Target,
)
from mentoring.registry.models import (
    Application,
    Category,
    Competence,
    Course,
    Criterion,
    Mentee,
    Mentor,
    RestrictedNote,
)
from reports.documents.models import Journal, LegalAct, Look, SchoolText
from reports.filing.models import CaseFile

ADMIN = admin.site._registry


def address(model: type[models.Model], page: str) -> str:
    return f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"


def fill(school: Organization, word: str, number: int = 0) -> dict[type[models.Model], models.Model]:
    """Make the rows; `number` keeps several sets of one school apart."""
    own = {"organization": school}
    person = Person.objects.create(**own, surname=word, given=f"Имя{number}")
    position = Position.objects.create(**own, title=f"{word} {number}")
    unit = Unit.objects.create(**own, name=f"{word} {number}")
    programme = Programme.objects.create(
        **own, title=f"{word} {number}", start=date(2026, 9, 1), end=date(2027, 5, 31), goal=word
    )
    form = MentoringForm.objects.create(**own, code=f"form-{number}", title=f"{word} {number}")
    contingent = Contingent.objects.create(**own, date=date(2026, 9, 1 + number))
    ContingentRow.objects.create(**own, contingent=contingent, label=word, value=7)
    ProgrammeForm.objects.create(**own, programme=programme, form=form, lead=person)
    Resource.objects.create(**own, programme=programme, kind="people", what=word)
    writer = Membership.objects.create(**own, name=f"{word} {number}")
    return {
        Person: person,
        Position: position,
        StudyGroup: StudyGroup.objects.create(**own, title=f"{word} {number}", teacher=person),
        Partner: Partner.objects.create(**own, title=f"{word} {number}"),
        ConsentKind: ConsentKind.objects.create(**own, code=f"own-{number}", title=f"{word} {number}"),
        Unit: unit,
        Programme: programme,
        MentoringForm: form,
        Contingent: contingent,
        Employment: Employment.objects.create(**own, person=person, position=position, unit=unit),
        GroupMember: GroupMember.objects.create(**own, programme=programme, person=person, position_text=word),
        SchoolTerm: SchoolTerm.objects.create(
            **own, code="quarter1", school_year=2040 + number, start=date(2040, 9, 1), end=date(2040, 10, 25)
        ),
        DayCorrection: DayCorrection.objects.create(**own, day=date(2026, 11, 1 + number), reason=word),
        CaseFile: CaseFile.objects.create(**own, index=f"01-{number:02}", title=f"{word} {number}", term="5 лет"),
        LegalAct: LegalAct.objects.create(**own, title=f"{word} {number}", number=str(number)),
        Look: Look.objects.get_or_create(**own, defaults={"lines": word})[0],
        SchoolText: SchoolText.objects.create(**own, kind="O1", version=number + 1, by=writer),
        Journal: Journal.objects.create(**own, code=f"own-{number}", title=f"{word} {number}"),
        Criterion: Criterion.objects.create(**own, title=f"{word} {number}", form=form, least=1),
        Course: Course.objects.create(**own, title=f"{word} {number}", programme=programme, head=person, goal=word),
        Mentee: Mentee.objects.create(**own, programme=programme, person=person),
        Mentor: Mentor.objects.create(**own, programme=programme, person=person),
        Application: Application.objects.create(**own, programme=programme, side="mentee", surname=word),
        Competence: Competence.objects.create(**own, title=f"{word} {number}"),
        Category: Category.objects.create(**own, of="mentee", title=f"{word} {number}"),
        RestrictedNote: RestrictedNote.objects.create(**own, person=person, kind="adaptation", text=word),
        Target: Target.objects.create(**own, year=2030 + number, group="partners", percent=5),
        journal.JournalEntry: journal.write(school, "person.add", person, by=None, after={"surname": word}),
    }
