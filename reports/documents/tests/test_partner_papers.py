"""Papers for partners and leaflets: addressed in the right case, with the words of the programme's forms."""

import re

import pytest

from mentoring.accounts.operations import Refused
from mentoring.people.models import Affiliation, Consent, Partner, Person
from mentoring.programmes.models import MentoringForm, ProgrammeForm
from reports.documents import checking, composing, drafting, leaflets, paper
from reports.documents.look import Look
from reports.documents.models import Document
from reports.documents.paper import Letterhead, Registration
from reports.documents.rendering import docx, pdf
from reports.documents.subjects import table as subjects
from reports.documents.tests import participants
from reports.documents.tests.aloud import TODAY, composed, rows, said, table_of
from reports.documents.tests.printed import lines_of_docx, squashed, text_of_pdf

pytestmark = pytest.mark.usefixtures("august")
LEAFLETS = leaflets.KINDS


@pytest.fixture
def took(took):
    Person.objects.filter(pk=took.people["Осипова"].pk).update(phone="+7 900 555-66-77")
    return took


@pytest.fixture
def partner(took, programme):
    """A works with its head, whose technologist is a mentor here."""
    partner = Partner.objects.get(title="Завод «Маяк»")
    head = participants.person(programme, "Жукова Римма Кирилловна", "f")
    Affiliation.objects.create(
        organization=programme.organization, person=head, partner=partner, position="Генеральный директор"
    )
    return partner


def errors(document: Document) -> list[tuple[str, str]]:
    return [(fault.place, fault.text) for fault in checking.faults(document) if fault.level == checking.ERROR]


def test_letter_is_addressed_to_the_head_of_the_partner(partner, curator):
    letter = subjects.draft("employer_letter", partner, by=curator.member)

    blocks = composed(letter).blocks
    to = next(block for block in blocks if isinstance(block, paper.Addressee))
    assert [paper.words(line).replace("\u00a0", " ") for line in to.lines] == [
        "Генеральному директору", "Завод «Маяк»", "Жуковой Р. К.",
    ]  # fmt: skip
    assert said(letter)[0] == "Уважаемая Римма Кирилловна!"
    assert said(letter)[-2] == (
        "О решении просим сообщить письмом в срок до 14 сентября 2026 г. Контактное лицо — куратор программы "
        "Осипова И. Л., +7 900 555-66-77."
    )
    number = next(block for block in blocks if isinstance(block, Registration)).number
    assert number.replace("\u00a0", " ") == "Исх. № 41-од"
    assert errors(letter) == []


@pytest.mark.parametrize("kind", ["employer_letter", "agreement_partner"])
def test_kindergarten_writes_to_a_partner_of_its_teachers_alone(partner, curator, kind):
    school = partner.organization
    school.kind = "kindergarten"
    school.save(update_fields=["kind"])
    paper_of_teachers = "\n".join(said(subjects.draft(kind, partner, by=curator.member)))

    assert "педагог" in paper_of_teachers
    assert not re.search("обучающ|законны", paper_of_teachers)


def test_letter_to_nobody_is_refused_with_what_to_do(programme, curator):
    lonely = Partner.objects.create(organization=programme.organization, title="Музей")

    with pytest.raises(Refused, match="Впишите в его карточку руководителя"):
        subjects.draft("employer_letter", lonely, by=curator.member)


def test_letter_without_a_way_to_reach_the_curator_stops(partner, took, curator):
    Person.objects.filter(pk=took.people["Осипова"].pk).update(phone="")

    assert [text for _, text in errors(subjects.draft("employer_letter", partner, by=curator.member))] == [
        "Не указано: телефон или почта куратора."
    ]


def test_agreement_names_both_sides_in_their_cases(partner, curator):
    agreement = subjects.draft("agreement_partner", partner, by=curator.member)

    lines = said(agreement)
    assert lines[1] == (
        "Средняя школа ozernaya, именуемая в дальнейшем «Организация», в лице директора Рябинина Егора Ильича, "
        "действующего на основании устава, с одной стороны, и Завод «Маяк», именуемый в дальнейшем «Партнёр», в лице "
        "генерального директора Жуковой Риммы Кирилловны, действующей на основании устава, с другой стороны, "
        "вместе именуемые «Стороны», заключили настоящее соглашение."
    )
    assert "3.5. В день подписания соглашения от Партнёра в программе участвуют: Кедрова Н. П." in lines
    assert "5.1. Соглашение действует со дня подписания до 31 мая 2027 г." in lines
    assert rows(table_of(composed(agreement).blocks))[3:5] == [
        ("Директор", "Генеральный директор"),
        ("____________________ / Е. И. Рябинин", "____________________ / Р. К. Жукова"),
    ]
    assert errors(agreement) == []


