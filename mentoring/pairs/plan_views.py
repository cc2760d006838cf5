"""The pages of the plan of a pair and of its route map."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property

from mentoring.accounts import schooldays
from mentoring.calendar.due import Kind
from mentoring.calendar.words import counted
from mentoring.pages import FormPage, PlainPage, deed
from mentoring.pairs import fulfilment, mapping, naming, plan_forms, planning
from mentoring.pairs.models import Pair, Plan, PlanItem
from mentoring.pairs.pair_views import EDIT, MINE, pair_of


def plan_of(membership, key: str) -> Plan:
    """Return the plan of a pair this member may see."""
    pair = pair_of(membership, key)
    plan = get_object_or_404(Plan.objects.select_related("organization"), pair=pair)
    plan.pair = pair
    return plan


def written_by(membership, key: str) -> Plan:
    """Return the plan of a pair in which this member writes."""
    plan = plan_of(membership, key)
    if not planning.may_write(plan.pair, membership):
        raise Http404
    return plan


class _PlanPart(PlainPage):
    """A page that shows the plan or its map."""

    action = MINE

    def get_context_data(self, **kwargs):
        pair = self.plan.pair
        writes = planning.may_write(pair, self.membership) and pair.state not in Pair.OVER
        own = {"plan": self.plan, "pair": pair, "name": naming.name(pair), "writes": writes}
        return super().get_context_data(**own, **kwargs)

    @cached_property
    def plan(self) -> Plan:
        return plan_of(self.membership, self.kwargs["key"])


class PlanPage(_PlanPart):
    """The plan: its items by section, how their terms were understood, how much is done."""

    title = "План развития"
    template_name = "pairs/plan.html"

    def get_context_data(self, **kwargs):
        items, today = list(self.plan.items.all()), schooldays.today(self.organization)
        pair = self.plan.pair
        titles = dict.fromkeys((*planning.sections_of(pair), *(item.section for item in items)))
        sections = [
            {"title": title, "lines": [_line(item, today) for item in items if item.section == title]}
            for title in titles
        ]
        return super().get_context_data(
            sections=sections,
            progress=fulfilment.of_plan(items),
            enough=fulfilment.ENOUGH,
            draft=self.plan.state == Plan.State.DRAFT,
            edits=self.membership.can(EDIT) and pair.state not in Pair.OVER,
            **kwargs,
        )


def _line(item: PlanItem, today) -> dict:
    """Say of an item how it stands and how its term was understood."""
    if item.done_on:
        tone, state = "ok", "выполнен"
    elif item.due_on and item.due_on < today:
        tone, state = "bad", "срок прошёл"
    else:
        tone, state = "", "в работе" if item.actual else "впереди"
    unclear = bool(item.due_text) and item.due_spec.kind == Kind.UNCLEAR
    return {"item": item, "tone": tone, "state": state, "unclear": unclear}


class RoutePage(_PlanPart):
    """The route map of the mentor, with what the diary says of each line."""

    title = "Маршрутная карта"
    template_name = "pairs/plan_route.html"

    def get_context_data(self, **kwargs):
        today, lines = schooldays.today(self.organization), mapping.lines_of(self.plan)
        held = sum(bool(line.held) for line in lines)
        said = f"Проведено {held} из {counted(len(lines), 'встречи', 'встреч', 'встреч')}." if lines else ""
        return super().get_context_data(lines=lines, said=said, today=today, **kwargs)


class _PlanForm(FormPage):
    """A form about the plan."""

    action = MINE
    template_name = "pairs/pair_form.html"
    button = "Сохранить"
    about = ""

    @cached_property
    def plan(self) -> Plan:
        return written_by(self.membership, self.kwargs["key"])

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"pair": self.plan.pair}

    def get_context_data(self, **kwargs):
        pair = self.plan.pair
        own = {"pair": pair, "name": naming.name(pair), "button": self.button, "about": self.about}
        return super().get_context_data(**own | kwargs)

    def get_success_url(self):
        return reverse("pair_plan", args=[self.plan.pair.public_id])


class ItemAddPage(_PlanForm):
    title = "Новый пункт плана"
    button = "Добавить"
    form_class = plan_forms.ItemForm

    def get_form_kwargs(self):
        own = PlanItem(organization=self.organization, plan=self.plan)
        asked = self.request.GET.get("section", "")
        return super().get_form_kwargs() | {"instance": own, "initial": {"section": asked}}

    def perform(self, form):
        item = planning.add(self.plan, form.cleaned_data, by=self.membership)
        messages.success(self.request, _understood(item))
        return item


class _ItemForm(_PlanForm):
    """A form about one item."""

    @cached_property
    def item(self) -> PlanItem:
        return get_object_or_404(self.plan.items.select_related("plan"), pk=self.kwargs["item"])

    def get_form_kwargs(self):
        fresh = get_object_or_404(PlanItem, pk=self.item.pk)
        return super().get_form_kwargs() | {"instance": fresh}


class ItemEditPage(_ItemForm):
    title = "Изменить пункт плана"
    form_class = plan_forms.ItemForm

    def perform(self, form):
        facts, version = _facts(form)
        item = planning.edit(self.item, facts, version=version, by=self.membership)
        messages.success(self.request, _understood(item))
        return item


class ItemFillPage(_ItemForm):
    title = "Что получилось"
    form_class = plan_forms.FillForm
    done = "Записали результат."

    def get_context_data(self, **kwargs):
        return super().get_context_data(about=self.item.task, **kwargs)

    def perform(self, form):
        facts, version = _facts(form)
        return planning.fill(self.item, facts, version=version, by=self.membership)


class ApprovePage(_PlanForm):
    action = EDIT
    title = "Утвердить план"
    button = "Утвердить"
    about = "После утверждения пункты не меняются, а результаты записывают по-прежнему."
    form_class = plan_forms.ApproveForm
    done = "План утверждён."

    def perform(self, form):
        return planning.approve(self.plan, **form.cleaned_data, by=self.membership)


class ReopenPage(_PlanForm):
    action = EDIT
    title = "Вернуть план в работу"
    button = "Вернуть"
    about = "Пункты снова можно будет менять. Потом план согласуют и утверждают ещё раз."
    form_class = plan_forms.ReopenForm
    done = "План снова в работе."

    def perform(self, form):
        return planning.reopen(self.plan, **form.cleaned_data, by=self.membership)


class StepPage(_PlanForm):
    title = "Изменить строку карты"
    form_class = plan_forms.StepForm
    done = "Сохранили строку карты."

    @cached_property
    def step(self):
        return get_object_or_404(self.plan.steps.select_related("plan"), pk=self.kwargs["step"])

    def get_form_kwargs(self):
        fresh = get_object_or_404(type(self.step), pk=self.step.pk)
        return super().get_form_kwargs() | {"instance": fresh}

    def perform(self, form):
        facts, version = _facts(form)
        return mapping.change(self.step, facts, version=version, by=self.membership)

    def get_success_url(self):
        return reverse("pair_route", args=[self.plan.pair.public_id])


def _facts(form) -> tuple[dict, int]:
    said = dict(form.cleaned_data)
    return said, said.pop("version")


def _understood(item: PlanItem) -> str:
    """Say how the term of an item was understood."""
    if not item.due_text:
        return "Сохранили пункт. Срок не указан."
    said = planning.understood(item.due_text, item.plan.pair).words.rstrip(".")
    return f"Сохранили пункт. Срок «{item.due_text}» понят так: {said}."


@deed(MINE)
def begin(request, key):
    """Give a pair its plan."""
    pair = pair_of(request.membership, key)
    if not planning.may_write(pair, request.membership):
        raise Http404
    planning.begin(pair, by=request.membership)
    return redirect("pair_plan", key)


@deed(MINE)
def agree(request, key):
    """Say that the sides agree to the plan."""
    planning.agree(written_by(request.membership, key), by=request.membership)
    messages.success(request, "План согласован. Теперь куратор может его утвердить.")
    return redirect("pair_plan", key)


@deed(MINE)
def item_turn(request, key, item, verb):
    """Move an item within its section, or take it out of the plan."""
    plan, by = written_by(request.membership, key), request.membership
    row = get_object_or_404(plan.items.select_related("plan"), pk=item)
    if verb == "remove":
        planning.remove(row, by=by)
        messages.success(request, "Убрали пункт из плана.")
    elif verb in ("up", "down"):
        planning.move(row, down=verb == "down", by=by)
    else:
        raise Http404
    return redirect("pair_plan", key)


@deed(MINE)
def lay(request, key):
    """Lay the route map anew."""
    made = mapping.lay_route(written_by(request.membership, key), by=request.membership)
    said = counted(len(made), "встречу", "встречи", "встреч")
    messages.success(request, f"Составили карту: впереди {said}." if made else "Впереди нет дней для встреч.")
    return redirect("pair_route", key)
