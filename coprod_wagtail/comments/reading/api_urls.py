"""Where the JSON API has what it says about one page's conversation, for those who throw it out of caches."""

from django.urls import NoReverseMatch, reverse


def api_paths(page_id) -> list[str]:
    """The addresses that a purge reaches: the conversation, and the first page of its comments. None without the API."""
    try:
        return [
            reverse("coprod_api:get_conversation", args=[page_id]),
            f"{reverse('coprod_api:list_comments')}?page={page_id}",
        ]
    except NoReverseMatch:
        return []
