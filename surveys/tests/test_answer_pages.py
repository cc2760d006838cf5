"""The pages of whoever answers: by a link without an account, or from the list of one's own questionnaires."""

import re
from datetime import timedelta

import brotli
import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import timezone

from mentoring.accounts import links, tries
from mentoring.accounts.models import JournalEntry, PersonalLink
from mentoring.registry.tests.cast import learner, teacher
from surveys import answering
from surveys.models import Respondent, Response, Wave
from surveys.tests.answer_cast import SAID, ask, ask_learner, make_wave, mentor_of, token_of

pytestmark = pytest.mark.django_db
MOST_BYTES = 60_000
FIRST, SECOND = ("met", "where", "wish", "how", "help"), ("mood", "hours", "since", "whom", "else")


@pytest.fixture
def wave(programme, curator) -> Wave:
    return make_wave(programme, by=curator.member)


@pytest.fixture
def asked(wave) -> Respondent:
    return ask_learner(wave)


def at(respondent: Respondent, step: int | None = None) -> str:
    return f"/answer/of/{respondent.public_id}/" + (f"?step={step}" if step else "")


def opened(respondent: Respondent, client: Client | None = None) -> Client:
    """Open a fresh link as somebody without an account."""
    client = client or Client()
    assert client.get(f"/answer/{token_of(respondent)}/").url == at(respondent)
    return client


def fields(respondent: Respondent, said: dict, *codes: str) -> dict:
    """Return these answers as a form sends them."""
    data = {}
    for one in answering.questions_of(respondent):
        raw = said.get(one.code, "") if one.code in codes else ""
        if one.kind in ("matrix", "person"):
            data |= {f"q{one.key}-{place}": text for place, text in enumerate(raw)}
        elif raw:
            data[f"q{one.key}"] = raw
    return data


def send(client: Client, respondent: Respondent, step: int, *codes: str, said: dict = SAID, go: str = "next"):
    return client.post(at(respondent), fields(respondent, said, *codes) | {"step": str(step), "go": go})


def text_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_link_leads_through_the_parts_to_thanks(asked):
    client = opened(asked)

    first = text_of(client.get(at(asked)))
    assert "Шаг 1 из 2" in first and "Ответы помогут подобрать наставника." in first
    assert send(client, asked, 1, *FIRST).url == at(asked, 2)
    assert "Шаг 2 из 2" in text_of(client.get(at(asked, 2)))
    assert send(client, asked, 2, *SECOND).url == "/answer/done/"

    assert "Спасибо, ответ принят" in text_of(client.get("/answer/done/"))
    response = Response.objects.get()
    assert answering.raws_of(response, answering.questions_of(asked))["else"] == "Спасибо за заботу"
    assert Respondent.objects.get().how == "link"


def test_first_page_says_who_sees_the_answers_until_when_and_whom_to_ask(asked, curator):
    said = text_of(opened(asked).get(at(asked))).replace("\xa0", " ")

    assert "Ответы видят куратор программы и педагог-психолог." in said
    assert "10 вопросов. Обязательные вопросы отмечены, остальные можно пропустить." in said
    assert f"Вопросы: {curator.member.name}, Озёрная школа." in said
    assert re.search(r"вернуться по той же ссылке до \d+ \w+", said)


def test_nameless_wave_promises_that_nobody_sees_whose_answers_they_are(programme):
    asked = ask_learner(make_wave(programme, anonymous=True))

    said = text_of(opened(asked).get(at(asked)))

    assert "Никто не увидит, кто что ответил" in said and "не меньше пяти" in said
    assert "Ответы видят" not in said


def test_get_of_a_scanner_changes_nothing(asked):
    token = token_of(asked)
    before = (list(PersonalLink.objects.values()), list(Respondent.objects.values()))

    for _ in range(3):
        Client().get(f"/answer/{token}/", follow=True)
        Client().head(f"/answer/{token}/")

    assert (list(PersonalLink.objects.values()), list(Respondent.objects.values())) == before
    assert (Response.objects.count(), JournalEntry.objects.count()) == (0, 0)
    assert opened(asked).get(at(asked)).status_code == 200


