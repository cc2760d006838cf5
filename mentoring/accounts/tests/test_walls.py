import pytest
from django.db import IntegrityError, connection, transaction

from mentoring.accounts import journal, walls
from mentoring.accounts.models import JournalEntry
from mentoring.people.models import Employment, Person, Position


def test_every_declared_wall_stands(db):
    assert walls.missing() == []


def test_walls_of_sqlite_fall_before_a_migrate_and_stand_again_after_it(db):
    rebuilds = connection.vendor == "sqlite"

    walls.fall()
    assert bool(walls.missing()) == rebuilds
    walls.build()
    assert walls.missing() == []


def test_database_refuses_a_row_that_joins_two_schools(school, other_school):
    person = Person.objects.create(organization=school, surname="Ёлкин", given="Пётр")
    position = Position.objects.create(organization=other_school, title="учитель")

    with pytest.raises(IntegrityError, match="wall"), transaction.atomic():
        Employment.objects.create(organization=school, person=person, position=position)


def test_row_never_moves_to_another_school(school, other_school):
    person = Person.objects.create(organization=school, surname="Ёлкин", given="Пётр")

    with pytest.raises(IntegrityError, match="wall"), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(organization=other_school)


def test_journal_is_never_rewritten(school, curator):
    entry = journal.write(school, "school.seen", school, by=curator.member, after={"title": "Озёрная"})

    with pytest.raises(IntegrityError, match="wall"), transaction.atomic():
        JournalEntry.objects.filter(pk=entry.pk).update(action="другое")
    with pytest.raises(IntegrityError, match="wall"), transaction.atomic():
        JournalEntry.objects.filter(pk=entry.pk)._raw_delete("default")

    assert journal.breaks(school) == []


def test_changed_values_break_the_chain_and_erased_ones_do_not(school):
    first = journal.write(school, "school.seen", school, by=None, after={"title": "Озёрная"})
    second = journal.write(school, "school.seen", school, by=None, after={"title": "Лесная"})

    first.values.after = {}
    first.values.save()
    assert journal.breaks(school) == []

    second.values.after = {"title": "Подменённая"}
    second.values.save()
    assert journal.breaks(school) == ["журнал «Озёрная школа»: значения записи 2 не совпадают с отпечатком"]
