"""Pages of family."""

FAMILY: dict = {}
