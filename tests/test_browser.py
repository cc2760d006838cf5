import pytest
from playwright.sync_api import Page

from tests.browser import assert_accessible

pytestmark = pytest.mark.postgres_only
LOGIN = "/accounts/login/"


def test_window_has_the_size_it_is_asked_for(page: Page):
    page.goto(LOGIN)

    assert page.evaluate("innerWidth") == 1280


def test_phone_is_as_narrow_as_a_phone_and_can_be_touched(phone: Page):
    phone.goto(LOGIN)

    assert phone.evaluate("[innerWidth, navigator.maxTouchPoints > 0]") == [390, True]


def test_request_to_another_host_is_a_fault(page: Page, faults: list[str]):
    page.goto(LOGIN)

    page.evaluate("document.body.append(Object.assign(new Image(), {alt: '', src: 'http://other.invalid/x.png'}))")
    page.wait_for_load_state("networkidle")

    assert "request to another host: http://other.invalid/x.png" in faults
    assert any("Content Security Policy" in fault for fault in faults)
    faults.clear()


def test_script_error_is_a_fault(page: Page, faults: list[str]):
    page.goto(LOGIN)

    with page.context.expect_event("weberror"):
        page.evaluate("setTimeout(() => { throw new Error('сломалось') })")

    assert faults == ["page error: сломалось"]
    faults.clear()


def test_missing_file_is_a_fault(page: Page, faults: list[str]):
    page.goto(LOGIN)

    page.evaluate("document.body.append(Object.assign(new Image(), {alt: '', src: '/static/нет.png'}))")
    page.wait_for_load_state("networkidle")

    assert [fault for fault in faults if "404" in fault]
    faults.clear()


def test_field_without_a_name_is_not_accessible(page: Page):
    page.goto(LOGIN)

    page.evaluate("document.querySelector('main').append(document.createElement('input'))")

    with pytest.raises(AssertionError, match="critical label: Form elements must have labels"):
        assert_accessible(page)
