"""Open one door at a time and see whether a test notices: `scripts/mutate`."""
