"""A school's own words for its papers: changed, refused with place and remedy, given back, and nobody else's."""

import re
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from threading import Barrier

import pytest
from django.db import connections

from mentoring.access import Role
from mentoring.accounts.models import JournalEntry
from reports.documents import drafting, kinds
from reports.documents.models import SchoolText
from reports.documents.texts import checks as text_checks
from reports.documents.texts import rewording, school_texts, slots
from reports.documents.texts.checks import TextRefused
from reports.documents.texts.rewording import StaleText
from tests.cast import make_member, make_programme

MEMO = "memo_mentor"  # a leaflet: no number, no row, a repeat for each form


def reworded(kind: str, old: str, new: str) -> list[dict]:
    """Return the standard text with the first paragraph that says `old` saying `new`."""
    body = deepcopy(kinds.get(kind).body)
    block = next(block for block in body if old in block.get("text", ""))
    block["text"] = block["text"].replace(old, new)
    return body


def changed(kind: str, **fields) -> list[dict]:
    """Return the standard text with one more paragraph before its first paragraph or point."""
    body = deepcopy(kinds.get(kind).body)
    place = next(place for place, block in enumerate(body) if block["block"] in ("paragraph", "point"))
    return [*body[:place], {"block": "paragraph", **fields}, *body[place:]]


def test_paper_drafted_after_the_change_says_the_school_s_words(programme, curator):
    before = drafting.draft(MEMO, programme, by=curator.member)
    body = changed(MEMO, text="Спасибо, что вы с нами.")

    stands = rewording.change(MEMO, body, by=curator.member, version=0)

    after = drafting.draft(MEMO, programme, by=curator.member)
    before.refresh_from_db()
    assert (stands.version, stands.is_own, stands.is_behind, stands.body) == (1, True, False, body)
    assert after.body == body
    assert before.body == kinds.get(MEMO).body


def test_text_of_one_school_is_nobody_else_s(school, other_school, curator, other_curator):
    rewording.change(MEMO, changed(MEMO, text="Наши слова."), by=curator.member, version=0)

    theirs = drafting.draft(MEMO, make_programme(other_school), by=other_curator.member)

    assert school_texts.body_of(MEMO, other_school) == kinds.get(MEMO).body
    assert school_texts.versions(MEMO, other_school) == []
    assert "Наши слова." not in str(theirs.body)
    assert rewording.change(
        MEMO, changed(MEMO, text="Их слова."), by=other_curator.member, version=0
    ).version == 1  # fmt: skip


def test_versions_grow_by_one_and_the_journal_tells_the_words(school, curator):
    first = changed(MEMO, text="Первые слова.")
    second = changed(MEMO, text="Вторые слова.")
    for version, body in enumerate((first, second)):
        rewording.change(MEMO, body, by=curator.member, version=version)

    rows = school_texts.versions(MEMO, school)

    assert [(row.version, row.body, row.by) for row in rows] == [
        (2, second, curator.member),
        (1, first, curator.member),
    ]
    entry = JournalEntry.objects.filter(action="school_text.reword").latest("number")
    assert "Первые слова." in entry.values.before["body"] and "Вторые слова." in entry.values.after["body"]


def test_nothing_changed_is_no_version(school, curator):
    rewording.change(MEMO, kinds.get(MEMO).body, by=curator.member, version=0)

    assert not SchoolText.objects.exists()
    assert not JournalEntry.objects.filter(action__startswith="school_text").exists()


def test_second_of_two_writers_is_told_what_stands_now(curator):
    rewording.change(MEMO, changed(MEMO, text="Первый."), by=curator.member, version=0)

    with pytest.raises(StaleText) as stale:
        rewording.change(MEMO, changed(MEMO, text="Второй."), by=curator.member, version=0)

    assert (stale.value.stands.version, "Первый." in str(stale.value.stands.body)) == (1, True)


def test_standard_and_earlier_text_come_back_as_new_versions(school, curator):
    mine = changed(MEMO, text="Мои слова.")
    rewording.change(MEMO, mine, by=curator.member, version=0)

    standard = rewording.restore(MEMO, school_texts.STANDARD, by=curator.member, version=1)
    assert (standard.version, standard.is_own, standard.body) == (2, False, kinds.get(MEMO).body)

    back = rewording.restore(MEMO, 1, by=curator.member, version=2)
    assert (back.version, back.is_own, back.body) == (3, True, mine)
    assert [row.version for row in school_texts.versions(MEMO, school)] == [3, 2, 1]
    assert rewording.restore(MEMO, 1, by=curator.member, version=3).version == 3
    with pytest.raises(TextRefused, match="Версии 9 у этого текста нет"):
        rewording.restore(MEMO, 9, by=curator.member, version=3)


