import pytest
from django.template.loader import render_to_string

from coprod_wagtail.templatetags.coprod_wagtail import initials

pytestmark = pytest.mark.framework


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Maryam Otieno", "MO"),
        ("dev", "D"),
        ("Ann Mary van der Berg", "AB"),
        ("Sam (a visitor)", "SV"),
        ("Élodie", "É"),
        ("", ""),
        ("***", ""),
    ],
)
def test_initials(name, letters):
    assert initials(name) == letters


def test_initials_are_not_read_out():
    html = render_to_string("coprod_wagtail/elements/avatar.html", {"name": "Maryam Otieno"})

    assert 'aria-hidden="true">MO</span>' in html
