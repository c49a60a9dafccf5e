/** Wagtail says here that something visible has changed. */

import { revalidateTag } from "next/cache";

import { PAGES, conversationTag, type MessageAboutPage, type MessageOfTest } from "@/api";
import { WEBHOOK_SECRET } from "@/settings";
import { isOurs } from "@/signatures";

const MOST_BYTES = 100_000;
/** What is let go of is drawn anew before anybody sees it: it may be that words were hidden. */
const NOW = { expire: 0 };

export async function POST(request: Request): Promise<Response> {
  if (Number(request.headers.get("Content-Length") ?? Infinity) > MOST_BYTES) return new Response(null, { status: 413 });
  const body = await request.text();
  if (!isOurs(WEBHOOK_SECRET, body, request.headers)) return new Response(null, { status: 403 });
  const { event, page } = JSON.parse(body) as MessageAboutPage | MessageOfTest;
  if (page) revalidateTag(conversationTag(page.id), NOW);
  // Lists say how many comments there are, and the home page which are new. What waits to be read is nowhere yet.
  if (event !== "comment.waiting" && event !== "test") revalidateTag(PAGES, NOW);
  return new Response(null, { status: 204 });
}