def test_text_typed_back_to_the_standard_is_the_standard(curator):
    rewording.change(MEMO, changed(MEMO, text="Мои слова."), by=curator.member, version=0)

    stands = rewording.change(MEMO, kinds.get(MEMO).body, by=curator.member, version=1)

    assert (stands.version, stands.is_own) == (2, False)
    assert SchoolText.objects.get(version=2).body == []


def test_text_begun_from_an_older_standard_is_told(school, curator):
    rewording.change(MEMO, changed(MEMO, text="Мои слова."), by=curator.member, version=0)
    SchoolText.objects.update(standard="0" * 64)  # what an update of the product leaves behind

    assert school_texts.standing(MEMO, school).is_behind
    assert school_texts.all_standing(school)[MEMO].is_behind


def test_text_gone_back_to_is_still_begun_from_its_own_standard(school, curator):
    mine = changed(MEMO, text="Мои слова.")
    rewording.change(MEMO, mine, by=curator.member, version=0)
    SchoolText.objects.update(standard="0" * 64)  # what an update of the product leaves behind
    rewording.restore(MEMO, school_texts.STANDARD, by=curator.member, version=1)

    back = rewording.restore(MEMO, 1, by=curator.member, version=2)

    assert (back.version, back.body, back.is_behind) == (3, mine, True)
    assert school_texts.all_standing(school)[MEMO] == back


@pytest.mark.parametrize(
    ("kind", "word", "said"),
    [
        ("certificate", "<number>", "<номер>"),
        ("certificate", "{person:<person>|name nom full}", "<о ком>"),
        *((kind, "<reason>", "<причина>") for kind in ("thanks", "diploma")),
        *((kind, "<who>", "<кто>") for kind in ("thanks", "diploma")),
    ],
)
def test_word_by_which_a_paper_is_known_again_cannot_be_lost(curator, kind, word, said):
    with pytest.raises(TextRefused, match=f"Из текста пропало слово «{said}»"):
        rewording.change(kind, reworded(kind, word, "как все"), by=curator.member, version=0)


def test_long_words_in_angle_brackets_are_no_word_of_the_row(curator):
    body = changed("certificate", text=f"Выдан <{'очень ' * 12}долгая подсказка>.")

    with pytest.raises(TextRefused, match="в этом документе нет"):
        rewording.change("certificate", body, by=curator.member, version=0)


def test_who_may_not_change_texts_is_refused(school):
    teacher = make_member(school, Role.CLASS_TEACHER)

    with pytest.raises(TextRefused, match="меняет куратор"):
        rewording.change(MEMO, changed(MEMO, text="Мои слова."), by=teacher, version=0)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": "Ведёт {kurator|name nom}."}, "подстановки «{{ kurator|имя им }}» в этом документе нет"),
        ({"text": "Ведёт {curator|name}."}, "подстановки «{{ куратор|имя }}» в этом документе нет"),
        ({"text": "Ведёт {curator|name nom."}, "скобка «{» или «}» стоит одна"),
        ({"text": "Ведёт {person:17|name nom}."}, "человек назван по номеру"),
        ({"text": "Смотрите {annex:group|acc}."}, "приложения «group» в тексте нет"),
        ({"text": "План: {roadmap.title}."}, "подстановки «{{ название плана }}» в этом документе нет"),
        ({"text": "Звонок\u0007."}, "есть знаки, которых не напечатать"),
        ({"text": "Пары.", "when": "by_form"}, "такого условия у этого документа не бывает"),
        ({"text": "Пары.", "each": "rows"}, "повторять здесь не для чего"),
        ({"text": "Ответственный {lead|name nom}."}, "подстановки «{{ ответственный|имя им }}»"),
        ({"text": "  "}, "поле «text» заполнено неверно"),
    ],
)
def test_what_nobody_can_print_is_refused_with_its_place(curator, fields, words):
    with pytest.raises(TextRefused) as refused:
        rewording.change(MEMO, changed(MEMO, **fields), by=curator.member, version=0)

    assert words in str(refused.value)
    assert not SchoolText.objects.exists()


def test_condition_and_repeat_by_name_are_kept(curator):
    body = changed(MEMO, text="За формы отвечает {lead|name nom}.", each="leads", when="many_leads")

    assert rewording.change(MEMO, body, by=curator.member, version=0).body == body


def test_words_of_the_row_are_those_of_the_kind(curator):
    body = reworded("certificate", "<passed>", "<passed> и <candidate>")
    with pytest.raises(TextRefused, match="слова «<кандидат>» в этом документе нет"):
        rewording.change("certificate", body, by=curator.member, version=0)

    body = reworded("certificate", "<period>", "осенью")
    stands = rewording.change("certificate", body, by=curator.member, version=0)

    assert text_checks.dropped(stands.kind, stands.body) == ["<дни занятий>"]


