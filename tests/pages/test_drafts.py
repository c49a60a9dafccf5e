"""Drafts take anything; what readers get is complete. Through the page editor's own form."""

import pytest
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow, WorkflowState, WorkflowTask
from wagtail_factories import ImageFactory

from coprod_wagtail.pages.models import BlogPostPage, MemberProfilePage
from coprod_wagtail.swap import get_page_model
from tests.factories import BlogPostPageFactory

pytestmark = pytest.mark.framework

PUBLISH = {"action-publish": "1"}
SUBMIT = {"action-submit": "1"}


def post_form(post, **more):
    return {
        "title": post.title,
        "slug": post.slug,
        "summary": "Written a moment ago.",
        "date": "",
        "closing_question": "",
        "body-count": "0",
        "authors-TOTAL_FORMS": "0",
        "authors-INITIAL_FORMS": "0",
        "related_posts-TOTAL_FORMS": "0",
        "related_posts-INITIAL_FORMS": "0",
        "tags": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        **more,
    }


def parts(*kinds_and_fields):
    """The form's fields of the parts of a body."""
    data = {"body-count": str(len(kinds_and_fields))}
    for number, (kind, fields) in enumerate(kinds_and_fields):
        data |= {f"body-{number}-type": kind, f"body-{number}-order": str(number), f"body-{number}-deleted": ""}
        data |= {f"body-{number}-value{name and '-' + name}": value for name, value in fields.items()}
    return data


@pytest.fixture
def picture(db):
    return ImageFactory(title="phone-gps", file__filename="phone-gps.jpg")


@pytest.fixture
def save(admin_client, blog):
    """`save(page, data)`: press Save draft, or another button; the answer, and the page as its newest revision has it."""

    def save(page, data, **headers):
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        answer = admin_client.post(address, data, headers=headers)
        page.refresh_from_db()
        return answer, page.get_latest_revision_as_object()

    return save


@pytest.fixture
def write(save):
    """`write(post, data)`: the same for a post."""

    def write(post, data, **headers):
        return save(post, post_form(post, **data), **headers)

    return write


def errors_of(answer, name):
    return answer.context["form"].errors.as_data().get(name)


def picture_part(picture, **words):
    return ("picture", {"image-image": str(picture.pk), "caption": "", **words})


NO_WORDS = {"image-alt_text": ""}
ONLY_SPACES = {"image-alt_text": "   "}
SMALL_HEADING = ("heading", {"text": "A smaller one", "level": "h3"})
NO_HEADING = ("heading", {"text": "", "level": "h2"})


def unfinished(picture):
    """What a draft may lack, by name: (the form's data, where publishing says what is missing)."""
    return {
        "the main picture's words": ({"image": str(picture.pk), "image_alt": ""}, "image_alt"),
        "a picture's words": (parts(picture_part(picture, **NO_WORDS)), "body"),
        "a picture's words are spaces": (parts(picture_part(picture, **ONLY_SPACES)), "body"),
        "a picture": (parts(("picture", {"image-image": "", "caption": "Us"})), "body"),
        "the size of a heading": (parts(SMALL_HEADING), "body"),
        "a heading's words": (parts(NO_HEADING), "body"),
    }


WAYS = ["the main picture's words", "a picture's words", "a picture's words are spaces", "a picture"]
WAYS += ["the size of a heading", "a heading's words"]


@pytest.mark.shape
@pytest.mark.sampled
@pytest.mark.parametrize("lacking", WAYS)
def test_a_draft_may_be_unfinished(write, post, picture, lacking):
    data, _field = unfinished(picture)[lacking]
    answer, draft = write(post, data)

    assert answer.status_code == 302
    assert draft.summary == "Written a moment ago."
    assert post.summary != "Written a moment ago."  # readers still have what was published
    assert post.live


@pytest.mark.sampled
@pytest.mark.parametrize("lacking", WAYS)
def test_autosave_goes_on(write, post, picture, lacking):
    data, _field = unfinished(picture)[lacking]
    answer, draft = write(post, data, accept="application/json")

    assert answer.status_code == 200, answer.content
    assert answer.json()["success"]
    assert draft.summary == "Written a moment ago."


