from dataclasses import replace
from datetime import date

from mentoring.calendar import reading
from mentoring.calendar.due import Period
from mentoring.calendar.workdays import SchoolCalendar
from roadmap import asking, correcting
from roadmap.sheets import Event, Sheet
from roadmap.slots import plan_slots

CALENDAR = SchoolCalendar()
TWO_YEARS = Period(date(2026, 9, 1), date(2028, 5, 31))
ONE_YEAR = Period(date(2026, 9, 1), date(2027, 5, 31))


def sheet(*texts: str, answers: dict | None = None, period: Period = TWO_YEARS) -> Sheet:
    events = tuple(
        Event(f"e{n}", f"Дело {n}", number=f"1.{n}", due=reading.read(text)) for n, text in enumerate(texts, 1)
    )
    return correcting.answer(Sheet("План", period, events=events), answers or {}, CALENDAR)


def asks(*texts: str, **kwargs) -> tuple[asking.Ask, ...]:
    return asking.asks(sheet(*texts, **kwargs), CALENDAR)


def test_texts_alike_are_asked_once():
    (ask,) = asks("до конца октября", "октябрь", "до конца ноября", "октябрь")

    assert ask.texts == ("до конца октября", "октябрь", "до конца ноября")
    assert ask.events == ("e1", "e2", "e3", "e4")
    assert ask.text == "«До конца октября» — один раз или каждый год?"
    assert ask.choices[0].value == "every"


def test_texts_of_other_years_are_asked_apart():
    first, second = asks("октябрь", "февраль")

    assert [choice.value for choice in first.choices] == ["every", "2026", "2027"]
    assert [choice.value for choice in second.choices] == ["every", "2027", "2028"]
    assert (first.number, second.number) == (1, 2)


def test_one_answer_serves_all_texts_alike():
    (ask,) = asks("октябрь", "до конца ноября")

    answers = asking.answered(ask, "2027", alike=True, before={"title": "План"})

    assert answers == {
        "title": "План",
        "dates": {"октябрь": {"year": "2027"}, "до конца ноября": {"year": "2027"}},
    }
    (again,) = asks("октябрь", "до конца ноября", answers=answers)
    assert again.chosen == "2027"


def test_a_text_answered_alone_is_asked_apart_from_then_on():
    (ask,) = asks("октябрь", "до конца ноября")

    answers = asking.answered(ask, "2027", alike=False, before={})

    found = asks("октябрь", "до конца ноября", answers=answers)
    assert [(one.texts, one.chosen) for one in found] == [(("октябрь",), "2027"), (("до конца ноября",), "every")]


def test_a_question_about_the_whole_plan_is_asked_once():
    (ask,) = asks("1 раз в квартал", "ежеквартально")

    assert (ask.once, ask.key) == (True, "quarters")
    assert asking.answered(ask, "school", alike=True, before={}) == {"once": {"quarters": "school"}}


def test_a_plan_of_one_year_asks_no_year():
    assert asks("октябрь", "до конца ноября", period=ONE_YEAR) == ()


def said(text: str, *, asked: bool = False, period: Period = ONE_YEAR, **fields) -> asking.Understood:
    plan = sheet(text, period=period)
    event = replace(plan.events[0], **fields)
    slots = plan_slots({"e": (event.due, event.answers, None)}, period, CALENDAR)["e"]
    return asking.understood(event, slots, asked=asked)


def test_the_same_days_of_several_years_are_said_once():
    assert said("октябрь", period=TWO_YEARS).words == "октябрь 2026 и\xa02027\xa0г., год добавлен"
    assert said("ежегодно до 10 сентября", period=TWO_YEARS).words == "до\xa010\xa0сентября 2026 и\xa02027\xa0г."
    assert (
        said("01.11.2026 15.11.2027", period=TWO_YEARS).words
        == "2\xa0раза: 1\xa0ноября 2026\xa0г., 15\xa0ноября 2027\xa0г."
    )


def test_a_choice_of_many_days_names_the_first_of_them():
    (ask,) = asks("1 раз в квартал")

    assert ask.choices[0].label.endswith(" и ещё 5")


def test_each_text_is_said_in_words_as_it_was_understood():
    assert said("октябрь 2026") == asking.Understood(
        "ok", "октябрь 2026\xa0г.", moved="выходной: 31\xa0октября → 2\xa0ноября, пн"
    )
    assert said("ноябрь").words == "ноябрь 2026\xa0г., год добавлен"
    assert said("ноябрь", asked=True).tone == "warn"
    assert said("ноябрь", inherited=("due",)).words == "взяли срок выше: ноябрь 2026\xa0г."
    assert said("") == asking.Understood("warn", "срок не указан")
    assert said("кое-когда").tone == "bad"
    assert said("по мере необходимости").words == "без даты: по мере необходимости"
    assert said("в течение месяца после издания приказа").icon == "hourglass-split"
    assert said("1 раз в месяц").words.startswith("9\xa0раз: сентябрь 2026\xa0г., октябрь 2026\xa0г., ")