@pytest.mark.parametrize(
    ("kind", "word", "said"),
    [
        *((kind, "item", "<содержание работы>") for kind in ("O10", "O10_learners", "O10_curator")),
        *((kind, "item", "<содержание работы>") for kind in ("labour_consent", "labour_agreement")),
        *((kind, "item", "<содержание работы>") for kind in ("curator_consent", "curator_agreement")),
        ("consideration", "candidate", "<кандидат>"),
        ("cases", "title", "<название>"),
        ("cases", "done", "<что сделали>"),
    ],
)
def test_word_that_each_row_has_its_own_stands_only_where_it_is_repeated(school, curator, kind, word, said):
    with pytest.raises(TextRefused, match=f"слово «{said}» у каждой записи своё"):
        rewording.change(kind, changed(kind, text=f"О том: <{word}>."), by=curator.member, version=0)

    body = changed(kind, text=f"О том: <{word}>.", each="rows")
    assert rewording.change(kind, body, by=curator.member, version=0).body == body
    SchoolText.objects.update(body=changed(kind, text=f"О том: <{word}>."))
    with pytest.raises(TextRefused, match=f"слово «{said}», которого больше нет"):
        school_texts.body_of(kind, school)


def test_paragraph_of_each_row_cannot_be_printed_once(curator):
    body = kinds.get("consideration").body
    next(block for block in body if "<decision>" in block.get("text", "")).pop("each")

    with pytest.raises(TextRefused, match="у каждой записи своё"):
        rewording.change("consideration", body, by=curator.member, version=0)


def test_signature_and_number_cannot_be_lost(curator):
    for lost, words in (("signature", "подпись: руководитель"), ("registration", "дата и номер")):
        body = [block for block in kinds.get("O3").body if block["block"] != lost]
        with pytest.raises(TextRefused, match=f"Из текста пропало: {words}"):
            rewording.change("O3", body, by=curator.member, version=0)


def test_annex_goes_only_with_what_refers_to_it(curator):
    body = [block for block in kinds.get("O1").body if block.get("key") != "group"]

    with pytest.raises(TextRefused, match="приложения «group» в тексте нет"):
        rewording.change("O1", body, by=curator.member, version=0)


@pytest.mark.parametrize("kind", kinds.KINDS.values(), ids=kinds.KINDS)
def test_every_word_of_the_row_of_a_kind_has_a_name(kind):
    missing = text_checks.words_of_row(kind) - slots.LABELS.keys()

    assert not missing, f"Say in texts/slots.py what a school calls these, and an example: {sorted(missing)}"


def test_names_of_words_are_russian_and_each_its_own():
    assert [label for label in slots.LABELS.values() if not re.fullmatch("[А-Яа-яЁё ]+", label)] == []
    assert len({label.lower() for label in slots.LABELS.values()}) == len(slots.LABELS)
    assert [slots.coded(slots.spoken(f"<{word}>")) for word in slots.LABELS] == [f"<{word}>" for word in slots.LABELS]


LEFT = "Место: [место]."  # a piece of a blank form


def test_piece_of_a_blank_form_is_refused_by_the_verb(curator):
    with pytest.raises(TextRefused, match="Осталась подсказка бланка"):
        rewording.change(MEMO, changed(MEMO, text=LEFT), by=curator.member, version=0)

    assert not SchoolText.objects.exists()


def test_version_with_a_piece_of_a_blank_form_does_not_come_back(school, curator):
    said = {"organization": school, "kind": MEMO, "standard": "0" * 64, "by": curator.member}
    SchoolText.objects.create(version=1, body=changed(MEMO, text=LEFT), **said)  # kept before such were refused
    SchoolText.objects.create(version=2, body=[], **said)

    with pytest.raises(TextRefused, match="Осталась подсказка бланка"):
        rewording.restore(MEMO, 1, by=curator.member, version=2)
    page = curator.post("document_text_back", MEMO, 1, action="documents.edit", data={"version": 2})
    assert "Осталась подсказка бланка" in page.content.decode()
    assert [row.version for row in SchoolText.objects.order_by("version")] == [1, 2]


def test_standard_text_comes_back_whatever_stood_before(school, curator):
    said = {"organization": school, "kind": MEMO, "standard": "0" * 64, "by": curator.member}
    SchoolText.objects.create(version=1, body=changed(MEMO, text=LEFT), **said)

    assert rewording.restore(MEMO, school_texts.STANDARD, by=curator.member, version=1).version == 2


def test_every_standard_text_passes_its_own_checks():
    for kind in kinds.KINDS.values():
        assert text_checks.check(kind, kind.body, before=kind.body) is None
        assert text_checks.dropped(kind, kind.body) == []


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_saved_and_one_is_told(curator):
    together = Barrier(2)

    def change(words: str) -> str:
        together.wait()
        try:
            return str(rewording.change(MEMO, changed(MEMO, text=words), by=curator.member, version=0).version)
        except StaleText as stale:
            return f"stale {stale.stands.version}"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(change, ("Первый.", "Второй.")))

    assert sorted(said) == ["1", "stale 1"]
    assert [row.version for row in SchoolText.objects.all()] == [1]
