"""Sites whose pages are drawn by another program."""

import shutil


def no_templates(site):
    """Every template of the site's own goes. What then stands alone is as it should be."""
    for folder in ("mysite/templates", "home/templates", "search/templates"):
        shutil.rmtree(site.directory / folder)
    settings = site.directory / "mysite/settings/base.py"
    settings.write_text(settings.read_text() + '\nSILENCED_SYSTEM_CHECKS = ["coprod_wagtail.W006"]\n')


def draw_nothing(site):
    """And Wagtail's pages have no address here. No check needs to be silenced for that."""
    no_templates(site)
    urls, settings = site.directory / "mysite/urls.py", site.directory / "mysite/settings/base.py"
    urls.write_text(urls.read_text().replace('    path("", include(wagtail_urls)),\n', ""))
    # The address of this server; the site's record may have the front end's.
    text = settings.read_text().replace('SILENCED_SYSTEM_CHECKS = ["coprod_wagtail.W006"]\n', "")
    settings.write_text(text.replace('"http://example.com"', '"http://www.kettle.example"'))
