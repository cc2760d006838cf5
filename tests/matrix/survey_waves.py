"""Surveys: waves."""

from tests.matrix.page import Page

SURVEY_WAVES: dict[str, Page] = {}
