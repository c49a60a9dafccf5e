/** What every answer of this site has in common. */

import { defineMiddleware } from "astro:middleware";

import { ApiDown } from "./api";
import { CMS, PICTURES } from "./settings";
import type { Trouble } from "./words";

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  `img-src 'self' ${PICTURES}`,
  "form-action 'self'",
  "base-uri 'none'",
  `frame-ancestors ${new URL(CMS).origin}`, // Wagtail shows previews in a frame
].join("; ");

const HEADERS = {
  "Content-Security-Policy": POLICY,
  "Referrer-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
};

/** Enough for the longest comment in any writing, in the way forms are sent. */
const MOST_BYTES = 200_000;

export const onRequest = defineMiddleware(async (context, next) => {
  const instead = (trouble: Trouble) => {
    context.locals.trouble = trouble;
    return context.rewrite(new Request(new URL("/trouble", context.url)));
  };
  const answered = async () => {
    const { request, url } = context;
    if (request.method === "POST" && url.pathname !== "/webhook") {
      const form = await readForm(request);
      if (!form) return instead(413);
      context.locals.form = form;
      if (!isFromHere(request)) return instead(403);
    } else if (!["GET", "HEAD", "POST"].includes(request.method)) {
      return new Response("Method not allowed", { status: 405, headers: { Allow: "GET, HEAD, POST" } });
    }
    try {
      return await next();
    } catch (error) {
      if (!(error instanceof ApiDown)) throw error;
      console.error(error.message, error.cause);
      return instead(error.status);
    }
  };

  const answer = await answered();
  for (const [name, value] of Object.entries(HEADERS)) answer.headers.set(name, value);
  // Each form has a key of its own: no two readers may get the same page out of a cache.
  const cached = context.request.method === "POST" ? "private, no-store" : "private, no-cache";
  if (!answer.headers.has("Cache-Control")) answer.headers.set("Cache-Control", cached);
  return answer;
});

/** Whether one of our own pages sent a form: browsers say where it came from. */
function isFromHere(request: Request): boolean {
  const site = request.headers.get("Sec-Fetch-Site");
  if (site) return site === "same-origin";
  const origin = request.headers.get("Origin") ?? "";
  return URL.canParse(origin) && new URL(origin).host === request.headers.get("Host");
}

/** The form's fields, or null if there is more than any of our forms can have. */
async function readForm(request: Request): Promise<URLSearchParams | null> {
  let text = "";
  let bytes = 0;
  const decoder = new TextDecoder();
  for await (const part of request.body ?? []) {
    bytes += part.length;
    if (bytes > MOST_BYTES) return null;
    text += decoder.decode(part, { stream: true });
  }
  return new URLSearchParams(text);
}
