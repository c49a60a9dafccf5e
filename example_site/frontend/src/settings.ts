/** What differs from one machine to another. It comes from the environment (`env` in astro.config.mjs). */

import * as env from "astro:env/server";

/** Where Wagtail is, with no slash at the end. */
export const CMS = env.CMS.replace(/\/+$/, "");

/** For a Wagtail with several sites: the id or host name of the one to show. */
export const SITE = env.CMS_SITE;

/** For a Wagtail with several languages: the code of the one that stands around our pages, such as "en-gb". */
export const LOCALE = env.CMS_LOCALE;

/** Where pictures come from, if not from Wagtail itself: an origin, or several with spaces between them. */
export const PICTURES = env.PICTURES || new URL(CMS).origin;

/** Shared with Wagtail's FRONTEND_SECRETS: proves who this server says a comment comes from. */
export const FRONTEND_SECRET = env.FRONTEND_SECRET;

/** The secret of the webhook, from its page in the Wagtail admin. */
export const WEBHOOK_SECRET = env.WEBHOOK_SECRET;
