"""The secret of a private page: computed anew from the row and the site's key, and from neither alone."""

import pytest

from coprod_wagtail.comments.models import ReaderComment
from coprod_wagtail.comments.slip import code
from tests.comments.sending import send, words

pytestmark = pytest.mark.framework


@pytest.mark.django_db
def test_the_secret_in_the_address_is_computed_again_from_the_row(client, post):
    address = send(client, post, **words())["Location"]
    comment = ReaderComment.objects.get()
    secret = code.secret_of(comment.slip_nonce)
    assert f"/slips/{secret}/" in address and len(secret) == 22
    assert comment.slip_hash == code.slip_hash(secret)


@pytest.mark.django_db
def test_the_database_alone_does_not_hold_it(client, post, settings):
    address = send(client, post, **words())["Location"]
    row = ReaderComment.objects.values().get()
    secret = code.secret_of(row["slip_nonce"])
    assert secret in address
    assert not [name for name, value in row.items() if secret in str(value)]
    settings.COPROD_WAGTAIL = settings.COPROD_WAGTAIL | {"SLIP_KEY": "another site's key"}
    assert code.secret_of(row["slip_nonce"]) != secret


def test_no_two_are_alike():
    nonces = {code.make_nonce() for _ in range(1000)}
    assert len(nonces) == len({code.secret_of(nonce) for nonce in nonces}) == 1000
