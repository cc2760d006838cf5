"""The individual plan of a pair: its items by section, their days, what came of them, and who agreed to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max

from mentoring.accounts import journal, schooldays
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar import describing, reading, resolving, words
from mentoring.calendar.due import DueSpec, Kind, Period
from mentoring.pairs import naming
from mentoring.pairs.models import Pair, Plan, PlanItem

State = Plan.State
LEARNER = (
    "Анализ трудностей и способы их преодоления",
    "Направления развития",
)
TEACHER = (
    "Анализ профессиональных трудностей и способы их преодоления",
    "Вхождение в должность",
    "Направления профессионального развития",
)
MOST = 100  # items of one plan
CLOSED = "План уже {state}. Чтобы менять пункты, верните его в работу."
STALE = "Не сохранено: пока вы писали, этот пункт изменил кто-то ещё. Сверьте и сохраните снова."

# verb → from which states, into which
STEPS: dict[str, tuple[tuple[str, ...], str]] = {
    "agree": ((State.DRAFT,), State.AGREED),
    "approve": ((State.AGREED,), State.APPROVED),
    "reopen": ((State.AGREED, State.APPROVED), State.DRAFT),
}


@dataclass(frozen=True)
class Due:
    """How the text of a term was understood: its value, its last day, the same in words."""

    spec: DueSpec
    on: date | None
    words: str


def sections_of(pair: Pair) -> tuple[str, ...]:
    """Return the sections of a plan: of a teacher's where a teacher is the mentee (annex 28)."""
    return TEACHER if pair.form.code.endswith("_teacher") else LEARNER


def understood(text: str, pair: Pair) -> Due:
    """Read a term and find its last day among the days of the pair."""
    spec = reading.read(text)
    if spec.kind == Kind.NONE:
        return Due(spec, None, "")
    calendar = schooldays.calendar_of(pair.organization)
    found = resolving.resolve(spec, Period(pair.start, pair.end), calendar=calendar)
    ends = [span.end for span in found.spans if span.end]
    last = max(ends) if ends and not found.lasting else None
    said = describing.describe(spec)
    return Due(spec, last, f"{said}: до {words.full(last)}" if last and spec.kind != Kind.DEADLINE else said)


def led(pair: Pair, by: Membership) -> bool:
    """Tell whether this member is a mentor of the pair today."""
    today = schooldays.today(by.organization)
    return by.can("diary.write") and Pair.objects.filter(pk=pair.pk).led_by(by, today).exists()


def may_write(pair: Pair, by: Membership) -> bool:
    """Tell whether this member writes in the plan: who edits pairs, and who leads this one today."""
    return by.can("pairs.edit") or led(pair, by)


@transaction.atomic
def begin(pair: Pair, *, by: Membership) -> Plan:
    """Give a pair its plan; one that is there already is given back."""
    pair = Pair.objects.visible_to(by).select_for_update(of=("self",)).select_related("organization").get(pk=pair.pk)
    _require_writer(pair, by)
    plan, made = Plan.objects.get_or_create(pair=pair, defaults={"organization": pair.organization})
    if made:
        journal.write(plan.organization, "plan.begin", plan, by=by, after={"row": naming.name(pair)})
    return plan


@transaction.atomic
def add(plan: Plan, facts: Mapping, *, by: Membership) -> PlanItem:
    """Add an item at the end of its section."""
    plan = _open(plan, by)
    if plan.items.count() >= MOST:
        raise Refused(f"В плане уже {MOST} пунктов. Объедините некоторые из них.")
    last = plan.items.aggregate(last=Max("order"))["last"] or 0
    item = PlanItem(organization=plan.organization, plan=plan, order=last + 1)
    _fill_in(item, facts, plan.pair)
    item.save()
    journal.write(plan.organization, "planitem.add", item, by=by, after=dict(facts))
    return item


@transaction.atomic
def edit(item: PlanItem, facts: Mapping, *, version: int, by: Membership) -> PlanItem:
    """Change what an item says."""
    plan = _open(item.plan, by)
    item = _item(plan, item)
    if item.version != version:
        raise Refused(STALE)
    return _change(item, "change", facts, by, plan.pair)


@transaction.atomic
def fill(item: PlanItem, facts: Mapping, *, version: int, by: Membership) -> PlanItem:
    """Write down what came of an item; this needs no open plan."""
    plan = locked(item.plan, by)
    item = _item(plan, item)
    if item.version != version:
        raise Refused(STALE)
    if facts.get("done_on") and facts["done_on"] > schooldays.today(plan.organization):
        raise Refused("Этот день ещё не наступил. Укажите день не позже сегодняшнего.")
    return _change(item, "filled", facts, by, plan.pair)


