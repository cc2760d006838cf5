"""The pages of the matching, as the curator, the psychologist and whoever holds a link meet them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentoring.access import Role
from mentoring.accounts import operations, schooldays
from mentoring.notifications.models import OutboxItem
from mentoring.pairs.models import Assent, Pair, Run, Trait
from mentoring.pairs.runs import handing, running, traits
from mentoring.pairs.runs.traits import About
from mentoring.pairs.tests.desk_cast import TODAY, begun, chosen, ready, waiting
from tests.cast import browse, make_member

EDIT = "matching.edit"


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    # The world outside: the clock on the wall.
    monkeypatch.setattr(schooldays, "today", lambda organization: TODAY)


@pytest.fixture
def handed(run, curator) -> Run:
    return handing.hand(run, seen=running.live(run).fingerprint.whole, by=curator.member)


def text(answer) -> str:
    assert answer.status_code == 200
    words = re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("\N{NO-BREAK SPACE}", " ")
    return re.sub(r"\s+", " ", words)


def test_forms_say_who_waits_and_who_helps(curator, form, people):
    page = text(curator.get("matching"))

    assert "Ждут пары: 2 наставляемых. Готовы помочь: 2 наставника, 2 места." in page
    assert "Начать подбор" in page


def test_matching_is_begun_once(curator, form, people):
    begin = {"action": EDIT, "token": None}
    answer = curator.post("matching_begin", form.pk, **begin)

    run = Run.objects.get()
    assert answer.url.endswith(f"/matching/{run.public_id}/")
    curator.post("matching_begin", form.pk, **begin)
    assert Run.objects.count() == 1


def test_desk_shows_pairs_with_their_reasons(curator, run):
    page = text(curator.get("matching_run", run.public_id))

    assert "2 наставляемых, 2 наставника, 2 места. Черновик, участники его не видят." in page
    assert "Предлагаем пар: 2" in page
    assert "Запрос и сильная сторона: Алгебра." in page
    assert "Никто не забыт 2 из 2 с наставником, слабейшая пара 100, средняя 100" in page


def test_desk_says_who_is_left_and_what_helps(curator, programme, form, run, people):
    waiting(programme, form, "Сорокин")

    page = text(curator.get("matching_run", run.public_id))

    assert "Без наставника: 1 наставляемый Сорокин" in page
    assert "ещё одно место: Липина" in page


def test_asked_pair_is_told_with_its_price(curator, run, people):
    query = {"mentee": people[0].pk, "mentor": people[3].pk}

    page = text(curator.get("matching_run", run.public_id, query=query))

    assert "Пара возможна, но всем вместе лучше иначе" in page
    assert "Слабейшая пара: сейчас 100, станет 0." in page
    assert "Другой наставник будет у: Дроздов" in page


def test_nobody_is_asked_about_who_is_not_there(curator, run):
    page = text(curator.get("matching_run", run.public_id, query={"mentee": "x", "mentor": "9" * 40}))

    assert "Закрепить пару" not in page


def test_button_locks_a_pair_without_a_script(curator, run, people):
    data = {"pair": f"{people[0].pk}-{people[3].pk}", "reason": "соседи"}

    curator.post("matching_pair", run.public_id, "lock", action=EDIT, data=data)

    page = text(curator.get("matching_run", run.public_id))
    assert "Решение вручную — Соколова Вера Ильинична: соседи" in page


def test_weights_solve_the_desk_anew(curator, run):
    sent = dict.fromkeys(("request", "times", "wish", "choice", "interests", "dislikes", "place"), 0)
    rules = {"common_times": "0", "grade_above": "", "units": "any", "training": "on"}

    curator.post("matching_weigh", run.public_id, action=EDIT, data=sent | {"place": 4} | rules)

    row = Run.objects.get()
    assert (row.weights["place"], row.weights["request"]) == (4, 0)
    assert row.rules == {"training": True, "age": False, "common_times": 0, "grade_above": None, "units": "any"}


def test_weight_out_of_range_is_named(curator, run):
    answer = curator.post("matching_weigh", run.public_id, action=EDIT, data={"request": "9"}, follow=True)

    assert "Запрос и сильные стороны: число от 0 до 5." in text(answer)


def test_way_from_the_desk_to_the_pairs(curator, run):
    seen = running.live(run).fingerprint.whole
    curator.post("matching_hand", run.public_id, action=EDIT, data={"seen": seen})
    proposed = Run.objects.get().pairs.first()
    curator.post("matching_settle", run.public_id, proposed.pk, "turn-down", action=EDIT)
    assert "отклонена" in text(curator.get("matching_handed", run.public_id))
    curator.post("matching_settle", run.public_id, proposed.pk, "keep", action=EDIT)
    data = {"body": "Рабочая группа", "heard": "", "decided_on": TODAY, "basis": "", "start": TODAY}

    answer = curator.post("matching_publish", run.public_id, action=EDIT, data=data, follow=True)

    page = text(answer)
    assert "Решили Рабочая группа, 20 ноября 2026 г." in page
    assert "объявлена, ждёт приказа" in page
    assert "Составить протокол и приказ" in page
    assert Pair.objects.count() == 2


def test_whoever_is_left_stays_for_the_next_matching(curator, programme, form, handed, people):
    handing.turn_down(handed.pairs.get(mentee=people[0]), by=curator.member)
    data = {"body": "Рабочая группа", "decided_on": TODAY, "start": TODAY}
    curator.post("matching_publish", handed.public_id, action=EDIT, data=data)

    page = text(curator.get("matching"))

    assert "Ждут пары: 1 наставляемый. Готовы помочь: 2 наставника, 1 место." in page
    assert "Подбор от" in page and "пары объявлены" in page
    assert chosen(begun(programme, form, curator.member)) == {"Чижов": "Липина"}


def test_lock_of_somebody_who_left_rests_on_the_desk(curator, run, people):
    running.lock(run, people[0], people[3], "соседи", by=curator.member)
    running.ban(run, people[1], people[2], "спор", by=curator.member)
    people[3].state = "left"
    people[3].save()

    page = text(curator.get("matching_run", run.public_id))

    assert "Закрепление не действует, одного из двоих уже нет среди участников: Чижов" in page
    assert "Запрещено: Дроздов Я. Л. и Липина Я. Л. — Соколова Вера Ильинична: спор" in page


def test_double_click_publishes_once(curator, handed):
    data = {"body": "Рабочая группа", "decided_on": TODAY, "start": TODAY}
    token = operations.offer(curator.member, EDIT)

    for _ in range(2):
        answer = curator.post("matching_publish", handed.public_id, action=EDIT, data=data, token=token)

    assert answer.status_code == 302
    assert Pair.objects.count() == 2


def test_refused_publication_says_why_beside_the_form(curator, handed):
    data = {"body": "Рабочая группа", "decided_on": TODAY, "start": "2027-09-01"}

    answer = curator.post("matching_publish", handed.public_id, action=EDIT, data=data)

    assert "Пары начинают работу в дни программы." in text(answer)
    assert not Pair.objects.exists()


def test_repeat_says_that_all_is_the_same(curator, handed):
    assert "Вышло то же самое" in text(curator.get("matching_repeat", handed.public_id))


def test_who_may_only_see_is_offered_no_deed(school, run):
    page = browse(make_member(school, Role.DIRECTOR)).get("matching_run", run.public_id).content.decode()

    assert "Передать комиссии" not in page
    assert "<button" in page and "Закрепить" not in page


def test_wishes_are_typed_and_shown_again(curator, programme, people):
    data = {"interest": "Шахматы, лыжи", "time": ["2"], "wish_1": people[2].person_id, "wish_1_why": "вела кружок"}
    path = ("matching_traits", people[0].person_id)

    curator.post(*path, action=EDIT, data=data)

    known = traits.of_person(programme, people[0].person)
    assert [row.value for row in known[Trait.Kind.INTEREST]] == ["Шахматы", "лыжи"]
    assert [(row.about, row.why) for row in known[Trait.Kind.WISH]] == [(people[2].person, "вела кружок")]
    assert 'value="Шахматы, лыжи"' in curator.get(*path).content.decode()


def test_bans_are_for_few_and_stay_when_others_save(school, curator, programme, people):
    chizhov, lipina = people[0].person, people[2].person
    said = {Trait.Kind.BAN: [About(lipina, "обидела")]}
    traits.learn(programme, chizhov, said, source=traits.BY_HAND, on=TODAY, by=curator.member)
    lead = browse(make_member(school, Role.FORM_LEAD))

    page = lead.get("matching_traits", chizhov.pk).content.decode()
    lead.post("matching_traits", chizhov.pk, action=EDIT, data={"interest": "Лыжи", "ban_1": ""})

    assert "обидела" not in page and "ban_1" not in page
    assert Trait.objects.get(kind=Trait.Kind.BAN).about == lipina
    assert "обидела" in curator.get("matching_traits", chizhov.pk).content.decode()


def test_somebody_named_twice_is_refused(curator, people):
    data = {"wish_1": people[2].person_id, "ban_1": people[2].person_id}

    answer = curator.post("matching_traits", people[0].person_id, action=EDIT, data=data)

    assert "Один человек назван дважды." in text(answer)


def link_of(curator, handed, surname: str, client) -> str:
    page = curator.post("matching_links", handed.public_id, action=EDIT).content.decode()
    found = re.search(rf"{surname} .*?(/assent/[^<\s]+)", page, re.DOTALL)
    return found[1]


def test_link_asks_and_keeps_the_answer(curator, handed, client, people):
    entered = client.get(link_of(curator, handed, "Липина", client))
    assert entered["Referrer-Policy"] == "no-referrer"

    page = text(client.get(entered.url))
    answer = client.post(entered.url, {"answer": "no", "word": "не успеваю"})

    assert "Наставник: Липина Ян Львович Наставляемый: Чижов Ян Львович" in page
    assert "8 «А»" not in page
    assert answer.url == reverse("assent_done")
    row = Assent.objects.get(person=people[2].person)
    assert (row.state, row.word) == ("declined", "не успеваю")
    assert "«не успеваю»" in text(curator.get("matching_handed", handed.public_id))


def test_link_of_a_decided_run_tells_nothing(curator, handed, client):
    address = link_of(curator, handed, "Липина", client)
    entered = client.get(address)
    running.drop(handed, by=curator.member)

    for path in (address, entered.url, reverse("assent_link", args=["no-such-token"])):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "Липина" not in answer.content.decode()


def test_question_is_not_opened_by_its_address_alone(handed, client):
    path = reverse("assent", args=[Assent.objects.first().public_id])

    assert client.get(path).status_code == 404
    assert client.post(path, {"answer": "yes"}).status_code == 404
    assert not Assent.objects.exclude(state="asked").exists()


def test_letters_ask_those_who_have_an_address(curator, handed, people):
    people[2].person.email = "lipina@example.org"
    people[2].person.save()

    answer = curator.post("matching_ask", handed.public_id, action=EDIT, follow=True)

    assert "Отправили 1 письмо." in text(answer)
    assert "/assent/" in OutboxItem.objects.get(kind="letter").payload["text"]


def test_sheet_of_links_is_shown_once(curator, handed):
    token = operations.offer(curator.member, EDIT)
    curator.post("matching_links", handed.public_id, action=EDIT, token=token)

    again = curator.post("matching_links", handed.public_id, action=EDIT, token=token)

    assert again.status_code == 302


def test_desk_of_another_school_does_not_exist(other_curator, run, handed):
    for name in ("matching_run", "matching_handed", "matching_repeat", "matching_publish"):
        assert other_curator.get(name, run.public_id).status_code == 404


def test_desk_asks_the_same_for_any_number_of_people(curator, programme, form, run, people):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            curator.get("matching_run", run.public_id)
        return len(queries)

    asked()
    few = asked()
    for number in range(5):
        waiting(programme, form, f"Щеглов{number}", asks="Алгебра")
        ready(programme, form, f"Вербин{number}", gives="Чтение")

    assert asked() == few
