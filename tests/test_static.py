import re
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.test import override_settings


def test_every_file_that_a_stylesheet_names_is_there(tmp_path: Path):
    # Hashed names are made from what the files name: a missing font would stop `make serve`.
    with_hashes = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }

    with override_settings(STORAGES=with_hashes, STATIC_ROOT=tmp_path):
        call_command("collectstatic", interactive=False, verbosity=0)

    assert (tmp_path / "staticfiles.json").exists()


def test_no_stylesheet_of_ours_asks_another_host():
    for path in (settings.BASE_DIR / "static").rglob("*.css"):
        assert "url(http" not in path.read_text(), path
        assert "url(//" not in path.read_text(), path


def test_every_icon_that_a_template_names_is_drawn():
    drawn = set(re.findall(r'id="([a-z0-9-]+)"', (settings.BASE_DIR / "static" / "icons.svg").read_text()))
    named = {
        icon
        for path in (settings.BASE_DIR / "templates").rglob("*.html")
        for icon in re.findall(r'{% icon "([a-z0-9-]+)"', path.read_text())
    }

    assert named - drawn == set()
    assert "printer" in named
