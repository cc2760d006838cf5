"""Who goes with whom: a proposal that is the best there is, with its reasons. Pure.

people + rules → refusals with codes (`refusing`) → scores of named parts (`scoring`) → the goals one after the
other, each exactly (`assigning`, `grouping`) → `Proposal` (`proposing`) → what would help those left (`remedying`).
"""
