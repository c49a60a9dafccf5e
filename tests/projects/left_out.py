"""What cannot apply to a shape, in one place, with the reason. A run prints it at its end.

An entry is a folder, a file, or a test without its parameters. An entry that leaves nothing out is an error: it would
hide that the suite has moved on.
"""

NO_PAGES_APP = "it is about the ready-made page types, which this site leaves out"
EXAMPLE_SITE = "it is about the example site, which this site is not"
MANY_PROCESSES = "it starts the example site in several processes"
DOCUMENTS = "it holds the documentation to the code, which is the same in every shape"
EVERY_APP = "it goes through every app of the package, and this site leaves some out"
SAME_WORDS = "it goes through the words of the package, which are the same in every shape"
ONE_LANGUAGE = "it translates pages, and this site has one language"
SEVERAL_LANGUAGES = "it is about a site with one language, and this one has several"
OTHER_TOOL = "it is about wagtail-localize, and this site translates without it"
NOT_DRAWN = "it reads a page as HTML, and this site draws none"
NO_ADDRESS = "it looks for the address of a page, and pages have none on this server"
OWN_LAYOUT = "it is about the layout of the example site, and this site has one of its own"

#: Of a file that is left out whole, nearly every test reads a page; what is left of it is in test_headless_only.py.
_NOT_DRAWN = [
    "tests/comments/test_api_reading.py::test_everything_for_the_form_is_there",
    "tests/comments/test_api_reading.py::test_threads_with_their_replies_in_the_order_of_the_page",
    "tests/comments/test_api_sending.py::test_both_doors_do_the_same",
    "tests/comments/test_limits.py::test_at_the_page_s_own_form_a_flood_keeps_the_words",
    "tests/comments/test_limits.py::test_the_same_at_the_page_s_own_form",
    "tests/blog/test_index.py",
    "tests/comments/test_http_cache.py",
    "tests/comments/test_list_cache.py",
    "tests/comments/test_http_cache.py",
    "tests/comments/test_reading.py",
    "tests/comments/test_send.py",
    "tests/comments/test_slip.py",
    "tests/members/test_index.py",
    "tests/pages/test_conversation_page.py",
    "tests/pages/test_html.py",
    "tests/pages/test_reader_privacy.py",
    "tests/blog/test_bylines.py::test_a_public_profile_gives_its_name_and_a_link",
    "tests/blog/test_bylines.py::test_the_photo_comes_with_the_profile",
    "tests/blog/test_bylines.py::test_three_names_are_joined_as_one_says_them",
    "tests/blog/test_names_alike.py::test_a_list_is_found_under_its_own_address_only",
    "tests/blog/test_names_alike.py::test_tags_that_look_alike_do_no_harm",
    "tests/blog/test_post.py::test_a_decoration_is_silent",
    "tests/blog/test_post.py::test_a_picture_is_drawn_with_its_words",
    "tests/blog/test_post.py::test_a_post_without_anything_but_a_title_can_be_read",
    "tests/blog/test_post.py::test_categories_and_tags_lead_to_the_list",
    "tests/blog/test_post.py::test_readers_can_answer",
    "tests/blog/test_post.py::test_reading_time_is_said_in_words",
    "tests/blog/test_post.py::test_the_closing_question_stands_after_the_text",
    "tests/blog/test_post.py::test_the_date_is_said_in_words",
    "tests/blog/test_post.py::test_where_nobody_can_write_no_link_promises_a_form",
    "tests/comments/test_api_reading.py::test_everything_for_the_form_is_there",
    "tests/comments/test_api_reading.py::test_threads_with_their_replies_in_the_order_of_the_page",
    "tests/comments/test_api_sending.py::test_both_doors_do_the_same",
    "tests/comments/test_feed.py::test_the_feed_has_the_newest_first_with_links_to_each",
    "tests/comments/test_moderation.py::test_a_moderator_reads_everything_about_a_comment",
    "tests/comments/test_page_life.py::test_an_alias_shows_its_sources_conversation_and_has_none_of_its_own",
    "tests/comments/test_queries.py::test_sending_takes_at_most_twelve",
    "tests/comments/test_queries.py::test_the_number_is_the_same_for_100_and_10_000",
    "tests/comments/test_queries.py::test_the_private_page_takes_a_handful",
    "tests/comments/test_text_alike.py::test_a_letter_with_its_accent_apart_is_the_same_letter",
    "tests/comments/test_text_alike.py::test_a_name_with_spaces_around_it_is_that_name",
    "tests/comments/test_text_alike.py::test_comments_that_only_look_alike_to_a_database_are_different_comments",
    "tests/comments/test_text_alike.py::test_four_byte_letters_are_kept_and_shown",
    "tests/comments/test_visibility.py::test_a_published_comment_is_on_the_page_and_in_the_feed",
    "tests/comments/test_visibility.py::test_people_who_may_see_a_private_page_are_told_that_there_are_no_comments",
    "tests/importers/test_import_content.py::test_a_dry_run_says_everything_and_changes_nothing",
    "tests/importers/test_import_content.py::test_it_says_what_it_made_and_where",
    "tests/importers/test_import_content.py::test_the_page_as_a_reader_sees_it",
    "tests/importers/test_import_content.py::test_undated_comments_come_first_in_the_order_of_the_old_page",
    "tests/members/test_profile.py::test_a_long_list_has_pages",
    "tests/members/test_profile.py::test_a_post_with_the_same_author_twice_is_listed_once",
    "tests/members/test_profile.py::test_everything_else_is_optional",
    "tests/members/test_profile.py::test_everything_is_shown",
    "tests/members/test_profile.py::test_the_page_carries_the_name_the_person_wants",
    "tests/members/test_profile.py::test_the_persons_posts_are_listed_newest_first",
    "tests/members/test_profile.py::test_without_one_it_is_the_title",
    "tests/pages/test_help.py::test_help_is_on_every_page_of_the_package",
    "tests/pages/test_help.py::test_looking_at_a_page_makes_no_row",
    "tests/pages/test_help.py::test_nothing_filled_in_draws_nothing",
    "tests/webhooks/test_events.py::test_a_comment_that_shows_straight_away",
    "tests/webhooks/test_events.py::test_a_comment_that_waits_is_nobodys_business",
]

