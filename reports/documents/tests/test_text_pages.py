"""Pages of a school's own texts: all kinds, one text, its editor, what changed, the way back."""

import re
from datetime import date

import pytest

from mentoring.access import Role
from reports.documents import blanks, gathering, kinds, paper
from reports.documents.models import SchoolText
from reports.documents.tests.office import text
from reports.documents.tests.test_school_texts import MEMO, changed
from reports.documents.texts import rewording, school_texts
from reports.documents.texts.checks import TextRefused
from tests.cast import browse, make_member

FIRST = next(
    place for place, block in enumerate(kinds.get(MEMO).body) if block["block"] in ("paragraph", "point")
)  # fmt: skip


@pytest.fixture
def own(curator) -> school_texts.Standing:
    return rewording.change(MEMO, changed(MEMO, text="Наши тёплые слова."), by=curator.member, version=0)


def sent(page, **typed) -> dict:
    """Return everything that the open form would send, with what was typed over it."""
    form = page.context["form"]
    fields = {name: form[name].value() for name in form.fields}
    kept = {name: value for name, value in fields.items() if value is not None and value is not False}
    return kept | {name.replace("__", "-"): value for name, value in typed.items()}


def test_list_says_whose_words_each_paper_has_and_finds_by_name(curator, own):
    page = curator.get("document_texts")

    assert "Своих текстов: 1, остальные стандартные." in text(page)
    assert sum(len(lines) for _, lines in page.context["groups"]) == len(kinds.KINDS)
    found = curator.get("document_texts", query={"q": "ПАМЯТКА наставн"})
    assert [line["title"] for _, lines in found.context["groups"] for line in lines] == ["Памятка наставника"]
    assert "Такого документа нет" in text(curator.get("document_texts", query={"q": "дирижабль"}))


def test_text_is_changed_looked_at_and_its_versions_told(curator):
    opened = curator.get("document_text_edit", MEMO)
    typed = sent(opened, **{f"text-{FIRST}": "Здравствуйте, {{ куратор|имя им }}."})

    looked = curator.post("document_text_edit", MEMO, action="documents.edit", data=typed | {"look": "example"})

    assert "Здравствуйте, Зимородкова В. О." in text(looked).replace("\xa0", " ")
    assert "Ещё не сохранено" in text(looked)
    assert not SchoolText.objects.exists()
    saved = curator.post("document_text_edit", MEMO, action="documents.edit", data=sent(looked))
    assert saved.url == curator.at("document_text", MEMO)
    row = SchoolText.objects.get()
    assert (row.version, row.body[FIRST]["text"]) == (1, "Здравствуйте, {curator|name nom}.")
    page = curator.get("document_text", MEMO, query={"version": 1})
    assert [one.how for one in page.context["differences"]] == ["removed", "added"]
    assert "версия 1" in text(page) and "Что изменила версия 1" in text(page)


def test_paragraph_moves_without_being_saved(curator):
    opened = curator.get("document_text_edit", MEMO)
    body = kinds.get(MEMO).body

    moved = curator.post(
        "document_text_edit", MEMO, action="documents.edit", data=sent(opened, move=f"down:{FIRST}")
    )  # fmt: skip

    assert moved.context["form"].body[FIRST : FIRST + 2] == [body[FIRST + 1], body[FIRST]]
    assert not SchoolText.objects.exists()


def test_condition_and_repeat_are_chosen_by_name(curator):
    opened = curator.get("document_text_edit", MEMO)
    chosen = {f"when-{FIRST}": "technician", f"each-{FIRST}": "leads", f"text-{FIRST}": "{{ ответственный|имя им }}"}

    curator.post("document_text_edit", MEMO, action="documents.edit", data=sent(opened, **chosen))

    block = SchoolText.objects.get().body[FIRST]
    assert (block["when"], block["each"], block["text"]) == ("technician", "leads", "{lead|name nom}")


def test_refusal_stands_on_the_page_with_what_was_typed(curator):
    opened = curator.get("document_text_edit", MEMO)
    typed = sent(opened, **{f"text-{FIRST}": "Пишите {{ завучу }}."})

    for button in ({}, {"look": "example"}):
        page = text(curator.post("document_text_edit", MEMO, action="documents.edit", data=typed | button))
        assert "подстановки «{{ завучу }}» в этом документе нет" in page
        assert "Пишите {{ завучу }}." in page
    assert not SchoolText.objects.exists()


