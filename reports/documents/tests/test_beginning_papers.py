"""Papers that begin a cycle: the order on the regulation, the regulation, the programme, its accessibility."""

import pytest

from mentoring.accounts.models import Organization
from mentoring.people.models import Person
from mentoring.programmes import mentoring_forms
from mentoring.programmes.models import Programme, ProgrammeForm
from reports.documents import checking, drafting, paper
from reports.documents.models import Document
from reports.documents.tests.aloud import composed
from reports.documents.tests.staff import gather_group, staff

pytestmark = pytest.mark.usefixtures("august")
PAPERS = ("O2", "regulation", "O3", "O9")
SORTS = ("school", "college", "kindergarten", "additional")
ABSENT = {  # beginnings of words that papers of a sort never say
    "school": ("студенческ", "детск", "воспитанник"),
    "college": ("классные рук", "классный рук", "воспитанник", "детск"),
    "kindergarten": ("обучающ", "ученик", "студент", "классн"),
    "additional": ("ученик", "классные рук", "классный рук", "воспитанник", "детск"),
}


def begin(programme: Programme, sort: str, curator) -> dict[str, Person]:
    """Make an organization of this sort whose programme has its usual forms, a goal, a group."""
    school = programme.organization
    Organization.objects.filter(pk=school.pk).update(kind=sort, locality="Заозёрный")
    school.refresh_from_db()
    programme.goal, programme.tasks = "Помочь каждому найти своё дело", "Собрать наставников\nНаучить их."
    programme.save()
    people = staff(school)
    gather_group(programme, people)
    for form in mentoring_forms.take_usual(school, by=curator.member):
        ProgrammeForm.objects.create(organization=school, programme=programme, form=form, lead=people["Дятлов"])
    return people


def draft(kind: str, programme: Programme, curator) -> Document:
    return drafting.draft(kind, programme, by=curator.member)


def faults(document: Document) -> list[tuple[str, str]]:
    """Return the faults but for those that only ask: who has no access, whose place is vacant, what comes before."""
    found = checking.faults(document)
    return [(one.place, one.text) for one in found if one.place not in ("Лист ознакомления", "Документ")]


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("kind", PAPERS)
def test_paper_of_every_sort_lacks_nothing(kind, sort, programme, curator):
    begin(programme, sort, curator)

    document = draft(kind, programme, curator)

    assert faults(document) == []
    whole = str(paper.to_json(composed(document))).lower()
    assert [stem for stem in ABSENT[sort] if stem in whole] == []
