"""From the rows of the registries to the sides of a task."""

from datetime import date

from mentoring.accounts.models import JournalEntry
from mentoring.pairs import pairing
from mentoring.pairs.matching.people import Lack, MenteeSide, MentorSide, Reason, Together
from mentoring.pairs.matching.scoring import Part
from mentoring.pairs.models import Trait
from mentoring.pairs.runs import candidates, traits
from mentoring.pairs.runs.traits import About
from mentoring.pairs.tests.desk_cast import TODAY, make_form, ready, sphere, waiting
from mentoring.people.models import Consent, Guardianship
from mentoring.registry.models import Mentee, Request, RestrictedNote

Kind = Trait.Kind


def learnt(row, by, **answers):
    said = {Kind[name.upper()]: given for name, given in answers.items()}
    return traits.learn(row.programme, row.person, said, source="анкета", on=TODAY, by=by)


def keys(found) -> tuple[set[str], set[str]]:
    return set(found.mentees), set(found.mentors)


def test_everything_said_comes_into_the_sides(programme, form, curator):
    mentor = ready(programme, form, "Липина", gives="Алгебра", capacity=2, days=[2, 4], age_from=10, age_to=16)
    mentee = waiting(programme, form, "Чижов", asks="Алгебра")
    learnt(mentee, curator.member, interest=["Шахматы"], time=["во вторник"], together=["one"])
    learnt(mentee, curator.member, wish=[About(mentor.person, "вела кружок")])
    learnt(mentor, curator.member, interest=["Шахматы", "Лыжи"], place=["Заречье"])

    found = candidates.of(programme, form, TODAY)

    algebra, group = str(sphere(programme, "Алгебра").pk), mentee.person.enrollments.get().group
    assert found.mentee_sides == (
        MenteeSide(
            key=str(mentee.pk),
            forms=frozenset({str(form.pk)}),
            age=14,
            grade=8,
            unit=str(group.pk),
            interests=frozenset({"шахматы"}),
            times=frozenset({"2"}),
            wishes=(str(mentor.pk),),
            requests={algebra: 2},
            together=Together.ONE,
        ),
    )
    assert found.mentor_sides == (
        MentorSide(
            key=str(mentor.pk),
            forms=frozenset({str(form.pk)}),
            age=42,
            interests=frozenset({"шахматы", "лыжи"}),
            times=frozenset({"2", "4"}),
            place="заречье",
            competences=frozenset({algebra}),
            age_from=10,
            age_to=16,
            capacity=2,
        ),
    )
    assert found.labels[Part.INTERESTS] == {"шахматы": "Шахматы", "лыжи": "Лыжи"}
    assert found.labels[Part.REQUEST] == {algebra: "Алгебра"}
    assert found.classes == {mentee.person_id: "8 «А»"}


def test_urgent_request_weighs_more(programme, form):
    mentee = waiting(programme, form, "Чижов", asks="Алгебра")
    reading = sphere(programme, "Чтение")
    Request.objects.create(
        organization=mentee.organization, mentee=mentee, competence=reading, priority=Request.Priority.HIGH
    )

    [side] = candidates.of(programme, form, TODAY).mentee_sides

    assert side.requests == {str(reading.pk): 3, str(sphere(programme, "Алгебра").pk): 2}


def test_only_the_register_and_the_form_are_asked(programme, form):
    other = make_form(programme, "teacher_pupil", "Учитель — ученик")
    own, any_form = waiting(programme, form, "Чижов"), waiting(programme, None, "Дроздов")
    waiting(programme, other, "Сорокин")
    offered = waiting(programme, form, "Галкин")
    Mentee.objects.filter(pk=offered.pk).update(state=Mentee.State.OFFERED)

    assert keys(candidates.of(programme, form, TODAY))[0] == {str(own.pk), str(any_form.pk)}


def test_pair_takes_the_mentee_and_a_place(programme, form, curator):
    mentor = ready(programme, form, "Липина", capacity=2)
    taken, free = waiting(programme, form, "Чижов"), waiting(programme, form, "Дроздов")
    pairing.propose(programme, form, mentor, [taken], start=TODAY, end=date(2027, 5, 1), by=curator.member)

    found = candidates.of(programme, form, TODAY)

    assert set(found.mentees) == {str(free.pk)}
    assert [side.capacity for side in found.mentor_sides] == [1]
    assert candidates.places_left([mentor], TODAY) == {mentor.pk: 1}


