"""What readers have told the charity about comments, and nobody has decided yet."""

from coprod_wagtail.comments.models import CommentReport
from coprod_wagtail.comments.reports.submit import SubmitReport, Told

#: By the key of the comment. The first one is covered for it.
TOLD = {
    "mending/gravy-boat": Told(
        reason="about_me",
        body="I was the other half of that marriage. Could you take it off until she and I have spoken?",
        email="the.other.half@example.org",
    ),
    "hours/son": Told(
        reason="worried",
        body="I think I know him. He has not answered his door since Sunday. Could one of you ring?",
    ),
    "green/hill": Told(reason="personal", body="With the hill and the hour, anybody can work out which house it is."),
}


def tell(comments, site):
    """Tell the charity about its `comments`, by their keys, unless somebody has told something about them already."""
    for key, told in TOLD.items():
        if not CommentReport.objects.filter(comment=comments[key]).exists():
            SubmitReport(comments[key], told, site=site, covers=True).execute()
