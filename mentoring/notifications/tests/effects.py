"""Effects and works that tests put into the outbox; what they did is kept here."""

from smtplib import SMTPRecipientsRefused

from django.core.mail.backends.base import BaseEmailBackend

from mentoring.accounts.operations import Refused
from mentoring.notifications import jobs
from mentoring.notifications.outbox import GiveUp

DONE: list = []


def note(*, word: str) -> None:
    DONE.append(word)


def break_down(*, word: str) -> None:
    raise ConnectionError("сервер не отвечает")


def give_up(*, word: str) -> None:
    raise GiveUp("Такого адреса нет.")


def count(job, *, to: int) -> jobs.Result:
    for number in range(1, to + 1):
        jobs.progress(job, number, to)
        DONE.append(number)
    return jobs.Result(f"Сосчитали до {to}.", result_url="/plan/")


def count_and_be_stopped(job, *, to: int) -> None:
    jobs.progress(job, 1, to)
    DONE.append(1)
    jobs.stop(job, by=job.by)
    jobs.progress(job, 2, to)
    DONE.append(2)


def refuse(job) -> None:
    raise Refused("Файл пустой. Выберите другой.")


def crash(job) -> None:
    raise ZeroDivisionError("Иванова Анна")


class Refusing(BaseEmailBackend):
    """A mail server that knows none of the addresses."""

    def send_messages(self, letters):
        raise SMTPRecipientsRefused({to: (550, b"5.1.1 no such user") for letter in letters for to in letter.to})
