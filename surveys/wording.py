"""What questions say and in which order, as plain values: adding, changing, removing, moving, what they may not be."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace

OWN = "="  # said instead of the code of a pair: the question is compared with itself of another time
CHOICES, POINTS = ("one", "many"), ("scale", "matrix")


@dataclass(frozen=True)
class Wording:
    """What one question says, wherever it is kept."""

    code: str
    kind: str
    text: str
    part: str = ""
    help: str = ""
    low: int = 1
    high: int = 10
    low_words: str = ""
    high_words: str = ""
    options: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    register: str = ""
    required: bool = False
    reverse: bool = False
    pair_code: str = ""
    satisfaction: bool = False
    finding: str = ""
    trait: str = ""
    shown_if: str = ""
    shown_value: int | None = None

    @property
    def points(self) -> range:
        """Return the points of the scale."""
        return range(self.low, self.high + 1)

    def answers(self) -> dict[int, str]:
        """Return the answers on which another question may rest, each with its words."""
        if self.kind == "yes_no":
            return {1: "да", 0: "нет"}
        if self.kind in CHOICES:
            return dict(enumerate(self.options))
        return {point: str(point) for point in self.points} if self.kind == "scale" else {}


@dataclass(frozen=True)
class Difference:
    """What one list of questions has that another has not; in `changed` each question was and becomes."""

    added: tuple[Wording, ...]
    removed: tuple[Wording, ...]
    changed: tuple[tuple[Wording, Wording], ...]
    reordered: bool


Questions = tuple[Wording, ...]
NAMES = tuple(field.name for field in fields(Wording))


def settled(questions: Iterable[Wording]) -> Questions:
    """Put the questions of one part together, each part where it is met first."""
    parts: dict[str, list[Wording]] = {}
    for one in questions:
        parts.setdefault(one.part, []).append(one)
    return tuple(one for part in parts.values() for one in part)


def added(questions: Questions, one: Wording, *, after: str = "") -> Questions:
    """Put a question after another one, or at the end."""
    place = next((place for place, each in enumerate(questions, 1) if each.code == after), len(questions))
    return settled([*questions[:place], one, *questions[place:]])


def changed(questions: Questions, code: str, change: Callable[[Wording], Wording]) -> Questions:
    """Change one question; it keeps its code and its place unless it goes to another part."""
    return settled(replace(change(one), code=code) if one.code == code else one for one in questions)


def removed(questions: Questions, code: str) -> Questions:
    return tuple(one for one in questions if one.code != code)


def moved(questions: Questions, code: str, step: int) -> Questions:
    """Move a question up (-1) or down (1); at the edge of its part it goes over into the next one."""
    place = next(place for place, one in enumerate(questions) if one.code == code)
    if not 0 <= place + step < len(questions):
        return questions
    one, neighbour = questions[place], questions[place + step]
    row = list(questions)
    if one.part == neighbour.part:
        row[place], row[place + step] = neighbour, one
    else:
        row[place] = replace(one, part=neighbour.part)
    return tuple(row)


def renamed(questions: Questions, part: str, title: str) -> Questions:
    """Give a part another title; the title of another part joins the two."""
    return settled(replace(one, part=title) if one.part == part else one for one in questions)


def difference(was: Questions, now: Questions) -> Difference:
    """Say how one list of questions becomes another."""
    old, new = ({one.code: one for one in some} for some in (was, now))
    common = [code for code in old if code in new]
    return Difference(
        added=tuple(one for one in now if one.code not in old),
        removed=tuple(one for one in was if one.code not in new),
        changed=tuple((old[code], new[code]) for code in common if new[code] != old[code]),
        reordered=common != [code for code in new if code in old],
    )


def fault(questions: Questions) -> str:
    """Say what keeps these questions from being asked, or nothing."""
    if not questions:
        return "Вопросов не осталось. Оставьте хотя бы один или уберите всю анкету."
    before: dict[str, Wording] = {}
    pairs: dict[str, Wording] = {}
    for one in questions:
        words = _incomplete(one) or _unreachable(one, before, questions)
        if not words and one.pair_code in pairs:
            words = (
                f"С «{_short(pairs[one.pair_code])}» уже сравнивается другой вопрос: «{_short(one)}». Оставьте один."
            )
        if words:
            return words
        before[one.code] = one
        if one.pair_code:
            pairs[one.pair_code] = one
    return ""


def _incomplete(one: Wording) -> str:
    if not one.text.strip():
        return "Напишите вопрос."
    if one.kind in CHOICES and len(one.options) < 2:
        return f"Вопросу «{_short(one)}» нужно хотя бы два варианта ответа. Напишите каждый с новой строки."
    if len(set(one.options)) < len(one.options) or len(set(one.rows)) < len(one.rows):
        return f"В вопросе «{_short(one)}» одна строка стоит дважды. Оставьте её один раз."
    if one.kind == "matrix" and not one.rows:
        return f"В таблице «{_short(one)}» нет строк. Напишите каждую с новой строки."
    if one.kind in POINTS and one.high <= one.low:
        return f"В вопросе «{_short(one)}» шкала не растёт. Наибольшее число должно быть больше наименьшего."
    return ""


def _unreachable(one: Wording, before: dict[str, Wording], questions: Questions) -> str:
    """Say why a question would never be shown by the answer it rests on."""
    if not one.shown_if:
        return ""
    if one.shown_if not in before:
        other = next((each for each in questions if each.code == one.shown_if), None)
        if other is None:
            return f"На этот ответ опирается вопрос «{_short(one)}». Сначала снимите у него условие."
        return f"Вопрос «{_short(one)}» опирается на ответ «{_short(other)}» и должен стоять после него."
    if one.shown_value not in before[one.shown_if].answers():
        return f"Вопрос «{_short(one)}» опирается на ответ, которого больше нет. Сначала измените его условие."
    return ""


def _short(one: Wording) -> str:
    return one.text if len(one.text) <= 60 else f"{one.text[:59].rstrip()}…"
