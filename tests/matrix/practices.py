"""Practices: gatherings, the library, cases and publications, awards."""

from datetime import date, timedelta
from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile

from mentoring.accounts import files, schooldays
from mentoring.people.models import Employment, Person
from mentoring.programmes.models import Programme
from mentoring.registry.models import Mentor
from practices.models import Award, Case, Gathering, Guest, Handed, Material, Publication, Rubric
from tests.matrix.expectations import may
from tests.matrix.page import Page

SEE, EDIT = "practices.see", "practices.edit"
PICTURE = b"\xff\xd8\xff" + bytes(64)


def today(school):
    return schooldays.today(school.organization)


def version(school, row) -> dict:
    return {"version": getattr(row, "version", 1)}


def appointed(school, owner=None, **own) -> Gathering:
    """Make a gathering of yesterday with one who was there and asked to be a mentor."""
    facts = {"on": today(school) - timedelta(1), "occurrence": None, "photo": None, "present": None, "invited": 20}
    row = school.maker.row(Gathering, **facts | own)
    school.maker.row(Guest, gathering=row, person=school.maker.row(Person), came=True, wish="mentor", enrolled_on=None)
    return row


def pictured(school, owner=None) -> Gathering:
    """Make a gathering with a photograph."""
    photo = files.store(school.organization, f"{school.maker.text()}.jpg", PICTURE, action=SEE, by=None)
    return appointed(school, photo=photo)


def appointment(school, row) -> dict:
    return {"title": school.maker.text(), "on": today(school).isoformat()} | version(school, row)


def outcome(school, row) -> dict:
    return {"on": (today(school) - timedelta(1)).isoformat(), "present": 18} | version(school, row)


def picture(school, row) -> dict:
    return {"photo": SimpleUploadedFile(f"{school.maker.text()}.jpg", PICTURE, "image/jpeg"), "agreed": "on"}


def first_guest(row) -> tuple:
    found = Guest.objects.filter(gathering=row).first() if isinstance(row, Gathering) else None
    return (found.pk if found else 1,)


def ticked(school, row) -> dict:
    return version(school, row) | {f"wish-{first_guest(row)[0]}": "mentee"}


GATHERING = {"model": "practices.Gathering", "key": "public_id", "make": appointed}
OF = partial(Page, EDIT, **GATHERING)

GATHERINGS = {
    "gatherings": Page(SEE, listing="practices.Gathering"),
    "gathering_new": Page(EDIT, "GET POST", data=appointment),
    "gathering": Page(SEE, **GATHERING),
    "gathering_edit": OF("GET POST", data=appointment),
    "gathering_hold": OF("GET POST", data=outcome),
    "gathering_photo": OF("GET POST", data=picture),
    "gathering_hide": Page(EDIT, "POST", **GATHERING | {"make": pictured}),
    "gathering_discard": OF("POST"),
    "gathering_invite": OF("POST", data=lambda school, row: {"circle": "staff"}),
    "gathering_mark": OF("POST", data=ticked),
    "gathering_strike": OF("POST", after=first_guest),
    "gathering_enrol": Page("registry.edit", "POST", **GATHERING),
    "gathering_sheet": Page(SEE, heavy=True, **GATHERING),
}


def running(school) -> Programme:
    """Return the programme that the school works with today."""
    return Programme.objects.filter(organization=school.organization).in_use(today(school))


def handed(school, owner=None, **own) -> Material:
    """Make a material that one person has been given."""
    row = school.maker.row(Material, audience="mentor", **own)
    school.maker.row(Handed, material=row, person=school.maker.row(Person))
    return row


def material(school, row) -> dict:
    return {"title": school.maker.text(), "audience": "mentor", "text": school.maker.text()} | version(school, row)


def first_handed(row) -> tuple:
    found = Handed.objects.filter(material=row).first() if isinstance(row, Material) else None
    return (found.pk if found else 1,)


def to_a_mentor(school, row) -> dict:
    person = school.maker.row(Mentor, programme=running(school), person=school.maker.row(Person)).person
    return {"on": today(school).isoformat(), "people": [person.pk]}


MATERIAL = {"model": "practices.Material", "key": "public_id", "make": handed}
OF_MATERIAL = partial(Page, EDIT, **MATERIAL)

