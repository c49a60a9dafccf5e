/**
 * The feeds of Wagtail, at the addresses that they have there: they are whole, and name this site's own addresses. A Wagtail
 * that draws no pages has none; then one is made here.
 */

import type { APIRoute } from "astro";

import { at, passedOn } from "../../../api";
import { rssOf } from "../../../rss";

export const GET: APIRoute = async ({ url, request, params, rewrite }) => {
  const answer = await passedOn(url.pathname, request.headers);
  if (answer.status !== 404) return answer;
  const below = params["kind"] ? null : await at(url.pathname.replace(/feed\/?$/, ""));
  if (below?.kind === "index" && below.page.lists === "post") return rssOf(below.page);
  return below?.kind === "list" ? rssOf(below.list) : rewrite("/404");
};
