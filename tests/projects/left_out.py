"""What cannot apply to a shape or to a database server, in one place, with the reason. A run prints it at its end.

An entry is a folder, a file, or a test without its parameters. An entry that leaves nothing out is an error: it would
hide that the suite has moved on.
"""

NO_PAGES_APP = "it is about the ready-made page types, which this site leaves out"
EXAMPLE_SITE = "it is about the example site, which this site is not"
DOCUMENTS = "it holds the documentation to the code, which is the same in every shape"
EVERY_APP = "it goes through every app of the package, and this site leaves some out"
ONE_LANGUAGE = "it translates pages, and this site has one language"
SEVERAL_LANGUAGES = "it is about a site with one language, and this one has several"
OTHER_TOOL = "it is about wagtail-localize, and this site translates without it"
NOT_DRAWN = "it reads a page as HTML, and this site draws none"
NO_ADDRESS = "it looks for the address of a page, and pages have none on this server"
ON_SQLITE = "it starts a site of its own on SQLite in another process, as every run does that is regular and on SQLite"
SAME_MIGRATIONS = "it takes migrations back, which are the same as on the regular site"
OWN_LAYOUT = "it is about the layout of the example site, and this site has one of its own"

#: Beside what the shape leaves out.
LEFT_OUT_ON_A_SERVER = {
    "tests/example_site/test_settings.py": ON_SQLITE,
    "tests/importers/test_import_content.py::test_from_the_command_line_a_refusal_is_one_sentence": ON_SQLITE,
}

_WITHOUT_READY_MADE_PAGES = {
    "tests/api/test_api_purging.py": NO_PAGES_APP,
    "tests/api/test_keeping.py": NO_PAGES_APP,
    "tests/api/test_paths.py": NO_PAGES_APP,
    "tests/api/test_queries.py": NO_PAGES_APP,
    "tests/api/test_redirects.py": NO_PAGES_APP,
    "tests/comments/reading/test_http_cache.py::test_nothing_that_is_kept_names_a_port_that_only_this_request_did": NO_PAGES_APP,
    "tests/comments/test_members_area.py::test_the_ready_made_page_says_how_many_there_are": NO_PAGES_APP,
    "tests/blog": NO_PAGES_APP,
    "tests/content": NO_PAGES_APP,
    "tests/core/test_constraints.py": EVERY_APP,
    "tests/docs": DOCUMENTS,
    "tests/example_site": EXAMPLE_SITE,
    "tests/html": NO_PAGES_APP,
    "tests/importers": NO_PAGES_APP,
    "tests/languages": ONE_LANGUAGE,
    "tests/members": NO_PAGES_APP,
    "tests/pages": NO_PAGES_APP,
    "tests/search": NO_PAGES_APP,
    "tests/words": NO_PAGES_APP,
}

_IN_TWO_LANGUAGES_WITHOUT_LOCALIZE = {
    "tests/importers/test_import_content.py::test_from_the_command_line_a_refusal_is_one_sentence": ON_SQLITE,
    "tests/api/test_kit.py::test_a_site_with_one_language_varies_by_nothing": SEVERAL_LANGUAGES,
    "tests/comments/api/test_caching.py::test_each_language_has_its_own": SEVERAL_LANGUAGES,
    "tests/core/test_upgrades.py": SAME_MIGRATIONS,
    "tests/example_site": EXAMPLE_SITE,
    "tests/docs": DOCUMENTS,
    "tests/languages/test_localize.py": OTHER_TOOL,
}

