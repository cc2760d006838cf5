"""Surveys: questionnaires."""

from tests.matrix.page import Page

SURVEY_QUESTIONNAIRES: dict[str, Page] = {}
