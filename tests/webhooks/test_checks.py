import pytest

from coprod_wagtail.webhooks.checks import check_webhook_networks


@pytest.mark.sampled
@pytest.mark.parametrize("networks", [[], ["10.0.0.0/8"], ["127.0.0.1", "fd00::/8"]])
def test_networks_are_fine(settings, networks):
    settings.COPROD_WAGTAIL = {"WEBHOOK_NETWORKS": networks}
    assert check_webhook_networks(None) == []


@pytest.mark.sampled
@pytest.mark.parametrize("network", ["10.0.0.1/8", "front-end", "", None])
def test_something_that_is_no_network_is_said(settings, network):
    settings.COPROD_WAGTAIL = {"WEBHOOK_NETWORKS": [network]}
    assert [error.id for error in check_webhook_networks(None)] == ["coprod_wagtail.E020"]
