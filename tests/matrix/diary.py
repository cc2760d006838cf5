"""Pages of diary."""

DIARY: dict = {}
