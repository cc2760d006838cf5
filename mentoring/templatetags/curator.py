"""Lists and forms of the curators' admin in the product's markup."""

from django import template
from django.contrib.admin import ListFilter
from django.contrib.admin.templatetags.admin_list import result_headers
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.views.main import ORDER_VAR, PAGE_VAR
from django.template.loader import render_to_string
from django.utils.text import capfirst

from mentoring import filters, shown

register = template.Library()


@register.simple_tag
def table_of(cl) -> dict:
    """The list as headers and rows, each a key and its cells: {% table_of cl as table %}."""
    headers = [header | {"text": capfirst(header["text"])} for header in result_headers(cl)]
    return {"headers": headers, "rows": [{"key": row.pk, "cells": _cells(cl, row, headers)} for row in cl.result_list]}


def _cells(cl, row, headers) -> list[dict]:
    url = add_preserved_filters({"preserved_filters": cl.preserved_filters, "opts": cl.opts}, cl.url_for_result(row))
    links = cl.list_display_links
    return [
        {
            "text": shown.of_row(name, row, cl.model_admin),
            "label": header["text"],
            "head": first,
            "url": url if links is not None and (name in links or first and not links) else "",
        }
        for first, name, header in zip([True] + [False] * len(headers), cl.list_display, headers, strict=False)
    ]


@register.simple_tag
def filter_control(cl, spec) -> str:
    """One filter as a labelled control of the list's form."""
    context = {"title": capfirst(spec.title), "spec": spec}
    if spec.template == ListFilter.template:
        context["name"], context["options"] = filters.options(spec, cl)
    return render_to_string(spec.template, context)


@register.simple_tag
def pages_of(cl) -> dict:
    """The pages of a list: numbers with their addresses, and which rows this one shows."""
    numbers = cl.paginator.get_elided_page_range(cl.page_num) if cl.multi_page else []
    first = (cl.page_num - 1) * cl.list_per_page + 1
    return {
        "numbers": [{"number": number, "url": _page_url(cl, number)} for number in numbers],
        "first": first,
        "last": min(first + cl.list_per_page - 1, cl.result_count),
    }


def _page_url(cl, number) -> str:
    if number in (cl.page_num, cl.paginator.ELLIPSIS):
        return ""
    return cl.get_query_string({PAGE_VAR: number})


@register.simple_tag
def order_of(cl) -> str:
    """The order a person has chosen, to be kept while filtering."""
    return cl.params.get(ORDER_VAR, "")


@register.simple_tag
def read_only(field) -> str:
    """What a field that only shows holds, in words."""
    return shown.of_row(field.field["field"], field.form.instance, field.model_admin)