def test_secret_address_is_told_to_nobody(asked):
    answer = Client().get(f"/answer/{token_of(asked)}/")

    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex, nofollow"


def dead_links(programme, asked) -> dict[str, str]:
    """Return links that lead nowhere, each for its own reason."""
    wave = asked.wave
    used, expired, revoked, foreign = (ask_learner(wave, name) for name in ("Кедров", "Дубов", "Клёнов", "Ольхин"))
    closed = ask_learner(make_wave(programme, state=Wave.State.CLOSED), "Рябинин")
    planned = ask_learner(make_wave(programme, state=Wave.State.PLANNED), "Вязов")
    gone = ask_learner(wave, "Липин")
    tokens = {"used": used, "expired": expired, "revoked": revoked, "closed": closed, "planned": planned, "gone": gone}
    dead = {name: token_of(row) for name, row in tokens.items()}
    answering.submit(used, SAID, how="link")
    of = {row.pk: PersonalLink.objects.filter(subject=str(row.pk)) for row in (expired, revoked)}
    of[expired.pk].update(expires_at=timezone.now() - timedelta(minutes=1))
    of[revoked.pk].update(revoked_at=timezone.now())
    gone.delete()
    _, dead["for something else"] = links.make(wave.organization, "join", str(foreign.pk), lasts=timedelta(days=1))
    live = token_of(asked)
    return dead | {"cut": live[:-1], "guessed": "A" * 32, "longer": f"{live}A"}


def test_every_link_that_leads_nowhere_says_the_same(programme, asked):
    bodies = {}
    for name, token in dead_links(programme, asked).items():
        answer = Client().get(f"/answer/{token}/")
        bodies[name] = (answer.status_code, answer.content)

    assert len(bodies) == 10
    assert set(bodies.values()) == {(404, bodies["guessed"][1])}
    assert all(word not in bodies["guessed"][1].decode() for word in ("Озёрная", "Перед началом", "Осокин"))


def test_clean_address_opens_only_where_its_link_was_opened(asked, wave):
    other = ask_learner(wave, "Кедров")
    client = opened(asked)
    nothing = Client().get("/answer/guessed-token/").content

    for visitor, address in ((Client(), at(asked)), (client, at(other)), (client, "/answer/of/no-such-id/")):
        answer = visitor.get(address)
        assert (answer.status_code, answer.content) == (404, nothing)
        assert visitor.post(address, {"go": "next"}).content == nothing


def test_two_links_on_one_phone_never_mix(wave):
    one, two = ask_learner(wave, "Осокин"), ask_learner(wave, "Кедров")
    phone = opened(one)
    opened(two, phone)

    send(phone, one, 1, *FIRST, said=SAID | {"wish": "3"})
    send(phone, two, 1, *FIRST, said=SAID | {"wish": "9"})
    send(phone, two, 2, *SECOND)

    one.refresh_from_db(), two.refresh_from_db()
    assert (one.draft["wish"], one.answered_on, two.draft) == ("3", None, {})
    assert answering.raws_of(two.response, answering.questions_of(two))["wish"] == "9"


def test_whoever_has_answered_is_thanked_in_the_same_session_alone(asked):
    token = token_of(asked)
    client = Client()
    client.get(f"/answer/{token}/")
    send(client, asked, 1, *FIRST)
    send(client, asked, 2, *SECOND)

    assert client.get(f"/answer/{token}/", follow=True).redirect_chain[-1] == ("/answer/done/", 302)
    assert client.get(at(asked)).url == "/answer/done/"
    assert Client().get(f"/answer/{token}/").status_code == 404


def test_double_submit_and_back_button_leave_one_answer(asked):
    client = opened(asked)
    send(client, asked, 1, *FIRST)

    for step, codes in ((2, SECOND), (2, SECOND), (1, FIRST)):
        answer = send(client, asked, step, *codes, said=SAID | {"else": "ещё раз"} if step == 1 else SAID)
    assert answer.url == "/answer/done/"
    assert send(client, asked, 1, *FIRST, go="save").url == "/answer/done/"

    assert answering.raws_of(Response.objects.get(), answering.questions_of(asked))["else"] == "Спасибо за заботу"


