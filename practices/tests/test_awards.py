"""Awards: who may propose, who may give, and to whom."""

from datetime import date, timedelta

import pytest

from mentoring.access import Role
from mentoring.accounts.operations import Refused
from mentoring.registry.tests.cast import learner, teacher
from practices import awarding
from practices.models import Award
from practices.tests import cast
from tests.cast import browse, make_member

pytestmark = pytest.mark.django_db
EDIT, SEE = "awards.edit", "awards.see"
ORDER = "приказ от 20.11.2026 № 114"


def now(row: Award) -> Award:
    return Award.objects.get(pk=row.pk)


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def propose(programme, curator):
    """Propose an award for a teacher, or for whoever is given."""

    def made(kind: str = "thanks", person=None, on: date = cast.TODAY) -> Award:
        school = programme.organization
        facts = {"organization": school, "programme": programme, "reason": "За пару года", "on": on}
        row = Award(kind=kind, person=person or teacher(school, "Вязов"), **facts)
        return awarding.propose(row, by=curator.member)

    return made


def give(award: Award, by, *, on=cast.TODAY, basis="") -> Award:
    return awarding.give(award, on=on, basis=basis, version=now(award).version, by=by.member)


class TestGiving:
    def test_curator_gives_thanks(self, propose, curator):
        assert give(propose(), curator).state == "given"

    def test_money_is_given_by_the_head_alone(self, propose, curator, director):
        award = propose("bonus")
        with pytest.raises(Refused, match="утверждает руководитель"):
            give(award, curator, basis=ORDER)

        given = give(award, director, basis=ORDER)

        assert (given.state, given.basis) == ("given", ORDER)

    def test_head_gives_no_money_without_an_order(self, propose, director):
        with pytest.raises(Refused, match="Укажите приказ"):
            give(propose("supplement"), director)

    def test_day_to_come_is_refused(self, propose, curator):
        with pytest.raises(Refused, match="ещё не наступил"):
            give(propose(), curator, on=cast.TODAY + timedelta(1))

    def test_given_award_is_neither_changed_nor_removed_nor_given_again(self, propose, curator):
        award = give(propose(), curator)

        for again in (
            lambda: awarding.change(award, {"reason": "Иное"}, version=award.version, by=curator.member),
            lambda: awarding.remove(award, by=curator.member),
            lambda: give(award, curator),
        ):
            with pytest.raises(Refused, match="уже вручено"):
                again()

    def test_mark_is_taken_back_by_who_may_give(self, propose, curator, director):
        award = give(propose("bonus"), director, basis=ORDER)
        with pytest.raises(Refused, match="утверждает руководитель"):
            awarding.take_back(award, by=curator.member)

        assert awarding.take_back(award, by=director.member).state == "proposed"


class TestWhom:
    def test_money_is_for_those_who_work_here(self, school, propose):
        with pytest.raises(Refused, match="получают работники"):
            propose("bonus", learner(school, "Рябов"))

    def test_letter_to_parents_is_about_a_learner(self, school, propose):
        assert propose("letter", learner(school, "Рябов")).kind == "letter"
        with pytest.raises(Refused, match="об обучающемся"):
            propose("letter", teacher(school, "Кедров"))

    def test_change_to_what_does_not_fit_is_undone(self, school, propose, curator):
        award = propose("thanks", learner(school, "Рябов"))

        with pytest.raises(Refused, match="получают работники"):
            awarding.change(award, {"kind": "bonus"}, version=1, by=curator.member)

        assert now(award).kind == "thanks"


class TestPages:
    def test_proposal_goes_through_its_forms(self, school, programme, curator):
        person = teacher(school, "Вязов")
        data = {"person": person.full_name, "kind": "diploma", "reason": "За терпение", "on": "2026-11-20"}
        curator.post("award_new", action=EDIT, data=data)
        award = Award.objects.get()
        curator.post("award_edit", award.pk, action=EDIT, data=data | {"reason": "За дело", "version": 1})
        curator.post("award_give", award.pk, action=SEE, data={"on": "2026-11-20", "version": 2})
        page = text(curator.get("awards"))
        assert "Вязов" in page and "За дело" in page

        curator.post("award_take_back", award.pk, action=SEE)
        curator.post("award_remove", award.pk, action=EDIT)

        assert not Award.objects.exists()

    def test_curator_has_no_page_to_give_money(self, propose, curator, director):
        award = propose("bonus")

        assert curator.get("award_give", award.pk).status_code == 404
        assert "ждёт руководителя" in text(curator.get("awards"))
        director.post("award_give", award.pk, action=SEE, data={"on": "2026-11-20", "basis": ORDER, "version": 1})
        assert now(award).state == "given"

    def test_list_is_narrowed_by_year_name_and_state(self, school, propose, curator):
        old = propose(on=date(2026, 5, 20), person=teacher(school, "Кедров"))
        new = propose()
        give(new, curator)

        def found(**asked):
            return list(awarding.found(curator.member, asked))

        assert (found(year="2025"), found(year="2026"), found(q="кедр")) == ([old], [new], [old])
        assert found(state="given") == [new]
        assert [year for year, _ in awarding.years(curator.member)] == ["2026", "2025"]

    def test_class_teacher_does_not_see_awards(self, school, propose):
        propose()

        assert browse(make_member(school, Role.CLASS_TEACHER)).get("awards").status_code == 403
