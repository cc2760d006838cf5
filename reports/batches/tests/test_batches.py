"""Many papers at once: begun, made part by part, taken as one file or as an archive, made again, let go."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentoring.accounts import files
from mentoring.accounts.models import StoredFile
from mentoring.accounts.operations import Refused
from mentoring.notifications import outbox
from mentoring.notifications.models import OutboxItem
from mentoring.pairs.models import Pair, PairMentee, PairMentor
from mentoring.pairs.tests import cast
from mentoring.people.consents import giving as consents
from mentoring.people.consents import rules
from mentoring.people.models import ConsentKind, Guardianship, Person
from mentoring.people.privacy import rows as privacy_rows
from mentoring.people.tests.consent_cast import make_family
from mentoring.registry.models import Certificate, Course, Trainee
from practices.models import Award
from reports.batches import beginning, giving, making
from reports.batches.models import Batch, Part
from reports.batches.tests.cast import SURNAMES, archive, begin, bookmarks, make, pages, rows, states, stop_after
from reports.documents import drafting
from reports.documents.models import Document, Scan
from reports.documents.subjects import table as subjects

State = Part.State


def test_each_mentor_gets_an_agreement_in_the_archive_under_their_name(pairs, programme, curator):
    batch = make(begin(programme, curator))

    found = archive(batch)

    assert (batch.state, batch.file, states(batch)) == ("ready", None, [State.READY] * 3)
    kind = "соглашение с наставником"
    assert list(found) == [
        f"{row.person.short_name} – {kind}.pdf".replace("\N{NO-BREAK SPACE}", " ")
        for row in batch.parts.select_related("person")
    ]
    for part, content in zip(batch.parts.select_related("person"), found.values(), strict=True):
        assert part.person.surname in " ".join(pages(content))
    assert set(StoredFile.objects.values_list("action", flat=True)) == {"diary.see"}


def test_missing_agreements_are_drafted_and_those_there_are_taken_as_they_are(pairs, programme, curator):
    seat = PairMentor.objects.get(pair=pairs[0])
    mine = subjects.draft("agreement_mentor", seat, by=curator.member)

    make(begin(programme, curator))
    make(begin(programme, curator, form="book"))

    drafted = Document.objects.filter(kind="agreement_mentor")
    assert drafted.count() == 3 and mine in drafted
    assert all(document.concerns.count() == 1 for document in drafted)


def test_one_file_has_a_bookmark_where_each_paper_begins_and_its_tags(pairs, programme, curator):
    batch = make(begin(programme, curator, form="book"))

    content = files.read(batch.file)

    lengths = [len(pages(files.read(part.file))) for part in giving.ready(batch)]
    starts = [sum(lengths[:place]) for place in range(3)]
    assert bookmarks(content) == list(zip([part.name for part in giving.ready(batch)], starts, strict=True))
    assert len(pages(content)) == sum(lengths)
    assert b"pdfaid" in content and batch.file.name == "Соглашения с наставниками.pdf"


def test_each_paper_begins_on_a_leaf_of_its_own_where_both_sides_are_printed(pairs, programme, curator):
    batch = make(begin(programme, curator, sort="pairs", form="leaves"))

    content = files.read(batch.file)
    lengths = [len(pages(files.read(part.file))) for part in giving.ready(batch)]
    leaves = [length + length % 2 for length in lengths]
    assert [page for _, page in bookmarks(content)] == [sum(leaves[:place]) for place in range(3)]
    assert len(pages(content)) == sum(leaves)


def test_first_papers_are_there_while_the_others_wait(pairs, programme, curator, tmp_path, monkeypatch):
    batch = begin(programme, curator)
    stop_after(1, tmp_path, monkeypatch)
    outbox.run_due()

    page = curator.get("batch", batch.public_id).content.decode()

    assert states(batch) == [State.READY, State.WAITING, State.WAITING]
    assert "Готово 1 из 3" in page and "Архив готовых: 1" in page and 'data-poll="2"' in page


def test_work_that_broke_off_goes_on_at_the_first_unmade_paper(pairs, programme, curator, tmp_path, monkeypatch):
    batch = begin(programme, curator)
    stop_after(2, tmp_path, monkeypatch)
    outbox.run_due()
    made = dict(batch.parts.filter(state=State.READY).values_list("order", "file"))
    OutboxItem.objects.filter(kind="batch").update(due_at=timezone.now())

    batch = make(batch)

    assert (batch.state, states(batch)) == ("ready", [State.READY] * 3)
    assert made.items() <= dict(batch.parts.values_list("order", "file")).items() and len(made) == 2
    assert StoredFile.objects.count() == 3 and Document.objects.count() == 3


def test_group_made_twice_makes_nothing_twice(pairs, programme, curator):
    batch = begin(programme, curator)
    item = OutboxItem.objects.get(kind="batch")
    for _ in range(2):
        making.make(**item.payload)

    batch = make(batch)

    assert batch.state == "ready" and StoredFile.objects.count() == 3


def test_same_batch_asked_again_while_it_is_made_is_the_same(pairs, programme, curator):
    first = begin(programme, curator)

    again, other = begin(programme, curator), begin(programme, curator, form="book")
    make(first)
    later = begin(programme, curator)

    assert again == first and Part.objects.filter(batch=first).count() == 3
    assert len({first.pk, other.pk, later.pk}) == Batch.objects.count() == 3


def test_paper_that_cannot_be_made_is_named_with_its_remedy_and_made_again(pairs, programme, curator):
    child = PairMentee.objects.get(pair=pairs[1]).mentee.person
    mother = Guardianship.objects.get(child=child)
    Guardianship.objects.filter(pk=mother.pk).delete()
    batch = make(begin(programme, curator, sort="parents"))
    lost = batch.parts.get(state=State.FAILED)
    assert lost.error == "Не записан родитель или опекун. Добавьте его в карточке человека."
    assert (batch.state, states(batch).count(State.READY)) == ("ready", 2)
    page = curator.get("batch", batch.public_id).content.decode()
    assert lost.error in page and "Готово: 2, не получилось: 1" in page
    assert curator.at("admin:people_person_change", child.pk) in page
    mother.save(force_insert=True)

    beginning.again(batch, by=curator.member)

    assert (make(batch).state, states(batch)) == ("ready", [State.READY] * 3)
    assert len(archive(batch)) == 3


def test_nothing_made_says_so_instead_of_an_empty_archive(pairs, programme, curator):
    PairMentor.objects.filter(pair__in=pairs).delete()

    batch = make(begin(programme, curator, sort="pairs"))

    assert (batch.state, batch.error) == ("failed", giving.NOTHING)
    assert "В паре сейчас нет наставника или наставляемого" in batch.parts.first().error


def test_stopped_batch_keeps_what_is_made_and_can_go_on(pairs, programme, curator, tmp_path, monkeypatch):
    batch = begin(programme, curator)
    stop_after(1, tmp_path, monkeypatch)
    outbox.run_due()
    beginning.stop(batch, by=curator.member)
    OutboxItem.objects.filter(kind="batch").update(due_at=timezone.now())
    assert make(batch).state == "stopped" and states(batch).count(State.READY) == 1
    with pytest.raises(Refused, match="останавливать нечего"):
        beginning.stop(batch, by=curator.member)

    beginning.again(batch, by=curator.member)

    assert (make(batch).state, states(batch)) == ("ready", [State.READY] * 3)


def test_filter_narrows_by_class_form_and_state(pairs, programme, curator):
    other = cast.form(programme.organization, "pupil_pupil")
    Pair.objects.filter(pk=pairs[0].pk).update(form=other)
    group = PairMentee.objects.get(pair=pairs[1]).mentee.person.enrollments.get().group
    PairMentee.objects.get(pair=pairs[2]).mentee.person.enrollments.all().delete()

    assert [row.pair_id for row in rows("mentors", programme, curator, form=other.pk)] == [pairs[0].pk]
    assert pairs[2].pk not in [row.pair_id for row in rows("mentees", programme, curator, group=group.pk)]
    assert rows("mentors", programme, curator, state="standing") == []
    assert len(rows("mentors", programme, curator, state="project")) == 3


def test_signed_agreements_are_left_out_where_only_unsigned_ones_are_wanted(pairs, programme, curator):
    seat = PairMentor.objects.get(pair=pairs[0])
    document = subjects.draft("agreement_mentor", seat, by=curator.member)
    scan = files.store(programme.organization, "скан.pdf", b"%PDF-1.4", action="diary.see", by=None)
    Scan.objects.create(organization=programme.organization, document=document, file=scan, by=curator.member)

    wanted = rows("mentors", programme, curator, unsigned=True)

    assert seat not in wanted and len(wanted) == 2


def test_certificates_are_made_of_each_that_was_given(programme, curator):
    school = programme.organization
    course = Course.objects.create(organization=school, programme=programme, title="Основы наставничества")
    for number, surname in enumerate(SURNAMES, 1):
        who = Trainee.objects.create(organization=school, course=course, mentor=cast.mentor(programme, surname))
        Certificate.objects.create(organization=school, trainee=who, number=f"С-{number}", on=programme.start)

    batch = make(begin(programme, curator, sort="certificates"))
    make(begin(programme, curator, sort="certificates", form="book"))

    assert states(batch) == [State.READY] * 3
    assert Document.objects.filter(kind="certificate").count() == 3


@pytest.mark.parametrize(("sort", "kind"), [("thanks", "thanks"), ("diplomas", "diploma")])
def test_awards_of_one_kind_are_made_and_two_of_one_person_are_two(programme, curator, sort, kind):
    person = cast.mentor(programme).person
    for reason in ("за терпение", "за помощь классу"):
        Award.objects.create(
            organization=programme.organization, programme=programme, person=person, kind=kind, reason=reason,
            on=programme.start,
        )  # fmt: skip
    Award.objects.create(
        organization=programme.organization, programme=programme, person=person, kind="honour", reason="за труд",
        on=programme.start,
    )  # fmt: skip

    batch = make(begin(programme, curator, sort=sort))
    make(begin(programme, curator, sort=sort, form="book"))

    assert states(batch) == [State.READY] * 2 and len(archive(batch)) == 2
    assert Document.objects.filter(kind=kind).count() == 2


def test_labour_agreements_are_gathered_as_they_were_drafted(programme, curator):
    blocks = [{"block": "paragraph", "text": "Работник принимает поручение."}]
    for surname in SURNAMES[:2]:
        title = f"Дополнительное соглашение: {surname}"
        drafting.draft("labour_agreement", programme, by=curator.member, title=title, body=blocks)

    batch = make(begin(programme, curator, sort="labour"))

    assert sorted(archive(batch)) == [f"Дополнительное соглашение- {one}.pdf" for one in sorted(SURNAMES[:2])]
    assert set(StoredFile.objects.values_list("action", flat=True)) == {"labour.see"}
    assert Document.objects.filter(kind="labour_agreement").count() == 2


def test_consents_of_many_people_are_a_batch_and_who_has_signed_needs_none(school, curator):
    today = timezone.localdate()
    families = [make_family(school, rules.birthday_before(today, 12), surname=one) for one in SURNAMES]
    consents.give(families[0].child, families[0].kinds["image_use"], on=today, **families[0].signed, by=None)
    kind = ConsentKind.objects.get(organization=school, code="image_use")
    data = {"person": [one.child.pk for one in families], "kinds": [kind.pk], "lacking": "1", "form": "zip"}

    curator.post("consent_papers_later", action="consents.see", data=data)
    batch = make(Batch.objects.get())

    assert sorted(states(batch)) == [State.NEEDLESS, State.READY, State.READY]
    assert all(name.endswith(" – согласия.pdf") for name in archive(batch))


def test_hostile_names_leave_neither_the_archive_nor_its_folder(pairs, programme, curator):
    seats = PairMentor.objects.filter(pair__in=pairs).select_related("mentor__person").order_by("pk")
    for seat, surname in zip(seats, ("../../Лугов", "C:\\Берёзкин", "Зимин\u202efdp"), strict=True):
        Person.objects.filter(pk=seat.mentor.person_id).update(surname=surname, given="", patronymic="")

    found = archive(make(begin(programme, curator)))

    assert len(found) == 3
    for name in found:
        assert not {"/", "\\", ":", "\u202e"} & set(name) and name.endswith(".pdf")


def test_two_papers_of_one_name_are_both_in_the_archive(pairs, programme, curator):
    seats = PairMentor.objects.filter(pair__in=pairs[:2])
    Person.objects.filter(mentors__seats__in=seats).update(surname="Зимин", given="Пётр", patronymic="")

    names = list(archive(make(begin(programme, curator))))

    assert len(set(names)) == 3 and any("(2)" in name for name in names)


def test_other_school_and_a_colleague_are_told_nothing(pairs, programme, curator, director, other_curator):
    batch = make(begin(programme, curator, form="book"))

    for stranger in (director, other_curator):
        assert stranger.get("batch", batch.public_id).status_code == 404
        assert stranger.get("batch_archive", batch.public_id).status_code == 404
    assert other_curator.get("file", batch.file.public_id).status_code == 404


def test_whoever_lost_the_right_gets_no_more_papers(pairs, programme, curator):
    batch = begin(programme, curator)
    curator.member.ended_at = timezone.now()
    curator.member.save(update_fields=["ended_at"])

    batch = make(batch)

    assert (batch.state, batch.error, StoredFile.objects.count()) == ("failed", making.CLOSED, 0)


def test_page_says_how_much_it_will_be_before_it_is_begun(pairs, programme, curator):
    asked = {"sort": "mentors", "programme": programme.pk, "unsigned": "on", "form": "zip"}

    page = curator.get("batch_new", query=asked).content.decode()
    answer = curator.post("batch_new", action="documents.edit", data=asked)

    assert "Будет 3\N{NO-BREAK SPACE}бумаги, около 6\N{NO-BREAK SPACE}страниц" in page
    assert answer.status_code == 302 and Batch.objects.get().parts.count() == 3


def test_too_many_papers_are_refused_with_a_remedy(pairs, programme, curator, monkeypatch):
    monkeypatch.setattr(beginning, "MOST", 2)

    with pytest.raises(Refused, match="не больше 2 бумаг"):
        begin(programme, curator)


def test_paper_and_book_go_with_the_person_they_name(pairs, programme, curator):
    batch = make(begin(programme, curator, form="book"))
    part = batch.parts.select_related("person").first()

    told = privacy_rows.of(part.person)

    assert {batch.file_id, part.file_id} <= told.files
    assert not set(batch.parts.exclude(pk=part.pk).values_list("file", flat=True)) & told.files


def test_book_made_again_replaces_the_one_before(pairs, programme, curator):
    child = PairMentee.objects.get(pair=pairs[1]).mentee.person
    mother = Guardianship.objects.get(child=child)
    Guardianship.objects.filter(pk=mother.pk).delete()
    batch = make(begin(programme, curator, sort="parents", form="book"))
    assert len(bookmarks(files.read(batch.file))) == 2
    mother.save(force_insert=True)

    beginning.again(batch, by=curator.member)

    assert len(bookmarks(files.read(make(batch).file))) == 3
    assert StoredFile.objects.filter(name="Соглашения с родителями.pdf").count() == 1


def test_files_go_after_two_weeks_and_the_documents_stay(pairs, programme, curator, settings):
    batch = make(begin(programme, curator, form="book"))
    assert giving.forget(timezone.now()) == 0
    Batch.objects.filter(pk=batch.pk).update(at=timezone.now() - timedelta(15))

    assert giving.forget(timezone.now()) == 1

    assert not Batch.objects.exists() and not StoredFile.objects.exists()
    assert Document.objects.filter(kind="agreement_mentor").count() == 3
