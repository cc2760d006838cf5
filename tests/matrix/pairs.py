"""Pages of pairs."""

PAIRS: dict = {}
