"""The library: what is on the shelf, to whom it was handed, what a mentor sees."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from mentoring.access import Role
from mentoring.accounts.models import StoredFile
from mentoring.accounts.operations import Refused
from mentoring.pairs.tests import cast as pairs
from mentoring.programmes.models import MentoringForm
from mentoring.registry.tests.cast import learner
from practices import library
from practices.models import Handed, Material
from practices.tests import cast
from tests.cast import browse, make_member

pytestmark = pytest.mark.django_db
EDIT = "practices.edit"


@pytest.fixture
def material(school, curator) -> Material:
    row = Material(organization=school, title="Первая встреча: о чём говорить", text="Познакомьтесь.")
    return library.add(row, None, by=curator.member)


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def hand(material, *people, by):
    return library.hand(material, people, on=cast.TODAY, by=by.member)


class TestShelf:
    def test_material_with_a_file_is_added_and_opened_by_a_mentor(self, school, programme, curator):
        lead = pairs.mentor(programme)
        data = {"title": "Памятка", "audience": "mentor", "upload": SimpleUploadedFile("памятка.txt", b"words")}

        curator.post("material_new", action=EDIT, data=data)

        file = Material.objects.get().file
        mentor = browse(pairs.account(lead))
        assert mentor.get("file", file.public_id).getvalue() == b"words"

    def test_file_meant_for_the_curator_is_closed_to_mentors_at_once(self, programme, curator):
        mentor = browse(pairs.account(pairs.mentor(programme)))
        data = {"title": "Памятка", "audience": "mentor", "upload": SimpleUploadedFile("памятка.txt", b"words")}
        curator.post("material_new", action=EDIT, data=data)
        material = Material.objects.get()

        data = {"title": "Памятка", "audience": "curator", "version": material.version}
        curator.post("material_edit", material.public_id, action=EDIT, data=data)

        assert mentor.get("file", material.file.public_id).status_code == 404
        assert curator.get("file", material.file.public_id).getvalue() == b"words"

    def test_empty_material_is_refused_beside_its_field(self, curator):
        page = text(curator.post("material_new", action=EDIT, data={"title": "Памятка", "audience": "mentor"}))

        assert "материал пока пуст" in page
        assert not Material.objects.exists()

    def test_new_file_destroys_the_former(self, material, curator):
        for name in ("старая.txt", "новая.txt"):
            data = {"title": material.title, "audience": "mentor", "upload": SimpleUploadedFile(name, b"words")}
            data["version"] = Material.objects.get().version
            curator.post("material_edit", material.public_id, action=EDIT, data=data)

        assert [file.name for file in StoredFile.objects.all()] == ["новая.txt"]
        assert Material.objects.get().file.name == "новая.txt"

    def test_shelf_is_narrowed_by_form_stage_and_reader(self, school, curator, material):
        form = MentoringForm.objects.create(organization=school, code="teacher_teacher", title="Учитель — учитель")
        own = {"organization": school, "text": "слова"}
        one = Material.objects.create(title="Наблюдение урока", form=form, stage=6, **own)
        two = Material.objects.create(title="Родителям", audience="parent", stage=2, **own)

        def found(**asked):
            return set(library.found(curator.member, asked))

        assert found(stage="6") == {one}
        assert found(audience="parent") == {two}
        assert found(form=str(form.pk)) == {material, one, two}  # what is for all forms is for this one too

    def test_material_put_away_leaves_the_shelf_and_comes_back(self, material, curator):
        library.put_away(material, by=curator.member)
        assert list(library.found(curator.member, {})) == []
        assert list(library.found(curator.member, {"away": "yes"})) == [material]

        library.bring_back(material, by=curator.member)

        assert list(library.found(curator.member, {})) == [material]
        with pytest.raises(Refused, match="и так в библиотеке"):
            library.bring_back(material, by=curator.member)


class TestHanding:
    def test_those_who_were_ticked_are_written_down_once(self, programme, material, curator):
        first, second = pairs.mentor(programme, "Зимин"), pairs.mentor(programme, "Вязов")
        hand(material, first.person, by=curator)
        form = curator.get("material_hand", material.public_id).context["form"]
        assert list(form.fields["people"].queryset) == [second.person]

        curator.post(
            "material_hand", material.public_id, action=EDIT, data={"on": "2026-11-20", "people": [second.person.pk]}
        )

        assert {row.person for row in Handed.objects.all()} == {first.person, second.person}
        with pytest.raises(Refused, match="хотя бы одного"):
            hand(material, first.person, by=curator)

    def test_readers_are_those_for_whom_it_is_meant(self, school, programme, material, curator):
        lead, helped = pairs.mentor(programme), pairs.mentee(programme)
        mother = helped.person.guardianships.get().guardian

        def readers(audience: str):
            material.audience = audience
            return list(library.readers(material, programme, curator.member))

        assert readers("mentor") == [lead.person]
        assert readers("mentee") == [helped.person]
        assert readers("parent") == [mother]
        assert readers("curator") == []

    def test_day_to_come_is_refused(self, programme, material, curator):
        lead = pairs.mentor(programme)

        with pytest.raises(Refused, match="ещё не наступил"):
            library.hand(material, [lead.person], on=cast.TODAY + timedelta(1), by=curator.member)

    def test_what_was_put_away_is_not_handed(self, programme, material, curator):
        library.put_away(material, by=curator.member)

        with pytest.raises(Refused, match="убран из библиотеки"):
            hand(material, pairs.mentor(programme).person, by=curator)

    def test_mark_is_taken_back(self, programme, material, curator):
        hand(material, pairs.mentor(programme).person, by=curator)

        curator.post("material_take_back", material.public_id, Handed.objects.get().pk, action=EDIT)

        assert not Handed.objects.exists()

    def test_mentor_sees_own_materials_alone(self, school, programme, material, curator):
        own, other = pairs.mentor(programme, "Зимин"), pairs.mentor(programme, "Вязов")
        theirs = Material.objects.create(organization=school, title="Чужая памятка", text="слова")
        hand(material, own.person, by=curator)
        hand(theirs, other.person, by=curator)
        mentor = browse(pairs.account(own))

        page = text(mentor.get("materials_mine"))

        assert "Первая встреча" in page and "Чужая памятка" not in page
        assert mentor.get("materials").status_code == 403

    def test_class_teacher_sees_of_learners_the_own_class_alone(self, school, programme, material, curator):
        member = make_member(school, Role.CLASS_TEACHER)
        own, other = learner(school, "Рябов"), cast.other_class(school, "Осокин")
        group = own.enrollments.get().group
        group.teacher = pairs.mentor(programme, "Кедров").person
        group.teacher.membership = member
        group.teacher.save()
        group.save()
        hand(material, own, other, by=curator)

        page = text(browse(member).get("material", material.public_id))

        assert "Рябов" in page and "Осокин" not in page
