"""Blank consents of families: a document for each purpose, names printed, passport lines left for the pen."""

import io

import pdfplumber
import pytest
from PIL import Image

from mentoring.accounts import files, schooldays
from mentoring.accounts.models import Membership, Organization, StoredFile
from mentoring.people.consents import giving, rules, usual
from mentoring.people.models import ConsentKind, Guardianship
from mentoring.people.tests.consent_cast import make_family, make_person
from reports.documents import emblems
from reports.documents.consents import pack as consent_pack
from reports.documents.look import Look
from reports.documents.tests.printed import MM

FOUR = ("pd_processing_minor", "participation_minor", "pd_distribution", "image_use")


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def today(school):
    return schooldays.today(school)


@pytest.fixture
def family(school, today):
    return make_family(school, rules.birthday_before(today, 12))


def codes(*wanted: str) -> list[int]:
    return list(ConsentKind.objects.filter(code__in=wanted).values_list("pk", flat=True))


def pages(content: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(content)) as paper:
        return [" ".join(page.extract_text().split()) for page in paper.pages]


def emblem_of(member: Membership) -> StoredFile:
    drawn = io.BytesIO()
    Image.new("RGB", (90, 90), "#336699").save(drawn, "PNG")
    content = emblems.redraw("emblem.png", drawn.getvalue())
    return files.store(member.organization, "emblem.png", content, action="organization.see", by=member)


def blanks(curator, family, today, **facts):
    people = consent_pack.people_of(curator.member, [family.child.pk], today)
    kinds = list(ConsentKind.objects.all())
    return list(consent_pack.blanks(people, kinds, today, by=curator.member, **{"only_lacking": True} | facts))


def test_each_purpose_is_a_sheet_of_its_own_with_names_and_lines(curator, school, family):
    kinds = codes("pd_processing_minor", "participation_minor", "pd_distribution")
    answer = curator.get("consent_papers_pdf", query={"person": family.child.pk, "kinds": kinds, "lacking": "1"})

    found = pages(answer.content)

    assert answer["Content-Type"] == "application/pdf"
    assert len(found) == 3
    for said in found:
        assert "СОГЛАСИЕ" in said and "Орлова Ирина (мать)" in said and "Ребёнок: Орлова Майя" in said
        assert "серия _______ №" in said and "Как отозвать" in said and school.full_name in said
    assert "24 месяца со дня подписи" in found[0] and "Какие сведения" in found[0]
    assert "Какие сведения" not in found[1]
    assert "Условия и запреты" in found[2]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("посёлок Заозёрный, улица Школьная, дом 1", "посёлок Заозёрный, улица Школьная, дом 1."),
        ("", "Адрес организации: ___"),
    ],
)
def test_consent_names_the_address_of_whom_it_is_given_to(curator, school, family, today, address, said):
    Organization.objects.filter(pk=school.pk).update(address=address)
    curator.member.organization.refresh_from_db()

    printed = pages(consent_pack.pdf(blanks(curator, family, today)))

    assert [said in page for page in printed] == [True] * len(printed)


def test_what_is_signed_is_not_printed_again(curator, family, today):
    giving.give(family.child, family.kinds["image_use"], on=today, **family.signed, by=None)

    lacking = [blank.title for blank in blanks(curator, family, today)]
    every = [blank.title for blank in blanks(curator, family, today, only_lacking=False)]

    assert family.kinds["image_use"].title not in lacking and len(lacking) == 6
    assert family.kinds["image_use"].title in every and len(every) == 7
    assert "Согласие на обработку персональных данных" not in every  # that of adults


def test_of_two_parents_the_pen_names_whoever_signs(curator, school, family, today):
    father = make_person(school, "Орлов", "Пётр")
    Guardianship.objects.create(organization=school, child=family.child, guardian=father, right="father")

    assert blanks(curator, family, today)[0].signatory.name == ""


