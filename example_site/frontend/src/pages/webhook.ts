/** Wagtail says here that something visible has changed. */

import type { APIRoute } from "astro";

import { forget } from "../cache";
import { WEBHOOK_SECRET } from "../settings";
import { isOurs } from "../signatures";

export const POST: APIRoute = async ({ request }) => {
  if (Number(request.headers.get("Content-Length") ?? Infinity) > 100_000) return new Response(null, { status: 413 });
  const body = await request.text();
  if (!isOurs(WEBHOOK_SECRET, body, request.headers)) return new Response(null, { status: 403 });
  // The message names pages and paths. A site with millions of pages would forget only those; here a 304 costs little.
  forget();
  return new Response(null, { status: 204 });
};
