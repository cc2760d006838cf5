"""What must hold of acts and their numbers; the doctor asks."""

from collections.abc import Iterator
from itertools import pairwise

from mentoring.accounts.health import Problem
from reports.documents import numbering, paper
from reports.documents.models import Counter, Document, Journal, OutsideNumbers, Rendering

State = Document.State
_RESTORE = "Верните данные из последней целой копии: номер и текст документа мимо программы не меняют."


def gapless_numbers() -> Iterator[Problem]:
    """Find journals whose numbers of a year are not 1, 2, 3 … up to the next of the counter."""
    given: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for journal, year, n in Document.objects.issued().values_list("journal", "year", "sequence"):
        given.setdefault((journal, year), []).append((n, n))
    for journal, year, first, last in OutsideNumbers.objects.values_list("journal", "year", "first", "last"):
        given.setdefault((journal, year), []).append((first, last))
    following = {(journal, year): n for journal, year, n in Counter.objects.values_list("journal", "year", "next")}
    names = {journal.pk: str(journal) for journal in Journal.objects.all()}
    for journal, year in sorted(given.keys() | following.keys()):
        runs = sorted(given.get((journal, year), []))
        ends = [(0, 0), *runs, (following.get((journal, year), 1),) * 2]
        for (_, last), (first, _) in pairwise(ends):
            if first != last + 1:
                yield Problem(f"«{names[journal]}», {year} год: {_break(last, first)}.", _RESTORE)


def _break(last: int, first: int) -> str:
    if first <= last:
        return f"номер {first} занят дважды"
    return f"пропущен номер {last + 1}" if first == last + 2 else f"пропущены номера {last + 1}–{first - 1}"


def whole_acts() -> Iterator[Problem]:
    """Find acts whose frozen text is not what was frozen, or whose number is not what the text says."""
    for act in Document.objects.issued().order_by("pk").iterator(chunk_size=100):
        try:
            paper.from_json(act.snapshot)
            whole = paper.digest_of_kept(act.snapshot) == act.digest
        except (KeyError, TypeError):
            whole = False
        if not whole:
            yield Problem(f"{_name(act)}: текст не совпадает со своим отпечатком.", _RESTORE)


def states_that_fit() -> Iterator[Problem]:
    """Find acts whose state is not what the acts that change them say."""
    acts = Document.objects.issued()
    cancelled = set(acts.exclude(cancels=None).values_list("cancels", flat=True))
    amended = set(acts.exclude(amends=None).values_list("amends", flat=True)) - cancelled
    for act in acts.only("number", "on", "state", "title").order_by("pk"):
        expected = State.CANCELLED if act.pk in cancelled else State.AMENDED if act.pk in amended else State.ISSUED
        if act.state != expected:
            yield Problem(
                f"{_name(act)}: состояние «{act.get_state_display()}», а по другим документам он «{expected.label}».",
                _RESTORE,
            )


def files_of_acts() -> Iterator[Problem]:
    """Find acts whose files are not asked for or did not come about; digests are asked with those of all files."""
    for act in Document.objects.issued().filter(renderings=None).order_by("pk"):
        yield Problem(f"{_name(act)}: файлы не заказаны.", _RESTORE)
    given_up = Rendering.objects.filter(state=Rendering.State.FAILED).select_related("document").order_by("pk")
    for rendering in given_up:
        yield Problem(
            f"{_name(rendering.document)}: {rendering.get_format_display()} не получился. {rendering.error}",
            "Откройте документ и нажмите «Сделать ещё раз».",
        )


def written_schemes() -> Iterator[Problem]:
    for journal in Journal.objects.order_by("pk"):
        try:
            numbering.check_scheme(journal.scheme)
        except numbering.NumberRefused as refusal:
            yield Problem(f"«{journal}»: {refusal}", "Исправьте вид номера в журнале регистрации.")


def _name(act: Document) -> str:
    return f"Документ № {act.number} от {act.on:%d.%m.%Y}"


CHECKS = (gapless_numbers, whole_acts, states_that_fit, files_of_acts, written_schemes)
