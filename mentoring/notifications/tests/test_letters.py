import pytest
from django.core import mail

from mentoring.access import Role
from mentoring.notifications import letters, outbox
from mentoring.notifications.models import OutboxItem
from tests.cast import browse, make_member

INVITED = {"name": "Соколова Вера", "by": "Беляев О. М.", "roles": "куратор программы", "code": "AAAA", "login": "v"}


def write(school, **parts):
    return letters.queue(school, "vera@example.org", **{"subject": "Приглашение", "text": "Здравствуйте"} | parts)


def test_letter_leaves_with_the_message_id_it_was_written_with(school):
    item = write(school, html="<p>Здравствуйте</p>")
    message_id = item.payload["message_id"]

    outbox.run_due()

    (sent,) = mail.outbox
    assert (sent.to, sent.subject, sent.body) == (["vera@example.org"], "Приглашение", "Здравствуйте\n")
    assert sent.extra_headers == {"Message-ID": message_id}
    assert sent.alternatives[0].content == "<p>Здравствуйте</p>"


def test_letter_keeps_no_text_in_the_database_once_it_has_left(school):
    item = write(school, text="Код: 4545")

    outbox.run_due()

    item.refresh_from_db()
    assert item.payload == {}


def test_newline_in_a_subject_adds_no_header(school):
    write(school, subject="Приглашение\nBcc: all@example.org")

    outbox.run_due()

    assert mail.outbox[0].subject == "Приглашение Bcc: all@example.org"
    assert mail.outbox[0].bcc == []


def test_school_that_sends_too_much_is_stopped_and_others_are_not(school, other_school, settings):
    settings.LETTERS_A_DAY = 2
    write(school)
    write(school)

    with pytest.raises(letters.TooManyLetters, match="отправлено 2 писем"):
        write(school)
    write(other_school)

    assert OutboxItem.objects.count() == 3


@pytest.fixture
def demo(settings, tmp_path):
    settings.DEMO = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path


@pytest.fixture
def technician(school):
    return browse(make_member(school, Role.TECHNICIAN))


def test_technician_of_the_demo_reads_the_letters_of_their_school_alone(demo, technician, school, other_school):
    write(school, subject="Наше письмо", text="Код: АБВ http://127.0.0.1/invite/", html="<p>Код</p>")
    letters.queue(other_school, "other@example.org", subject="Чужое письмо", text="Чужой код")
    outbox.run_due()

    listed = technician.get("mail").content.decode()
    (name,) = [letter.name for letter in technician.get("mail").context["letters"]]
    shown = technician.get("letter", name).content.decode()

    assert "Наше письмо" in listed
    assert "Чужое письмо" not in listed
    assert "Код: АБВ" in shown
    assert technician.get("letter", "нет").status_code == 404


def test_foreign_letter_is_like_one_that_never_was(demo, technician, other_school, tmp_path):
    letters.queue(other_school, "other@example.org", subject="Чужое письмо", text="Чужой код")
    outbox.run_due()
    (file,) = tmp_path.glob("*.log")

    assert technician.get("letter", file.stem).status_code == 404


def test_only_the_technician_reads_letters(demo, curator):
    assert curator.get("mail").status_code == 403


def test_outside_the_demo_there_is_no_mail_page(technician):
    assert technician.get("mail").status_code == 404
