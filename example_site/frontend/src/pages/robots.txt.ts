/** What Wagtail asks of programs that go through the site, what words may be used for among it, and what is private here. */

import type { APIRoute } from "astro";

import { passedOn } from "../api";

const OURS = ["/your-comment/", "/my-mail/", "/tell-us/", "/follow/", "/preview"].map((path) => `Disallow: ${path}\n`).join("");

export const GET: APIRoute = async ({ request }) => {
  const answer = await passedOn("/robots.txt", request.headers);
  if (!answer.ok) return answer;
  const text = (await answer.text()).replace(/^(User-agent: \*\n)/im, `$1${OURS}`);
  return new Response(text, { headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-cache" } });
};