@pytest.mark.shape
@pytest.mark.sampled
@pytest.mark.parametrize("button", [PUBLISH, SUBMIT], ids=["publish", "submit"])
@pytest.mark.parametrize("lacking", WAYS)
def test_what_readers_get_is_complete(write, post, picture, lacking, button):
    data, field = unfinished(picture)[lacking]
    answer, draft = write(post, data | button)

    assert answer.status_code == 200
    assert errors_of(answer, field)
    assert draft.summary != "Written a moment ago."


@pytest.mark.shape
def test_publishing_later_asks_for_the_same(write, post, picture):
    data, field = unfinished(picture)["the main picture's words"]
    answer, _draft = write(post, data | PUBLISH | {"go_live_at": "2099-01-01 10:00"})

    assert errors_of(answer, field)


@pytest.mark.shape
def test_a_new_page_is_a_draft_first(admin_client, blog, picture):
    address = reverse("wagtailadmin_pages:add", args=[*BlogPostPage._meta.label_lower.split("."), blog.pk])
    data = {"title": "New", "slug": "new", "image": str(picture.pk)} | parts(SMALL_HEADING)
    answer = admin_client.post(address, post_form(BlogPostPage(title="New", slug="new"), **data))

    assert answer.status_code == 302
    made = BlogPostPage.objects.get(slug="new")
    assert not made.live
    assert made.image == picture


def test_what_a_draft_lacked_is_asked_for_once_it_is_published(write, post, picture):
    data, field = unfinished(picture)["the main picture's words"]
    write(post, data)
    refused, _draft = write(post, data | PUBLISH)
    done, _draft = write(post, data | PUBLISH | {"image_alt": "Four people at a stove"})

    assert errors_of(refused, field)
    assert done.status_code == 302
    post.refresh_from_db()
    assert post.image_alt == "Four people at a stove"


def test_a_decoration_needs_no_words(write, post, picture):
    fields = {"image": str(picture.pk), "image_alt": "", "image_decorative": "on"}
    decoration = parts(picture_part(picture, **{"image-decorative": "on"}))
    answer, _draft = write(post, fields | decoration | PUBLISH)

    assert answer.status_code == 302
    post.refresh_from_db()
    assert post.image_decorative
    assert post.body[0].value["image"].decorative


def test_the_words_of_an_error_are_plain(write, post, picture):
    answer, _draft = write(post, parts(picture_part(picture, **NO_WORDS)) | PUBLISH)
    html = answer.content.decode()

    assert "Say what the picture shows, for people who cannot see it" in html
    assert "Please add some alt text" not in html


def test_a_photo_may_wait_for_its_words(save, admin_client, whole_site, picture):
    member = whole_site["member"]
    data = {"title": member.title, "slug": member.slug, "photo": str(picture.pk), "photo_alt": "", "links-count": "0"}
    data |= {"display_name": "", "role": "", "short_text": "", "long_text": "null"}
    data |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}

    saved, draft = save(member, data)
    refused, _draft = save(member, data | PUBLISH)

    assert saved.status_code == 302
    assert draft.photo == picture
    assert errors_of(refused, "photo_alt")
    assert MemberProfilePage.objects.get(pk=member.pk).photo is None


@pytest.mark.sampled
@pytest.mark.parametrize("lacking", [*WAYS, "everything of a table"])
def test_an_unfinished_draft_can_be_previewed(admin_client, post, picture, lacking):
    nothing = {"table-caption": "", "table-column-count": "0", "table-row-count": "0"}
    drafts = unfinished(picture) | {"everything of a table": (parts(("table", nothing)), "body")}
    data, _field = drafts[lacking]
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[post.pk])

    assert admin_client.post(address, post_form(post, **data)).json()["is_valid"]
    assert "Written a moment ago." in admin_client.get(address).content.decode()


# Many at once


