"""An organization at the beginning of its programme, and the papers it drafts."""

from mentoring.accounts.models import Organization
from mentoring.people.models import Person
from mentoring.programmes import mentoring_forms
from mentoring.programmes.models import Programme, ProgrammeForm
from reports.documents import drafting
from reports.documents.models import Document
from reports.documents.paper import SignSheet
from reports.documents.tests.aloud import composed
from reports.documents.tests.staff import gather_group, staff


def begin(programme: Programme, sort: str, curator, *but: str) -> dict[str, Person]:
    """Make an organization of this sort whose programme has its usual forms, a goal, a group."""
    school = programme.organization
    Organization.objects.filter(pk=school.pk).update(kind=sort, locality="Заозёрный")
    school.refresh_from_db()
    programme.goal, programme.tasks = "Помочь каждому найти своё дело", "Собрать наставников\nНаучить их."
    programme.save()
    people = staff(school, *but)
    gather_group(programme, people)
    for form in mentoring_forms.take_usual(school, by=curator.member):
        ProgrammeForm.objects.create(organization=school, programme=programme, form=form, lead=people["Дятлов"])
    return people


def draft(kind: str, programme: Programme, curator) -> Document:
    return drafting.draft(kind, programme, by=curator.member)


def readers(document: Document) -> list[str]:
    sheet = next(block for block in composed(document).blocks if isinstance(block, SignSheet))
    return [one.name.split()[0] for one in sheet.people]
