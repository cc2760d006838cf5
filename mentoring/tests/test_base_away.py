"""What a person sees while the database is away, and what where the program is at fault."""

from django.db import OperationalError, connection


def page_while(curator, error: Exception, *, where: str = ""):
    """Open the start page while every statement, or those with these words, fail so."""

    def fail(execute, sql, params, many, context):
        if where in sql:
            raise error
        return execute(sql, params, many, context)

    curator.client.raise_request_exception = False
    with connection.execute_wrapper(fail):
        return curator.get("start")


def test_database_that_is_away_is_said_so_and_asked_again_later(curator):
    page = page_while(curator, OperationalError("server closed the connection unexpectedly"))

    assert (page.status_code, page["Retry-After"]) == (503, "30")
    assert "База данных не отвечает" in page.content.decode()


def test_fault_of_ours_is_no_database_that_is_away(curator):
    page = page_while(curator, ZeroDivisionError())

    assert page.status_code == 500
    assert "Ошибка в программе" in page.content.decode()


def test_session_that_could_not_be_saved_is_no_nonsense_of_the_person(curator):
    page = page_while(curator, OperationalError("server closed the connection"), where='UPDATE "django_session"')

    assert (page.status_code, page["Retry-After"]) == (503, "30")


def test_nonsense_is_still_refused(client):
    assert client.get("/?a=%00").status_code == 400