def test_lacks_are_named_on_their_own_side(programme, form):
    ready(programme, form, "Липина", taught=False)
    mentee = waiting(programme, form, "Чижов")
    Consent.objects.filter(person=mentee.person).delete()

    found = candidates.of(programme, form, TODAY)

    assert found.mentor_sides[0].lacks == (Lack(Reason.TRAINING, "не обучен"),)
    assert {lack.reason for lack in found.mentee_sides[0].lacks} == {Reason.CONSENT}


def test_children_of_one_mother_are_kin(programme, form):
    mentee, mentor = waiting(programme, form, "Чижов"), ready(programme, form, "Липина")
    mother = mentee.person.guardianships.get().guardian
    Guardianship.objects.create(organization=mentee.organization, child=mentor.person, guardian=mother, right="mother")

    found = candidates.of(programme, form, TODAY)

    assert found.mentee_sides[0].kin == {str(mentor.pk)}
    assert found.mentor_sides[0].kin == {str(mentee.pk)}


def test_restricted_note_keeps_apart_whom_it_names_in_any_case(programme, form):
    mentee = waiting(programme, form, "Чижов")
    named, other = ready(programme, form, "Липина"), ready(programme, form, "Осокина")
    named.person.sex = "f"
    named.person.save()
    RestrictedNote.objects.create(
        organization=mentee.organization, person=mentee.person, kind="aversion", text="Не сажать рядом с Липиной."
    )

    [side] = candidates.of(programme, form, TODAY).mentee_sides

    assert side.bans == {str(named.pk)}
    assert str(other.pk) not in side.bans


def test_more_people_cost_no_more_queries(programme, form, curator, django_assert_num_queries):
    for surname in ("Чижов", "Дроздов", "Сорокин"):
        learnt(waiting(programme, form, surname, asks="Алгебра"), curator.member, interest=["Лыжи"])
        ready(programme, form, f"{surname}ский", gives="Алгебра")

    with django_assert_num_queries(14):
        candidates.of(programme, form, TODAY)


def test_source_that_speaks_again_replaces_only_its_own_words(programme, form, curator):
    mentee = waiting(programme, form, "Чижов")
    said = {"programme": programme, "person": mentee.person}
    traits.learn(**said, answers={Kind.INTEREST: ["Лыжи"]}, source="лист", on=TODAY, by=curator.member)
    learnt(mentee, curator.member, interest=["Шахматы", "Лыжи"])

    learnt(mentee, curator.member, interest=["Театр"])

    known = traits.of_person(programme, mentee.person)[Kind.INTEREST]
    assert {(row.value, row.source) for row in known} == {("Лыжи", "лист"), ("Театр", "анкета")}


def test_forgotten_words_are_those_of_one_source(programme, form, curator):
    mentee = waiting(programme, form, "Чижов")
    learnt(mentee, curator.member, interest=["Театр"], place=["Заречье"])

    traits.forget(programme, mentee.person, [Kind.INTEREST], source="лист", by=curator.member)
    assert Trait.objects.count() == 2
    traits.forget(programme, mentee.person, [Kind.INTEREST], source="анкета", by=curator.member)

    assert [row.value for row in Trait.objects.all()] == ["Заречье"]


def test_journal_does_not_tell_who_is_unwanted(programme, form, curator):
    mentee, mentor = waiting(programme, form, "Чижов"), ready(programme, form, "Липина")

    learnt(mentee, curator.member, interest=["Лыжи"], ban=[About(mentor.person, "поссорились")])

    written = JournalEntry.objects.get(action="person.traits").values.after
    assert written == {"origin": "анкета", "traits": {"интерес": 1}}


def test_day_is_the_same_however_it_is_written():
    written = ["вторник", "во вторник после уроков", "Вт", "2"]

    assert {traits.code_of(Kind.TIME, words) for words in written} == {"2"}
    assert traits.code_of(Kind.TIME, "после обеда") == "после обеда"
    assert traits.label_of(Kind.TIME, "2") == "вторник"