def test_child_of_fourteen_has_a_line_of_its_own_and_an_adult_signs_alone(curator, school, today):
    teen = make_family(school, rules.birthday_before(today, 15), surname="Зимина")
    grown = make_family(school, rules.birthday_before(today, 19), surname="Летова")

    assert all(one.signs_too and one.minor for one in blanks(curator, teen, today))
    own = blanks(curator, grown, today)
    assert not any(one.signs_too or one.minor for one in own)
    assert own[0].title == "Согласие на обработку персональных данных"
    text = pages(consent_pack.pdf(own[:1] + blanks(curator, teen, today)[:1]))
    assert "законного представителя" not in text[0] and "старше 14 лет" in text[1]


def test_blanks_stand_each_on_one_sheet_of_the_school(curator, school, family):
    Look.objects.create(
        organization=school, lines="ул. Лесная, д. 5\nтел. 2-22-22", left=25, emblem=emblem_of(curator.member)
    )

    content = curator.get("consent_papers_pdf", query={"person": family.child.pk, "kinds": codes(*FOUR)}).content

    found = pages(content)
    assert len(found) == len(FOUR)
    assert all(said.startswith(f"{school.full_name} ул. Лесная, д. 5 тел. 2-22-22 СОГЛАСИЕ") for said in found)
    with pdfplumber.open(io.BytesIO(content)) as paper:
        assert min(letter["x0"] for page in paper.pages for letter in page.chars) / MM == pytest.approx(25, abs=0.5)
        assert [len(page.images) for page in paper.pages] == [1] * len(FOUR)


def test_a_school_that_has_changed_no_margin_keeps_the_narrow_ones(curator, school, family):
    Look.objects.create(organization=school, check_code=True)

    content = curator.get("consent_papers_pdf", query={"person": family.child.pk, "kinds": codes(FOUR[0])}).content

    with pdfplumber.open(io.BytesIO(content)) as paper:
        assert min(letter["x0"] for letter in paper.pages[0].chars) / MM == pytest.approx(22, abs=0.5)
    assert pages(content)[0].startswith("СОГЛАСИЕ")


def test_nothing_to_print_is_said_in_words(curator, family):
    answer = curator.get("consent_papers_pdf", query={"person": family.child.pk})

    assert answer.status_code == 302
    shown = curator.get("consent_papers", query={"person": family.child.pk}).content.decode()
    assert "Печатать нечего" in shown


def test_many_people_are_printed_in_the_background(curator, school, family, today):
    for number in range(consent_pack.AT_ONCE):
        make_family(school, rules.birthday_before(today, 12), surname=f"Новая{number}")

    page = curator.get("consent_papers", query={"group": family.group.pk}).content.decode()

    assert "Подготовить бланки" in page and "один PDF для двусторонней печати" in page
    assert curator.get("consent_papers_pdf", query={"group": family.group.pk}).status_code == 302


@pytest.mark.parametrize("code", [one.code for one in usual.KINDS])
def test_each_kind_is_a_blank_of_its_own_for_the_pen(curator, family, code):
    kind = ConsentKind.objects.get(code=code)
    page = curator.get("consent_blanks").content.decode()
    signers = {"adult": ["adult"], "minor": ["minor"], "any": ["adult", "minor"]}[kind.whose]

    for whose in ("adult", "minor"):
        answer = curator.get("consent_blank", kind.pk, whose)
        assert (
            (answer.status_code == 200) == (whose in signers) == (curator.at("consent_blank", kind.pk, whose) in page)
        )
        if whose not in signers:
            continue
        said = " ".join(pages(answer.content))
        assert said.startswith("СОГЛАСИЕ") and kind.title.removeprefix("Согласие ") in said
        assert ("Ребёнок (фамилия, имя" in said) == (whose == "minor")
        assert ("Я (фамилия, имя, отчество)" in said) == (whose == "adult")


def test_names_of_another_school_are_not_printed(other_curator, family):
    answer = other_curator.get("consent_papers", query={"person": family.child.pk})

    assert "Печатать некому" in answer.content.decode()
