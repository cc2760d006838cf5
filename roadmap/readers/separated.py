"""Tables saved from Excel as text with semicolons between the cells."""

import csv

from roadmap.readers import columns, tabbed
from roadmap.readers.blocks import Place
from roadmap.readers.markup import SOFT

MARK = ";"


def is_written_so(lines: list[str]) -> bool:
    """Tell whether a heading is parted by semicolons and half of the lines after it as often as it is."""
    for index, line in enumerate(lines):
        count = line.count(MARK)
        if count and columns.at((tabbed.row(line.split(MARK), Place()),), 0):
            after = [line for line in lines[index + 1 :] if line.strip()]
            return bool(after) and sum(1 for line in after if line.count(MARK) == count) * 2 >= len(after)
    return False


def with_tabs(lines: list[str]) -> list[str]:
    """Give the same lines with tabs; a cell in quotes may run over several of them."""
    given: list[str] = []
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=MARK)
    try:
        for cells in reader:
            given.append("\t".join(cell.replace("\t", " ").replace("\n", SOFT) for cell in cells))
            given += [""] * (reader.line_num - len(given))
    except csv.Error:  # a quote that never closes swallows the rest: the quotes mean nothing here
        return [line.replace(MARK, "\t") for line in lines]
    return given
