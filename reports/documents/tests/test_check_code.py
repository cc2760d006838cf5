"""The code of an act: given at its issue, printed with a square, told to anybody without a name."""

import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from mentoring.accounts import codes, files, tries
from mentoring.accounts.models import StoredFile
from mentoring.notifications import outbox
from reports.documents import check_views, composing, dressing, issuing, paper
from reports.documents.look import Look
from reports.documents.models import Document
from reports.documents.tests.acts import make_approved, make_office, today
from reports.documents.tests.printed import pages_of

UNKNOWN = "Документа с таким кодом нет"


@pytest.fixture(autouse=True)
def folder(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.SITE_URL = "https://school.example"
    cache.clear()


@pytest.fixture
def office(school):
    Look.objects.create(organization=school, check_code=True)
    return make_office(school)


def issue(office, **fields) -> Document:
    programme, head, keeper = office
    document = make_approved(programme, head, by=keeper, **fields)
    return issuing.issue(document, on=today(document), by=keeper)


@pytest.fixture
def act(office):
    return issue(office)


def told(code: str, client: Client | None = None, **sent):
    page = reverse("check_act", args=[code])
    return (client or Client()).post(page, sent) if sent else (client or Client()).get(page)


def test_an_act_gets_its_code_with_its_number(act):
    assert re.fullmatch(f"[{codes.SIGNS}]{{10}}", act.check_code)
    assert composing.compose(act).look.check == f"https://school.example/check/{act.check_code}/"
    assert paper.digest(composing.compose(act)) == act.digest


def test_the_text_the_head_approved_has_no_code_yet(office):
    programme, head, keeper = office
    document = make_approved(programme, head, by=keeper)

    assert (document.check_code, composing.compose(document).look.check) == ("", "")


def test_each_act_has_a_code_of_its_own(office, monkeypatch):
    first = issue(office)
    drawn = iter([first.check_code, "K7XTACEHPM"])
    monkeypatch.setattr(codes, "pick", lambda length: next(drawn))

    second = issue(office, title="О втором дне")

    assert second.check_code == "K7XTACEHPM"
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=second.pk, sequence=None).update(check_code=first.check_code)
        Document.objects.create(
            organization=second.organization,
            programme=second.programme,
            kind="O1",
            title="Третий",
            drafted_by=second.drafted_by,
            check_code=first.check_code,
        )


def test_the_code_stands_on_the_first_page_alone(act):
    outbox.run_due()

    pages = pages_of(files.read(act.renderings.get(format="pdf").file))

    assert [act.check_code in page for page in pages] == [True, *[False] * (len(pages) - 1)]


def test_anybody_learns_kind_number_date_school_and_state_and_no_more(act, school):
    page = told(act.check_code).content.decode()

    assert f"Приказ № {act.number} от " in page
    assert school.full_name in page
    assert "действует" in page
    for hidden in (act.title, "Ракитин", "Сотрудник", act.public_id, act.digest, "Провести день"):
        assert hidden not in page


@pytest.mark.parametrize(("field", "words"), [("cancels", "отменён"), ("amends", "действует с изменениями")])
def test_a_changed_act_says_so(office, act, field, words):
    issue(office, title="О другом", **{field: act})

    assert words in told(act.check_code).content.decode()


def test_the_code_is_read_however_it_is_typed(act):
    typed = act.check_code.lower().replace("k", "к").replace("a", "а")

    found = Client().post(reverse("check"), {"code": f" {typed[:5]} - {typed[5:]} "})

    assert found.url == reverse("check_act", args=[act.check_code])
    assert told(typed).status_code == 200


def test_a_field_full_of_letters_is_read_from_its_beginning(db):
    assert Client().post(reverse("check"), {"code": "K" * 5000}).url == reverse("check_act", args=["K" * 40])
    assert "Введите код" in Client().post(reverse("check"), {"code": "щи"}).content.decode()


@pytest.mark.parametrize("code", ["K7XTACEHPM", "0", "нет", "%00%", "' OR 1=1 --", "{{7*7}}", "SAMPLE", "K" * 300])
def test_unknown_codes_have_one_answer(act, code):
    answer = told(code.replace("%", "p"))
    known = told("K7XTACEHP9")

    assert (answer.status_code, known.status_code) == (404, 404)
    assert UNKNOWN in answer.content.decode()
    strip = re.compile(r'(name="csrfmiddlewaretoken" value|nonce)="[^"]+"')
    assert strip.sub("", answer.content.decode()) == strip.sub("", known.content.decode())


def test_an_act_without_a_code_is_never_found(school):
    act = issue(make_office(school))

    assert act.check_code == ""
    assert check_views._found("") is None
    assert check_views._found(act.public_id) is None


def test_a_draft_is_never_found(office):
    programme, head, keeper = office
    document = make_approved(programme, head, by=keeper, check_code="K7XTACEHPM")

    assert told(document.check_code).status_code == 404


def test_the_issued_file_is_known_and_another_is_not_and_none_is_kept(act):
    outbox.run_due()
    issued = {row.format: files.read(row.file) for row in act.renderings.select_related("file")}
    kept = StoredFile.objects.count()

    for format, content in issued.items():
        same = told(act.check_code, file=SimpleUploadedFile(f"приказ.{format}", content))
        other = told(act.check_code, file=SimpleUploadedFile(f"приказ.{format}", content + b" "))
        assert "Это выпущенный файл" in same.content.decode()
        assert "Файл другой" in other.content.decode()
    assert StoredFile.objects.count() == kept


def test_a_file_of_another_act_is_another_file(office, act):
    second = issue(office, title="О втором дне")
    outbox.run_due()
    content = files.read(second.renderings.get(format="pdf").file)

    assert "Файл другой" in told(act.check_code, file=SimpleUploadedFile("a.pdf", content)).content.decode()


def test_no_file_and_too_big_a_file_are_said(act, monkeypatch):
    monkeypatch.setattr(files, "LIMIT", 1000)

    assert check_views.EMPTY in told(act.check_code, nothing="1").content.decode()
    for size in (1001, 2_000_000):  # the second is not listened to until its end
        big = told(act.check_code, file=SimpleUploadedFile("a.pdf", b"x" * size))
        assert check_views.TOO_BIG in big.content.decode()


def test_guessing_is_slow(act, monkeypatch):
    monkeypatch.setattr(tries, "time", lambda: 0.0)  # the world outside: no minute ends meanwhile
    client = Client()

    answers = [told("K7XTACEHP9", client).status_code for _ in range(31)]

    assert answers == [404] * 30 + [429]


def test_the_page_of_signing_in_leads_to_the_check(db):
    assert reverse("check") in Client().get(reverse("account_login")).content.decode()


def test_no_code_is_given_once_the_school_has_switched_it_off(office, school):
    Look.objects.filter(organization=school).update(check_code=False)

    assert issue(office).check_code == ""


def test_the_sample_code_can_be_no_code_of_an_act():
    assert set("SAMPLE") - set(codes.SIGNS)
    assert dressing.address("SAMPLE").endswith("/check/SAMPLE/")
