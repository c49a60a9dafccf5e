"""By what a front end vouches for a reader's address."""

import pytest

from coprod_wagtail.gateway.signatures import is_signed, signature

pytestmark = pytest.mark.pure

SECRET = "a secret for tests only"


def test_a_signature_is_of_one_body_one_secret_and_one_moment():
    header = signature(SECRET, b"body", 1000)
    assert is_signed(SECRET, b"body", header, now=1200)
    assert not is_signed(SECRET, b"other", header, now=1200)
    assert not is_signed("another secret", b"body", header, now=1200)
    assert not is_signed(SECRET, b"body", header, now=1301)
    assert not is_signed(SECRET, b"body", header, now=699)
    assert not is_signed(SECRET, b"body", header.replace("t=1000", "t=1001"), now=1200)


@pytest.mark.parametrize(
    "header",
    [
        "", "t=1", "v1=00", "t=x,v1=00", "t=1,v1", "nonsense", "t=1,v1=é",
        "t=1" + "0" * 400 + ",v1=00", "t=-1" + "0" * 400 + ",v1=00", "t=1" + "0" * 5000 + ",v1=00", "t=nan,v1=00", "t=inf,v1=00",
    ],
    ids=lambda header: header[:10],
)  # fmt: skip
def test_a_broken_signature_is_none(header):
    assert not is_signed(SECRET, b"body", header, now=1)
    assert not is_signed(SECRET, b"body", header)
