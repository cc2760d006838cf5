"""The body of a document and the facts of its school become a paper. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from mentoring.calendar import words
from mentoring.people.declension import Case, agreement
from reports.documents import facts as known
from reports.documents import paper, tables, wording
from reports.documents.facts import Facts, Ordered
from reports.documents.kinds import Kind
from reports.documents.kinds.body import ROLES
from reports.documents.paper import (
    Addressee,
    Annex,
    Block,
    Heading,
    Letterhead,
    Name,
    Paper,
    Paragraph,
    Point,
    Registration,
    Run,
    Signature,
    Signer,
    SignSheet,
    Text,
)
from reports.documents.wording import Missing, Values, Worker

NBSP = words.NBSP
NO_DATE, NO_NUMBER = "_" * 12, "_" * 6
PEN_DATE, PEN_NAME = f"«____» {NO_DATE} 20___ г.", "_" * 22
_OPENING = 40  # letters
_MEMBER = paper.text("Член комиссии")
_ROLES = {"chair": "Председатель", "secretary": "Секретарь", "curator": "Куратор программы"}


@dataclass(frozen=True)
class Lack:
    """A value that a place of the paper asks for and nobody has given."""

    place: str
    missing: Missing


@dataclass(frozen=True)
class Laid:
    """A paper, whom it names, what it lacks, where a placeholder was cut, and where the plan stands in it."""

    kind: Kind
    paper: Paper
    named: tuple[int, ...] = ()
    lacks: tuple[Lack, ...] = ()
    torn: tuple[str, ...] = ()
    plan_place: str | None = None

    @property
    def sheet(self) -> SignSheet | None:
        """Return the sheet that those named must sign, where the paper has one."""
        return next((block for block in self.paper.blocks if isinstance(block, SignSheet)), None)


def lay(kind: Kind, title: str, body: Sequence[Mapping[str, Any]], facts: Facts, act: Ordered | None = None) -> Laid:
    """Make the paper of a document; `act` is its date and number where it has them."""
    stands = [block for block in body if block["block"] != "annex" or "when" not in block or facts.holds(block["when"])]
    return _Sheet(kind, title, facts, act, _annex_words(stands)).lay(stands)


def _annex_words(body: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Number the annexes by their order: «№ 1»; the only one has no number."""
    keys = [block["key"] for block in body if block["block"] == "annex"]
    return {key: f" №{NBSP}{place}" if len(keys) > 1 else "" for place, key in enumerate(keys, 1)}


@dataclass
class _Counting:
    """Numbers of points: «2.» and, under it, «2.1.»."""

    first: int = 0
    second: int = 0

    def next(self, level: int, *, restart: bool) -> str:
        if restart:
            self.first = self.second = 0
        if level == 1 or not self.first:
            self.first, self.second = self.first + 1, 0
            return f"{self.first}."
        self.second += 1
        return f"{self.first}.{self.second}."


