"""A person full of canaries is erased, and nothing of them is found anywhere but in issued papers."""

import re
from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection, models

from mentoring.access import Role
from mentoring.accounts import files, journal
from mentoring.accounts.models import JournalEntry, Membership, StoredFile, User
from mentoring.accounts.operations import Refused
from mentoring.notifications import letters
from mentoring.people import staging
from mentoring.people.importing import reading
from mentoring.people.models import BulkDeed, Consent, Employment, Erasure, Guardianship, ImportBatch, ImportRow, Person
from mentoring.people.privacy import erasing
from mentoring.people.privacy.declaring import Fate, Held, declared
from mentoring.registry.models import Application, Mentor
from reports.documents.models import Document, Journal
from roadmap.models import Event
from tests.cast import browse, make_member, make_school
from tests.matrix.rows import Maker

CANARIES = ("зимородк", "zimorodok", "парамон", "ерофеевич", "000-77-31", "1911-11-11", "кингфишер")
FULL = "Зимородкин Парамон Ерофеевич"
LISTED = f"ФИО;Класс;Мать: ФИО\n{FULL};9А;\nДятлов Пётр Ильич;9А;\n".encode()


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def member(school) -> Membership:
    return make_member(school, Role.MENTOR, name=FULL)


@pytest.fixture
def person(school, member) -> Person:
    member.email = member.user.email = "zimorodok@example.org"
    member.save()
    member.user.save()
    name = dict(zip(("surname", "given", "patronymic"), FULL.split(), strict=True))
    return Person.objects.create(
        organization=school,
        membership=member,
        **name,
        sex="m",
        birth_date=date(1911, 11, 11),
        email="zimorodok@example.org",
        phone="+7 912 000-77-31",
        note="Кингфишер",
    )


def erase(person, by, run) -> Erasure:
    with run(execute=True):
        act = erasing.erase(person, Erasure.Reason.DEMAND, by=by.member, basis="заявление № 4")
    connection.check_constraints()
    return act


def found_in(text: str) -> list[str]:
    """Return the canaries of a text; SQLite keeps JSON in ASCII."""
    read = re.sub(r"\\u([0-9a-f]{4})", lambda sign: chr(int(sign[1], 16)), text).casefold()
    return [word for word in CANARIES if word in read]