LEFT_OUT: dict[str, dict[str, str]] = {
    "regular": {"tests/languages": ONE_LANGUAGE},
    "comments_only": {**_WITHOUT_READY_MADE_PAGES},
    "custom_base_page": {**_WITHOUT_READY_MADE_PAGES},
    "custom_base_page_with_pages": {
        "tests/docs": DOCUMENTS,
        "tests/example_site": EXAMPLE_SITE,
        "tests/languages": ONE_LANGUAGE,
        "tests/pages/test_help.py::test_help_is_where_the_site_says_that_there_is_no_such_page": OWN_LAYOUT,
        "tests/pages/test_html.py::test_the_skip_link_leads_to_the_main_part": OWN_LAYOUT,
        "tests/pages/test_html.py::test_the_skip_link_is_inside_a_landmark": OWN_LAYOUT,
        "tests/pages/test_html.py::test_the_title_names_the_page_and_the_site": OWN_LAYOUT,
        "tests/pages/test_site.py": EXAMPLE_SITE,
        "tests/importers/test_import_content.py::test_from_the_command_line_a_refusal_is_one_sentence": ON_SQLITE,
    },
    "headless_only": {
        "tests/docs": DOCUMENTS,
        "tests/languages": ONE_LANGUAGE,
        "tests/example_site": EXAMPLE_SITE,
        "tests/comments/api/test_reading.py::test_everything_for_the_form_is_there": NO_ADDRESS,
        "tests/comments/reading/test_feed.py::test_every_link_is_where_wagtail_says_the_site_is": NO_ADDRESS,
        "tests/comments/reading/test_feed.py::test_the_feed_has_the_newest_first_with_links_to_each": NO_ADDRESS,
        "tests/search/test_page.py::test_the_box_on_the_blog_asks_nothing_and_can_be_put_anywhere": NO_ADDRESS,
        "tests/blog/feeds/test_feeds.py::test_the_newest_come_first_and_no_more_than_are_read": NO_ADDRESS,
        "tests/comments/reading/test_feed.py::test_only_what_everybody_may_read_is_in_it": NO_ADDRESS,
        "tests/comments/reading/test_feed.py::test_what_no_feed_can_hold_is_left_out_of_every_field": NO_ADDRESS,
        "tests/comments/reading/test_http_cache.py::TestKeeping::test_so_may_its_feed": NO_ADDRESS,
        "tests/comments/reading/test_http_cache.py::test_nothing_that_is_kept_names_a_port_that_only_this_request_did": NO_ADDRESS,
        "tests/pages/test_tables.py::test_links_to_pages_cost_the_same_for_any_number_of_cells": NO_ADDRESS,
        "tests/comments/reading/test_http_cache.py::TestKeeping::test_so_is_the_feed_of_another_sites_page": NO_ADDRESS,
        "tests/comments/admin/test_moderation.py::test_a_moderator_reads_everything_about_a_comment": NO_ADDRESS,
        "tests/comments/intake/test_send.py::test_opening_the_forms_address_leads_to_the_form": NO_ADDRESS,
        "tests/pages/test_api.py::test_introductions_have_ordinary_links": NO_ADDRESS,
        "tests/webhooks/test_events.py::test_a_deleted_page": NO_ADDRESS,
        "tests/webhooks/test_events.py::test_a_moved_branch_tells_both_addresses": NO_ADDRESS,
        "tests/webhooks/test_events.py::test_a_new_slug_tells_both_addresses": NO_ADDRESS,
        "tests/webhooks/test_events.py::test_a_published_page": NO_ADDRESS,
        "tests/pages/test_blocks.py::test_the_api_gives_text_with_ordinary_links": NO_ADDRESS,
        "tests/pages/test_help.py::test_help_is_where_the_site_says_that_there_is_no_such_page": OWN_LAYOUT,
        "tests/pages/test_html.py::test_the_skip_link_leads_to_the_main_part": OWN_LAYOUT,
        "tests/pages/test_html.py::test_the_skip_link_is_inside_a_landmark": OWN_LAYOUT,
        "tests/pages/test_html.py::test_the_title_names_the_page_and_the_site": OWN_LAYOUT,
        "tests/pages/test_site.py": EXAMPLE_SITE,
        "tests/importers/test_import_content.py::test_from_the_command_line_a_refusal_is_one_sentence": ON_SQLITE,
    },
    "localized": {
        "tests/importers/test_import_content.py::test_from_the_command_line_a_refusal_is_one_sentence": ON_SQLITE,
        "tests/api/test_kit.py::test_a_site_with_one_language_varies_by_nothing": SEVERAL_LANGUAGES,
        "tests/comments/api/test_caching.py::test_each_language_has_its_own": SEVERAL_LANGUAGES,
        "tests/core/test_upgrades.py": SAME_MIGRATIONS,
        "tests/example_site": EXAMPLE_SITE,
        "tests/docs": DOCUMENTS,
    },
    "localized_simple": _IN_TWO_LANGUAGES_WITHOUT_LOCALIZE,
    "taken_names": _IN_TWO_LANGUAGES_WITHOUT_LOCALIZE,
}
