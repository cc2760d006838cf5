"""Fields of forms as pages show them."""

from django import forms
from django.template.loader import render_to_string

DAYS = [("1", "пн"), ("2", "вт")]


class Days(forms.Form):
    days = forms.MultipleChoiceField(label="удобные дни", choices=DAYS, widget=forms.CheckboxSelectMultiple)
    shared = forms.BooleanField(label="можно предложить", required=False)


def shown(name: str) -> str:
    return render_to_string("includes/field.html", {"field": Days(initial={"days": ["2"]})[name]})


def test_several_ticks_have_a_legend_and_each_a_label_of_its_own():
    page = shown("days")

    assert "<legend>Удобные дни</legend>" in page
    assert '<label class="form-check-label" for="id_days_1">вт</label>' in page
    assert page.count('type="checkbox"') == page.count('class="form-check"') == 2
    assert page.count(" checked") == 1 and 'value="2" id="id_days_1" checked' in page


def test_single_tick_has_its_label_after_it():
    page = shown("shared")

    assert "<legend>" not in page
    assert page.index('type="checkbox"') < page.index('for="id_shared">Можно предложить')
