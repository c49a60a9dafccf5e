from pathlib import Path

import pytest
from wagtail.models import Locale

from .pseudo import CODE, make_catalogue

PLAIN_TEMPLATES = Path(__file__).parent.parent / "projects/templates"


@pytest.fixture(scope="session")
def pseudo_catalogue(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pseudo")
    make_catalogue(folder)
    return folder


@pytest.fixture
def in_pseudo(db, settings, pseudo_catalogue):
    """The whole site speaks the pseudo-language, in a base.html that has no words of its own."""
    settings.LOCALE_PATHS = [pseudo_catalogue]
    settings.LANGUAGES = [(CODE, "1")]
    settings.LANGUAGE_CODE = CODE
    Locale.objects.update(language_code=CODE)
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [PLAIN_TEMPLATES]}]
