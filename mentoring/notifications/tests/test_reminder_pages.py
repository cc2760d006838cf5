from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentoring.access import Role
from mentoring.accounts import staffing
from mentoring.accounts.models import JournalEntry, PersonalLink
from mentoring.calendar import zones
from mentoring.notifications import deliveries, feed, letters, outbox, telling
from mentoring.notifications import reminding as notifying
from mentoring.notifications.models import Delivery, Notice, OutboxItem, Reminder
from roadmap import reminding
from roadmap.models import Occurrence
from roadmap.tests.cast import make_person, make_roadmap
from tests.cast import browse, make_member

DUE, BEFORE = date(2026, 11, 18), date(2026, 11, 11)


@pytest.fixture
def teacher(school):
    member = make_member(school, Role.CLASS_TEACHER, name="Лунёва Дарья Павловна")
    member.email = member.user.email
    member.save()
    return browse(member)


@pytest.fixture
def told(school, teacher):
    """The teacher was reminded of one event a week before."""
    with time_machine.travel(zones.moment("Europe/Moscow", date(2026, 11, 2), 10), tick=False) as clock:
        event = {"title": "Встреча пар", "due": DUE, "responsibles": [make_person(school, member=teacher.member)]}
        make_roadmap(school, events=[event])
        reminding.replan_all(school)
        clock.move_to(zones.moment("Europe/Moscow", BEFORE, 10))
        telling.remind()
        outbox.run_due()
        yield clock


def text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_page_shows_what_was_told_and_takes_the_answer(told, teacher):
    shown = text(teacher.get("reminders"))
    notice = Notice.objects.get()

    answered = teacher.post("reminder_seen", notice.pk, action="reminders.see", data={"back": teacher.at("reminders")})

    assert "Встреча пар" in shown
    assert "подходит срок" in shown
    assert answered.url == teacher.at("reminders")
    assert "Напоминаний нет" in text(teacher.get("reminders"))


def test_page_puts_a_reminder_off_and_says_until_when(told, teacher):
    notice = Notice.objects.get()

    teacher.post(
        "reminder_snooze",
        notice.pk,
        action="reminders.see",
        data={"until": "2026-11-16", "reason": "Ждём приказ", "back": teacher.at("reminders")},
    )

    shown = text(teacher.get("reminders"))
    assert "Отложили до 16\xa0ноября" in shown
    assert "Ждём приказ" in shown


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"until": "", "reason": ""}, "Выберите день. Напишите, почему откладываете."),
        ({"until": "позже", "reason": "x"}, "Такого дня нет"),
    ],
)
def test_putting_off_without_a_day_or_a_reason_is_refused_in_words(told, teacher, data, words):
    data |= {"back": teacher.at("reminders")}

    teacher.post("reminder_snooze", Notice.objects.get().pk, action="reminders.see", data=data)

    assert words in text(teacher.get("reminders"))
    assert Notice.objects.get().state == Notice.State.TOLD


def test_reminder_of_a_colleague_is_not_there(told, school):
    colleague = browse(make_member(school, Role.HR))

    response = colleague.post("reminder_seen", Notice.objects.get().pk, action="reminders.see")

    assert response.status_code == 404


def test_page_costs_the_same_number_of_queries_however_much_was_told(told, teacher):
    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            teacher.get("reminders")
        return len(seen)

    teacher.get("reminders")  # the first page of all begins the session
    few = count()
    notice = Notice.objects.get()
    event = Occurrence.objects.get().event
    for number in range(2, 6):
        row = Occurrence.objects.create(
            organization=event.organization, event=event, number=number, due=DUE + timedelta(number)
        )
        reminding.replan_all(event.organization)
        reminder = Reminder.objects.get(subject_id=row.pk, step="day")
        Notice.objects.create(
            organization=event.organization,
            reminder=reminder,
            membership=teacher.member,
            addressee=notice.addressee,
            day=BEFORE,
            state=Notice.State.TOLD,
        )

    assert count() == few


def test_nobody_sees_or_answers_what_a_colleague_was_told(told, teacher, curator):
    notice = Notice.objects.get()

    assert "Встреча пар" not in text(curator.get("reminders"))
    with pytest.raises(Notice.DoesNotExist):
        notifying.acknowledge(notice, today=BEFORE, by=curator.member)

    teacher.post(
        "reminder_snooze", notice.pk, action="reminders.see", data={"until": "2026-11-16", "reason": "Ждём приказ"}
    )
    assert "Ждём приказ" not in text(curator.get("reminders"))


def test_log_says_to_whom_of_what_and_how_it_went(told, curator):
    shown = text(curator.get("deliveries"))

    assert "Лунёва Дарья Павловна" in shown
    assert "Встреча пар — до 18 ноября, ср" in shown
    assert "отправлено" in shown


def test_log_says_a_failure_in_words_and_the_curator_is_told_how_many(told, curator, other_curator):
    OutboxItem.objects.update(
        state=OutboxItem.State.FAILED, error="SMTPRecipientsRefused: {'a@b': (550, b'no such user')}"
    )

    shown = text(curator.get("deliveries", query={"state": "failed"}))

    assert "не дошло: почтовый сервер не принял адрес" in shown
    assert "За две недели не дошло писем: 1" in shown
    assert deliveries.undelivered(curator.member) == 1
    assert deliveries.undelivered(other_curator.member) == 0


