"""Where the JSON API has what it says about one page's conversation, for those who throw it out of caches."""

from django.urls import NoReverseMatch, reverse

#: The list of the newest comments of a site, by the name of its operation.
RECENT = "list_recent_comments"


def api_paths(page_id) -> list[str]:
    """The addresses that a purge reaches: the conversation, the first page of its comments, and the newest comments of its
    site. None without the API."""
    try:
        return [
            reverse("coprod_api:get_conversation", args=[page_id]),
            f"{reverse('coprod_api:list_comments')}?page={page_id}",
            reverse(f"coprod_api:{RECENT}"),
        ]
    except NoReverseMatch:
        return []
