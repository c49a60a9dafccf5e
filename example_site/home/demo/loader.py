"""Puts the demo into the database, and never twice.

Each page, comment and picture has a fixed identity (a page its translation key, a comment its public id, a picture its
file's hash), so what people renamed, moved, changed or decided meanwhile stays as it is, and only what is missing is
made.
"""

import json
import re
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from hashlib import sha1
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from coprod_wagtail.blog.models import Category, Series
from coprod_wagtail.comments.actions import DeclineComment, EditComment, HideComment, SetConversation
from coprod_wagtail.comments.constants import SOURCE_SITE, AuthorKind, Badge, Consent, DatePrecision, Status
from coprod_wagtail.comments.correspondence.answer import AnswerMessage
from coprod_wagtail.comments.covering.decisions import CoverPart
from coprod_wagtail.comments.covering.kinds import Kind
from coprod_wagtail.comments.mail.news import OWN_MAIL
from coprod_wagtail.comments.mail.subscriptions import CONFIRM_MAIL, subscribe
from coprod_wagtail.comments.models import (
    Conversation,
    ReaderComment,
    ReaderCommentSettings,
    SavedAnswer,
    Subscription,
    TypedInForSomeone,
)
from coprod_wagtail.comments.promise.bank_holidays import BankHolidays
from coprod_wagtail.comments.slip import code
from coprod_wagtail.comments.store.listing import settle
from coprod_wagtail.models import OutgoingMessage, SearchAndSharing, SiteHelp
from coprod_wagtail.outbox.constants import Problem, State
from coprod_wagtail.outbox.mail import DESTINATION, KIND
from coprod_wagtail.pages.models import (
    BlogIndexPage,
    BlogPostAuthor,
    BlogPostPage,
    ConversationPage,
    MemberIndexPage,
    MemberProfilePage,
    RelatedBlogPost,
)
from example_site.home.models import HomePage, TextPage

from .comments import ROLES, SAVED_ANSWERS, WORDS
from .content import Picture
from .members import INDEX, PROFILES
from .pages import (
    HARBOUR,
    HELP,
    HOME,
    HOUSE_RULES,
    OTHER_FORMATS,
    OTHER_WAYS,
    PLAIN_PAGES,
    POST_TO,
    QUESTIONS,
    SAFEGUARDING_CONTACT,
    SAY,
)
from .people import hand_out, have_moderators_hear, make_sign_ins
from .pictures import draw
from .posts import BLOG, CATEGORIES, POSTS, SERIES
from .reports import tell
from .word_list import keep_word_list
from .work import begin_work, read_and_publish

_IDENTITY = uuid5(NAMESPACE_URL, "https://kettlelane.example/demo")
_LINK = re.compile(r'<a to="([^"]+)">')


@dataclass
class Loaded:
    """What one run made, and which sign-ins have a password of their own."""

    pages: int = 0
    pictures: int = 0
    comments: int = 0
    sign_ins_with_other_password: set = field(default_factory=set)


def identity(kind, key):
    """The fixed UUID of the demo's page or comment with this key."""
    return uuid5(_IDENTITY, f"{kind}/{key}")


def load(now=None) -> Loaded:
    """Make whatever of the demo is missing, all or nothing."""
    with transaction.atomic():
        return _Loader(now or timezone.now()).load()