def test_each_page_is_kept_and_the_next_visit_goes_on_from_there(asked):
    send(opened(asked), asked, 1, *FIRST)

    again = opened(asked)

    assert "Шаг 2 из 2" in text_of(again.get(at(asked)))
    page = again.get(at(asked, 1)).content.decode()
    assert re.search(r'value="7" checked', page) and 'value="в кружке"' in page


def test_button_back_keeps_what_the_page_says(asked):
    client = opened(asked)
    send(client, asked, 1, *FIRST)

    assert send(client, asked, 2, "hours", go="back").url == at(asked, 1)

    asked.refresh_from_db()
    assert asked.draft["hours"] == "1,5"


def test_save_in_the_background_says_nothing_and_asks_for_nothing(asked):
    client = opened(asked)

    answer = send(client, asked, 1, "wish", go="save")

    assert (answer.status_code, answer.content) == (204, b"")
    asked.refresh_from_db()
    assert (asked.draft, asked.answered_on) == ({"wish": "7"}, None)
    assert "Шаг 1 из 2" in text_of(opened(asked).get(at(asked)))


def test_page_stays_until_what_is_required_is_answered(asked):
    answer = send(opened(asked), asked, 1, "how")

    said = text_of(answer)
    assert answer.status_code == 200
    assert "Дальше пока нельзя: проверьте 2 вопроса." in said.replace("\xa0", " ")
    assert said.count("Ответьте на этот вопрос.") == 2


def test_fault_keeps_what_was_typed(asked):
    client = opened(asked)
    send(client, asked, 1, *FIRST)

    answer = send(client, asked, 2, "hours", said={"hours": "пять"})

    page = answer.content.decode()
    assert "Напишите число цифрами" in page and 'value="пять"' in page


def test_last_page_leads_back_to_the_page_where_something_is_missing(asked):
    answer = send(opened(asked), asked, 2, *SECOND)

    assert "Шаг 1 из 2" in text_of(answer) and "Дальше пока нельзя" in text_of(answer)
    assert Response.objects.count() == 0


def test_question_that_rests_on_another_stands_with_its_condition(asked):
    page = opened(asked).get(at(asked)).content.decode()

    assert re.search(r'data-if="q\d+" data-is="1">\s*<p[^>]*>Если да:</p>', page)
    assert "Где это было?" in page


def test_page_that_is_not_asked_is_passed_over(programme):
    rests = {"shown_if": "a", "shown_value": 1}
    questions = [
        {"code": "a", "kind": "yes_no", "text": "Да?", "part": "1"},
        {"code": "b", "kind": "short", "text": "Где?", "part": "2", **rests},
        {"code": "c", "kind": "short", "text": "Что ещё?", "part": "3"},
    ]
    asked = ask_learner(make_wave(programme, asked=questions))
    client = opened(asked)

    assert send(client, asked, 1, "a", said={"a": "0"}).url == at(asked, 2)
    assert "Что ещё?" in text_of(client.get(at(asked, 2)))
    assert send(client, asked, 1, "a", said={"a": "1"}).url == at(asked, 2)
    assert "Где?" in text_of(client.get(at(asked, 2)))


def test_page_about_a_child_names_the_child(wave, school):
    child = learner(school, "Осокин")
    asked = ask(wave, child.guardianships.get().guardian, about=child)

    assert "О ком: Осокин Ян Львович" in text_of(opened(asked).get(at(asked)))


def test_closed_wave_takes_nothing_from_a_page_that_is_still_open(asked):
    client = opened(asked)
    send(client, asked, 1, *FIRST)
    Wave.objects.update(state=Wave.State.CLOSED)

    assert send(client, asked, 2, *SECOND).status_code == 404
    assert client.get(at(asked)).status_code == 404
    assert Response.objects.count() == 0


