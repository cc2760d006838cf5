"""Lists of people as schools have them, read cell by cell: bytes and texts in, values with remarks out.

Nothing is guessed silently: what was understood otherwise than written is noted, what may be meant in two ways is
asked about, what cannot be is refused with a remedy. No Django here.
"""
