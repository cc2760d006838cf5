"""Cases, rubrics and the plan of publications."""

from datetime import date, timedelta

import pytest

from mentoring.access import Role
from mentoring.accounts.operations import Refused
from mentoring.pairs.tests import cast as pairs
from mentoring.people.models import Consent
from mentoring.people.privacy import grounds
from mentoring.registry.tests.cast import agree
from practices import counting, keeping, publishing, stories
from practices.models import Case, Publication, Rubric
from practices.tests import cast
from tests.cast import browse, make_member

pytestmark = pytest.mark.django_db
EDIT = "practices.edit"
LINK = "https://school.example.org/news/7"
PARTS = {"situation": "Было трудно", "done": "Занимались", "result": "Получилось"}


def now(row):
    return type(row).objects.get(pk=row.pk)


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def write_case(programme, by, **own) -> Case:
    facts = {"organization": programme.organization, "programme": programme, "title": "Как заговорили по-английски"}
    return stories.add(Case(**facts | PARTS | own), by=by.member)


def write_publication(programme, by, on: date = cast.TODAY, **own) -> Publication:
    facts = {"organization": programme.organization, "programme": programme, "title": "О родительском собрании"}
    return keeping.add(Publication(**facts | {"planned_on": on} | own), by=by.member)


def publish(row, by, *, on=cast.TODAY) -> Publication:
    return publishing.publish(row, on=on, link=LINK, version=now(row).version, by=by.member)


@pytest.fixture
def pair(programme, curator):
    return pairs.working(programme, curator.member)


@pytest.fixture
def agreeing(pair):
    """Let everybody in the pair agree to be published."""
    for person in stories.people_of(pair):
        agree(person, on=date(2026, 9, 1), gate="publication")
    return pair


class TestNames:
    def test_pair_without_consents_is_not_named(self, programme, pair, curator):
        with pytest.raises(Refused, match="нет согласия на публикацию — Зимин") as refusal:
            write_case(programme, curator, pair=pair)

        assert "Орлов" in str(refusal.value)

    def test_page_says_who_has_not_agreed_and_keeps_the_text(self, programme, pair, curator):
        data = {"title": "Наша история", "pair": pair.pk} | PARTS

        page = text(curator.post("case_new", action=EDIT, data=data))

        assert "нет согласия на публикацию" in page and "Наша история" in page
        assert not Case.objects.exists()

    def test_pair_is_named_when_everybody_agrees(self, programme, agreeing, curator):
        case = write_case(programme, curator, pair=agreeing)

        assert stories.lacking(case.pair, cast.TODAY) == []

    def test_one_of_two_is_not_enough(self, programme, pair, curator):
        mentor, mentee = stories.people_of(pair)
        agree(mentor, on=date(2026, 9, 1), gate="publication")

        assert stories.lacking(pair, cast.TODAY) == [mentee]

    def test_consent_withdrawn_before_the_publication_stops_it(self, programme, agreeing, curator):
        case = stories.make_ready(write_case(programme, curator, pair=agreeing), by=curator.member)
        Consent.objects.filter(kind__gate="publication").update(withdrawn_on=cast.TODAY - timedelta(1))

        with pytest.raises(Refused, match="нет согласия на публикацию"):
            publishing.publish_case(case, on=cast.TODAY, link=LINK, rubric=None, by=curator.member)

        assert now(case).state == "ready"
        assert not Publication.objects.exists()

    def test_published_case_says_when_a_consent_is_gone(self, programme, agreeing, curator):
        case = stories.make_ready(write_case(programme, curator, pair=agreeing), by=curator.member)
        publishing.publish_case(case, on=cast.TODAY, link=LINK, rubric=None, by=curator.member)
        Consent.objects.filter(kind__gate="publication").update(withdrawn_on=cast.TODAY - timedelta(1))

        assert "Снимите публикацию" in text(curator.get("case", case.public_id))

    def test_what_a_withdrawn_consent_destroys_is_the_name_and_not_the_story(self, programme, agreeing, curator):
        case = write_case(programme, curator, pair=agreeing)
        person = stories.people_of(agreeing)[1]

        grounds.destroy(person, grounds.of(person, "publication"))

        assert (now(case).pair, now(case).situation) == (None, "Было трудно")

    def test_class_teacher_sees_of_other_classes_what_is_public(self, school, programme, agreeing, curator):
        named, nameless = write_case(programme, curator, pair=agreeing), write_case(programme, curator)
        member = make_member(school, Role.CLASS_TEACHER)

        assert list(Case.objects.visible_to(member)) == [nameless]
        publishing.publish_case(
            stories.make_ready(named, by=curator.member), on=cast.TODAY, link=LINK, rubric=None, by=curator.member
        )
        assert set(Case.objects.visible_to(member)) == {named, nameless}


