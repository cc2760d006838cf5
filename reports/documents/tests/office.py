"""What tests of the pages do again and again."""

from reports.documents import issuing
from reports.documents.models import Document
from reports.documents.tests import acts


def issue(document, head):
    return issuing.approve_and_issue(document, on=acts.today(document), by=head.person.membership)


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ")


def state(document) -> str:
    return Document.objects.get(pk=document.pk).state