LIBRARY = {
    "materials": Page(SEE, listing="practices.Material"),
    "materials_mine": Page("diary.write"),
    "material_new": Page(EDIT, "GET POST", data=material),
    "material": Page(SEE, **MATERIAL),
    "material_edit": OF_MATERIAL("GET POST", data=material),
    "material_hand": OF_MATERIAL("GET POST", data=to_a_mentor),
    "material_away": OF_MATERIAL("POST"),
    "material_back": Page(EDIT, "POST", **MATERIAL | {"make": partial(handed, away_on=date(2026, 9, 2))}),
    "material_take_back": OF_MATERIAL("POST", after=first_handed),
}


def story(school, owner=None, *, state: str = "draft", **own) -> Case:
    """Make a whole case that names nobody."""
    return school.maker.row(Case, state=state, pair=None, **own)


def ready(school, owner=None) -> Case:
    return story(school, state="ready")


def planned(school, owner=None, **own) -> Publication:
    """Make a line of the plan of publications that tells of no case."""
    return school.maker.row(Publication, case=None, gathering=None, link="", programme=running(school), **own)


def published(school, owner=None) -> Publication:
    row = planned(school)
    row.published_on, row.link = today(school), "https://example.org/1"
    row.save()
    return row


def titled(school, row) -> dict:
    return {"title": school.maker.text()} | version(school, row)


def line_of_plan(school, row) -> dict:
    return titled(school, row) | {"planned_on": today(school).isoformat()}


def out(school, row) -> dict:
    return {"on": today(school).isoformat(), "link": "https://example.org/1"} | version(school, row)


CASE = {"model": "practices.Case", "key": "public_id"}
PUBLICATION = {"model": "practices.Publication"}
RUBRIC = {"model": "practices.Rubric", "make": lambda school, owner: school.maker.row(Rubric)}
OF_CASE, OF_PUBLICATION = partial(Page, EDIT, **CASE), partial(Page, EDIT, **PUBLICATION)

STORIES = {
    "cases": Page(SEE, listing="practices.Case"),
    "case_new": Page(EDIT, "GET POST", data=titled),
    "case": Page(SEE, make=story, **CASE),
    "case_edit": OF_CASE("GET POST", make=story, data=titled),
    "case_ready": OF_CASE("POST", make=story),
    "case_redraft": OF_CASE("POST", make=ready),
    "case_publish": OF_CASE("GET POST", make=ready, data=out),
    "case_remove": OF_CASE("POST", make=story),
    "publications": Page(SEE, listing="practices.Publication"),
    "publication_new": Page(EDIT, "GET POST", data=line_of_plan),
    "publication_edit": OF_PUBLICATION("GET POST", make=planned, data=line_of_plan),
    "publication_out": OF_PUBLICATION("GET POST", make=planned, data=out),
    "publication_recall": OF_PUBLICATION("POST", make=published),
    "publication_remove": OF_PUBLICATION("POST", make=planned),
    "rubrics": Page(SEE, listing="practices.Rubric"),
    "rubric_new": Page(EDIT, "GET POST", data=titled),
    "rubric_edit": Page(EDIT, "GET POST", data=titled, **RUBRIC),
    "rubric_remove": Page(EDIT, "POST", **RUBRIC),
}


def thanks(school, owner=None, **own) -> Award:
    return school.maker.row(Award, kind="thanks", **own)


def gives_thanks(role: str, relation: str) -> bool:
    return may(role, "awards.edit")


def proposal(school, row) -> dict:
    person = school.maker.row(Employment, person=school.maker.row(Person), start=None).person
    told = {"person": person.full_name, "kind": "bonus", "reason": school.maker.text()}
    return told | {"on": today(school).isoformat()} | version(school, row)


def day(school, row) -> dict:
    return {"on": today(school).isoformat()} | version(school, row)


AWARD = {"model": "practices.Award", "make": thanks}

AWARDS = {
    "awards": Page("awards.see", listing="practices.Award"),
    "award_new": Page("awards.edit", "GET POST", data=proposal),
    "award_edit": Page("awards.edit", "GET POST", data=proposal, **AWARD),
    "award_give": Page("awards.see", "GET POST", data=day, only=gives_thanks, **AWARD),
    "award_take_back": Page(
        "awards.see", "POST", only=gives_thanks, **AWARD | {"make": partial(thanks, state="given")}
    ),
    "award_remove": Page("awards.edit", "POST", **AWARD),
}

PRACTICES: dict[str, Page] = GATHERINGS | LIBRARY | STORIES | AWARDS
