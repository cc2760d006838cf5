"""One-time codes that are printed and typed: 20 signs, 83 bits, any keyboard layout.

The letters are those of Russian number plates, which look the same in both alphabets; nothing resembles another sign.
Such a code lives for three days, works once, and is tried 30 times a minute at most.
"""

import hashlib
import secrets

SIGNS = "23456789ACEHKMPTXY"
LENGTH = 20
_SAME = str.maketrans("АСЕНКМРТХУ", "ACEHKMPTXY")


def make() -> str:
    """Make a code in groups of four: «K7XT-…»."""
    signs = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    return "-".join(signs[start : start + 4] for start in range(0, LENGTH, 4))


def digest(code: str) -> str:
    """Return the hash of a code however it was typed: Russian letters, small letters, spaces, no hyphens."""
    typed = code.upper().translate(_SAME)
    return hashlib.sha256("".join(sign for sign in typed if sign in SIGNS).encode()).hexdigest()
