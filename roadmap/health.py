"""What must hold of plans; the doctor asks."""

from collections.abc import Iterator

from django.db import transaction

from mentoring.accounts.health import Problem
from mentoring.calendar.words import counted
from roadmap import planning
from roadmap.models import Roadmap


def dated_plans() -> Iterator[Problem]:
    """Plan every live roadmap anew and take it back: what changes was out of line with its texts."""
    live = Roadmap.objects.filter(state__in=planning.LIVE).select_related("organization")
    for roadmap in live.order_by("pk"):
        with transaction.atomic():
            changed = planning.schedule(roadmap)
            transaction.set_rollback(True)
        if changed:
            dates = counted(changed, "срок расходится", "срока расходятся", "сроков расходятся")
            yield Problem(
                f"{roadmap.organization}: {dates} с текстом плана № {roadmap.pk}.",
                "Сохраните заново календарь школы: сроки будут посчитаны ещё раз.",
            )


CHECKS = (dated_plans,)
