"""A corrected form of the name of a school: in every paper, in both formats, of that school alone, until given back."""

import pytest

from mentoring.people import declining
from mentoring.people.models import Declension
from reports.documents import composing, drafting
from reports.documents.models import Document
from reports.documents.rendering import docx, pdf
from reports.documents.tests import acts
from reports.documents.tests.office import text
from reports.documents.tests.printed import lines_of_docx, squashed, text_of_pdf

KEY = "organization:full:gen"
BODY = [{"block": "paragraph", "text": "Разместить на сайте {organization.full|gen}, сообщить {curator|name dat}."}]
COMPUTED, CORRECTED = "Лесного лицея «Росток»", "лицея Лесного «Росток»"


@pytest.fixture
def named(school, curator, draft) -> Document:
    school.full_name = "Лесной лицей «Росток»"
    school.save()
    return drafting.edit(draft, by=curator.member, version=draft.version, body=BODY)


def said(document: Document) -> str:
    return text_of(composing.laid(Document.objects.get(pk=document.pk))[0].paper)


def text_of(paper) -> str:
    """Give the words of a paper as PDF and Word both say them."""
    printed = text_of_pdf(pdf.render(paper), paper)
    assert squashed("".join(lines_of_docx(docx.render(paper)))) == printed
    return printed


def correct(curator, document: Document, said: str):
    return curator.post("document_word", document.public_id, KEY, action="documents.decline", data={"text": said})


def test_name_of_the_school_is_marked_corrected_on_its_page_and_given_back(curator, named):
    page = curator.get("document", named.public_id)
    assert f'data-word="{KEY}"' in page.content.decode()
    assert curator.at("document_word", named.public_id, KEY) in page.content.decode()
    asked = text(curator.get("document_word", named.public_id, KEY))
    assert "чего?" in asked
    assert COMPUTED in asked
    assert squashed(COMPUTED) in said(named)

    response = correct(curator, named, CORRECTED)

    assert response.url == curator.at("document", named.public_id)
    assert squashed(CORRECTED) in said(named)
    assert squashed(COMPUTED) not in said(named)
    curator.post("document_word_forget", named.public_id, KEY, action="documents.decline")
    assert squashed(COMPUTED) in said(named)
    assert not Declension.objects.exists()


def test_correction_goes_into_later_papers_of_the_school(curator, named, draft):
    correct(curator, named, CORRECTED)

    later = acts.make_draft(named.programme, by=curator.member, title="О выставке", body=BODY)

    assert squashed(CORRECTED) in said(later)


def test_correction_of_another_school_is_never_taken(curator, named, other_school):
    other_school.full_name = "Лесной лицей «Росток»"
    other_school.save()
    own_name = declining.OwnName(other_school, declining.Naming.FULL)
    Declension.objects.create(
        organization=other_school, naming="full", case="gen", text="чужого лицея", nominative=str(own_name)
    )

    assert squashed(COMPUTED) in said(named)
    correct(curator, named, CORRECTED)
    assert declining.kept(own_name) == {"gen": "чужого лицея"}


def test_word_of_no_name_of_the_school_is_no_page(curator, named):
    for key in ("organization:place:gen", "organization:full:nom", "organization:full", "organization:1:gen"):
        assert curator.get("document_word", named.public_id, key).status_code == 404


def test_facts_of_a_paper_read_corrections_of_people_and_the_school_in_one_query(
    curator, named, django_assert_num_queries
):
    correct(curator, named, CORRECTED)
    rows = (named.organization, declining.Naming.FULL)

    with django_assert_num_queries(1):
        forms = declining.preload([], [], named.organization)

    assert forms.own_name("full", str(declining.OwnName(*rows)), "gen") == CORRECTED
