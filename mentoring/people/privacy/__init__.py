"""What the school keeps about a person: declared, shown to them, and destroyed on demand (152-ФЗ)."""