def test_stale_text_shows_both_and_can_be_saved_over(curator):
    opened = curator.get("document_text_edit", MEMO)
    typed = sent(opened, **{f"text-{FIRST}": "Мои слова."})
    body = kinds.get(MEMO).body
    body[FIRST]["text"] = "Чужие слова."
    rewording.change(MEMO, body, by=curator.member, version=0)

    page = curator.post("document_text_edit", MEMO, action="documents.edit", data=typed)

    assert "Сохранено сейчас: Чужие слова." in text(page) and "Мои слова." in text(page)
    curator.post("document_text_edit", MEMO, action="documents.edit", data=sent(page))
    assert SchoolText.objects.get(version=2).body[FIRST]["text"] == "Мои слова."


def test_stale_text_shows_the_choices_of_the_other_beside_each(curator):
    body = kinds.get("O3").body
    place = next(place for place, block in enumerate(body) if block["block"] == "point")
    opened = curator.get("document_text_edit", "O3")
    body[place] |= {"level": 2, "when": "technician", "each": "leads"}
    rewording.change("O3", body, by=curator.member, version=0)

    page = curator.post("document_text_edit", "O3", action="documents.edit", data=sent(opened))

    fields = page.context["form"].fields
    assert {name: field.help_text for name, field in fields.items() if field.help_text} == {
        f"level-{place}": "Сохранено сейчас: 1.1.",
        f"when-{place}": "Сохранено сейчас: есть технический специалист",
        f"each-{place}": "Сохранено сейчас: для каждого ответственного за форму",
    }
    for said in ("1.1.", "есть технический специалист", "для каждого ответственного за форму"):
        assert f"Сохранено сейчас: {said}" in text(page)


@pytest.mark.parametrize("left", ["‹кандидат>, <кандидат>", "Место: [место]", "(подпись)"])
def test_piece_of_a_blank_form_is_refused_before_it_stops_every_paper(curator, left):
    opened = curator.get("document_text_edit", "O3")
    place = next(place for place, block in enumerate(kinds.get("O3").body) if block["block"] == "point")

    page = curator.post(
        "document_text_edit", "O3", action="documents.edit", data=sent(opened, **{f"text-{place}": f"Внедрить {left}."})
    )

    assert "Осталась подсказка бланка" in text(page)
    assert not SchoolText.objects.exists()


def test_versions_tell_which_of_them_are_the_school_s(curator, own):
    rewording.restore(MEMO, school_texts.STANDARD, by=curator.member, version=1)

    rows = school_texts.versions(MEMO, own_school(curator))

    assert [(row.version, row.own, row.get_deferred_fields()) for row in rows] == [
        (2, False, {"body"}),
        (1, True, {"body"}),
    ]
    assert text(curator.get("document_text", MEMO, query={"version": 2})).count(": стандартный текст") == 1


def test_nothing_changed_is_said(curator):
    saved = curator.post(
        "document_text_edit", MEMO, action="documents.edit", data=sent(curator.get("document_text_edit", MEMO))
    )

    assert "Изменений нет, текст прежний." in text(curator.client.get(saved.url))
    assert not SchoolText.objects.exists()


def test_words_of_the_row_that_are_gone_are_named(curator):
    opened = curator.get("document_text_edit", "certificate")
    body = kinds.get("certificate").body
    place = next(place for place, block in enumerate(body) if "<period>" in block.get("text", ""))
    assert "<дни занятий>" in opened.context["form"][f"text-{place}"].value()

    page = curator.client.get(
        curator.post(
            "document_text_edit",
            "certificate",
            action="documents.edit",
            data=sent(opened, **{f"text-{place}": "в объёме <часы>"}),
        ).url
    )

    assert "В тексте больше нет слов записи: <дни занятий>." in page.content.decode().replace("&lt;", "<").replace(
        "&gt;", ">"
    )
    assert SchoolText.objects.get().body[place]["text"] == "в объёме <hours>"


def test_standard_comes_back_after_it_was_shown_what_changes(curator, own):
    page = curator.get("document_text_back", MEMO, 0)
    assert [(one.how, one.spans[0].text) for one in page.context["differences"]] == [("removed", "Наши тёплые слова.")]

    done = curator.post("document_text_back", MEMO, 0, action="documents.edit", data={"version": own.version})

    assert done.url == curator.at("document_text", MEMO)
    assert not school_texts.standing(MEMO, own_school(curator)).is_own
    assert "Сейчас и так действует этот текст" in text(curator.get("document_text_back", MEMO, 0))
    assert curator.get("document_text_back", MEMO, 7).status_code == 404


