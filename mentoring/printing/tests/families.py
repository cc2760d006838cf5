"""Families of letters for tests: ours under another name, so that nothing of the machine can stand for it."""

from collections.abc import Iterable
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

OURS = Path(__file__).resolve().parents[3] / "static" / "fonts" / "tinos"
FACES = ("Regular", "Bold", "Italic", "BoldItalic")


def put(folder: Path, family: str, *, faces: Iterable[str] = FACES, letters: str = "", **about: int) -> None:
    """Write our faces into a folder under another name, with these letters alone where some are named."""
    folder.mkdir(exist_ok=True)
    for face in faces:
        with TTFont(OURS / f"Tinos-{face}.ttf") as font:
            for record in font["name"].names:
                record.string = record.toUnicode().replace("Tinos", family)
            if letters:
                kept = Subsetter(Options(name_IDs=["*"]))
                kept.populate(text=letters)
                kept.subset(font)
            for name, value in about.items():
                setattr(font["OS/2"], name, value)
            font.save(folder / f"{face}.ttf")
