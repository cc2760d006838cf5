"""Who answers for an event: persons, positions and roles in the programme out of one cell."""

import re
from functools import lru_cache

from roadmap.readers.cleaning import squeeze
from roadmap.readers.draft import Responsible, Who

_SURNAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_INITIALS = r"[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?"
_PERSON = re.compile(
    rf"(?P<initials_first>\b{_INITIALS}\s?{_SURNAME})|(?P<surname_first>\b{_SURNAME}\s+{_INITIALS})"
    rf"|(?P<full>\b{_SURNAME}\s+[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+(?:вич|вна|ична|инична|оглы|кызы)\b)"
)
_POST_WORDS = (
    "директор|замести|зам\\b|завуч|куратор|координатор|педагог|учител|методист|психолог|наставник|наставляем|"
    "руководител|администраци|рабоч\\w+ групп|специалист|мастер|преподавател|заведующ|зав\\b|воспитател|"
    "библиотекар|секретар|ответствен|"
    "классн|социальн|соц|члены|совет|комисси|родител|обучающ|студент|выпускник|работодател|партн|техник|инженер|начальник|"
    "логопед|дефектолог|вожат|тьютор|председател|представител|коллектив|предметник|организатор|цмн|мо\\b|шмо|служб|"
    "старш|главн|ведущ|кадр|юрист|бухгалтер|сотрудник|коллеги"
)
_POST = re.compile(rf"(?:{_POST_WORDS})", re.IGNORECASE)
_AND = re.compile(rf"\s+(?:и|а также|совместно с)\s+(?=(?:{_POST_WORDS}))", re.IGNORECASE)
_GLUED = re.compile(rf"(?<=[а-яё)])\s+(?=[А-ЯЁ](?=\S*[а-яё])(?!\.))(?=(?:{_POST_WORDS}))", re.IGNORECASE)
_CAPITAL_INSIDE = re.compile("[а-яё)] [А-ЯЁ]")
_MAY_AND = re.compile(" и | также | с ")
_UNDECIDED = re.compile(
    r"(?:будет |будут )?(?:(?:не )?определ\w+|(?:не )?назнач\w+|уточн\w+|по назначению|по согласованию)\b.*"
    r"|[-–—._\s]+",
    re.IGNORECASE,
)
_ROLES = (
    (r"куратор\w*", "curator"),
    (r"координатор\w*", "coordinator"),
    (r"рабоч\w+ групп\w*|член\w* рабоч", "working_group"),
    (r"руководител\w+ (?:реализации )?(?:программ\w+ )?обучени", "training_lead"),
    (r"руководител\w+ (?:программ\w+|проект\w+|целевой)", "programme_lead"),
    (r"ответственн\w+ (?:за|исполнител)", "executor"),
    (r"исполнител\w+", "executor"),
    (r"(?:педагог\w*-|учител\w*-)?наставник\w*", "mentor"),
    (r"наставляем\w+", "mentee"),
    (r"участник\w* (?:программ|проект|наставнич)", "participant"),
    (r"родител\w+|законн\w+ представител\w+", "parent"),
)
_POSITIONS = (
    (r"зам\w*\.?\s*(?:директор|руководител|заведующ)\w*|завуч\w*", "deputy"),
    (r"директор\w*|руководител\w+ (?:образовательн\w+ |учреждени|организаци|ОО)|заведующ\w+ (?:ДОУ|детск)", "director"),
    (r"(?:педагог\w*-?\s*)?психолог\w*", "psychologist"),
    (r"классн\w+ руководител\w*|кл\.? ?рук\w*", "class_teacher"),
    (r"методист\w*", "methodist"),
    (r"специалист\w* по (?:кадр|персонал)\w*|инспектор\w* (?:по )?(?:отдела )?кадр\w*|секретар\w*", "hr"),
    (r"техник\w*|системн\w+ администратор\w*|ответственн\w+ за сайт", "technician"),
)
_PLURAL = re.compile(
    r"\b(?:руководители|педагоги|учителя|преподаватели|мастера|наставники|наставляемые|кураторы|координаторы|специалисты|"
    r"методисты|психологи|исполнители|группы|родители|заместители|обучающиеся|студенты|члены|представители|участники|"
    r"классные|воспитатели|заведующие|тьюторы|организаторы|партнеры|партнёры|выпускники|работодатели|сотрудники|предметники)\b",
    re.IGNORECASE,
)
_TRIM = " \t\n,;.–—-:/"


@lru_cache(maxsize=4096)
def read(text: str) -> tuple[Responsible, ...]:
    """Part the text into those who answer; an empty text gives nobody."""
    text = squeeze(text)
    if not text:
        return ()
    if _UNDECIDED.fullmatch(text):
        return (Responsible(Who.NONE, text),)
    persons = list(_PERSON.finditer(text))
    return tuple(_with_persons(text, persons) if persons else [_post(item) for item in _split(text)])


