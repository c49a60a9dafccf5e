/**
 * All that this site asks Wagtail for. The types come from the API's own description.
 *
 * What is the same for everybody is kept by Next, under the tags by which src/app/webhook/route.ts lets go of it.
 */

import { cache } from "react";

import type { AtPath, ConversationInShort, OtherPage, Slip, paths } from "./coprod-api";
import { CMS, KEPT_SECONDS, LOCALE, SITE } from "./settings";

export type * from "./coprod-api";

/** A kind that the site has of its own, where no operation of the site's tells of it (docs/reference/api.md). */
export type Other = OtherPage & { title: string; conversation: ConversationInShort | null };

/** Where the API is in Wagtail's URLconf. */
const ROOT = `${CMS}/api/coprod/v1`;
const PATIENCE = 10_000;
/** On everything but conversations, which change more often: a menu, a list or a related post can name any page. */
export const PAGES = "pages";
export const conversationTag = (page: number | string) => `conversation-${page}`;

type Reading<Path extends keyof paths> = NonNullable<paths[Path]["get"]>;
type Query<Path extends keyof paths> = NonNullable<Reading<Path>["parameters"]["query"]>;
type Answer<Path extends keyof paths> = Reading<Path> extends {
  responses: { 200: { content: { "application/json": infer Body } } };
}
  ? Body
  : never;

function address(path: string, query: object): string {
  const url = new URL(ROOT + path);
  for (const [name, value] of Object.entries({ site: SITE, ...query })) {
    if (value !== undefined && value !== null && value !== "") url.searchParams.set(name, String(value));
  }
  return url.href;
}

/**
 * `fetch`, once more where the connection broke: one that was kept open may be closed by the other side at the very moment
 * it is used. What asks twice has to do no harm, and here all of it does none: a comment has its Idempotency-Key.
 */
async function reach(url: string, request: RequestInit): Promise<Response> {
  const once = () => fetch(url, { ...request, signal: AbortSignal.timeout(PATIENCE) });
  return once().catch((error: unknown) => {
    if (error instanceof TypeError) return once(); // what `fetch` raises for networks; a timeout is another error
    throw error;
  });
}

/** What is at an address, or null where there is nothing. Asked once while a page is drawn. */
const kept = cache(async (url: string, tag: string): Promise<unknown> => {
  const answer = await reach(url, { next: { revalidate: KEPT_SECONDS, tags: [tag] } });
  if (answer.status === 404 || answer.status === 422) return null; // 422: a number that no page of a list can have
  if (!answer.ok) throw new Error(`${answer.status} from ${url}`);
  return answer.json();
});

/** `id` goes into the braces of `path`. */
async function get<Path extends keyof paths>(
  path: Path,
  query: Query<Path>,
  { id = "", tag = PAGES }: { id?: number | string; tag?: string } = {},
): Promise<Answer<Path> | null> {
  return (await kept(address(path.replace(/\{\w+\}/, encodeURIComponent(id)), query), tag)) as Answer<Path> | null;
}

/** What stands around every page: the site's name, its menu, how to reach a person. */
export async function site() {
  const found = await get("/site/", { locale: LOCALE });
  if (!found) throw new Error("Wagtail has no such site: see CMS_SITE and CMS_LOCALE.");
  return found;
}

export type Found = Exclude<AtPath, { kind: "other" }> | { kind: "other"; page: Other };

/** What is at a path: a page with everything, or where it went. */
export const pageAt = async (path: string) => (await get("/pages/by-path/", { path })) as Found | null;
export const allPages = (offset: number) => get("/pages/", { limit: 1000, offset });
export const posts = (query: Query<"/posts/">) => get("/posts/", query);
export const topics = (under: string) => get("/categories/", { under, limit: 100 });
export const years = (under: string) => get("/years/", { under });
export const members = (query: Query<"/members/">) => get("/members/", query);
export const questions = (query: Query<"/conversation-pages/">) => get("/conversation-pages/", query);
export const recentComments = (under: number) => get("/comments/recent/", { under: String(under), limit: 3 });

export const conversation = (page: number) => get("/conversations/{page_id}/", {}, { id: page, tag: conversationTag(page) });
export const comments = (page: number, query: Partial<Query<"/comments/">>) =>
  get("/comments/", { page, limit: 50, ...query }, { tag: conversationTag(page) });
export const replies = (page: number, thread: number, cursor: string) =>
  get("/comments/{comment_id}/replies/", { cursor, limit: 100 }, { id: thread, tag: conversationTag(page) });

/** One comment with its page, as it is now. */
export async function comment(id: string): Promise<Answer<"/comments/{comment_id}/"> | null> {
  const answer = await ask(`/comments/${encodeURIComponent(id)}/`);
  return answer.ok ? answer.json() : missing(answer);
}

/** Where a comment stands. For one reader, so it is never kept. */
export async function slip(secret: string): Promise<{ slip: Slip; language: string } | null> {
  const answer = await ask(`/slips/${encodeURIComponent(secret)}/`);
  if (!answer.ok) return missing(answer);
  return { slip: await answer.json(), language: answer.headers.get("Content-Language") ?? "en" };
}

/** Do what the writer of a comment asks for: one of the `verbs` of its slip. */
export const actOnSlip = (secret: string, verb: string) =>
  post(`/slips/${encodeURIComponent(secret)}/${encodeURIComponent(verb)}/`, {}, {});

/** Send a comment. The answer is read by who asked: it may be a problem, in words for the reader. */
export const sendComment = (body: object, headers: Record<string, string>) => post("/comments/", body, headers);

const ask = (path: string, request: RequestInit = {}) => reach(address(path, {}), { cache: "no-store", ...request });

const post = (path: string, body: object, headers: Record<string, string>) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json", ...headers }, body: JSON.stringify(body) });

function missing(answer: Response): null {
  if (answer.status === 404 || answer.status === 422) return null;
  throw new Error(`${answer.status} from ${answer.url}`);
}

/**
 * The text of a page that the package knows nothing of is in Wagtail's own API. It has no types, and what is in it a site
 * decides by `api_fields`: this is about example_site/home/models.py.
 */
export async function textOf(id: number): Promise<{ description: string; welcome: string; body: any[] } | null> {
  const found: any = await kept(`${CMS}/api/v2/pages/${id}/`, PAGES);
  return found && { description: found.meta.search_description ?? "", welcome: found.welcome ?? "", body: (found.body ?? []).map(partOf) };
}

/** A part as `body` of a post has it: Wagtail's own API names pictures otherwise. */
const partOf = (part: any) =>
  part.type === "picture"
    ? { ...part, value: { caption: part.value.caption, picture: part.value.image && { ...part.value.image, srcset: "", webp_srcset: "" } } }
    : part;