@dataclass
class _Sheet:
    """One paper while it is laid."""

    kind: Kind
    title: str
    facts: Facts
    act: Ordered | None
    annexes: dict[str, str]
    named: list[int] = field(default_factory=list)
    lacks: list[Lack] = field(default_factory=list)
    also: list[int] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)
    place: str = ""
    plan_place: str | None = None
    counting: _Counting = field(default_factory=_Counting)

    def __post_init__(self):
        named = known.values(self.facts)
        for key, number in self.annexes.items():
            named[f"annex:{key}"] = known.phrase(known.ANNEX_WORDS, number)
        self.values = Values(named, self.facts.forms, self.facts.on, self.facts.calendar)

    def lay(self, body: Sequence[Mapping[str, Any]]) -> Laid:
        stamp = self._approval() if self.kind.stamp else ()
        blocks = self._blocks([block for block in body if block["block"] != "annex"])
        annexes = tuple(self._annex(block) for block in body if block["block"] == "annex")
        signers = self._signers()
        whole = Paper(
            title=self._paper_title(),
            blocks=_signed(blocks, signers),
            annexes=tuple(replace(annex, blocks=_signed(annex.blocks, signers)) for annex in annexes),
            stamp=stamp,
            landscape=self.kind.landscape == "always" or self.kind.landscape == "roadmap" and self._plan_is_wide(),
        )
        torn = tuple(dict.fromkeys(self.torn))
        return Laid(self.kind, whole, tuple(self._named()), tuple(dict.fromkeys(self.lacks)), torn, self.plan_place)

    def _paper_title(self) -> str:
        if not self.kind.name or self._after_name():
            return self.title
        return f"{self.kind.word['nom'].capitalize()} «{self.title}»"

    def _after_name(self) -> str:
        """Give what follows the name of the kind in a title that begins with it: «заседания рабочей группы»."""
        first, _, rest = self.title.partition(" ")
        return rest if first.lower() == self.kind.word["nom"] else ""

    def _named(self) -> list[int]:
        """Give those who must read the paper: everybody it names but the one who signs it and the learners.

        Learners sign agreements, not orders; a sheet that asks for them by itself has them.
        """
        head, humans = self.facts.head, self.facts.humans
        named = [pk for pk in self.named if pk not in humans or not humans[pk].learns]
        everybody = dict.fromkeys([*named, *self.also])
        return [pk for pk in everybody if pk in self.facts.humans and not (head and pk == head.person)]

    def _signers(self) -> tuple[Signer, ...]:
        humans = (self.facts.humans[pk] for pk in self._named())
        return tuple(Signer(human.name, human.position) for human in humans)

    def _blocks(self, body: Sequence[Mapping[str, Any]]) -> tuple[Block, ...]:
        return tuple(laid for block in body for laid in self._block(block))

    def _block(self, block: Mapping[str, Any]) -> Iterator[Block]:
        if "when" in block and not self.facts.holds(block["when"]):
            return
        yield from getattr(self, f"_{block['block']}")(block)

    def _letterhead(self, _: Mapping[str, Any]) -> Iterator[Block]:
        school = self.facts.school
        yield Letterhead(school.founder, school.full, school.short if school.short != school.full else "")

    def _name(self, _: Mapping[str, Any]) -> Iterator[Block]:
        yield Name(self.kind.name)

    def _registration(self, block: Mapping[str, Any]) -> Iterator[Block]:
        on, number = (words.full(self.act.on), self.act.number) if self.act else ("", "")
        if "before" in block:
            number = f"{block['before']} №{NBSP}{number or NO_NUMBER}"
        yield Registration(on, number, self.facts.school.place)

    def _addressee(self, block: Mapping[str, Any]) -> Iterator[Block]:
        first, *others = (self._fill(line, "адресат") for line in block["text"].splitlines() if line.strip())
        yield Addressee((wording.begin(first), *others))

    def _heading(self, _: Mapping[str, Any]) -> Iterator[Block]:
        yield Heading(paper.text((self._after_name() or self.title).rstrip(".")))

    def _preamble(self, block: Mapping[str, Any]) -> Iterator[Block]:
        basis = paper.text(f"На основании {', '.join(self.facts.grounds)}, ") if self.facts.grounds else ()
        yield Paragraph(wording.begin((*basis, *self._fill(block["text"], "преамбула"))))

    def _paragraph(self, block: Mapping[str, Any]) -> Iterator[Block]:
        for values in self._each(block):
            text = self._fill(block["text"], f"абзац «{_opening(block['text'])}»", values)
            if block.get("bold"):
                text = wording.bold(text)
            yield Paragraph(text, flat=block.get("flat", False), centered=block.get("centered", False))

    def _point(self, block: Mapping[str, Any]) -> Iterator[Block]:
        """Number a point, as many times as it is repeated."""
        for place, values in enumerate(self._each(block)):
            level, restart = block.get("level", 1), block.get("restart", False) and not place
            number = self.counting.next(level, restart=restart)
            text = wording.begin(self._fill(block["text"], f"пункт {number.rstrip('.')}", values))
            if block.get("bold"):
                text = wording.bold(text)
            yield Point(number, text, level=2 if number.count(".") > 1 else 1)

    def _table(self, block: Mapping[str, Any]) -> Iterator[Block]:
        match block.get("of"):
            case "group" if self.facts.group:
                self.named += [seat.person for seat in self.facts.group if seat.person]
                yield tables.group(self.facts.group)
            case "roadmap" if self.facts.sheet:
                self.plan_place = _large(self.place.rstrip(", "))
                yield tables.plan(self.facts.sheet)
            case of if of in self.facts.rosters and self.facts.rosters[of].rows:
                self.named += self.facts.rosters[of].people
                yield tables.roster(self.facts.rosters[of])
            case str() as of:
                yield Paragraph(self._missing(of, "таблица"), flat=True)
            case _:
                yield tables.typed(block, lambda text: self._fill(text, "таблица"))

    def _notes(self, _: Mapping[str, Any]) -> Iterator[Block]:
        notes = self.facts.sheet.footnotes if self.facts.sheet else ()
        yield from (Paragraph(paper.text(note), flat=True) for note in notes)

    def _signature(self, block: Mapping[str, Any]) -> Iterator[Block]:
        who = block["who"]
        if who == "hand":
            yield Signature(paper.text(ROLES.get(block.get("role", ""), PEN_DATE)), paper.text(PEN_NAME))
            return
        worker = self._worker(who)
        said = ROLES.get(block.get("role", ""), _ROLES.get(who, ""))
        role = paper.text(said)
        if worker is None:
            yield Signature(role, self._missing(who, "подпись"))
        elif block.get("dated"):
            yield Signature(paper.text(PEN_DATE), self._named_before(worker))
        elif said:
            yield Signature(role, self._named_before(worker))
        else:
            yield Signature(self._position(worker), self._named_before(worker))

    def _worker(self, who: str) -> Worker | None:
        """Find who signs: by their place in the group, by their duty, by the number of their row."""
        if who.startswith("person:"):
            return self.facts.chosen.get(int(who.removeprefix("person:")))
        return getattr(self.facts, who) if who in ("chair", "secretary") else self.facts.staff.get(who)

    def _acquaintance(self, block: Mapping[str, Any]) -> Iterator[Block]:
        self.also += block.get("also", [])
        if of := block.get("of"):
            self.also += self.facts.readers.get(of, ())
        yield SignSheet(paper.words(self._fill(block["title"], "лист ознакомления")), ())

    def _fill(self, text: str, place: str, values: Values | None = None) -> Text:
        """Put values into a text and remember whom it names and what it lacks."""
        filled = wording.fill(text, values or self.values)
        self.named += filled.people
        if "group.names" in wording.placeholders(text):
            self.named += [seat.person for seat in self.facts.group if seat.person]
        self._lack(f"{self.place}{place}", filled.missing)
        if wording.loose_braces(text):
            self.torn.append(_large(f"{self.place}{place}"))
        return filled.text

    def _lack(self, place: str, missing: Sequence[Missing]) -> None:
        self.lacks += [Lack(_large(place), one) for one in missing]

    def _missing(self, name: str, place: str) -> Text:
        lacks = Missing(name)
        self._lack(f"{self.place}{place}", [lacks])
        return (Run(lacks.words, bold=True),)

    def _each(self, block: Mapping[str, Any]) -> Iterator[Values]:
        match block.get("each"):
            case "leads":
                for lead in self.facts.leads:
                    yield self.values.plus(lead.values)
            case "forms":
                asked = set(wording.placeholders(block["text"]))
                for advice in self.facts.advices:
                    said = advice.values
                    if all(said.get(name, True) for name in asked):
                        yield self.values.plus(said)
            case _:
                yield self.values

    def _position(self, worker: Worker) -> Text:
        if not (worker.position or worker.acting_for):
            return _MEMBER
        return wording.begin(wording.fill("{w|position nom}", self.values.plus({"w": worker})).text)

    def _named_before(self, worker: Worker) -> Text:
        return wording.fill("{w|name nom before}", self.values.plus({"w": worker})).text

    def _annex(self, block: Mapping[str, Any]) -> Annex:
        number = self.annexes[block["key"]]
        self.place, self.counting = f"приложение{number}, ", _Counting()
        stamp = [paper.text(f"Приложение{number}")]
        if noun := paper.words(self._fill(block.get("approved", ""), "гриф")):
            stamp += self._by_order(noun)
        else:
            stamp += [paper.text(f"к {self.kind.word['dat']}"), paper.text(self._act_words())]
        return Annex(
            stamp=tuple(stamp),
            title=paper.words(self._fill(block["title"], "заголовок")),
            blocks=self._blocks(block["blocks"]),
            landscape=block.get("of") == "roadmap" and self._plan_is_wide(),
        )

    def _plan_is_wide(self) -> bool:
        return bool(self.facts.sheet and self.facts.sheet.landscape)

    def _by_order(self, noun: str) -> list[Text]:
        said = paper.text(agreement.approved(noun))
        return [said, self._of_head(self.kind.word["ins"]), paper.text(self._act_words())]

    def _of_head(self, act: str) -> Text:
        """Say whose act it is: «приказом директора»."""
        head = self.facts.head
        if head is None:
            return paper.text(act)
        return (Run(f"{act} "), *wording.fill("{w|position gen}", self.values.plus({"w": head})).text)

    def _act_words(self) -> str:
        return self.act.words if self.act else f"от {NO_DATE} №{NBSP}{NO_NUMBER}"

    def _approval(self) -> tuple[Text, ...]:
        """Make the stamp of a plan: by the order that has approved it, else by the head's own hand."""
        if self.facts.ordered:
            noun = self.values.named.get("roadmap.word") if not self.kind.by_order else None
            said = agreement.approved(noun.say(Case.NOM) if noun else self.kind.word["nom"])
            return (paper.text(said), self._of_head("приказом"), paper.text(self.facts.ordered.words))
        head, on = self.facts.head, words.full(self.act.on) if self.act else PEN_DATE
        position = self._position(head) if head else self._missing("head", "гриф утверждения")
        name = self._named_before(head) if head else ()
        hand = (Run(f"{NO_DATE} "), *name)
        return (paper.text("УТВЕРЖДАЮ"), position, hand, paper.text(on))


def _opening(text: str) -> str:
    """Give the first words of a paragraph, by which one finds it."""
    words_before = text.partition("{")[0].strip(" :—") or text
    return words_before if len(words_before) <= _OPENING else words_before[:_OPENING].rstrip() + "…"


def _large(place: str) -> str:
    return place[:1].upper() + place[1:]


def _signed(blocks: tuple[Block, ...], signers: tuple[Signer, ...]) -> tuple[Block, ...]:
    """Put everybody named on the sheets of signatures; a sheet for nobody is left out."""
    return tuple(
        replace(block, people=signers) if isinstance(block, SignSheet) else block
        for block in blocks
        if signers or not isinstance(block, SignSheet)
    )