def test_mentor_whose_consent_was_withdrawn_is_not_named_to_the_partner(partner, took, curator):
    Consent.objects.filter(person=took.people["Кедрова"]).update(withdrawn_on=TODAY)

    agreement = subjects.draft("agreement_partner", partner, by=curator.member)

    assert "Кедров" not in str(paper.to_json(composed(agreement)))


def test_agreement_without_the_head_of_the_partner_asks_for_the_words(took, curator):
    agreement = subjects.draft("agreement_partner", Partner.objects.get(), by=curator.member)

    assert [text.partition(":")[0] for _, text in errors(agreement)] == ["Осталось пустое место"]


def test_papers_are_drafted_from_the_card_of_the_partner(partner, curator):
    page = curator.get("admin:people_partner_change", partner.pk).content.decode()

    for kind in ("employer_letter", "agreement_partner"):
        assert curator.at("document_about", partner.pk, kind) in page
        curator.post("document_about", partner.pk, kind, action="documents.edit")
        assert curator.get("document", Document.objects.get(kind=kind).public_id).status_code == 200


def test_leaflet_speaks_of_the_forms_of_the_programme(took, programme, curator):
    own = {"organization": programme.organization}
    for code, title in (("teacher_teacher", "Учитель — учитель"), ("own", "Своя форма")):
        ProgrammeForm.objects.create(
            **own, programme=programme, form=MentoringForm.objects.create(**own, code=code, title=title)
        )

    of_form = {
        kind: [line for line in said(drafting.draft(kind, programme, by=curator.member)) if line.startswith("«")]
        for kind in LEAFLETS
    }

    assert [len(lines) for lines in of_form.values()] == [1, 1, 0]
    assert of_form["memo_mentee"] == [
        "«Учитель — учитель»: приносите наставнику свои планы занятий и вопросы, приходите к нему на уроки; ошибки "
        "обсуждают, за них не наказывают."
    ]


@pytest.mark.parametrize("kind", LEAFLETS)
def test_leaflet_says_whom_to_call(kind, took, programme, curator):
    leaflet = drafting.draft(kind, programme, by=curator.member)

    assert said(leaflet)[-2:] == [
        "Куратор программы — Осипова Инна Львовна, +7 900 555-66-77.",
        "Педагог-психолог — Лебедь Дарья Игоревна.",
    ]
    assert checking.faults(leaflet) == ()


@pytest.mark.parametrize("kind", LEAFLETS)
def test_leaflet_has_the_letterhead_that_the_school_has_made(kind, took, programme, curator):
    leaflet = drafting.draft(kind, programme, by=curator.member)
    assert not isinstance(composing.compose(leaflet).blocks[0], Letterhead)

    Look.objects.create(organization=programme.organization, lines="ул. Лесная, д. 5", left=40)

    made = composing.compose(leaflet)
    assert made.blocks[0] == Letterhead("", programme.organization.full_name)
    assert (made.look.lines, made.look.left) == (("ул. Лесная, д. 5",), 40)


def test_leaflet_without_a_telephone_says_where_to_write_it(took, programme, curator):
    Person.objects.filter(pk=took.people["Осипова"].pk).update(phone="")

    found = checking.faults(drafting.draft("memo_mentor", programme, by=curator.member))

    assert [(fault.text, fault.url_name) for fault in found] == [
        ("Не указано: телефон или почта куратора.", "admin:people_person_changelist")
    ]


@pytest.mark.parametrize("kind", ["employer_letter", "agreement_partner"])
def test_word_and_pdf_of_a_partner_say_the_same(kind, partner, curator):
    sheet = composing.compose(subjects.draft(kind, partner, by=curator.member))

    assert squashed("".join(lines_of_docx(docx.render(sheet)))) == text_of_pdf(pdf.render(sheet), sheet)


@pytest.mark.parametrize("kind", [*LEAFLETS, "application_blank", "confidentiality"])
def test_word_and_pdf_of_a_leaflet_say_the_same(kind, took, programme, curator):
    sheet = composing.compose(drafting.draft(kind, programme, by=curator.member))

    assert squashed("".join(lines_of_docx(docx.render(sheet)))) == text_of_pdf(pdf.render(sheet), sheet)