class TestCase:
    def test_unfinished_case_is_not_ready(self, programme, curator):
        case = write_case(programme, curator, result="")

        with pytest.raises(Refused, match=r"Напишите: результат\."):
            stories.make_ready(case, by=curator.member)

    def test_draft_is_not_published(self, programme, curator):
        case = write_case(programme, curator)

        with pytest.raises(Refused, match="ещё черновик"):
            publishing.publish_case(case, on=cast.TODAY, link=LINK, rubric=None, by=curator.member)

    def test_ready_case_is_published_and_becomes_a_publication(self, school, programme, curator):
        case = write_case(programme, curator)
        rubric = Rubric.objects.create(organization=school, title="Наши пары")
        curator.post("case_ready", case.public_id, action=EDIT)
        data = {"on": "2026-11-20", "link": LINK, "rubric": rubric.pk}

        curator.post("case_publish", case.public_id, action=EDIT, data=data)

        row = Publication.objects.get()
        assert (row.case, row.rubric, row.link, row.published_on) == (case, rubric, LINK, cast.TODAY)
        assert LINK in text(curator.get("case", case.public_id))

    def test_planned_line_of_the_case_is_the_one_marked(self, programme, curator):
        case = stories.make_ready(write_case(programme, curator), by=curator.member)
        line = write_publication(programme, curator, case=case)

        publishing.publish_case(case, on=cast.TODAY, link=LINK, rubric=None, by=curator.member)

        assert list(Publication.objects.exclude(published_on=None)) == [line]

    def test_published_case_is_changed_only_after_a_recall(self, programme, curator):
        case = stories.make_ready(write_case(programme, curator), by=curator.member)
        row = publishing.publish_case(case, on=cast.TODAY, link=LINK, rubric=None, by=curator.member)
        with pytest.raises(Refused, match="Кейс опубликован"):
            stories.change(case, {"title": "Иначе"}, version=now(case).version, by=curator.member)

        publishing.recall(row, by=curator.member)

        changed = stories.change(case, {"title": "Иначе"}, version=now(case).version, by=curator.member)
        assert (changed.title, changed.state) == ("Иначе", "ready")

    def test_case_goes_back_to_a_draft_and_away(self, programme, curator):
        case = stories.make_ready(write_case(programme, curator), by=curator.member)

        curator.post("case_redraft", case.public_id, action=EDIT)
        assert now(case).state == "draft"
        curator.post("case_remove", case.public_id, action=EDIT)

        assert not Case.objects.exists()


class TestPlan:
    def test_late_ones_come_first_then_months(self, programme, curator):
        late = write_publication(programme, curator, date(2026, 11, 3))
        out = publish(write_publication(programme, curator, date(2026, 10, 5)), curator)
        ahead = write_publication(programme, curator, date(2026, 12, 1))

        groups = publishing.by_months(publishing.of_programme(curator.member, programme), cast.TODAY)

        assert [(group.late, group.rows) for group in groups] == [(True, (late,)), (False, (out,)), (False, (ahead,))]
        year = "2026\N{NO-BREAK SPACE}г."
        assert [group.title for group in groups] == ["Не вышли в срок", f"Октябрь {year}", f"Декабрь {year}"]

    def test_publication_goes_out_by_its_form_and_is_recalled(self, programme, curator):
        row = write_publication(programme, curator)
        data = {"on": "2026-11-19", "link": LINK, "version": 1}

        curator.post("publication_out", row.pk, action=EDIT, data=data)
        assert (now(row).published_on, now(row).link) == (date(2026, 11, 19), LINK)
        curator.post("publication_recall", row.pk, action=EDIT)

        assert (now(row).published_on, now(row).link) == (None, "")

    def test_day_to_come_is_refused(self, programme, curator):
        with pytest.raises(Refused, match="ещё не наступил"):
            publish(write_publication(programme, curator), curator, on=cast.TODAY + timedelta(1))

    def test_what_is_out_stays_in_the_plan(self, programme, curator):
        row = publish(write_publication(programme, curator), curator)

        with pytest.raises(Refused, match="Сначала снимите отметку"):
            publishing.remove(row, by=curator.member)

    def test_gathering_is_offered_to_be_told_of(self, gathering, curator):
        form = curator.get("publication_new", query={"gathering": gathering.pk}).context["form"]

        assert (form["gathering"].value(), form["title"].value()) == (gathering.pk, gathering.title)

    def test_rubrics_and_publications_are_counted_against_the_least(self, school, programme, curator):
        for title in ("Наши пары", "Наставники"):
            Rubric.objects.create(organization=school, title=title)
        for _ in range(5):
            publish(write_publication(programme, curator), curator)
        write_publication(programme, curator)

        rubrics, publications = counting.goals(programme, ("rubrics", "publications"))

        assert (rubrics.count, rubrics.reached, publications.count, publications.reached) == (2, True, 5, True)
        assert "Публикаций вышло" in text(curator.get("publications"))


class TestRubric:
    def test_rubric_is_added_once(self, curator):
        data = {"title": "Наши пары", "where": "группа школы", "link": "school.example.org"}
        curator.post("rubric_new", action=EDIT, data=data)

        again = text(curator.post("rubric_new", action=EDIT, data=data))

        assert "Такая рубрика уже есть." in again
        assert Rubric.objects.get().link == "https://school.example.org"

    def test_rubric_with_publications_stays(self, school, programme, curator):
        rubric = Rubric.objects.create(organization=school, title="Наши пары")
        row = write_publication(programme, curator, rubric=rubric)
        with pytest.raises(Refused, match="В рубрике «Наши пары» есть публикации"):
            publishing.close_rubric(rubric, by=curator.member)
        publishing.remove(row, by=curator.member)

        curator.post("rubric_remove", rubric.pk, action=EDIT)

        assert not Rubric.objects.exists()


def test_reader_has_no_buttons(school, programme, curator):
    case, reader = write_case(programme, curator), browse(make_member(school, Role.PSYCHOLOGIST))

    pages = text(reader.get("case", case.public_id)) + text(reader.get("publications")) + text(reader.get("rubrics"))

    assert "Готов" not in pages and "Новая публикация" not in pages and "Новая рубрика" not in pages
