"""Practices: gatherings, the library, cases and publications, awards."""

from datetime import timedelta
from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile

from mentoring.accounts import files, schooldays
from mentoring.people.models import Person
from practices.models import Gathering, Guest
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

PRACTICES: dict[str, Page] = GATHERINGS
