/** What differs from one machine to another. It comes from the environment. */

const { env } = process;

/** Where Wagtail is, with no slash at the end. */
export const CMS = (env.CMS || "http://localhost:8000").replace(/\/+$/, "");

/** For a Wagtail with several sites: the id or host name of the one to show. */
export const SITE = env.CMS_SITE || "";

/** For a Wagtail with several languages: the code of the one that stands around pages in none, such as "en-gb". */
export const LOCALE = env.CMS_LOCALE || "";

/** Shared with Wagtail's FRONTEND_SECRETS: proves who this server says a comment comes from. */
export const FRONTEND_SECRET = env.FRONTEND_SECRET || "";

/** The secret of the webhook, from its page in the Wagtail admin. */
export const WEBHOOK_SECRET = env.WEBHOOK_SECRET || "";

/** For how many seconds a page is kept where no webhook tells that it changed. */
export const KEPT_SECONDS = 60;
