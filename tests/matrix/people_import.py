"""The road of a list of people into the school."""

from functools import partial

from django.core.files.uploadedfile import SimpleUploadedFile

from mentoring.people import committing, staging
from mentoring.people.importing import reading
from mentoring.people.models import ImportBatch
from tests.matrix.page import Page
from tests.matrix.rows import SERIAL

DO = partial(Page, "people.import")
STEP = partial(DO, model="people.ImportBatch", key="public_id")


def listed(school) -> bytes:
    """Make a list of one person whose every word is a canary."""
    own = "".join("абвгдежзик"[int(sign)] for sign in str(next(SERIAL)))
    word = school.maker.word.capitalize()
    return f"Фамилия;Имя;Класс;Прочее\n{word}{own};{word};9А;{school.maker.text()}\n".encode()


def read(school, owner) -> ImportBatch:
    """Make a list that waits to be looked at; the child that reads files has tests of its own."""
    name, data = f"{school.maker.text()}.csv", listed(school)
    book = reading.read(name, data)
    return staging.keep_and_stage(ImportBatch.Kind.LEARNERS, name, data, book, by=school.colleague)[0]


def committed(school, owner) -> ImportBatch:
    batch = read(school, owner)
    return committing.commit(batch, version=batch.version, by=school.colleague).batch


def sent(school, row) -> dict:
    file = SimpleUploadedFile(f"{school.maker.text()}.csv", listed(school), "text/csv")
    return {"kind": ImportBatch.Kind.LEARNERS, "file": file}


def version(school, row) -> dict:
    return {"version": row.version if row else 1}


def columns(school, row) -> dict:
    return version(school, row) | {"c0": "surname", "c1": "given", "c2": "group"}


PEOPLE_IMPORT = {
    "people_import": DO("GET POST", data=sent, heavy=True),
    "people_import_sample": DO(arguments=("learners",)),
    "people_import_batch": STEP(make=read),
    "people_import_columns": STEP("POST", make=read, data=columns),
    "people_import_answer": STEP("POST", make=read, data=version),
    "people_import_commit": STEP("POST", make=read, data=version),
    "people_import_drop": STEP("POST", make=read),
    "people_import_failed": STEP(make=read),
    "people_import_undo": STEP(make=committed),
    "people_import_undo_now": STEP("POST", make=committed),
}
