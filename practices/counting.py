"""How far the programme is with what the model asks of it at least: meetings, who came, rubrics, publications."""

from dataclasses import dataclass

from mentoring.programmes.models import Programme
from practices import gatherings
from practices.models import Gathering, Publication, Rubric

MEETINGS, RUBRICS, PUBLICATIONS = 5, 2, 5


@dataclass(frozen=True)
class Goal:
    """One figure beside the least that is asked for."""

    title: str
    count: int | None  # None where there is nothing to count yet
    least: int
    unit: str = ""

    @property
    def reached(self) -> bool:
        return self.count is not None and self.count >= self.least


def goals(programme: Programme, asked: tuple[str, ...]) -> list[Goal]:
    """Return these of the figures, in their order."""
    known = {"meetings": meetings, "present": present, "rubrics": rubrics, "publications": publications}
    return [known[name](programme) for name in asked]


def meetings(programme: Programme) -> Goal:
    """Count the gatherings that were held."""
    return Goal("Встреч проведено", _held(programme).count(), MEETINGS)


def present(programme: Programme) -> Goal:
    """Tell what part of the invited came to all that was held, where both numbers are known."""
    each = [gatherings.turnout(row) for row in gatherings.counted(_held(programme))]
    both = [(one.invited, one.present) for one in each if one.percent is not None]
    whole = gatherings.Turnout(sum(invited for invited, _ in both), sum(present for _, present in both))
    return Goal("Пришли из приглашённых", whole.percent, gatherings.ENOUGH, "%")


def rubrics(programme: Programme) -> Goal:
    """Count the rubrics of the school."""
    return Goal("Рубрик ведём", Rubric.objects.filter(organization=programme.organization_id).count(), RUBRICS)


def publications(programme: Programme) -> Goal:
    """Count what has appeared."""
    out = Publication.objects.filter(programme=programme).exclude(published_on=None)
    return Goal("Публикаций вышло", out.count(), PUBLICATIONS)


def _held(programme: Programme):
    return Gathering.objects.filter(programme=programme, state=Gathering.State.HELD)
