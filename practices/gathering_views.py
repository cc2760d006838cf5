"""The pages of gatherings: the list, one with its people, and the deeds over it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from mentoring import downloads, sent
from mentoring.accounts import schooldays
from mentoring.accounts.models import Membership
from mentoring.accounts.operations import Refused
from mentoring.calendar import words
from mentoring.pages import PlainPage, deed
from mentoring.paging import named
from mentoring.printing import press
from mentoring.programmes import listed
from practices import counting, gatherings, guests, sheets
from practices.gathering_forms import GatheringForm, HoldForm, InviteForm, PhotoForm
from practices.gatherings import Outcome
from practices.models import Gathering, Guest
from practices.pages import EDIT, SEE, AddPage, BackForm, ChangePage, OfProgramme

A_PAGE = 50


def gathering_of(membership: Membership, key: str) -> Gathering:
    """Return a gathering of the school with what its pages name."""
    rows = Gathering.objects.visible_to(membership)
    rows = rows.select_related("organization", "programme", "occurrence__event__roadmap", "photo")
    return get_object_or_404(gatherings.counted(rows), public_id=key)


class GatheringsPage(PlainPage):
    """The gatherings of the programme in use, with how many came."""

    action = SEE
    title = "Встречи с людьми"
    template_name = "practices/gatherings.html"

    def get_context_data(self, **kwargs):
        programme, today = listed.on_page(self.request), schooldays.today(self.organization)
        rows = gatherings.of_programme(self.membership, programme)
        page = Paginator(rows, A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            programme=programme,
            lines=[_line(row, today) for row in page.object_list],
            page=page,
            pages=named(page, {}),
            goals=counting.goals(programme, ("meetings", "present")) if programme else [],
            **kwargs,
        )


def _line(row: Gathering, today) -> dict:
    late = row.state == Gathering.State.PLANNED and row.on < today
    return {"row": row, "turnout": gatherings.turnout(row), "late": late, "when": words.near(row.on, today)}


class GatheringPage(PlainPage):
    """One gathering: when and where, who is on the list, what came of it."""

    action = SEE
    template_name = "practices/gathering.html"

    def get_context_data(self, key, **kwargs):
        row, today = gathering_of(self.membership, key), schooldays.today(self.organization)
        people = list(Guest.objects.visible_to(self.membership).filter(gathering=row).select_related("person"))
        edits = self.membership.can(EDIT)
        return super().get_context_data(
            title=row.title,
            row=row,
            when=words.near(row.on, today),
            come=row.on <= today,
            turnout=gatherings.turnout(row),
            edits=edits,
            people=people,
            wishes=Guest.Wish.choices,
            asking=[one for one in people if one.wish and not one.enrolled_on],
            publications=row.publications.all(),
            invite=InviteForm(membership=self.membership) if edits else None,
            **kwargs,
        )


class GatheringNewPage(OfProgramme, AddPage):
    title = "Новая встреча"
    form_class = GatheringForm
    done = "Назначили встречу. Добавьте людей или сразу напечатайте лист для подписей."
    about = "Собрание, классный час, педсовет, встреча с партнёрами. Если она стоит в плане, там появится отметка."

    def fresh(self):
        return Gathering(programme=self.programme)

    def get_initial(self):
        time = sent.whole(self.request.GET.get("occurrence", ""))
        found = gatherings.offered(self.programme).filter(pk=time).first() if time else None
        if found is None:
            return {}
        return {"occurrence": found, "title": found.event.title[:300], "on": found.due}

    def up(self):
        return reverse("gatherings"), "Встречи с людьми"

    def get_success_url(self):
        return reverse("gathering", args=[self.made.public_id])


class _OfGathering:
    """A form about one gathering."""

    def find(self) -> Gathering:
        return gathering_of(self.membership, self.kwargs["key"])

    def up(self):
        return reverse("gathering", args=[self.kwargs["key"]]), self.find().title


class GatheringEditPage(_OfGathering, ChangePage):
    title = "Изменить встречу"
    form_class = GatheringForm
    done = "Сохранили сведения о встрече."

    def perform(self, form):
        _, facts = form.values()
        return gatherings.change(self.row, facts, version=form.cleaned_data["version"], by=self.membership)


class GatheringHoldPage(_OfGathering, BackForm):
    title = "Записать итоги встречи"
    form_class = HoldForm
    done = "Записали итоги."
    about = "Если встреча стоит в плане и вы за неё отвечаете, в плане появится отметка о выполнении."

    def get_initial(self):
        row = self.find()
        return {"on": row.on, "present": row.present, "note": row.note, "version": row.version}

    def perform(self, form):
        said = form.cleaned_data
        outcome = Outcome(said["on"], said["present"], said["note"])
        return gatherings.hold(self.find(), outcome, version=said["version"] or 0, by=self.membership)


class GatheringPhotoPage(_OfGathering, BackForm):
    title = "Приложить снимок"
    form_class = PhotoForm
    done = "Сохранили снимок."
    about = "Снимок увидят те, кому открыта эта страница. Прежний снимок будет уничтожен."

    def perform(self, form):
        photo, agreed = form.cleaned_data["photo"], form.cleaned_data["agreed"]
        return gatherings.show(self.find(), (photo.name, photo.read()), agreed=agreed, by=self.membership)


@deed(EDIT)
def hide(request, key):
    """Destroy the photograph."""
    gatherings.hide(gathering_of(request.membership, key), by=request.membership)
    messages.success(request, "Снимок уничтожен.")
    return redirect("gathering", key)


@deed(EDIT)
def discard(request, key):
    """Forget a gathering that was not held."""
    gatherings.discard(gathering_of(request.membership, key), by=request.membership)
    messages.success(request, "Встреча отменена и убрана из списка.")
    return redirect("gatherings")


@deed(EDIT)
def invite(request, key):
    """Put people on the list."""
    row = gathering_of(request.membership, key)
    form = InviteForm(request.POST, membership=request.membership)
    if not form.is_valid():
        raise Refused(" ".join(text for texts in form.errors.values() for text in texts))
    fresh = guests.invite(row, form.people(row.programme), by=request.membership)
    said = words.counted(fresh, "человека", "человека", "человек")
    messages.success(request, f"Добавили в список {said}." if fresh else "Все они уже в списке.")
    return redirect("gathering", key)


@deed(EDIT)
def mark(request, key):
    """Keep the whole table of people at once."""
    row, version = gathering_of(request.membership, key), sent.version(request.POST)
    came = set(sent.keys(request.POST.getlist("came")))
    wishes = {pk: request.POST[f"wish-{pk}"] for pk in _asked(request.POST)}
    changed = guests.mark(row, came, wishes, version=version, by=request.membership)
    said = words.counted(changed, "строку", "строки", "строк")
    messages.success(request, f"Изменили {said}." if changed else "Отметки прежние: менять было нечего.")
    return redirect("gathering", key)


def _asked(names) -> list[int]:
    return sent.keys(name.removeprefix("wish-") for name in names if name.startswith("wish-"))


@deed(EDIT)
def strike(request, key, pk):
    """Take somebody off the list."""
    row = gathering_of(request.membership, key)
    guest = get_object_or_404(Guest.objects.visible_to(request.membership).filter(gathering=row), pk=pk)
    guests.remove(guest, by=request.membership)
    messages.success(request, f"Убрали из списка: {guest}.")
    return redirect("gathering", key)


@deed("registry.edit")
def enrol(request, key):
    """Make candidates of those who asked to take part."""
    made = guests.turn_into_candidates(gathering_of(request.membership, key), by=request.membership)
    said = f"Внесли в кандидаты: наставляемых {made.mentees}, наставников {made.mentors}."
    messages.success(request, f"{said} Кто был в реестрах раньше, там и остался.")
    return redirect("gathering", key)


@require_safe
def sheet(request, key):
    """Hand over the list to be signed by those who come."""
    row = gathering_of(request.membership, key)
    try:
        content = sheets.render(row, by=request.membership)
    except press.Failed as failed:
        messages.error(request, failed.words)
        return redirect("gathering", key)
    return downloads.give(content, f"Лист {row.title[:80]}.pdf", opened=True)


sheet.action = SEE
