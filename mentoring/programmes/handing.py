"""What a person holds in programmes that are not over."""

from collections.abc import Iterator
from datetime import date

from mentoring.people.handing import Held
from mentoring.people.models import Person
from mentoring.programmes.models import GroupMember, ProgrammeForm


def of_programmes(person: Person, today: date) -> Iterator[Held]:
    """Name the forms a person leads and their place in the working group."""
    forms = ProgrammeForm.objects.filter(lead=person, programme__end__gte=today).select_related("form", "programme")
    for row in forms:
        yield Held("форма наставничества", f"{row.form.title}, {row.programme.title}", row, "lead_id")
    places = GroupMember.objects.filter(person=person, programme__end__gte=today).select_related("programme")
    for row in places:
        yield Held("рабочая группа", row.programme.title, row, "person_id", ("programme_id",))
