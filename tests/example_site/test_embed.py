"""The example site serves the embed as pages of other origins need it."""


def test_any_page_may_load_the_script(client):
    """Browsers take a module from another origin only if it says so."""
    response = client.get("/static/coprod_wagtail/comments-embed.js")
    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Content-Type"].startswith("text/javascript")
    assert b"".join(response.streaming_content).startswith(b"/*")