class _Loader:
    def __init__(self, now):
        self.now = now
        self.loaded = Loaded()
        self.pages = {}
        self.made = {}
        self.without_body = set()

    def load(self):
        self.users, self.loaded.sign_ins_with_other_password = make_sign_ins()
        home = self._home()
        self._settings_of(Site.objects.get(is_default_site=True))
        self._children(home)
        self._relate_posts()
        self._finish_pages()
        self._settle_privacy_page()
        # The post is the one with a comment that somebody is worried about.
        hand_out([self.pages[SAY.key], self.pages["blog/two-hours"]])
        self._conversations()
        self._comments()
        for title, body in SAVED_ANSWERS:
            SavedAnswer.objects.get_or_create(title=title, defaults={"body": body})
        have_moderators_hear(self.users)
        return self.loaded

    # Pages

    def _home(self):
        """The page at "/". In a new database that is Wagtail's welcome page, which makes room for ours."""
        site = Site.objects.filter(is_default_site=True).first()
        current = site.root_page.specific if site else None
        if isinstance(current, HomePage):
            self.pages[HOME.key] = current
            return current
        home = self._page(HOME, HomePage, Page.get_first_root_node())
        if site is None:
            site = Site(hostname="localhost", is_default_site=True)
        site.root_page = home
        site.save()
        if current and current.title.startswith("Welcome to your new Wagtail site") and not current.numchild:
            current.delete()
        return home

    def _children(self, home):
        # In the order of the main menu; a post's authors have to be there before it.
        blog = self._page(BLOG, BlogIndexPage, home)
        members = self._page(INDEX, MemberIndexPage, home)
        for profile in PROFILES:
            self._page(profile, MemberProfilePage, members)
        for post in POSTS:
            self._page(post, BlogPostPage, blog)
        # A home page in the middle of the site is a section: it lists the questions below it.
        say = self._page(SAY, HomePage, home)
        for question in QUESTIONS:
            self._page(question, ConversationPage, say)
        for plain in PLAIN_PAGES:
            self._page(plain, TextPage, home)

    def _page(self, content, page_type, parent):
        """The page of `content`: the one that is there, or a new one."""
        page = self._existing(content, page_type, parent)
        if page is None:
            published = self._published(content)
            page = page_type(
                title=content.title,
                slug=content.slug,
                translation_key=identity("page", content.key),
                show_in_menus=content.in_menus,
                search_description=content.search_description,
                owner=self.users["editor"],
                first_published_at=published,
                last_published_at=published,
                **self._fields(content, page_type),
            )
            if page_type is BlogPostPage:
                self._describe_post(page, content)
            # The parent counts its children, so it has to be as it is now.
            Page.objects.get(pk=parent.pk).add_child(instance=page)
            self.made[content.key] = (page, content)
            self.loaded.pages += 1
        self.pages[content.key] = page
        return page

    def _existing(self, content, page_type, parent):
        known = page_type.objects.filter(translation_key=identity("page", content.key)).first()
        return known or page_type.objects.child_of(parent).filter(slug=content.slug).first()

    def _fields(self, content, page_type):
        fields = dict(content.fields)
        if self._links_lead_somewhere(content):
            fields["body"] = self._body(content)
        elif content.body:
            self.without_body.add(content.key)
        if "links" in fields:
            links = [{"type": "link", "value": {"label": label, "url": url}} for label, url in fields["links"]]
            fields["links"] = json.dumps(links)
        if content.picture:
            name = "photo" if page_type is MemberProfilePage else "image"
            fields[name] = self._image(content.picture)
            fields[f"{name}_alt"] = content.picture.alt
        return fields

    def _describe_post(self, page, content):
        page.date = timezone.localtime(self._published(content)).date()
        for place, author in enumerate(content.authors):
            profile = self.pages.get(author)
            name = "" if profile else author
            page.authors.add(BlogPostAuthor(profile=profile, name=name, sort_order=place))
        page.categories = [self._category(slug) for slug in content.categories]
        page.series = self._series(content.series)
        page.tags.add(*content.tags)

    def _category(self, slug):
        return Category.objects.get_or_create(slug=slug, defaults={"name": CATEGORIES[slug]})[0]

    def _series(self, slug):
        if not slug:
            return None
        name, description = SERIES[slug]
        return Series.objects.get_or_create(slug=slug, defaults={"name": name, "description": description})[0]

    def _relate_posts(self):
        """Say what to read next, now that all posts are there; only of those that this run made."""
        for page, content in self.made.values():
            for place, key in enumerate(getattr(content, "related", ())):
                RelatedBlogPost.objects.create(page=page, post=self.pages[key], sort_order=place)

    def _finish_pages(self):
        """Give each new page a first version that an editor can go back to, and its text if that had to wait."""
        for made, content in self.made.values():
            # As it is now: it has had children since, and the tree counts them on the page itself.
            page = type(made).objects.get(pk=made.pk)
            if content.key in self.without_body:
                page.body = self._body(content)
                page.save()
            revision = page.save_revision(user=self.users["editor"], clean=False)
            published = self._published(content)
            type(revision).objects.filter(pk=revision.pk).update(created_at=published)
            Page.objects.filter(pk=page.pk).update(
                live_revision=revision, latest_revision_created_at=published, has_unpublished_changes=False
            )

    def _links_lead_somewhere(self, content):
        """Whether there is a text, and all the pages it links to are there already."""
        return content.body and all(key in self.pages for key in _LINK.findall(str(content.body)))

    def _body(self, content):
        return json.dumps([self._part(part) for part in content.body])

    def _part(self, part):
        value = part["value"]
        if part["type"] == "text":
            value = _LINK.sub(lambda link: f'<a linktype="page" id="{self.pages[link[1]].pk}">', value)
        elif part["type"] == "picture":
            picture = value["image"]
            image = {"image": self._image(picture).pk, "alt_text": picture.alt, "decorative": False}
            value = {"image": image, "caption": value["caption"]}
        return {"type": part["type"], "value": value}

    def _published(self, content):
        return self.now - timedelta(days=content.days_ago)

    def _image(self, picture: Picture):
        image_model = get_image_model()
        data = draw(picture.drawing)
        file_hash = sha1(data, usedforsecurity=False).hexdigest()
        image = image_model.objects.filter(file_hash=file_hash).first()
        if image is None:
            image = image_model(
                title=picture.title,
                description=picture.alt,
                file=ContentFile(data, name=f"{picture.drawing}.png"),
                file_size=len(data),
                file_hash=file_hash,
                uploaded_by_user=self.users["editor"],
            )
            image.save()
            self.loaded.pictures += 1
        return image

    # Settings

    def _settings_of(self, site):
        """The site's settings, as far as nobody has decided them."""
        site.site_name = site.site_name or HOME.title
        if site.hostname == "localhost":
            # As Wagtail's migrations left it; whole addresses, such as those in feeds, have to lead here.
            here = urlsplit(settings.WAGTAILADMIN_BASE_URL)
            site.hostname, site.port = here.hostname, here.port or {"http": 80, "https": 443}[here.scheme]
        site.save()
        SiteHelp.objects.get_or_create(site=site, defaults=HELP)
        if not SearchAndSharing.objects.filter(site=site).exists():
            picture = self._image(HARBOUR)
            SearchAndSharing.objects.create(site=site, picture=picture, picture_alt=HARBOUR.alt, no_ai_training=True)
        self.settings, self.settings_are_new = ReaderCommentSettings.objects.get_or_create(
            site=site,
            defaults={
                "house_rules": HOUSE_RULES,
                "post_to": POST_TO,
                "safeguarding_contact": SAFEGUARDING_CONTACT,
                "other_ways": OTHER_WAYS,
                "other_formats": OTHER_FORMATS,
                "answer_days": 5,
                "search_comments": True,
                "bank_holidays": BankHolidays.ENGLAND_AND_WALES,
                "reading_from": time(10),
                "reading_until": time(16),
            },
        )

    def _settle_privacy_page(self):
        if self.settings_are_new:
            self.settings.privacy_page = Page.objects.get(pk=self.pages["privacy"].pk)
            self.settings.save()

    # Comments

    def _conversations(self):
        for question in QUESTIONS:
            if question.key in self.made:
                day = timezone.localtime(self.now + timedelta(days=question.closes_in_days)).date()
                closes_at = timezone.make_aware(datetime.combine(day, time(17)))
                page = self.pages[question.key]
                SetConversation(page, {"closes_at": closes_at}, user=self.users["admin"]).execute()

    def _comments(self):
        ids = [identity("comment", words.key) for words in WORDS]
        there = {comment.public_id: comment for comment in ReaderComment.objects.filter(public_id__in=ids)}
        comments, new, to_hide = {}, {}, []
        for words, public_id in zip(WORDS, ids, strict=True):
            comment = there.get(public_id)
            if comment is None:
                comment = new[words.key] = self._write(words, public_id, comments.get(words.to))
                if words.status == Status.HIDDEN:
                    to_hide.append(comment)
                self.loaded.comments += 1
            comments[words.key] = comment
        read_and_publish(new.values(), self.users["moderator"])
        for comment in to_hide:
            # As a moderator would do it, once the answers are there.
            HideComment(comment, user=self.users["moderator"]).execute()
        site = Site.objects.get(is_default_site=True)
        begin_work(new, self.users)
        tell(comments, site)
        keep_word_list(comments.values(), site)

    def _write(self, words, public_id, parent):
        page = self.pages[words.page]
        conversation, _created = Conversation.objects.get_or_create(page_id=page.pk)
        comment = ReaderComment(
            page_id=page.pk,
            conversation=conversation,
            public_id=public_id,
            language=words.language,
            body=words.text,
            author_name=words.name,
            author_email=words.email,
            author_kind=words.kind,
            author_badge=Badge.WORKS_HERE if words.kind == AuthorKind.STAFF else Badge.NONE,
            author_role=ROLES.get(words.name, "") if words.kind == AuthorKind.STAFF else "",
            member_id=self.pages[words.member].pk if words.member else None,
            thread_id=parent and parent.thread_start_id,
            reply_to=parent,
            status={Status.HIDDEN: Status.PUBLISHED, Status.DECLINED: Status.PENDING}.get(words.status, words.status),
            signs=list(words.signs),
            helped=words.helped,
            content_note=words.content_note,
        )
        if words.days_ago is None:
            comment.posted_precision = DatePrecision.UNKNOWN
            comment.received_at = page.first_published_at or self.now
            comment.source, comment.position = "saved-page", words.place
            comment.import_batch = identity("import", words.page)
        else:
            comment.posted_at = comment.received_at = self.now - timedelta(days=words.days_ago)
            comment.due_at = ReaderCommentSettings().due_at(comment.received_at)
            comment.source = SOURCE_SITE
            # So that there is a private page, on which its writer can be told something.
            comment.slip_nonce = code.make_nonce()
            comment.slip_hash = code.slip_hash(code.secret_of(comment.slip_nonce))
        comment.save()
        if words.came_by:
            TypedInForSomeone.objects.create(
                comment=comment, typed_by=self.users["moderator"], came_by=words.came_by, consent=Consent.SPOKEN
            )
        settle(comment, None)
        if words.new_text:
            EditComment(comment, body=words.new_text, author_name=words.name)()
        if words.status == Status.DECLINED:
            grounds = {"reason": words.reason, "marked": words.marked, "mend": words.mend}
            DeclineComment(comment, user=self.users["moderator"], message=words.message, **grounds)()
        if words.covered:
            CoverPart(comment, covered=words.covered, kind=Kind.PHONE, user=self.users["moderator"])()
        if words.answer:
            AnswerMessage(comment, words.answer)()
        if words.email:
            self._ask_for_mail(comment)
        return comment

    def _ask_for_mail(self, comment):
        """Whoever gave an address wants e-mails; where their comment shows, they have confirmed it, and had one."""
        subscription = subscribe(comment.conversation_id, comment.author_email, comment=comment)
        facts = {"kind": KIND, "destination": DESTINATION, "give_up_at": self.now, "tries": 1, "tried_at": self.now}
        if comment.status == Status.PUBLISHED:
            Subscription.objects.filter(pk=subscription.pk).update(
                confirmed_at=self.now, told_status=comment.status, mailed_at=self.now
            )
            payload = {"mail": OWN_MAIL, "language": "en-gb", "facts": {"subscription": subscription.pk}}
            OutgoingMessage.objects.create(**facts, payload=payload, state=State.DELIVERED)
        else:
            # The first did not arrive, to be seen under Reports.
            went = {"state": State.DELIVERED}
            if not OutgoingMessage.objects.filter(state=State.GAVE_UP).exists():
                went = {"state": State.GAVE_UP, "problem": Problem.NO_ANSWER}
            payload = {"mail": CONFIRM_MAIL, "language": "en-gb", "facts": {"subscription": subscription.pk}}
            OutgoingMessage.objects.create(**facts, payload=payload, **went)
