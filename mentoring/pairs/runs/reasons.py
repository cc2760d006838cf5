"""Why two people are together or are not, and what would help, in words for whoever decides."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from mentoring.calendar.words import NBSP, WEEKDAYS_IN_FULL, counted
from mentoring.pairs.matching.people import Lack, MenteeSide, MentorSide, Reason, Side, Units
from mentoring.pairs.matching.proposing import WhyNot
from mentoring.pairs.matching.remedying import Kind, Remedy, Unplaced
from mentoring.pairs.matching.scoring import Part, PartScore
from mentoring.pairs.models import Hand
from mentoring.pairs.runs.candidates import Candidates
from mentoring.pairs.runs.posing import Live

_ON = dict(
    zip(
        WEEKDAYS_IN_FULL,
        ("в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье"),
        strict=True,
    )
)
_PLACES = ((100, "на первом месте"), (75, "на втором месте"), (1, "на третьем месте"))
SHORT = {
    Reason.CONSENT: "нет согласия",
    Reason.SCREENING: "нет справки",
    Reason.TRAINING: "не обучен",
    Reason.CAPACITY: "нет места",
    Reason.FORM: "другая форма",
    Reason.AGE: "возраст",
    Reason.GRADE: "класс",
    Reason.UNIT: "один класс или разные",
    Reason.TIME: "нет общего времени",
    Reason.TOGETHER: "вдвоём или в группе",
    Reason.BAN: "закрытая причина",
    Reason.KIN: "родственники",
}
_OWN = (Reason.CONSENT, Reason.SCREENING, Reason.TRAINING)  # what somebody lacks, told by name


def listed(names: Sequence[str]) -> str:
    """Say «а», «а и б», «а, б и в»."""
    return " и ".join(part for part in (", ".join(names[:-1]), names[-1]) if part) if names else ""


def sentence(words: str) -> str:
    """End words with one full stop, even where they end with initials."""
    return words.removesuffix(".") + "."


def kept(parts: Iterable[PartScore], found: Candidates) -> list[dict]:
    """Write down the parts of a score with words instead of codes, as they are frozen and shown."""
    return [
        {
            "part": str(one.part),
            "points": one.points,
            "weight": one.weight,
            "known": bool(one.known),
            "common": [found.labels[one.part].get(code, code) for code in one.codes],
        }
        for one in parts
    ]


def why(parts: Iterable[Mapping]) -> list[str]:
    """Say what two people have in common, part by part; what counts for nothing is left out."""
    said = (_together(Part(one["part"]), one["points"], one["common"]) for one in parts if one["weight"])
    return [words for words in said if words]


def answered(parts: Iterable[Mapping]) -> str:
    """Say by how many answers two people were compared: «по 6 из 7 ответов»."""
    asked = [one for one in parts if one["weight"]]
    return f"по {sum(one['known'] for one in asked)} из {counted(len(asked), 'ответа', 'ответов', 'ответов')}"


def _together(part: Part, points: int, common: Sequence[str]) -> str:
    if not points:
        return ""
    if part is Part.WISH or part is Part.CHOICE:
        whose = "наставляемого" if part is Part.WISH else "наставника"
        return f"В пожеланиях {whose} — {next(words for least, words in _PLACES if points >= least)}."
    if part is Part.PLACE:
        return "Место одно и то же."
    if part is Part.TIMES:
        return f"Оба свободны: {listed([_ON.get(one, one) for one in common])}."
    heads = {Part.REQUEST: "Запрос и сильная сторона", Part.INTERESTS: "Обоим интересно"}
    return f"{heads.get(part, 'Оба не любят')}: {', '.join(common)}."


def why_not(now: Live, asked: WhyNot) -> list[str]:
    """Say why two people are not together; nothing when they are."""
    return [words for reason in asked.reasons for words in _hindrance(now, asked, reason)]


def _hindrance(now: Live, asked: WhyNot, reason: Reason) -> Iterator[str]:
    grounds = now.proposal.grounds
    mentee, mentor = grounds.mentees[grounds.rows[asked.mentee]], grounds.mentors[grounds.columns[asked.mentor]]
    if reason in _OWN:
        for row, side in ((now.found.mentees[mentee.key], mentee), (now.found.mentors[mentor.key], mentor)):
            yield from (f"{row.person.short_name}: {words}." for words in _lacking(side, reason))
    elif reason in (Reason.FORBIDDEN, Reason.LOCKED):
        yield _by_hand(now, asked, reason)
    elif reason is Reason.OTHERWISE:
        yield _otherwise(now, asked)
    else:
        yield _RULES[reason](mentee, mentor, now.task.rules.units)


def _lacking(side: Side, reason: Reason) -> list[str]:
    return [lack.detail for lack in side.lacks if lack.reason is reason]


def _by_hand(now: Live, asked: WhyNot, reason: Reason) -> str:
    if reason is Reason.LOCKED:
        return "Наставляемый закреплён вручную за другим наставником."
    return f"Пара запрещена вручную{said_by(now.hands.bans[asked.mentee, asked.mentor])}."


def said_by(hand: Hand) -> str:
    """Say who decided by hand and why, as the tail of a sentence."""
    who = f" — {hand.by.name}" if hand.by else ""
    return f"{who}{f': {hand.reason}' if hand.reason else ''}"


def _otherwise(now: Live, asked: WhyNot) -> str:
    said = ["Пара возможна, но всем вместе лучше иначе"]
    if asked.mentee_has:
        said.append(f"наставляемому предложен наставник {now.found.mentors[asked.mentee_has].person.short_name}")
    others = [now.found.mentees[key].person.short_name for key in asked.mentor_has]
    if others:
        said.append(f"у этого наставника — {listed(others)}")
    return sentence("; ".join(said))


def _age(mentee: MenteeSide, mentor: MentorSide, units: Units) -> str:
    bounds = [f"{word}{NBSP}{age}" for word, age in (("от", mentor.age_from), ("до", mentor.age_to)) if age]
    return f"Возраст: наставник берёт {' '.join(bounds)} лет, наставляемому {mentee.age}."


def _unit(mentee: MenteeSide, mentor: MentorSide, units: Units) -> str:
    return "Оба из одного класса." if units is Units.OTHER else "Они из разных классов."


_RULES: dict[Reason, Callable[[MenteeSide, MentorSide, Units], str]] = {
    Reason.CAPACITY: lambda mentee, mentor, units: "У наставника нет свободных мест.",
    Reason.FORM: lambda mentee, mentor, units: "Наставник готов работать только в других формах.",
    Reason.AGE: _age,
    Reason.GRADE: lambda mentee, mentor, units: f"Классы слишком близки: {mentee.grade} и {mentor.grade}.",
    Reason.UNIT: _unit,
    Reason.TIME: lambda mentee, mentor, units: "Нет общего свободного времени.",
    Reason.TOGETHER: lambda mentee, mentor, units: "Хотят работать по-разному: вдвоём и в группе.",
    Reason.BAN: lambda mentee, mentor, units: "Есть закрытая причина: её знают куратор и психолог.",
    Reason.KIN: lambda mentee, mentor, units: "Это родственники или один и тот же человек.",
    Reason.FILLED: lambda mentee, mentor, units: "Все места наставника заняты закреплёнными парами.",
}


def remedies(found: Candidates, left: Unplaced) -> list[str]:
    """Say what would give somebody a mentor, the least first."""
    return list(dict.fromkeys(remedy(found, one) for one in left.remedies))


def remedy(found: Candidates, one: Remedy) -> str:
    """Say one remedy, whom else it could help, and who changes a mentor for it."""
    words = _what(found, one)
    if len(one.helps) > 1:
        words += f" — устроит одного из {len(one.helps)}"
    moved = [found.mentees[move.mentee].person.short_name for move in one.moves[1:]]
    if moved:
        words += f"; другой наставник будет у: {', '.join(moved)}"
    if one.first and one.kind is not Kind.SETTLE:
        words += f"; сначала решить: {_said(one.first)}"
    return words


def _what(found: Candidates, one: Remedy) -> str:
    mentor = found.mentors[one.mentor].person.short_name if one.mentor else ""
    match one.kind:
        case Kind.REARRANGE:
            return "вариант «Никто не забыт»: место найдётся и так"
        case Kind.SETTLE:
            return f"решить: {', '.join(one.details)}"
        case Kind.PLACE:
            return f"ещё одно место: {mentor}"
        case Kind.READY:
            return f"наставник {mentor} — решить: {', '.join(one.details)}"
        case Kind.SMALLER:
            return f"меньшая группа: {mentor}"
        case Kind.LIFT:
            mentee = found.mentees[one.mentee].person.short_name if one.mentee else ""
            return f"исключение из правила «{SHORT[one.reasons[0]]}»: {mentee} и {mentor}"
        case Kind.RECRUIT:
            days = [found.labels[Part.TIMES].get(code, code) for code in one.times]
            free = f", свободный {listed([_ON.get(day, day) for day in days])}" if days else ""
            return f"новый наставник{free}"


def _said(lacks: Iterable[Lack]) -> str:
    return ", ".join(lack.detail or SHORT[lack.reason] for lack in lacks)


def refused(left: Unplaced) -> str:
    """Say how many mentors each rule takes from somebody: «возраст — 5, нет места — 3»."""
    return ", ".join(f"{SHORT[reason]} — {count}" for reason, count in left.refused)


def broken(breaks: Iterable[int]) -> str:
    """Say over which rules a hand has made a pair."""
    return listed([SHORT[Reason(one)] for one in breaks])
