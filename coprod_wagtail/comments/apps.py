from django.utils.translation import gettext_lazy as _

from coprod_wagtail.features import FeatureConfig, Message, PageFact


class CommentsConfig(FeatureConfig):
    name = "coprod_wagtail.comments"
    label = "coprod_comments"
    verbose_name = _("Reader comments")
    default_auto_field = "django.db.models.BigAutoField"

    mails = [
        "coprod_wagtail.comments.mail.letters.ConfirmMail",
        "coprod_wagtail.comments.mail.letters.OwnMail",
        "coprod_wagtail.comments.mail.letters.SlipMail",
        "coprod_wagtail.comments.mail.letters.DailyMail",
        "coprod_wagtail.comments.reports.letters.DecidedMail",
        "coprod_wagtail.comments.reports.letters.WorriedMail",
        "coprod_wagtail.comments.cases.acknowledgement.AcknowledgedMail",
        "coprod_wagtail.comments.cases.letters.DueSoonMail",
        "coprod_wagtail.comments.cases.letters.OverdueMail",
        "coprod_wagtail.comments.notices.letters.WaitingMail",
        "coprod_wagtail.comments.notices.letters.ReminderMail",
        "coprod_wagtail.comments.notices.letters.AlarmMail",
        "coprod_wagtail.comments.notices.letters.PostsMail",
    ]
    known_names = ["coprod_wagtail.comments.moderation.official_names.staff_names"]
    outgoing_kinds = [
        "coprod_wagtail.comments.moderation.spam_service.kind.SpamServiceKind",
        "coprod_wagtail.comments.notices.kind.NoticesKind",
    ]
    getting_ready = ["coprod_wagtail.comments.admin.dashboard.todos"]
    api_routers = [
        ("/conversations/", "coprod_wagtail.comments.api.conversations.conversations"),
        ("/comments/", "coprod_wagtail.comments.api.comments.comments"),
        ("/comments/", "coprod_wagtail.comments.api.published.recent.recent"),
        ("/comments/", "coprod_wagtail.comments.api.reports.reports"),
        ("/slips/", "coprod_wagtail.comments.api.slips.slips"),
        ("/slips/", "coprod_wagtail.comments.correspondence.api.answers"),
        ("/mail/", "coprod_wagtail.comments.api.mail.mail"),
        ("/moderation/", "coprod_wagtail.comments.api.moderation.doors.moderation"),
        ("/moderation/", "coprod_wagtail.comments.api.moderation.answers.answers"),
        ("/moderation/", "coprod_wagtail.comments.api.moderation.handing.handing"),
        ("/moderation/", "coprod_wagtail.comments.api.moderation.cases.doors.cases"),
        ("/moderation/", "coprod_wagtail.comments.api.moderation.cases.steps.steps"),
    ]
    api_for_signed_in = {"/moderation/": "MODERATION_API_ORIGINS"}
    page_resources = ["coprod_wagtail.comments.api.conversation_pages.conversation_pages"]
    page_queries = ["comment", "comments", "order", "reply"]
    not_for_crawlers = ["coprod_wagtail.comments.reading.crawlers.not_for_crawlers"]
    site_feeds = ["coprod_wagtail.comments.reading.feeds.feeds_of_site"]
    page_facts = [
        PageFact(
            name="conversation",
            schema="coprod_wagtail.comments.api.page_fact.ConversationInShort",
            null_means="Null where readers cannot answer.",
            values="coprod_wagtail.comments.api.page_fact.conversations_in_short",
            version="coprod_wagtail.comments.api.page_fact.conversations_version",
            changes=["opens_at", "closes_at"],
            links={"get_conversation": {"page_id": "page"}, "list_comments": {"page": "page"}},
            json_ld="coprod_wagtail.comments.api.page_fact.json_ld",
            in_lists="coprod_wagtail.comments.api.page_fact.in_lists",
        )
    ]
    api_tags = {
        "comments": "Reading what people wrote, and writing.",
        "conversation-pages": "Pages that ask their readers something.",
        "conversations": "Whether people can write on a page, and the form with all its words.",
        "reports": "Telling us about a comment.",
        "moderation": "For the people who read and decide about comments: with their session, or with a token.",
        "mail": "For whoever asked for e-mails, and was given a secret in one.",
        "slips": "For the writer of a comment, who was given its secret.",
    }

    messages = [
        Message(
            name="comment.published",
            label=_("A reader comment shows on a page"),
            signals={"coprod_wagtail.comments.signals.comments_are_changing": "coprod_wagtail.comments.messages.shows"},
            usual=False,
        ),
        Message(
            name="comment.hidden",
            label=_("A reader comment was taken off a page"),
            signals={"coprod_wagtail.comments.signals.comments_are_changing": "coprod_wagtail.comments.messages.goes"},
            usual=False,
        ),
        Message(
            name="comment.waiting",
            label=_("A reader comment waits to be read"),
            signals={
                "coprod_wagtail.comments.signals.comment_submitted": "coprod_wagtail.comments.messages.waits",
                "coprod_wagtail.comments.signals.comments_are_changing": "coprod_wagtail.comments.messages.wait_again",
            },
            usual=False,
        ),
        Message(
            name="conversation.changed",
            label=_("Anything in a conversation changed: its comments, or whether people can write"),
            signals={
                "coprod_wagtail.comments.signals.conversations_are_changing": "coprod_wagtail.comments.messages.about_conversations"
            },
        ),
    ]

    def ready(self):
        from django.db.models.signals import post_delete, post_save, pre_delete

        from coprod_wagtail.caching import purging
        from coprod_wagtail.compat import register_permission_policy
        from coprod_wagtail.outbox.signals import address_refused, now_and_then

        from . import checks, signal_handlers  # noqa: F401
        from .models import (
            Case,
            Conversation,
            DecisionReason,
            ReaderComment,
            ReaderCommentSettings,
            SavedAnswer,
            WordListEntry,
        )
        from .online_safety import checks as online_safety  # noqa: F401
        from .permissions import case_policy, policy, reasons_policy, saved_answers_policy, word_list_policy
        from .reading import feeds
        from .signals import (
            comment_submitted,
            comments_are_changing,
            conversation_changed,
            conversations_are_changing,
        )

        register_permission_policy(ReaderComment, policy)
        register_permission_policy(Case, case_policy)
        register_permission_policy(WordListEntry, word_list_policy)
        register_permission_policy(DecisionReason, reasons_policy)
        register_permission_policy(SavedAnswer, saved_answers_policy)
        pre_delete.connect(
            signal_handlers.conversation_goes,
            sender=Conversation,
            dispatch_uid="coprod_comments.erase_conversation",
        )
        post_delete.connect(
            signal_handlers.conversation_is_gone,
            sender=Conversation,
            dispatch_uid="coprod_comments.conversation_is_gone",
        )
        comment_submitted.connect(signal_handlers.forget_form_after_submit, dispatch_uid="coprod_comments.forget_form")
        now_and_then.connect(signal_handlers.forget_forms_now_and_then, dispatch_uid="coprod_comments.forget_forms")
        now_and_then.connect(signal_handlers.wait_no_longer, dispatch_uid="coprod_comments.wait_no_longer")
        comments_are_changing.connect(signal_handlers.tell_spam_service, dispatch_uid="coprod_comments.spam_service")
        comments_are_changing.connect(signal_handlers.note_news_of_comments, dispatch_uid="coprod_comments.news")
        comments_are_changing.connect(feeds.comments_changed, dispatch_uid="coprod_comments.tell_hub")
        comment_submitted.connect(signal_handlers.have_moderators_told, dispatch_uid="coprod_comments.waits")
        comments_are_changing.connect(signal_handlers.have_moderators_told_again, dispatch_uid="coprod_comments.again")
        comments_are_changing.connect(signal_handlers.end_hand_overs, dispatch_uid="coprod_comments.end_hand_overs")
        now_and_then.connect(signal_handlers.have_somebody_look, dispatch_uid="coprod_comments.look")
        address_refused.connect(signal_handlers.let_go_of_address, dispatch_uid="coprod_comments.address_refused")
        conversation_changed.connect(
            signal_handlers.forget_what_is_drawn, dispatch_uid="coprod_comments.forget_what_is_drawn"
        )
        conversations_are_changing.connect(signal_handlers.purge_conversations, dispatch_uid="coprod_comments.purge")
        for signal in (post_save, post_delete):
            signal.connect(
                signal_handlers.forget_word_lists,
                sender=WordListEntry,
                dispatch_uid="coprod_comments.forget_word_lists",
            )
            signal.connect(
                purging.site_setting_changed,
                sender=ReaderCommentSettings,
                dispatch_uid="coprod_comments.purge_settings",
            )
