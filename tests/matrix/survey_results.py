"""Surveys: results."""

from tests.matrix.page import Page

SURVEY_RESULTS: dict[str, Page] = {}
