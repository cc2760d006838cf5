"""One-time codes that are printed and typed: 20 signs, 83 bits, any keyboard layout.

The letters are those of Russian number plates, which look the same in both alphabets; nothing resembles another sign.
Such a code lives for three days, works once, and is tried 30 times a minute at most.
"""

import hashlib
import secrets

SIGNS = "23456789ACEHKMPTXY"
LENGTH = 20
_SAME = str.maketrans("АСЕНКМРТХУ", "ACEHKMPTXY")


def pick(length: int) -> str:
    """Draw so many signs."""
    return "".join(secrets.choice(SIGNS) for _ in range(length))


def read(code: str) -> str:
    """Return the signs of a code however it was typed: Russian letters, small letters, spaces, hyphens."""
    return "".join(sign for sign in code.upper().translate(_SAME) if sign in SIGNS)


def make() -> str:
    """Make a code in groups of four: «K7XT-…»."""
    signs = pick(LENGTH)
    return "-".join(signs[start : start + 4] for start in range(0, LENGTH, 4))


def digest(code: str) -> str:
    """Return the hash of a code however it was typed."""
    return hashlib.sha256(read(code).encode()).hexdigest()
