"""Pages of matching."""

MATCHING: dict = {}
