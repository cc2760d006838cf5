"""A school changes its own words for a kind of papers: each change is a version, checked whichever way it came."""

from django.db import transaction

from mentoring.accounts import journal
from mentoring.accounts.models import Membership, Organization
from reports.documents.bodies import Body
from reports.documents.kinds import Kind
from reports.documents.models import SchoolText
from reports.documents.texts import checks as text_checks
from reports.documents.texts import school_texts, trying
from reports.documents.texts.checks import TextRefused
from reports.documents.texts.school_texts import STANDARD, Standing


class StaleText(TextRefused):
    """Somebody has changed the text meanwhile: `stands` is what it says now."""

    def __init__(self, stands: Standing):
        super().__init__(
            "Не сохранено: пока вы правили, текст изменил кто-то ещё. Ваши слова остались, рядом — то, что сохранено "
            "сейчас. Проверьте и сохраните снова."
        )
        self.stands = stands


@transaction.atomic
def change(kind: str, body: Body, *, by: Membership, version: int) -> Standing:
    """Let papers of a kind say this from now on; nothing changed is no version."""
    stands = _lock(kind, by, version)
    body = list(body)
    if body == stands.body:
        return stands
    _refuse_faulty(stands.kind, body, before=stands.body)
    standard = stands.kind.body
    return _write("reword", stands, [] if body == standard else body, by, standard=school_texts.digest(standard))


@transaction.atomic
def restore(kind: str, wanted: int, *, by: Membership, version: int) -> Standing:
    """Go back to a version that was, or to the standard text; it becomes the newest."""
    stands = _lock(kind, by, version)
    body, standard = _version(stands, wanted, by.organization)
    if (body or stands.kind.body) == stands.body:
        return stands
    if body:
        _refuse_faulty(stands.kind, body, before=body)
    return _write("text_back", stands, body, by, standard=standard)


def _refuse_faulty(kind: Kind, body: Body, *, before: Body) -> None:
    """Refuse a text that no paper could be made of, or one that would stop every paper."""
    text_checks.check(kind, body, before=before)
    trying.refuse_leftovers(kind, body)


def _lock(kind: str, by: Membership, version: int) -> Standing:
    """Hold the school's texts while one changes: the first version has no row of its own to lock."""
    if not by.can("documents.edit"):
        raise TextRefused("Тексты документов меняет куратор или заместитель руководителя.")
    Organization.objects.select_for_update(no_key=True).get(pk=by.organization_id)
    stands = school_texts.standing(kind, by.organization)
    if version != stands.version:
        raise StaleText(stands)
    return stands


def _version(stands: Standing, wanted: int, organization: Organization) -> tuple[Body, str]:
    """Return what a version said, and the digest of the standard text it was begun from."""
    if wanted == STANDARD:
        return [], school_texts.digest(stands.kind.body)
    row = SchoolText.objects.filter(organization=organization, kind=stands.kind.code, version=wanted).first()
    if row is None:
        raise TextRefused(f"Версии {wanted} у этого текста нет. Выберите из списка версий.")
    return row.body, row.standard


def _write(deed: str, stands: Standing, body: Body, by: Membership, *, standard: str) -> Standing:
    row = SchoolText.objects.create(
        organization=by.organization,
        kind=stands.kind.code,
        version=stands.version + 1,
        body=body,
        standard=standard,
        by=by,
    )
    now = school_texts.standing_of(stands.kind, row)
    before = {"kind": stands.kind.title, "version": stands.version, "body": school_texts.paragraphs(stands.body)}
    after = {"version": now.version, "body": school_texts.paragraphs(now.body)}
    journal.write(by.organization, f"school_text.{deed}", row, by=by, before=before, after=after)
    return now