@pytest.mark.parametrize("step", ["0", "-1", "99", "x", "²", "9999999"])
def test_strange_step_is_the_nearest_one(asked, step):
    client = opened(asked)

    assert client.get(at(asked), {"step": step}).status_code == 200
    assert client.post(at(asked), {"step": step, "go": "back"}).url == at(asked, 1)


def test_guessing_is_slow_and_a_class_behind_one_address_is_not(wave, settings, monkeypatch):
    monkeypatch.setattr(tries, "time", lambda: 0.0)  # the world outside: no minute ends meanwhile
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    rows = [ask(wave, teacher(wave.organization, f"Осокин{number}")) for number in range(35)]

    assert {Client().get(f"/answer/{token_of(row)}/").status_code for row in rows} == {302}
    statuses = [Client().get(f"/answer/guess{number}/").status_code for number in range(35)]
    assert (statuses[0], statuses[-1]) == (404, 429)


def weight(page: str) -> int:
    """Return the bytes of the page and its sheets as brotli sends them, fonts apart."""
    sheets = re.findall(r'<link rel="stylesheet" href="/static/([^"]+)"', page)
    assert len(sheets) >= 2
    plain = [re.sub(r"\.[0-9a-f]{12}\.css$", ".css", name) for name in sheets]
    whole = [page.encode(), *((settings.BASE_DIR / "static" / name).read_bytes() for name in plain)]
    return sum(len(brotli.compress(part, quality=5)) for part in whole)


def test_heaviest_page_weighs_at_most_60_kilobytes(programme):
    for number in range(60):
        mentor_of(programme, f"Кедров{number}")
    many = [{"code": f"s{n}", "kind": "scale", "text": f"Насколько вам близко сказанное, {n}?"} for n in range(38)]
    people = [{"code": f"p{n}", "kind": "person", "text": "Кого?", "register": "mentors", "high": 3} for n in range(2)]
    asked = ask_learner(make_wave(programme, asked=many + people))

    page = opened(asked).get(at(asked)).content.decode()

    assert page.count('type="radio"') == 380
    assert weight(page) <= MOST_BYTES


def test_page_asks_the_same_few_queries_however_long_it_is(programme, django_assert_max_num_queries):
    many = [{"code": f"s{n}", "kind": "scale", "text": f"{n}?"} for n in range(40)]
    asked = ask_learner(make_wave(programme, asked=many))
    client = opened(asked)

    with django_assert_max_num_queries(5):
        client.get(at(asked))


@pytest.fixture
def me(school, curator):
    row = teacher(school, "Соколова")
    row.membership = curator.member
    row.save()
    return row


def test_member_answers_from_the_list_of_their_own(wave, me, curator):
    asked = ask(wave, me)
    assert "Перед началом" in text_of(curator.get("survey_answers_mine"))

    assert curator.get("survey_mine", asked.public_id).url == at(asked)
    assert "вернуться со страницы «Мои анкеты»" in text_of(curator.client.get(at(asked)))
    send(curator.client, asked, 1, *FIRST)
    assert send(curator.client, asked, 2, *SECOND).url == "/answer/done/"

    asked.refresh_from_db()
    assert asked.how == "page"
    assert "Вас ни о чём не спрашивают" in text_of(curator.get("survey_answers_mine"))
    assert "Вернуться к работе" in text_of(curator.client.get("/answer/done/"))


def test_nobody_opens_what_another_is_asked(asked, wave, me, curator, director):
    assert curator.get("survey_mine", asked.public_id).status_code == 404
    assert director.get("survey_mine", ask(wave, me).public_id).status_code == 404


def test_start_page_may_say_how_many_wait(wave, me, curator, director):
    ask(wave, me)

    def told(member) -> str:
        request = RequestFactory().get("/")
        request.membership = member
        page = Template("{% load surveys %}{% surveys_waiting as waiting %}{{ waiting }}")
        return page.render(Context({"request": request}))

    assert (told(curator.member), told(director.member)) == ("1", "0")
