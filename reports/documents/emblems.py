"""The emblem of a school: read as a picture, drawn anew, so that nothing else of the file stays."""

import io

from PIL import Image, ImageOps

from mentoring.accounts import files
from mentoring.accounts.contents import FileRefused

MOST_BYTES = 2 * 1024 * 1024
MOST_DOTS = 12_000_000
SIDE = 360  # dots: 30 mm at 300 dots an inch
COLOURS = 64
LONGEST = 3  # how many times one side may be longer than the other
NAME = "emblem.png"
_TOO_MANY_DOTS = "«{}»: слишком большая картинка. Уменьшите её до 2000 точек по стороне."
_ENDS = (b"IEND", b"\xff\xd9")  # a file cut short has neither, and the reader may be told elsewhere to let it pass


def refuse_big(name: str, size: int) -> None:
    """Refuse a file by its size, before it is read."""
    if size > MOST_BYTES:
        raise FileRefused(f"«{files.clean_name(name)}»: больше 2 МБ. Уменьшите картинку и приложите снова.")


def redraw(name: str, data: bytes) -> bytes:
    """Return the picture as a small PNG of our own making; refuse what is no PNG and no JPEG."""
    shown = files.clean_name(name)
    refuse_big(name, len(data))
    try:
        if not any(end in data[-1024:] for end in _ENDS):
            raise ValueError("the picture has no end")
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as found:
            _check(shown, *found.size)
            picture = ImageOps.exif_transpose(found).convert("RGBA")
    except FileRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise FileRefused(_TOO_MANY_DOTS.format(shown)) from error
    except Exception as error:  # a broken picture breaks its reader in too many ways to list them
        raise FileRefused(
            f"«{shown}»: это не картинка PNG или JPEG. Сохраните эмблему так и приложите снова."
        ) from error
    picture.thumbnail((SIDE, SIDE))
    drawn = Image.new("RGBA", picture.size, "white")
    drawn.alpha_composite(picture)
    kept = io.BytesIO()
    drawn.convert("RGB").quantize(COLOURS).convert("RGB").save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _check(shown: str, width: int, height: int) -> None:
    """Look at the size that the file declares, before a dot of it is unpacked."""
    if width * height > MOST_DOTS:
        raise FileRefused(_TOO_MANY_DOTS.format(shown))
    if max(width, height) > LONGEST * min(width, height):
        raise FileRefused(f"«{shown}»: картинка слишком вытянута. Обрежьте поля: эмблема не длиннее трёх своих высот.")