_WITHOUT_READY_MADE_PAGES = {
    "tests/bench": EXAMPLE_SITE,
    "tests/blog": NO_PAGES_APP,
    "tests/core/test_constraints.py": EVERY_APP,
    "tests/deployment": MANY_PROCESSES,
    "tests/docs": DOCUMENTS,
    "tests/example_site": EXAMPLE_SITE,
    "tests/html": NO_PAGES_APP,
    "tests/importers": NO_PAGES_APP,
    "tests/languages": ONE_LANGUAGE,
    "tests/members": NO_PAGES_APP,
    "tests/pages": NO_PAGES_APP,
    "tests/words": SAME_WORDS,
}

LEFT_OUT: dict[str, dict[str, str]] = {
    "regular": {"tests/languages": ONE_LANGUAGE},
    "comments_only": {**_WITHOUT_READY_MADE_PAGES},
    "custom_base_page": {**_WITHOUT_READY_MADE_PAGES},
    "custom_base_page_with_pages": {
        "tests/bench": EXAMPLE_SITE,
        "tests/deployment": MANY_PROCESSES,
        "tests/docs": DOCUMENTS,
        "tests/words": SAME_WORDS,
        "tests/example_site": EXAMPLE_SITE,
        "tests/html": EXAMPLE_SITE,
        "tests/languages": ONE_LANGUAGE,
        "tests/pages/test_html.py::test_the_skip_link_leads_to_the_main_part": OWN_LAYOUT,
        "tests/pages/test_html.py::test_the_title_names_the_page_and_the_site": OWN_LAYOUT,
        "tests/pages/test_site.py": EXAMPLE_SITE,
    },
    "headless_only": {
        **dict.fromkeys(_NOT_DRAWN, NOT_DRAWN),
        "tests/bench": EXAMPLE_SITE,
        "tests/deployment": MANY_PROCESSES,
        "tests/docs": DOCUMENTS,
        "tests/words": SAME_WORDS,
        "tests/html": NOT_DRAWN,
        "tests/languages": ONE_LANGUAGE,
        "tests/example_site": EXAMPLE_SITE,
        "tests/pages/test_api.py::test_introductions_have_ordinary_links": NO_ADDRESS,
        "tests/comments/test_api_sending.py::test_both_doors_do_the_same": NOT_DRAWN,
        "tests/comments/test_limits.py::test_at_the_page_s_own_form_a_flood_keeps_the_words": NOT_DRAWN,
        "tests/comments/test_limits.py::test_the_same_at_the_page_s_own_form": NOT_DRAWN,
        "tests/importers/test_import_content.py::test_the_real_page_as_a_reader_sees_it": NOT_DRAWN,
        "tests/webhooks/test_events.py::test_a_comment_that_shows_straight_away": NOT_DRAWN,
        "tests/webhooks/test_events.py::test_a_comment_that_waits_is_nobodys_business": NOT_DRAWN,
        "tests/webhooks/test_events.py::test_a_deleted_page": NO_ADDRESS,
        "tests/webhooks/test_events.py::test_a_moved_branch_tells_both_addresses": NO_ADDRESS,
        "tests/webhooks/test_events.py::test_a_new_slug_tells_both_addresses": NO_ADDRESS,
        "tests/webhooks/test_events.py::test_a_published_page": NO_ADDRESS,
        "tests/pages/test_blocks.py::test_the_api_gives_text_with_ordinary_links": NO_ADDRESS,
        "tests/pages/test_site.py": EXAMPLE_SITE,
    },
    "localized": {
        "tests/api/test_kit.py::test_a_site_with_one_language_varies_by_nothing": SEVERAL_LANGUAGES,
        "tests/bench": EXAMPLE_SITE,
        "tests/deployment": MANY_PROCESSES,
        "tests/docs": DOCUMENTS,
        "tests/words": SAME_WORDS,
    },
    "localized_simple": {
        "tests/api/test_kit.py::test_a_site_with_one_language_varies_by_nothing": SEVERAL_LANGUAGES,
        "tests/bench": EXAMPLE_SITE,
        "tests/deployment": MANY_PROCESSES,
        "tests/docs": DOCUMENTS,
        "tests/words": SAME_WORDS,
        "tests/languages/test_localize.py": OTHER_TOOL,
    },
}
