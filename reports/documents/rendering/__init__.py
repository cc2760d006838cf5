"""A paper shown: as a preview, as PDF, as DOCX; the same blocks each time."""
