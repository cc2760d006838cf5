import re
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)


def test_every_variable_that_the_settings_read_is_explained():
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (ROOT / "mentoring" / "settings.py").read_text()))
    explained = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))

    assert explained - {"POSTGRES_PASSWORD"} == read