@transaction.atomic
def remove(item: PlanItem, *, by: Membership) -> Plan:
    """Take an item out of the plan, unless meetings have worked on it."""
    plan = _open(item.plan, by)
    item = _item(plan, item)
    if item.meetings.exists():
        raise Refused(f"«{item}»: над этим пунктом уже работали на встречах. Запишите, что вышло, а не удаляйте его.")
    journal.write(plan.organization, "planitem.delete", item, by=by, before={"task": item.task})
    item.delete()
    return plan


@transaction.atomic
def move(item: PlanItem, *, down: bool, by: Membership) -> PlanItem:
    """Let an item change places with its neighbour in the section; at the edge nothing changes."""
    plan = _open(item.plan, by)
    item = _item(plan, item)
    rows = list(plan.items.filter(section=item.section))
    place = rows.index(item) + (1 if down else -1)
    if not 0 <= place < len(rows):
        return item
    other = rows[place]
    item.order, other.order = other.order, item.order
    for row in (item, other):
        row.save(update_fields=["order"])
    journal.write(plan.organization, "planitem.move", item, by=by, after={"order": item.order})
    return item


@transaction.atomic
def agree(plan: Plan, *, by: Membership) -> Plan:
    """Say that mentor and mentee agree to the plan."""
    plan = locked(plan, by)
    if not plan.items.exists():
        raise Refused("В плане ещё нет пунктов. Добавьте хотя бы один и согласуйте снова.")
    return _step(plan, "agree", "agreed", {}, by)


@transaction.atomic
def approve(plan: Plan, *, basis: str, on: date, by: Membership) -> Plan:
    """Approve the plan by an order, whoever gives it its number."""
    return _step(_row(plan, by), "approve", "approve", {"basis": basis.strip(), "approved_on": on}, by)


@transaction.atomic
def reopen(plan: Plan, *, reason: str, by: Membership) -> Plan:
    """Give the plan back to be changed, and say why."""
    if not reason.strip():
        raise Refused("Напишите, почему план возвращается в работу.")
    facts = {"basis": "", "approved_on": None}
    return _step(locked(plan, by), "reopen", "reopened", facts, by, reason=reason.strip())


def locked(plan: Plan, by: Membership) -> Plan:
    """Take a plan for a change by somebody who writes in it."""
    found = _row(plan, by)
    _require_writer(found.pair, by)
    return found


def _row(plan: Plan, by: Membership) -> Plan:
    """Take the row of a plan, which is the lock of its items."""
    rows = Plan.objects.filter(organization=by.organization_id).select_for_update(of=("self",))
    found = rows.select_related("organization", "pair__organization", "pair__form").filter(pk=plan.pk).first()
    if found is None:
        raise Refused("Плана уже нет. Обновите страницу.")
    return found


def _open(plan: Plan, by: Membership) -> Plan:
    plan = locked(plan, by)
    if plan.state != State.DRAFT:
        raise Refused(CLOSED.format(state=plan.get_state_display()))
    return plan


def _require_writer(pair: Pair, by: Membership) -> None:
    if not may_write(pair, by):
        raise Refused("План пишут наставник этой пары и куратор. Обратитесь к ним.")
    if pair.state in Pair.OVER:
        raise Refused("Пара уже окончена: её план не меняется.")


def _item(plan: Plan, item: PlanItem) -> PlanItem:
    found = plan.items.select_for_update().filter(pk=item.pk).first()
    if found is None:
        raise Refused("Этого пункта в плане уже нет. Обновите страницу.")
    return found


def _fill_in(item: PlanItem, facts: Mapping, pair: Pair) -> None:
    for name, value in facts.items():
        setattr(item, name, value)
    if "due_text" in facts:
        due = understood(item.due_text, pair)
        item.due, item.due_on = due.spec.to_json(), due.on


def _change(item: PlanItem, verb: str, facts: Mapping, by: Membership, pair: Pair) -> PlanItem:
    before = {name: getattr(item, name) for name, value in facts.items() if getattr(item, name) != value}
    if not before:
        return item
    _fill_in(item, facts, pair)
    item.version += 1
    item.save()
    after = {name: facts[name] for name in before}
    journal.write(item.organization, f"planitem.{verb}", item, by=by, before=before, after=after)
    return item


def _step(plan: Plan, verb: str, told: str, facts: Mapping, by: Membership, **said) -> Plan:
    come_from, to = STEPS[verb]
    if plan.state not in come_from:
        raise Refused(f"План сейчас «{plan.get_state_display()}», отсюда этот шаг не ведёт. Обновите страницу.")
    before = {"state": plan.state} | {name: getattr(plan, name) for name in facts}
    plan.state, plan.version = to, plan.version + 1
    for name, value in facts.items():
        setattr(plan, name, value)
    plan.save(update_fields=["state", "version", *facts])
    after = {"state": to, **facts, **said}
    journal.write(plan.organization, f"plan.{told}", plan, by=by, before=before, after=after)
    return plan