@pytest.fixture
def publish_many(admin_client):
    """`publish_many(pages)`: as in the list of pages, with everything below them; what was said."""

    def publish_many(*pages):
        query = "&".join(f"id={page.pk}" for page in pages)
        kind = get_page_model()._meta
        address = reverse("wagtail_bulk_action", args=[kind.app_label, kind.model_name, "publish"])
        answer = admin_client.post(f"{address}?{query}&next=/admin/", {"include_descendants": "on"})
        assert answer.status_code == 302
        return admin_client.get("/admin/").content.decode()

    return publish_many


@pytest.mark.sampled
@pytest.mark.parametrize("lacking", WAYS)
def test_many_at_once_are_complete_too(write, blog, post, picture, publish_many, lacking):
    other = BlogPostPageFactory(parent=blog, title="Another", live=False)
    other.save_revision()
    data, _field = unfinished(picture)[lacking]
    write(post, data)
    post.unpublish()

    for pages in ([other, post], [blog]):
        said = publish_many(*pages)
        other.refresh_from_db()
        assert "Nothing was published: something is still missing" in said
        assert f'<a href="/admin/pages/{post.pk}/edit/">A good week</a>' in said
        assert not other.live


def test_many_that_are_complete_are_published(blog, post, publish_many):
    other = BlogPostPageFactory(parent=blog, title="Another", live=False)
    other.save_revision()

    assert "Nothing was published" not in publish_many(other, post)
    other.refresh_from_db()
    assert other.live


# Approved, in a workflow


@pytest.fixture
def in_review(post, admin_user, django_user_model, settings):
    """A post that an editor has handed in for two people to approve, one after the other."""
    settings.WAGTAILADMIN_NOTIFICATION_FROM_EMAIL = "cms@example.org"
    writer = django_user_model.objects.create_superuser("writer", "writer@example.org", "x")
    workflow = Workflow.objects.create(name="Read twice")
    for order in range(2):
        task = GroupApprovalTask.objects.create(name=f"Reading {order + 1}")
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=order)
    post.summary = "Handed in."
    post.save_revision(user=writer)
    workflow.start(post, writer)
    return post


@pytest.fixture
def approve(admin_client):
    """`approve(page)`: as on the home page of the admin, without opening the page."""

    def approve(page, **data):
        state = page.current_workflow_task_state
        address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
        return admin_client.post(address, data)

    return approve


@pytest.mark.parametrize("lacking", WAYS)
def test_what_is_approved_is_complete(write, in_review, picture, approve, mailoutbox, lacking):
    data, field = unfinished(picture)[lacking]
    write(in_review, data)
    mailoutbox.clear()

    answer = approve(in_review, comment="Lovely.")

    assert answer.status_code == 302
    in_review.refresh_from_db()
    state = WorkflowState.objects.get()
    assert state.status == WorkflowState.STATUS_NEEDS_CHANGES
    assert in_review.summary not in ("Handed in.", "Written a moment ago.")  # readers still have what was published
    label = {"image_alt": "What the picture shows", "body": "Text"}[field]
    said = f"Something is still missing, so this was not approved: {label}."
    assert state.current_task_state.comment == f"{said} Lovely."
    (mail,) = mailoutbox
    assert mail.to == ["writer@example.org"]
    assert said in mail.body


def test_what_was_missing_can_be_put_in_and_approved(write, in_review, picture, approve):
    data, _field = unfinished(picture)["the main picture's words"]
    write(in_review, data)
    approve(in_review)
    write(in_review, data | {"image_alt": "Four people at a stove"} | SUBMIT)

    assert approve(in_review).status_code == approve(in_review).status_code == 302

    in_review.refresh_from_db()
    assert in_review.image_alt == "Four people at a stove"
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_APPROVED


def test_what_is_complete_is_approved_as_ever(in_review, approve):
    assert approve(in_review).status_code == 302
    assert approve(in_review, comment="Lovely.").status_code == 302

    in_review.refresh_from_db()
    assert in_review.summary == "Handed in."
    assert WorkflowState.objects.get().current_task_state.comment == "Lovely."