def dump() -> dict[str, list[str]]:
    """Look through every column of every table."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # a name the database itself has given
            if marks := found_in(" ".join(str(cell) for row in cursor.fetchall() for cell in row)):
                found[table] = marks
    return found


def on_disk(settings) -> list[str]:
    every = sorted(path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file())
    return [path.name for path in every if found_in(path.read_text(errors="replace"))]


def leading(held: Held, maker: Maker, person: Person, child: Person) -> dict:
    """Return what makes a row of this kind tell about the person."""
    if held.model == "people.guardianship":
        return {"child": child, "guardian": person}
    if held.model == "people.apart":
        return {"one": child, "other": person}
    if held.model == "pairs.trait":
        return {"person": person}
    # A pair is of a person by its seats, a batch by its parts: they come after it and lead to it.
    names = [path.split("__")[0] for path in (*held.of, *held.member)]
    names += {"pairs.pairmentee": ["pair"], "batches.part": ["batch"]}.get(held.model, [])
    towards = (held.rows._meta.get_field(name) for name in names)
    found = (field for field in towards if field.concrete and field.related_model in maker.kept)
    return {field.name: maker.kept[field.related_model] for field in found}


def fill(person: Person) -> None:
    """Make a row of every kind that tells about the person, each text of it a canary."""
    maker = Maker(person.organization, "обычное", "usual")
    child = Person.objects.create(organization=person.organization, surname="Дятлов", given="Пётр")
    maker.kept |= {Person: person, Membership: person.membership}
    for held in declared():
        if not (held.of or held.member) or held.model in ("people.person", "accounts.membership", "people.importrow"):
            continue
        given = leading(held, maker, person, child)
        maker.kept[held.rows] = row = maker.row(held.rows, **given)
        for name, said in held.said.items():
            field = row._meta.get_field(name)
            is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
            if is_text and said.fate is not Fate.KEEP:
                setattr(row, name, f"Кингфишер {row.pk}"[: field.max_length or 100])
            elif isinstance(field, models.JSONField):
                setattr(row, name, ["Кингфишер"])
        for name in held.files:
            setattr(row, name, files.store(person.organization, "скан.txt", FULL.encode(), action="home", by=None))
        row.save()


def mention(person: Person) -> None:
    """Name the person in every text in which anybody may be named."""
    maker = Maker(person.organization, "чужое", "foreign")
    for held in declared():
        if held.mentions and not held.of and not held.member and held.model != "notifications.outboxitem":
            row = maker.row(held.rows)
            for name in held.mentions:
                field = row._meta.get_field(name)
                said = "zimorodok@example.org" if isinstance(field, models.EmailField) else "Спросить Зимородкина П. Е."
                setattr(
                    row, name, [{"text": said}] if isinstance(field, models.JSONField) else said[: field.max_length]
                )
            row.save()


def trace(person: Person, by: Membership) -> None:
    """Leave what work leaves behind: journal, lists, letters, a large deed."""
    school = person.organization
    journal.write(school, "person.change", person, by=by, before={"note": "Кингфишер"}, after={"note": ""})
    gone = Employment(pk=987_654)
    journal.write(school, "employment.delete", gone, by=by, before={"row": f"{FULL}, учитель"})
    journal.write(school, "employment.change", gone, by=by, after={"subject": "Кингфишер"})
    letters.queue(school, person.email, subject="Вам", text=f"Здравствуйте, {FULL}")
    letters.queue(school, "a@example.org", subject="О человеке", text=f"Наставник: {FULL}")
    staging.keep_and_stage("learners", "Зимородкин.csv", LISTED, reading.read("список.csv", LISTED), by=by)
    file = files.store(school, "Зимородкин.csv", LISTED, action="people.import", by=by)
    own = {"organization": school}
    taken = ImportBatch.objects.create(**own, kind="learners", file=file, name=file.name, state="committed", by=by)
    ImportRow.objects.create(**own, batch=taken, number=2, cells=FULL.split(), verdict="new", person=person)
    ImportRow.objects.create(**own, batch=taken, number=3, cells=["Дятлов Пётр", FULL], verdict="new")
    ImportRow.objects.create(**own, batch=taken, number=4, cells=["Чижова Инна", ""], verdict="new")
    change = {"model": "people.person", "pk": person.pk, "row": FULL, "before": {"note": "Кингфишер"}, "after": {}}
    other = {"model": "people.position", "pk": 1, "row": "Учитель", "before": {}, "after": {}}
    BulkDeed.objects.create(organization=school, kind="merge", title=FULL, changes=[change, other], by=by)


def test_no_canary_is_left_in_tables_files_and_cache(
    school, person, curator, settings, django_capture_on_commit_callbacks
):
    browse(person.membership)
    fill(person)
    mention(person)
    trace(person, curator.member)
    assert len(dump()) > 20
    assert on_disk(settings) != []

    act = erase(person, curator, django_capture_on_commit_callbacks)

    assert dump() == {}
    assert on_disk(settings) == []
    assert files.faults() == []
    assert journal.breaks(school) == []
    assert act.left == []
    assert not cache.has_key("zimorodok")


def test_what_the_page_foresees_is_what_the_act_says(school, person, curator, django_capture_on_commit_callbacks):
    fill(person)

    act = erase(person, curator, django_capture_on_commit_callbacks)

    assert ["Телефон и почта", "электронная почта, телефон", 1] in act.destroyed
    assert ["Работа и должность", "назначения", 1] in act.destroyed
    assert any(what.startswith("согласия (1)") for what, _ in act.kept)


def test_issued_paper_keeps_the_name_and_is_named_in_the_act(
    school, programme, person, curator, django_capture_on_commit_callbacks
):
    book = Journal.objects.create(organization=school, code="orders", title="Приказы")
    paper = Document.objects.create(
        organization=school,
        programme=programme,
        kind="O1",
        title="О наставничестве",
        snapshot={"blocks": [{"text": "Назначить наставником Зимородкина П. Е."}]},
        drafted_by=curator.member,
        journal=book,
        year=2026,
        sequence=7,
        number="7-од",
        on=date(2026, 10, 1),
        digest="1" * 64,
        state=Document.State.ISSUED,
    )

    act = erase(person, curator, django_capture_on_commit_callbacks)

    paper.refresh_from_db()
    assert paper.snapshot == {"blocks": [{"text": "Назначить наставником Зимородкина П. Е."}]}
    assert [what for what, _ in act.kept][1:] == ["О наставничестве № 7-од от 01.10.2026"]
    assert dump() == {"documents_document": ["зимородк"]}


def test_card_on_which_nothing_rests_goes_as_a_whole(school, person, curator, django_capture_on_commit_callbacks):
    erase(person, curator, django_capture_on_commit_callbacks)

    assert not Person.objects.filter(pk=person.pk).exists()


def test_where_something_rests_on_the_card_a_number_stands_instead_of_the_name(
    school, programme, person, curator, django_capture_on_commit_callbacks
):
    Mentor.objects.create(organization=school, programme=programme, person=person, motivation="Кингфишер")

    act = erase(person, curator, django_capture_on_commit_callbacks)

    person.refresh_from_db()
    assert (person.full_name, person.name_key) == ("Удалённый человек № 1", "удаленный человек № 1")
    assert Mentor.objects.get().motivation == ""
    assert act.pseudonym == person.full_name
    with pytest.raises(Refused, match="уже уничтожены"):
        erasing.erase(person, "demand", by=curator.member)


def test_a_brother_and_his_telephone_stay(school, programme, person, curator, django_capture_on_commit_callbacks):
    brother = Person.objects.create(
        organization=school, surname="Зимородкин", given="Аким", phone=person.phone, email="akim@example.org"
    )
    journal.write(school, "person.add", brother, by=curator.member, after={"surname": "Зимородкин", "given": "Аким"})
    named = Maker(school, "план", "plan").row(Event)
    Event.objects.filter(pk=named.pk).update(responsible_text="Зимородкин А. и Зимородкин П. Е.")

    erase(person, curator, django_capture_on_commit_callbacks)

    brother.refresh_from_db()
    named.refresh_from_db()
    assert (brother.full_name, brother.phone) == ("Зимородкин Аким", "+7 912 000-77-31")
    assert JournalEntry.objects.get(action="person.add").values.after == {"surname": "Зимородкин", "given": "Аким"}
    assert named.responsible_text == "Зимородкин А. и Удалённый человек № 1"


def test_the_surname_alone_in_a_text_is_left_to_a_human_and_named_in_the_act(
    school, person, curator, django_capture_on_commit_callbacks
):
    named = Maker(school, "план", "plan").row(Event)
    Event.objects.filter(pk=named.pk).update(responsible_text="у Зимородкина")

    act = erase(person, curator, django_capture_on_commit_callbacks)

    assert act.left == [["мероприятие", [named.pk]]]


def test_application_that_waits_goes_though_nobody_has_joined_it_with_the_card(
    school, programme, person, curator, django_capture_on_commit_callbacks
):
    Person.objects.create(organization=school, surname="Зимородкин", given="Аким")
    name = {"surname": "Зимородкин", "given": "Парамон", "patronymic": "Ерофеевич"}
    own = {"organization": school, "programme": programme, "side": "mentor"}
    Application.objects.create(**own, **name, birth_date=date(1911, 11, 11))
    brother = Application.objects.create(**own, surname="Зимородкин", given="Аким")

    erase(person, curator, django_capture_on_commit_callbacks)

    assert list(Application.objects.all()) == [brother]


def test_list_that_waits_goes_as_a_whole_and_one_taken_in_keeps_its_other_rows(
    school, person, curator, django_capture_on_commit_callbacks
):
    trace(person, curator.member)

    erase(person, curator, django_capture_on_commit_callbacks)

    states = ImportBatch.objects.order_by("pk").values_list("state", "name")
    assert list(states) == [("dropped", "Список"), ("committed", "Список")]
    assert [row.cells for row in ImportRow.objects.all()] == [[], [], ["Чижова Инна", ""]]


def test_letter_to_the_person_stops_and_letter_to_another_loses_the_name(
    school, person, curator, django_capture_on_commit_callbacks
):
    trace(person, curator.member)

    erase(person, curator, django_capture_on_commit_callbacks)

    found = sorted(letters.OutboxItem.objects.values_list("state", "payload__text"), key=str)
    assert ("failed", None) in found
    assert ("queued", "Наставник: Удалённый человек № 1\n") in found


def test_account_of_another_school_stays_while_the_place_here_is_forgotten(
    school, other_school, person, curator, django_capture_on_commit_callbacks
):
    user = person.membership.user
    elsewhere = Membership.objects.create(organization=other_school, user=user, name="Павлинов")

    erase(person, curator, django_capture_on_commit_callbacks)

    user.refresh_from_db()
    elsewhere.refresh_from_db()
    here = Membership.objects.get(pk=person.membership_id)
    assert (user.is_active, elsewhere.name, elsewhere.ended_at) == (True, "Павлинов", None)
    assert (here.name, here.user, here.ended_at is None) == ("Удалённый человек № 1", None, False)


def test_signed_in_person_is_signed_out(school, person, curator, django_capture_on_commit_callbacks):
    theirs = browse(person.membership)

    erase(person, curator, django_capture_on_commit_callbacks)

    assert theirs.get("home").status_code == 302
    assert User.objects.filter(login__startswith="erased-", is_active=False).count() == 1


def test_scan_of_a_consent_goes_and_the_act_of_consent_stays_without_a_name(
    school, person, curator, settings, django_capture_on_commit_callbacks
):
    fill(person)
    consent = Consent.objects.get(person=person)

    erase(person, curator, django_capture_on_commit_callbacks)

    consent.refresh_from_db()
    assert (consent.scan, consent.person.surname) == (None, "Удалённый человек № 1")
    assert not StoredFile.objects.filter(name="скан.txt").exists()


def test_guardian_is_erased_and_the_child_stays(school, person, curator, django_capture_on_commit_callbacks):
    child = Person.objects.create(organization=school, surname="Дятлов", given="Пётр")
    Guardianship.objects.create(organization=school, child=child, guardian=person)

    erase(person, curator, django_capture_on_commit_callbacks)

    assert Person.objects.get() == child
    assert Guardianship.objects.count() == 0


def test_nobody_erases_themselves(school, curator):
    own = Person.objects.create(organization=school, surname="Соколова", given="Вера", membership=curator.member)

    with pytest.raises(Refused, match="Свои данные"):
        erasing.erase(own, "demand", by=curator.member)


def test_a_refused_erasure_changes_nothing(school, person, curator):
    ImportBatch.objects.create(
        organization=school,
        kind="learners",
        state=ImportBatch.State.READING,
        name="9А",
        file=files.store(school, "9А.txt", b"x", action="home", by=None),
        by=curator.member,
    )

    with pytest.raises(Refused, match="Читается список «9А»"):
        erasing.erase(person, "demand", by=curator.member)

    assert Erasure.objects.count() == 0


def test_the_act_is_never_changed(school, person, curator, django_capture_on_commit_callbacks):
    act = erase(person, curator, django_capture_on_commit_callbacks)

    with pytest.raises(Exception, match="wall"):
        Erasure.objects.filter(pk=act.pk).update(basis="другое")


def test_acts_of_two_schools_are_counted_apart(school, person, curator, django_capture_on_commit_callbacks):
    far = make_school("dalnyaya")
    stranger = Person.objects.create(organization=far, surname="Павлинов", given="Ян")
    theirs = browse(make_member(far, Role.CURATOR))

    erase(stranger, theirs, django_capture_on_commit_callbacks)
    act = erase(person, curator, django_capture_on_commit_callbacks)

    assert act.number == 1
