"""Surveys: answers."""

from tests.matrix.page import Page

SURVEY_ANSWERS: dict[str, Page] = {}

# Pages for anybody who holds a link, and the link that nobody was given.
ANSWERING: dict[str, dict[str, int]] = {}
ANSWERING_ARGUMENTS: dict[str, list[str]] = {}
