"""What the JSON API says of a post: only what its page shows."""

from rest_framework.fields import Field


class BylineField(Field):
    """The authors as readers see them; `url` and `profile` (the page's id) are null for somebody without a profile."""

    def to_representation(self, page):
        return [
            {
                "name": author.name,
                "url": author.profile.full_url if author.profile else None,
                "profile": author.profile.pk if author.profile else None,
            }
            for author in page.byline
        ]


class CategoriesField(Field):
    def to_representation(self, categories):
        return [{"name": category.name, "slug": category.slug} for category in categories]


class TagsField(Field):
    def to_representation(self, tags):
        return [{"name": tag.name, "slug": tag.slug} for tag in tags.all()]
