"""A list of people is read, shown, taken in as a whole and taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentoring.access import Role
from mentoring.accounts.models import JournalEntry
from mentoring.people import committing, deciding, staging, undoing
from mentoring.people.models import (
    Employment,
    Enrollment,
    Guardianship,
    ImportBatch,
    ImportRow,
    Person,
    Position,
    StudyGroup,
)
from mentoring.people.staging import ImportRefused
from mentoring.people.tests.lists import HEAD, LESNOV, ORLOVA, RYABOVA, STAFF_HEAD, separated, xlsx
from tests.cast import make_member

Verdict = ImportRow.Verdict
LEARNERS, STAFF = ImportBatch.Kind.LEARNERS, ImportBatch.Kind.STAFF


@pytest.fixture
def member(school):
    return make_member(school, Role.CURATOR)


def take(member, *rows, kind=LEARNERS, name="список.xlsx") -> ImportBatch:
    batch, job = staging.take(kind, name, xlsx(*rows), by=member)
    assert job is None
    return ImportBatch.objects.get(pk=batch.pk)


def commit(batch: ImportBatch) -> ImportBatch:
    taken = committing.commit(batch, version=batch.version, by=batch.by)
    assert taken.stale == 0
    return ImportBatch.objects.get(pk=batch.pk)


def bring(member, *rows, kind=LEARNERS) -> ImportBatch:
    return commit(take(member, *rows, kind=kind))


def verdicts(batch: ImportBatch) -> list[str]:
    return list(ImportRow.objects.filter(batch=batch).order_by("number").values_list("verdict", flat=True))


def undo(batch: ImportBatch) -> ImportBatch:
    return undoing.undo(batch, by=batch.by, now=timezone.now())


def test_class_list_makes_learners_classes_and_guardians(member):
    batch = bring(member, HEAD, ORLOVA, LESNOV)

    assert batch.counts == {"new": 2, "changed": 0, "same": 0, "doubtful": 0, "refused": 0}
    maya = Person.objects.get(given="Майя")
    assert (maya.full_name, str(maya.birth_date), maya.sex, maya.phone) == (
        "Орлова Майя Игоревна",
        "2011-05-06",
        "f",
        "+7 912 000-11-22",
    )
    assert maya.name_key == "орлова майя игоревна"
    assert [str(one.group) for one in maya.enrollments.all()] == ["9 «А»"]
    assert [(one.guardian.full_name, one.right) for one in maya.guardianships.all()] == [
        ("Орлова Инна Львовна", "mother")
    ]
    assert StudyGroup.objects.filter(grade=9, letter__in="АБ").count() == 2


def test_second_import_of_the_same_list_changes_nothing(member):
    bring(member, HEAD, ORLOVA, LESNOV)
    before = list(Person.objects.order_by("pk").values())

    again = take(member, HEAD, ORLOVA, LESNOV)

    assert verdicts(again) == [Verdict.SAME, Verdict.SAME]
    with pytest.raises(ImportRefused, match="вносить нечего"):
        committing.commit(again, version=again.version, by=member)
    assert list(Person.objects.order_by("pk").values()) == before


def test_changed_row_shows_before_and_after_and_writes_only_that(member):
    bring(member, HEAD, ORLOVA)
    changed = take(member, HEAD, ("Орлова Майя Игоревна", "10А", "06.05.2011", "8 913 777-88-99", "", ""))

    row = ImportRow.objects.get(batch=changed)
    assert row.verdict == Verdict.CHANGED
    assert [(one["what"], one["before"], one["after"]) for one in row.changes] == [
        ("Телефон", "+7 912 000-11-22", "+7 913 777-88-99"),
        ("Класс", "9 «А»", "10 «А»"),
    ]
    commit(changed)
    maya = Person.objects.get(given="Майя")
    assert (maya.phone, maya.version) == ("+7 913 777-88-99", 2)
    assert [str(one.group) for one in maya.enrollments.filter(end=None)] == ["10 «А»"]
    assert Guardianship.objects.count() == 1


def test_name_alone_never_decides(member):
    bring(member, HEAD, ORLOVA)
    doubtful = take(member, HEAD, ("Орлова Майя Игоревна", "5В", "01.02.2015", "", "", ""))

    row = ImportRow.objects.get(batch=doubtful)
    assert row.verdict == Verdict.DOUBTFUL
    maya = Person.objects.get(given="Майя")
    assert row.doubts[0]["candidates"] == [[maya.pk, "Орлова Майя Игоревна, 9 «А», род. 06.05.2011, +7 912 000-11-22"]]

    staging.answer(doubtful, {row.pk: {deciding.WHO: deciding.NEW}}, version=doubtful.version, by=member)
    doubtful.refresh_from_db()
    commit(doubtful)
    assert Person.objects.filter(given="Майя").count() == 2


def test_same_person_by_the_curators_word(member):
    bring(member, HEAD, ORLOVA)
    doubtful = take(member, HEAD, ("Орлова Майя Игоревна", "9А", "07.05.2011", "", "", ""))
    row = ImportRow.objects.get(batch=doubtful)
    maya = Person.objects.get(given="Майя")

    staging.answer(doubtful, {row.pk: {deciding.WHO: str(maya.pk)}}, version=doubtful.version, by=member)

    row.refresh_from_db()
    assert row.verdict == Verdict.CHANGED
    assert [one["what"] for one in row.changes] == ["Дата рождения"]


def test_same_name_in_the_same_class_without_a_birth_date_is_the_same_person(member):
    bring(member, HEAD, ("Семёнова Анна Ивановна", "9А", "", "", "", ""))

    again = take(member, HEAD, ("Семенова Анна Ивановна", "9-а", "03.03.2011", "", "", ""))

    assert verdicts(again) == [Verdict.CHANGED]
    commit(again)
    assert [(one.surname, str(one.birth_date)) for one in Person.objects.all()] == [("Семёнова", "2011-03-03")]


def test_person_of_the_same_day_with_another_surname_is_asked_about(member):
    bring(member, HEAD, ORLOVA)

    doubtful = take(member, HEAD, ("Орлова-Белая Майя Игоревна", "9А", "06.05.2011", "", "", ""))

    assert verdicts(doubtful) == [Verdict.NEW]  # two words of four differ
    assert verdicts(take(member, HEAD, ("Белая Майя Игоревна", "9А", "06.05.2011", "", "", ""))) == [Verdict.DOUBTFUL]


def test_doubles_inside_a_file_are_refused(member):
    batch = take(member, HEAD, ORLOVA, ORLOVA, ("Орлова Майя Игоревна", "9В", "06.05.2010", "", "", ""))

    assert verdicts(batch) == [Verdict.NEW, Verdict.REFUSED, Verdict.NEW]


def test_brothers_share_a_mother_known_by_her_telephone(member):
    brother = ("Орлов Лев Игоревич", "5А", "01.02.2015", "", "Орлова Инна Львовна", "+7 (912) 000-33-44")
    bring(member, HEAD, ORLOVA, brother)

    assert Guardianship.objects.values("guardian").distinct().count() == 1
    assert Person.objects.count() == 3


def test_sister_of_a_later_file_gets_the_same_mother(member):
    bring(member, HEAD, ORLOVA)
    bring(member, HEAD, ("Орлова Ева Игоревна", "5А", "01.02.2015", "", "Орлова Инна Львовна", "89120003344"))

    assert Guardianship.objects.values("guardian").distinct().count() == 1


def test_staff_list_makes_people_positions_and_what_goes_with_them(member):
    bring(member, STAFF_HEAD, RYABOVA, kind=STAFF)

    posts = {one.position.title: one for one in Employment.objects.select_related("position")}
    assert sorted(posts) == ["классный руководитель 9А", "учитель математики"]
    taught = posts["учитель математики"]
    assert (taught.subject, taught.category) == ("Алгебра", "высшая")
    assert taught.experience_since is not None
    assert verdicts(take(member, STAFF_HEAD, RYABOVA, kind=STAFF)) == [Verdict.SAME]


def test_refused_row_stays_out_and_the_others_go_in(member):
    batch = bring(member, HEAD, ORLOVA, ("Петров", "9А", "31.02.2012", "", "", ""))

    assert batch.counts["refused"] == 1
    assert Person.objects.filter(surname="Петров").count() == 0
    assert Person.objects.filter(surname="Орлова", given="Майя").count() == 1


def test_list_seen_before_another_one_came_in_is_shown_anew(member):
    first, second = take(member, HEAD, ORLOVA), take(member, HEAD, ORLOVA)
    commit(first)

    taken = committing.commit(second, version=second.version, by=member)

    assert (taken.people, taken.stale) == (0, 1)
    assert verdicts(second) == [Verdict.SAME]
    assert Person.objects.filter(given="Майя").count() == 1


def test_one_import_is_one_row_of_the_journal(member):
    bring(member, HEAD, ORLOVA, LESNOV)

    actions = JournalEntry.objects.order_by("number").values_list("action", flat=True)
    assert list(actions) == ["importbatch.take", "importbatch.import"]


def test_undone_import_leaves_nothing(member):
    batch = bring(member, HEAD, ORLOVA, LESNOV)

    undone = undo(batch)

    assert (undone.state, undoing.told(undone)) == ("undone", [])
    left = [model.objects.count() for model in (Person, StudyGroup, Enrollment, Guardianship)]
    assert left == [0, 0, 0, 0]


def test_undone_change_gives_the_old_values_back(member):
    bring(member, HEAD, ORLOVA)
    batch = bring(member, HEAD, ("Орлова Майя Игоревна", "10А", "06.05.2011", "8 913 777-88-99", "", ""))

    undo(batch)

    maya = Person.objects.get(given="Майя")
    assert maya.phone == "+7 912 000-11-22"
    assert [(str(one.group), one.end) for one in maya.enrollments.all()] == [("9 «А»", None)]


def test_guardian_who_has_signed_since_stays(member, school):
    batch = bring(member, HEAD, ORLOVA, LESNOV)
    inna = Person.objects.get(given="Инна")
    StudyGroup.objects.create(organization=school, title="Кружок", teacher=inna)

    undone = undo(batch)

    assert Person.objects.filter(pk=inna.pk).exists()
    assert any("есть запись: класс или группа" in words for words in undoing.told(undone))


def test_row_used_since_stays_and_is_named(member, school):
    batch = bring(member, HEAD, ORLOVA, LESNOV)
    maya = Person.objects.get(given="Майя")
    position = Position.objects.create(organization=school, title="вожатый")
    Employment.objects.create(organization=school, person=maya, position=position)

    undone = undo(batch)

    assert undoing.told(undone) == ["Строка 2, Орлова Майя Игоревна: осталось, есть запись: назначение"]
    assert sorted(one.full_name for one in Person.objects.all()) == ["Орлова Инна Львовна", "Орлова Майя Игоревна"]


def test_value_changed_since_is_not_taken_back(member):
    bring(member, HEAD, ORLOVA)
    batch = bring(member, HEAD, ("Орлова Майя Игоревна", "9А", "06.05.2011", "8 913 777-88-99", "", ""))
    Person.objects.filter(given="Майя").update(phone="+7 999 000-00-00")

    undone = undo(batch)

    assert undoing.told(undone) == ["Строка 2, Орлова Майя Игоревна: Телефон — не вернули, изменено позже"]
    assert Person.objects.get(given="Майя").phone == "+7 999 000-00-00"


def test_import_of_last_week_is_not_undone(member):
    batch = bring(member, HEAD, ORLOVA)

    with pytest.raises(ImportRefused, match="больше недели назад"):
        undoing.undo(batch, by=member, now=timezone.now() + timedelta(days=8))


def test_two_rows_of_headings_and_a_class_above_the_table(member):
    batch = take(
        member,
        ("Список 9 «А» класса",),
        ("№", "Обучающийся", "", "Мать", ""),
        ("", "Фамилия", "Имя", "ФИО", "Телефон"),
        (1, "Орлова", "Майя", "Орлова Инна Львовна", 89120003344),
    )

    assert batch.found["group"] == "9 «А»"
    row = ImportRow.objects.get(batch=batch)
    assert (row.values["group"]["title"], row.values["guardians"][0]["phone"]) == ("9 «А»", "+7 912 000-33-44")


def test_blank_row_above_two_rows_of_headings_is_no_heading(member):
    batch = take(
        member,
        ("Список 9 «А» класса",),
        (),
        ("№", "Обучающийся", "", "", "Дата рождения"),
        ("", "Фамилия", "Имя", "Отчество", ""),
        (1, "Орлова", "Майя", "Игоревна", "06.05.2011"),
    )

    assert batch.columns == ["", "surname", "given", "patronymic", "birth"]
    assert verdicts(batch) == [Verdict.NEW]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_text_of_any_encoding_and_delimiter(member, encoding, delimiter):
    data = separated(HEAD, ORLOVA, LESNOV, encoding=encoding, delimiter=delimiter)

    batch, _ = staging.take(LEARNERS, "список.csv", data, by=member)

    assert verdicts(batch) == [Verdict.NEW, Verdict.NEW]


def test_columns_may_be_said_anew(member):
    batch = take(member, ("ФИО", "Класс", "Связь"), ("Орлова Майя Игоревна", "9А", "89120001122"))
    assert batch.columns == ["fio", "group", ""]

    staging.remap(batch, ["fio", "group", "phone"], "", version=batch.version, by=member)

    assert ImportRow.objects.get(batch=batch).values["phone"] == "+7 912 000-11-22"


def test_file_without_headings_is_refused_by_name(member):
    with pytest.raises(ImportRefused, match=r"«пусто\.xlsx»: не нашли шапку таблицы"):
        staging.take(LEARNERS, "пусто.xlsx", xlsx((1, 2), (3, 4)), by=member)
    assert ImportBatch.objects.count() == 0