def is_clear(found: tuple[Responsible, ...]) -> bool:
    """Tell whether every part was understood as a person, a known post or a role."""
    return all(
        item.kind in (Who.PERSON, Who.ROLE)
        or item.kind == Who.POSITION
        and bool(item.role_code or _POST.search(item.raw))
        for item in found
    )


def names_post(text: str) -> bool:
    """Tell whether the text names a post or a person somewhere."""
    return bool(_POST.search(text) or _PERSON.search(text))


def begins_with_post(text: str) -> bool:
    return bool(_POST.match(text) or _PERSON.match(text) or _UNDECIDED.match(text))


def is_person(text: str) -> bool:
    """Tell whether the text is the name of one person and nothing else."""
    return bool(_PERSON.fullmatch(text))


def begins_with_person(text: str) -> bool:
    return bool(_PERSON.match(text))


def _with_persons(text: str, persons: list[re.Match[str]]) -> list[Responsible]:
    """A post follows its person where the text begins with a person, else it goes before."""
    found: list[Responsible] = []
    leading = text[: persons[0].start()].strip(_TRIM + "(")
    starts_with_post = bool(leading)
    for index, match in enumerate(persons):
        end = persons[index + 1].start() if index + 1 < len(persons) else len(text)
        after = text[match.end() : end].strip(_TRIM).removesuffix(" и").strip(_TRIM)
        if starts_with_post:
            before, others = _nearest(leading)
            found += [_post(item) for item in others]
            found.append(_person(match[0], before))
            leading = after
        else:
            post, others = _own_post(after)
            found.append(_person(match[0], post))
            found += [_post(item) for item in others]
    if starts_with_post and leading.strip(_TRIM + "()"):
        found += [_post(item) for item in _split(leading)]
    return found


def _nearest(text: str) -> tuple[str, list[str]]:
    items = _split(text)
    return (items[-1], items[:-1]) if items else ("", [])


def _own_post(text: str) -> tuple[str, list[str]]:
    """The first post is the person's; what is plural after it, or a role of its own, is somebody else."""
    bare = re.sub(r"^\((.*)\)$", r"\1", text).strip(_TRIM)
    items = _split(bare)
    if not items:
        return "", []
    own, others = [items[0]], []
    if _PLURAL.search(items[0]):
        own, others = [], [items[0]]
    for item in items[1:]:
        (others if others or _PLURAL.search(item) or _POST.search(item) else own).append(item)
    return ", ".join(own), others


def _split(text: str) -> list[str]:
    """Part by commas and «и» between posts, never inside brackets."""
    if _CAPITAL_INSIDE.search(text):
        text = _GLUED.sub(_comma_if_capital(text), text)
    if " " in text and _MAY_AND.search(text):
        text = _AND.sub(", ", text)
    if "(" not in text:
        return _with_tails([part for item in re.split("[,;]", text) if (part := item.strip(_TRIM))])
    items, depth, current = [], 0, ""
    for letter in text:
        depth = max(0, depth + (letter == "(") - (letter == ")"))
        if letter in ",;" and not depth:
            items.append(current)
            current = ""
        else:
            current += letter
    parts = [item.strip(_TRIM) for item in [*items, current]]
    return _with_tails([part for part in parts if part])


def _comma_if_capital(text: str):
    return lambda match: ", " if text[match.end() : match.end() + 2].istitle() else match[0]


def _with_tails(parts: list[str]) -> list[str]:
    """«зам. директора по УР, ВР» is one post: a part that names no post belongs to the one before."""
    joined: list[str] = []
    for part in parts:
        if joined and not _POST.search(part) and (len(part) < 6 or part[:1].islower()):
            joined[-1] = f"{joined[-1]}, {part}"
        else:
            joined.append(part)
    return joined


def _person(name: str, position: str) -> Responsible:
    return Responsible(
        Who.PERSON, squeeze(f"{name}, {position}" if position else name), _normal(name), position, _code(position)[1]
    )


def _normal(name: str) -> str:
    """Surname first, one form of initials: both orders name one person."""
    match = _PERSON.match(name)
    if match and match["initials_first"]:
        initials = re.match(_INITIALS, name)
        surname = name[initials.end() :].strip() if initials else name
        name = f"{surname} {initials[0]}" if initials else name
    return re.sub(r"([А-ЯЁ]\.)\s(?=[А-ЯЁ]\.)", r"\1", squeeze(name))


def _post(item: str) -> Responsible:
    if _UNDECIDED.fullmatch(item):
        return Responsible(Who.NONE, item)
    kind, code = _code(item)
    return Responsible(
        kind, item, position="" if kind == Who.ROLE else item, role_code=code, plural=bool(_PLURAL.search(item))
    )


@lru_cache(maxsize=4096)
def _code(item: str) -> tuple[Who, str]:
    """Say whether a post is a role in the programme or a position, with its code where one is known."""
    for pattern, code in _ROLES:
        if re.match(pattern, item, re.IGNORECASE):
            return Who.ROLE, code
    for pattern, code in _POSITIONS:
        if re.match(pattern, item, re.IGNORECASE):
            return Who.POSITION, code
    return Who.POSITION, ""