def test_back_page_that_somebody_overtook_is_refused_once(curator, own):
    rewording.change(MEMO, changed(MEMO, text="Чужие слова."), by=curator.member, version=own.version)

    stale = curator.post("document_text_back", MEMO, 1, action="documents.edit", data={"version": own.version})

    assert "Не вернули: пока страница была открыта, текст изменил кто-то ещё." in text(stale)
    assert "Чужие слова." in text(stale)
    version = re.search(r'name="version" value="(\d+)"', stale.content.decode())[1]
    done = curator.post("document_text_back", MEMO, 1, action="documents.edit", data={"version": version})
    assert done.url == curator.at("document_text", MEMO)
    assert school_texts.standing(MEMO, own_school(curator)).body == own.body


def own_school(browser):
    return browser.member.organization


def test_who_only_reads_sees_the_text_and_no_button(director, own):
    page = text(director.get("document_text", MEMO))

    assert "Наши тёплые слова." in page
    assert "Вернуть стандартный" not in page
    assert director.get("document_text_edit", MEMO).status_code == 403


def test_text_of_another_school_is_nowhere(other_curator, own):
    for page in ("document_text", "document_text_edit"):
        assert "Наши тёплые слова." not in text(other_curator.get(page, MEMO))
    assert other_curator.get("document_text_back", MEMO, 1).status_code == 404


def test_blank_for_the_pen_says_the_school_s_words(school, curator, own):
    facts = gathering.school(school)

    said = paper.lines(blanks.lay(kinds.get(MEMO), facts, date(2026, 11, 23), school_texts.body_of(MEMO, school)))

    assert "Наши тёплые слова." in list(said)


def test_text_that_an_update_left_behind_is_told_and_can_be_put_right(school, curator, programme):
    body = [*kinds.get("mentor_application").body, {"block": "paragraph", "text": "Прежнее: <gone_word>."}]
    SchoolText.objects.create(
        organization=school, kind="mentor_application", version=1, body=body, standard="0" * 64, by=curator.member
    )

    page = text(curator.get("document_text", "mentor_application"))
    assert "просит слово «&lt;gone_word&gt;», которого больше нет" in page
    assert "Стандартный текст обновился" in page
    assert "&lt;gone_word&gt;" in text(curator.get("document_text_edit", "mentor_application"))
    assert curator.get("document_blank", "mentor_application").url == curator.at("annexes")
    with pytest.raises(TextRefused, match="больше нет"):
        school_texts.body_of("mentor_application", school)
    curator.post("document_text_back", "mentor_application", 0, action="documents.edit", data={"version": 1})
    assert school_texts.body_of("mentor_application", school) == kinds.get("mentor_application").body


def test_texts_stand_in_the_menu_of_the_organization(curator):
    assert curator.get("admin:documents_schooltext_changelist").url.endswith(curator.at("document_texts"))
    assert "Тексты документов" in text(curator.get("documents"))


def test_unknown_kind_is_no_page(curator):
    for page in ("document_text", "document_text_edit"):
        assert curator.get(page, "poem").status_code == 404


@pytest.mark.parametrize("on", ["", "school"])
def test_every_kind_is_shown_on_an_example_and_on_the_school_s_own(curator, programme, on):
    for kind in kinds.KINDS:
        page = curator.get("document_text", kind, query={"on": on})
        assert page.status_code == 200
        assert "sheet" in page.context or "нужен план" in page.context["refused"]
        if not on:
            assert "[не указано" not in page.context["sheet"] or kind in ("invitation", "report", "parents_letter")


CLOSED = [code for code, kind in kinds.KINDS.items() if kind.seen != "documents.see"]


@pytest.mark.parametrize("role", [Role.CLASS_TEACHER, Role.TECHNICIAN])
def test_who_sees_no_drafts_meets_nobody_of_the_registers_in_a_text(school, took, role):
    reader = browse(make_member(school, role))

    for kind in [*CLOSED, "O4", "O6"]:
        page = reader.get("document_text", kind, query={"on": "school"})
        assert (page.context["real"], page.context["programme"]) == (False, None)
        assert page.context["tried"].on == "Выдуманная школа"
        assert "?on=school" not in text(page)
        assert [person for person in took.people if person in page.context["sheet"]] == []


def test_curator_sees_those_of_the_registers_in_a_text(curator, took):
    page = curator.get("document_text", "register_mentees", query={"on": "school"})

    assert "Ежова" in page.context["sheet"]
    assert "?on=school" in text(curator.get("document_text", "register_mentees"))