@pytest.mark.parametrize(
    ("query", "found"),
    [({"q": "лунева"}, True), ({"q": "встреча ПАР"}, True), ({"q": "петров"}, False), ({"state": "waiting"}, False)],
)
def test_log_is_searched_by_words_and_filtered_by_state(told, curator, query, found):
    assert ("Лунёва Дарья Павловна" in text(curator.get("deliveries", query=query))) is found


def test_log_of_what_was_left_out_says_why(told, curator, other_curator):
    Reminder.objects.filter(step="day").update(state="skipped", reason=telling.PASSED)

    shown = text(curator.get("deliveries", query={"state": "skipped"}))

    assert "Встреча пар — до 18\xa0ноября, ср" in shown
    assert "срок уже прошёл" in shown
    assert "Ответственному" in shown
    assert list(deliveries.skipped(other_curator.member)) == []


def test_log_has_pages(told, curator, school):
    for number in range(60):
        Delivery.objects.create(organization=school, to=f"a{number}@example.org", subject="Письмо", day=DUE)

    first, second = text(curator.get("deliveries")), text(curator.get("deliveries", query={"p": "2"}))

    assert "1–50 из 61" in first
    assert "51–61 из 61" in second
    assert "Лунёва" in second


def test_curator_sees_what_the_staff_have_put_off_and_why(told, teacher, curator):
    teacher.post(
        "reminder_snooze",
        Notice.objects.get().pk,
        action="reminders.see",
        data={"until": "2026-11-16", "reason": "Ждём приказ"},
    )

    assert "Ждём приказ" in text(curator.get("deliveries"))


def test_log_is_the_leaders(told, teacher):
    assert teacher.get("deliveries").status_code == 403


def test_invitation_stands_in_the_log_too(school, curator):
    letters.queue(school, "new@example.org", subject="Приглашение", text="Здравствуйте")

    assert "new@example.org" in text(curator.get("deliveries"))


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("SMTPRecipientsRefused: {}", "почтовый сервер не принял адрес"),
        ("SMTPServerDisconnected: Connection unexpectedly closed", "почтовый сервер не отвечал"),
        ("TimeoutError: timed out", "почтовый сервер не отвечал"),
        ("ConnectionRefusedError: [Errno 111]", "почтовый сервер не отвечал"),
        ("SMTPAuthenticationError: (535, b'')", "почтовый сервер не принял логин и пароль программы"),
        ("SMTPDataError: (552, b'5.2.2 mailbox full')", "ящик получателя переполнен"),
        ("SMTPDataError: (554, b'spam')", "почтовый сервер не принял письмо"),
        ("Почтовый сервер не принял адрес.", "почтовый сервер не принял адрес"),
        ("KeyError: 'to'", "ошибка в программе, подробности у администратора сервера"),
        ("", "ошибка в программе, подробности у администратора сервера"),
    ],
)
def test_error_is_said_in_words(error, words):
    assert deliveries.in_words(error) == words


def open_calendar(browser) -> str:
    browser.post("calendar_open", action="reminders.see")
    shown = browser.get("reminders")
    return shown.context["address"].removeprefix("http://127.0.0.1:8000")


def test_calendar_on_a_phone_holds_ones_deadlines_and_needs_no_password(told, teacher, client):
    address = open_calendar(teacher)

    response = client.get(address)

    body = response.content.decode().replace("\r\n ", "")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "X-WR-CALNAME:Наставничество: Озёрная школа" in body
    assert f"UID:occurrence-{Occurrence.objects.get().pk}@127.0.0.1" in body
    assert "DTSTART;VALUE=DATE:20261118" in body
    assert "SUMMARY:Срок: Встреча пар" in body
    assert PersonalLink.objects.get().token_hash not in address


def test_address_of_the_calendar_is_shown_once(told, teacher):
    open_calendar(teacher)

    assert teacher.get("reminders").context["address"] == ""
    assert "Календарь подключён" in text(teacher.get("reminders"))


def test_calendar_that_has_not_changed_is_not_sent_again(told, teacher, client):
    address = open_calendar(teacher)
    tag = client.get(address)["ETag"]

    same = client.get(address, headers={"if-none-match": tag})
    Occurrence.objects.update(due=DUE + timedelta(1), version=2)
    changed = client.get(address, headers={"if-none-match": tag})

    assert (same.status_code, same.content) == (304, b"")
    assert changed.status_code == 200
    assert changed["ETag"] != tag


def test_new_address_closes_the_one_before_it_and_closing_closes_all(told, teacher, client):
    first, second = open_calendar(teacher), open_calendar(teacher)
    opened = [client.get(first).status_code, client.get(second).status_code]

    teacher.post("calendar_close", action="reminders.see")

    assert opened == [404, 200]
    assert client.get(second).status_code == 404
    assert JournalEntry.objects.filter(action__startswith="calendar.").count() == 3


def test_leaving_the_school_ends_the_calendar_at_once(told, teacher, curator, client):
    address = open_calendar(teacher)

    staffing.close(teacher.member, by=curator.member)

    assert client.get(address).status_code == 404


def test_calendar_ends_by_itself_after_a_year(told, teacher, client):
    address = open_calendar(teacher)

    told.move_to(timezone.now() + feed.LASTS)

    assert client.get(address).status_code == 404


def test_address_that_the_mail_server_refuses_is_tried_once(school, settings):
    settings.EMAIL_BACKEND = "mentoring.notifications.tests.effects.Refusing"
    letters.queue(school, "a@example.org", subject="Письмо", text="Здравствуйте")

    outbox.run_due()

    item = OutboxItem.objects.get()
    assert (item.state, item.attempts, item.error) == ("failed", 1, "Почтовый сервер не принял адрес.")
