"""Results as workbooks: answers person by person, what the codes mean, counts; nothing in them is a formula."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from mentoring import workbooks
from mentoring.accounts import journal
from mentoring.accounts.models import Membership
from surveys import counting, results
from surveys.models import Comparison, Question, Wave
from surveys.showing import Shown

Kind = Question.Kind
SEVERAL = (Kind.MANY, Kind.PERSON)
Row = Sequence[str | int | float | None]


def of_wave(shown: Shown, *, by: Membership, names: bool) -> bytes:
    """Write the answers, their codes and the results of a wave; who took out names is written down."""
    wave = shown.wave
    questions = results.questions_of(wave)
    if names:
        told = {"title": wave.title, "rows": shown.rate.answered}
        journal.write(wave.organization, "wave.export_names", wave, by=by, after=told)
    book = Workbook(write_only=True)
    shut = shown.kept_back
    columns = [one for question in questions for one in _columns(question) if (question.pk, one[2]) not in shut]
    head = ["Кто отвечал", "О ком"] if names else ["№"]
    _sheet(book, "Ответы", [*head, *(name for name, _, _ in columns)], _answers(wave, columns, names=names))
    _sheet(book, "Коды", ["Код", "Вопрос", "Вид", "Что значат числа", "Наоборот"], _codes(questions))
    heading = ["Код", "Вопрос", "Ответили", "Пропустили", "Среднее", "Медиана", "Вариант", "Человек", "%"]
    _sheet(book, "Итоги", heading, _results(shown))
    return workbooks.saved(book)


def of_comparison(made: Comparison, lines: Iterable[dict]) -> bytes:
    """Write the lines of a comparison as they were computed; of few pairs there are words alone."""
    heading = ["Шкала", "Пар ответов", "До", "После", "Изменение", "Изменение, %", "Лучше", "Так же", "Хуже"]
    heading += ["Границы изменения", "p", "Что можно сказать"]
    book = Workbook(write_only=True)
    _sheet(book, "Сравнение", heading, [_line(one) for one in lines])
    waves = [[one.title, f"{one.opens_on:%d.%m.%Y}", f"{one.closes_on:%d.%m.%Y}"] for one in (made.before, made.after)]
    _sheet(book, "Опросы", ["Опрос", "С", "По"], [*waves, ["Вывод", made.conclusion, ""]])
    return workbooks.saved(book)


def _line(told: dict) -> Row:
    one = told["line"]
    if not told["counted"]:
        return [one.title, one.n, None, None, None, None, None, None, None, "", None, told["words"]]
    numbers = [_rounded(one.before), _rounded(one.after), _rounded(one.delta), _rounded(one.delta_percent)]
    counts = [one.better, one.same, one.worse]
    return [one.title, one.n, *numbers, *counts, told["between"], round(one.p, 4), told["words"]]


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 2)


def _sheet(book: Workbook, title: str, heading: Sequence[str], rows: Iterable[Row]) -> None:
    """Write a sheet: numbers as numbers, every text as a text."""
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for place, name in enumerate(heading, 1):
        sheet.column_dimensions[get_column_letter(place)].width = min(max(len(name) + 3, 10), 40)
    sheet.append([_bold(sheet, name) for name in heading])
    for row in rows:
        sheet.append([workbooks.cell(sheet, one) if isinstance(one, str) else one for one in row])


def _bold(sheet, text: str):
    made = workbooks.cell(sheet, text)
    made.font = Font(bold=True)
    return made


def _columns(question: Question) -> list[tuple[str, Question, int]]:
    """Name the columns of a question: one for each line of a table of scales."""
    if question.kind == Kind.MATRIX:
        return [(f"{question.code}_{row + 1}", question, row) for row in range(len(question.rows))]
    return [(question.code, question, 0)]


def _answers(wave: Wave, columns: Sequence[tuple[str, Question, int]], *, names: bool) -> list[Row]:
    """Lay the answers person by person; without names in the order of keys that follow none."""
    answers = results.answers_of(wave).select_related("person").order_by("row", "value")
    told: dict[int, dict[tuple[int, int], list]] = {}
    several = {question.pk for _, question, _ in columns if question.kind in SEVERAL}
    for one in answers:
        row = 0 if one.question_id in several else one.row
        told.setdefault(one.response_id, {}).setdefault((one.question_id, row), []).append(_value(one, names=names))
    rows = wave.responses.order_by("pk")
    if names:
        rows = rows.select_related("respondent__person", "respondent__about")
        rows = rows.order_by("respondent__person__name_key", "pk")
    made = []
    for number, response in enumerate(rows, 1):
        said = told.get(response.pk, {})
        who = _who(response.respondent) if names else [number]
        made.append([*who, *(_joined(said.get((question.pk, row), [])) for _, question, row in columns)])
    return made


def _who(respondent) -> list[str]:
    return [respondent.person.full_name, respondent.about.full_name if respondent.about else ""]


def _value(answer, *, names: bool) -> str | int | float:
    """Return an answer as its column holds it; whom somebody named is told with the other names alone."""
    if answer.person_id:
        return answer.person.full_name if names else "назван человек"
    if answer.value is None:
        return answer.text
    return _number(answer.value)


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _joined(values: Sequence[str | int | float]) -> str | int | float | None:
    if len(values) <= 1:
        return values[0] if values else None
    return "; ".join(map(str, values))


def _codes(questions: Sequence[Question]) -> list[Row]:
    made = []
    for question in questions:
        meaning = _meaning(question)
        for name, _, row in _columns(question):
            text = f"{question.text}: {question.rows[row]}" if question.kind == Kind.MATRIX else question.text
            made.append([name, text, question.get_kind_display(), meaning, "да" if question.reverse else ""])
    return made


def _meaning(question: Question) -> str:
    """Say what the numbers of a question stand for."""
    if question.kind in Question.SCALES:
        return f"{question.low} — {question.low_words or 'меньше'}, {question.high} — {question.high_words or 'больше'}"
    points, labels = results.points_of(question), results.labels_of(question)
    return "; ".join(f"{point} — {label}" for point, label in zip(points, labels, strict=True))


def _results(shown: Shown) -> list[Row]:
    """Lay the results line by line: the sums of a question, then each value with its count."""
    made: list[Row] = []
    for _, some in shown.parts:
        for told in some:
            for one in told.sums:
                title = f"{told.question.text}: {one.title}" if told.question.kind == Kind.MATRIX else one.title
                if one.kept_back:
                    made.append([told.question.code, title, None, None, "скрыто: меньше пяти", "", "", None, None])
                    continue
                head = [told.question.code, title, one.n, one.missing, one.mean, one.median]
                made.append([*head, "", None, None])
                made += [[told.question.code, "", None, None, "", "", c.label, c.count, c.share] for c in one.cells]
    satisfied = shown.satisfaction
    if satisfied:
        words = f"Довольны: средний балл от {shown.satisfied}"
        made.append(["", words, satisfied.whole, None, "", "", "", satisfied.part, satisfied.percent])
    if shown.level:
        mean = counting.said(shown.level.mean)
        made.append(["", f"Уровень: {shown.level.title}", shown.level.n, None, mean, "", "", None, None])
    return made
