"""How a batch ends when something is in the way, what it leaves of others' work alone, how it goes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentoring.accounts import files
from mentoring.accounts.models import JournalEntry, StoredFile
from mentoring.accounts.operations import Refused
from mentoring.notifications import outbox
from mentoring.notifications.models import OutboxItem
from mentoring.pairs.models import PairMentee, PairMentor
from mentoring.pairs.tests import cast
from mentoring.people.consents import giving as consents
from mentoring.people.consents import rules
from mentoring.people.models import ConsentKind, Guardianship, Person
from mentoring.people.privacy import rows as privacy_rows
from mentoring.people.tests.consent_cast import make_family
from mentoring.printing import binding, press
from practices.models import Award
from reports.batches import beginning, giving, knowing, making
from reports.batches.models import Batch, Part
from reports.batches.sorts import SORTS
from reports.batches.tests.cast import archive, begin, make, rows, stop_after
from reports.documents.models import Document, Scan
from reports.documents.rendering import pdf
from reports.documents.subjects import table as subjects

State = Part.State


def told_of(person: Person) -> set[int]:
    return privacy_rows.of(person).files


def test_paper_goes_with_everybody_it_names(pairs, programme, curator):
    mentor = PairMentor.objects.get(pair=pairs[0]).mentor.person
    child = PairMentee.objects.get(pair=pairs[0]).mentee.person
    mother = Guardianship.objects.get(child=child).guardian
    for sort in ("mentors", "parents", "pairs"):
        batch = make(begin(programme, curator, sort=sort, form="book"))
        mine = Part.objects.get(batch=batch, document__concerns__pair=pairs[0])
        others = set(batch.parts.exclude(pk=mine.pk).values_list("file", flat=True))

        for person in (mentor, child, mother):
            found = told_of(person)
            assert {mine.file_id, batch.file_id} <= found and not others & found


def test_part_that_two_ways_lead_to_is_told_once(pairs, programme, curator):
    PairMentee.objects.create(
        organization=programme.organization, pair=pairs[0], mentee=cast.mentee(programme, "Ивина"),
        since=programme.start,
    )  # fmt: skip
    make(begin(programme, curator))
    mentor = PairMentor.objects.get(pair=pairs[0]).mentor.person

    found = [row for held, rows in privacy_rows.of(mentor).rows if held.model == "batches.part" for row in rows]

    assert len(found) == 1


def test_blank_of_a_consent_goes_with_the_guardian_it_names(school, curator):
    family = make_family(school, rules.birthday_before(timezone.localdate(), 12))
    kind = ConsentKind.objects.get(organization=school, code="image_use")
    data = {"person": [family.child.pk], "kinds": [kind.pk], "form": "zip"}
    curator.post("consent_papers_later", action="consents.see", data=data)
    make(Batch.objects.get())

    guardian = Guardianship.objects.filter(child=family.child).first().guardian

    assert Part.objects.get().file_id in told_of(guardian)


def test_signed_ones_are_left_out_before_the_rest_are_counted(pairs, programme, curator, monkeypatch):
    for seat in rows("mentors", programme, curator)[:2]:
        document = subjects.draft("agreement_mentor", seat, by=curator.member)
        scan = files.store(programme.organization, "скан.pdf", b"%PDF-1.4", action="diary.see", by=None)
        Scan.objects.create(organization=programme.organization, document=document, file=scan, by=curator.member)
    last = rows("mentors", programme, curator)[2]
    monkeypatch.setattr(beginning, "MOST", 1)

    assert rows("mentors", programme, curator, unsigned=True) == [last]


def test_paper_that_another_batch_has_drafted_meanwhile_is_taken(pairs, programme, curator):
    batch = begin(programme, curator)
    parts = list(batch.parts.all())
    group = making._gathered(batch, SORTS["mentors"], parts)
    make(begin(programme, curator, form="book"))

    for part in parts:
        making._settle(part, group)

    assert set(batch.parts.values_list("state", flat=True)) == {State.READY}
    assert Document.objects.filter(kind="agreement_mentor").count() == 3


def test_page_leads_to_the_document_that_could_not_be_set(pairs, programme, curator, monkeypatch):
    def fail(*args, **more):
        raise press.Failed(press.Reason.LENGTH)

    monkeypatch.setattr(pdf, "render", fail)

    batch = make(begin(programme, curator))
    page = curator.get("batch", batch.public_id).content.decode()

    for part in batch.parts.select_related("document"):
        assert (part.state, part.error) == (State.FAILED, press.WORDS[press.Reason.LENGTH])
        assert curator.at("document", part.document.public_id) in page


@pytest.mark.parametrize("error", [binding.NotOurs, OSError])
def test_book_that_cannot_be_bound_is_given_up_at_once(pairs, programme, curator, monkeypatch, error):
    def refuse(*args, **more):
        raise error

    monkeypatch.setattr(binding, "bind", refuse)

    batch = make(begin(programme, curator, form="book"))

    assert (batch.state, batch.error) == ("failed", giving.UNBOUND)
    assert set(OutboxItem.objects.filter(kind="batch_end").values_list("state", flat=True)) == {"done"}
    assert len(archive(batch)) == 3


def test_book_that_is_too_large_is_advised_as_an_archive(pairs, programme, curator, monkeypatch):
    batch = begin(programme, curator, form="book")
    monkeypatch.setattr(binding, "bind", lambda *args, **more: b"%PDF-1.7" + bytes(files.LIMIT))

    batch = make(batch)

    assert (batch.state, batch.error, batch.file) == ("failed", giving.LARGE, None)


@pytest.mark.parametrize("error", ["", giving.NOTHING])
def test_end_that_comes_late_leaves_papers_that_are_made_again(pairs, programme, curator, error):
    batch = begin(programme, curator)

    giving._close(batch, error=error)

    assert Batch.objects.get(pk=batch.pk).state == "working"


def test_batch_where_all_is_signed_is_calmly_ready(school, curator):
    today = timezone.localdate()
    family = make_family(school, rules.birthday_before(today, 12))
    consents.give(family.child, family.kinds["image_use"], on=today, **family.signed, by=None)
    kind = ConsentKind.objects.get(organization=school, code="image_use")
    data = {"person": [family.child.pk], "kinds": [kind.pk], "lacking": "1", "form": "book"}
    curator.post("consent_papers_later", action="consents.see", data=data)

    batch = make(Batch.objects.get())
    page = curator.get("batch", batch.public_id).content.decode()

    assert (batch.state, batch.error) == ("ready", "")
    assert "Печатать нечего" in page and "Там всё подписано или согласие не требуется." in page


def test_paper_of_one_award_is_not_taken_for_another(programme, curator):
    person = cast.mentor(programme).person
    long, short = (
        Award.objects.create(
            organization=programme.organization, programme=programme, person=person, kind="thanks", reason=reason,
            on=programme.start,
        )
        for reason in ("за помощь классу", "за помощь")
    )  # fmt: skip
    document = subjects.draft("thanks", long, by=curator.member)

    assert knowing.papers(SORTS["thanks"], programme, [long, short]) == {long.pk: document}


def test_school_keeps_only_so_many_papers_and_is_told_what_to_do(pairs, programme, curator, monkeypatch):
    monkeypatch.setattr(beginning, "ROOM", 5)
    make(begin(programme, curator))

    with pytest.raises(Refused, match=r"В пачках школы уже 3\xa0бумаги, .* Удалите ненужные пачки"):
        begin(programme, curator, form="book")

    assert Batch.objects.count() == 1


def test_papers_made_again_are_refused_where_there_is_no_room(pairs, programme, curator, monkeypatch):
    PairMentor.objects.filter(pair=pairs[0]).delete()
    batch = make(begin(programme, curator, sort="pairs"))
    monkeypatch.setattr(beginning, "ROOM", 2)

    with pytest.raises(Refused, match="Удалите ненужные пачки"):
        beginning.again(batch, by=curator.member)

    assert sorted(batch.parts.values_list("state", flat=True)) == [State.FAILED, State.READY, State.READY]
    assert Batch.objects.get().state == "ready"
    monkeypatch.setattr(beginning, "ROOM", 3)
    assert beginning.again(batch, by=curator.member) is None


def test_batch_is_deleted_with_its_files_and_the_documents_stay(pairs, programme, curator):
    batch = make(begin(programme, curator, form="book"))

    curator.post("batch_delete", batch.public_id, action="jobs.see")

    assert not Batch.objects.exists() and not StoredFile.objects.exists()
    assert Document.objects.filter(kind="agreement_mentor").count() == 3
    assert JournalEntry.objects.filter(action="batch.delete", by=curator.member).count() == 1


def test_batch_that_is_being_made_is_stopped_before_it_is_deleted(pairs, programme, curator, tmp_path, monkeypatch):
    batch = begin(programme, curator)
    with pytest.raises(Refused, match="Сначала остановите"):
        giving.delete(batch, by=curator.member)
    stop_after(1, tmp_path, monkeypatch)
    outbox.run_due()
    beginning.stop(batch, by=curator.member)
    giving.delete(batch, by=curator.member)
    OutboxItem.objects.filter(kind="batch").update(due_at=timezone.now() - timedelta(1))

    outbox.run_due()

    assert set(OutboxItem.objects.filter(kind="batch").values_list("state", flat=True)) == {"done"}
    assert not StoredFile.objects.exists()


def test_effects_of_a_batch_that_is_gone_do_nothing(db):
    making.make(1, 0, "batch:gone")
    making.give_up(1, 0, "batch:gone")
    giving.end(1)
    giving.give_up(1)

    assert not OutboxItem.objects.exists()


def test_batch_outlives_its_programme(school, programme, curator):
    facts = {"sort": "pairs", "title": "Соглашения", "digest": "0" * 64, "by": curator.member}
    batch = Batch.objects.create(organization=school, programme=programme, **facts)

    programme.delete()

    batch.refresh_from_db()
    assert batch.programme is None


def test_list_says_how_each_batch_stands_and_costs_the_same_for_many(school, curator):
    def stands(state: str, *fates: str) -> None:
        facts = {"sort": "pairs", "title": "П", "digest": state, "state": state, "by": curator.member}
        batch = Batch.objects.create(organization=school, **facts)
        for order, fate in enumerate(fates):
            Part.objects.create(organization=school, batch=batch, order=order, subject=1, name="П", state=fate)

    stands("ready", State.READY, State.NEEDLESS)
    curator.get("batches")
    with CaptureQueriesContext(connection) as one:
        calm = curator.get("batches").content.decode()
    stands("working", State.READY, State.WAITING)
    stands("ready", State.READY, State.FAILED)
    stands("stopped", State.READY, State.WAITING)
    stands("failed", State.FAILED)
    with CaptureQueriesContext(connection) as many:
        said = curator.get("batches").content.decode()

    assert "<span>готово</span>" in calm and "data-poll" not in calm and 'data-poll="5"' in said
    latest_first = (
        "не удалось",
        "остановлено: готово 1 из 2",
        "готово: 1, не получилось: 1",
        "готовится: 1 из 2",
        "готово",
    )
    places = [said.index(f"<span>{words}</span>") for words in latest_first]
    assert places == sorted(places)
    assert len(one) == len(many)
