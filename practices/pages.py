"""What the forms of this app share: where they lead back to, and how a row of theirs is made and changed."""

from django.http import Http404
from django.utils.functional import cached_property

from mentoring.pages import FormPage
from mentoring.programmes import listed
from practices import keeping

SEE, EDIT = "practices.see", "practices.edit"


class BackForm(FormPage):
    """A form that names the page above it: `up` returns its address and its words."""

    action = EDIT
    template_name = "practices/form.html"
    button = "Сохранить"
    about = ""

    def up(self) -> tuple[str, str]:
        raise NotImplementedError

    def get_context_data(self, **kwargs):
        address, words = self.up()
        said = {"up_url": address, "up_words": words, "button": self.button, "about": self.about}
        return super().get_context_data(**said | kwargs)

    def get_success_url(self):
        return self.up()[0]


class OfProgramme:
    """A page that there is only where the school works with a programme."""

    @cached_property
    def programme(self):
        return listed.in_use(self.membership)

    def dispatch(self, request, *args, **kwargs):
        if self.programme is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class AddPage(BackForm):
    """A new row: `fresh` returns it empty."""

    button = "Добавить"

    def fresh(self):
        raise NotImplementedError

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.fresh()}

    def perform(self, form):
        return keeping.add(form.instance, by=self.membership)


class ChangePage(BackForm):
    """The facts of a row: `find` returns it as this member may see it."""

    def find(self):
        raise NotImplementedError

    @cached_property
    def row(self):
        return self.find()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": self.find()}

    def perform(self, form):
        _, facts = form.values()
        return keeping.change(self.row, facts, version=form.cleaned_data["version"], by=self.membership)
