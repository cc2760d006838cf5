"""What is asked on the pages of cases, publications and rubrics."""

from mentoring.accounts import schooldays
from mentoring.pages import PageForm
from mentoring.pairs import naming
from mentoring.pairs.pair_forms import MemberForm, day, one_of, rows
from mentoring.programmes.models import MentoringForm
from practices import stories
from practices.asked import link, version
from practices.models import Case, Gathering, Publication, Rubric


class CaseForm(MemberForm):
    """A case by its parts."""

    class Meta:
        model = Case
        fields = ("title", "form", "pair", "situation", "done", "result", "advice")
        widgets = {name: rows(4) for name in ("situation", "done", "result", "advice")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        form, pair = self.fields["form"], self.fields["pair"]
        form.queryset = MentoringForm.objects.visible_to(self.membership)
        form.empty_label = "не указана"
        pair.queryset = stories.offered(self.instance.programme, self.membership)
        pair.label_from_instance = naming.name
        pair.empty_label = "без имён"
        pair.help_text = "Назвать пару можно, только если все в ней согласны на публикацию."


class PublicationForm(MemberForm):
    """A line of the plan."""

    planned_on = day("Когда выйдет")

    class Meta:
        model = Publication
        fields = ("title", "rubric", "planned_on", "case", "gathering")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = {"programme": self.instance.programme}
        self.fields["rubric"].queryset = Rubric.objects.visible_to(self.membership)
        self.fields["case"].queryset = Case.objects.visible_to(self.membership).filter(**own)
        self.fields["gathering"].queryset = Gathering.objects.visible_to(self.membership).filter(**own)
        for name in ("rubric", "case", "gathering"):
            self.fields[name].empty_label = "не указано"
        if self.instance.published_on:
            del self.fields["case"]  # what went out with a case stays its publication


class OutForm(PageForm):
    """When and where a text has appeared."""

    on = day("Когда вышла")
    link = link(required=True, help_text="Страница сайта или запись в группе.")
    version = version()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", schooldays.today(self.membership.organization))


class CaseOutForm(OutForm):
    """When, where and in which rubric a case has appeared."""

    rubric = one_of("Рубрика", required=False, empty="не указана")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rubric"].queryset = Rubric.objects.visible_to(self.membership)
        del self.fields["version"]


class RubricForm(MemberForm):
    """A rubric and where it is kept."""

    link = link()

    class Meta:
        model = Rubric
        fields = ("title", "where", "link")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["where"].help_text = "Например: сайт школы, группа школы."
