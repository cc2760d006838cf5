"""Words of people within sentences of papers."""

import pytest

from reports.documents import filling
from reports.documents.subjects import phrases


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("За терпение и точность.", "за терпение и точность"),
        ("Анна помогла новичкам.", "Анна помогла новичкам"),
        ("Вера Ильинична ведёт кружок", "Вера Ильинична ведёт кружок"),
        ("Вера в успех", "вера в успех"),
        ("Дятлов Олег работает вместе с ней", "Дятлов Олег работает вместе с ней"),
        ("Москва: поездка на слёт", "Москва: поездка на слёт"),
        ("ФГОС изучен", "ФГОС изучен"),
        ("", ""),
    ],
)
def test_words_of_a_person_begin_small_unless_they_name_somebody(typed, written):
    assert phrases.sentence(typed) == written


@pytest.mark.parametrize(
    ("reason", "written"),
    [
        ("всё получилось!", "Причина: всё получилось! Дальше."),
        ("почему нет?", "Причина: почему нет? Дальше."),
        ("и так далее…", "Причина: и так далее… Дальше."),
        ("учёба", "Причина: учёба. Дальше."),
    ],
)
def test_sentence_that_ends_by_itself_gets_no_full_stop(reason, written):
    assert filling.fill("Причина: <reason>. Дальше.", {"reason": reason}) == written
