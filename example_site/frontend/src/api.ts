/**
 * All that this site asks Wagtail for. The types come from the API's own description: `npm run types`.
 */

import { getJson } from "./cache";
import type { AtPath, ConversationInShort, NotSent, OtherPage, Post, Preview, Problem, ReportForm, Slip, Subscription, Told, paths } from "./coprod-api";
import { reach } from "./reach";
import { CMS, LOCALE, SITE } from "./settings";

export type {
  Comment,
  Conversation,
  Feed,
  Index,
  ListOfPages,
  ConversationPage as Question,
  ConversationPageInList as QuestionInList,
  Member,
  Picture,
  Post,
  PostInList,
  Seo,
  Thread,
  Translation,
} from "./coprod-api";
export type Part = Post["body"][number];

/** Where the API is in Wagtail's URLconf. */
const ROOT = `${CMS}/api/coprod/v1`;

type Reading<Path extends keyof paths> = NonNullable<paths[Path]["get"]>;
type Query<Path extends keyof paths> = NonNullable<Reading<Path>["parameters"]["query"]>;
type Answer<Path extends keyof paths> = Reading<Path> extends {
  responses: { 200: { content: { "application/json": infer Body } } };
}
  ? Body
  : never;

/** The API cannot be reached, or something is wrong with it. `status` is what to tell the reader's browser. */
export class ApiDown extends Error {
  constructor(readonly status: 502 | 503, cause: unknown) {
    super("The API does not answer as it should.", { cause });
  }
}

function address(path: string, query: object): string {
  const url = new URL(ROOT + path);
  for (const [name, value] of Object.entries({ site: SITE, ...query })) {
    if (value !== undefined && value !== null && value !== "") url.searchParams.set(name, String(value));
  }
  return url.href;
}

/** What is there, or null where there is nothing. `id` goes into the braces of `path`. */
async function get<Path extends keyof paths>(path: Path, query: Query<Path>, id: number | string = ""): Promise<Answer<Path> | null> {
  const url = address(path.replace(/\{\w+\}/, encodeURIComponent(id)), query);
  const found = await getJson(url).catch((error: unknown) => {
    throw new ApiDown(503, error);
  });
  if (found.status === 404 || found.status === 422) return null; // 422: a number that no page of a list can have
  if (found.status !== 200) throw new ApiDown(502, found.status);
  return found.body as Answer<Path>;
}

/** A kind that the site has of its own, where no operation of the site's tells of it (docs/reference/api.md). */
export type Other = OtherPage & { title: string; conversation: ConversationInShort | null };
export type Found = Exclude<AtPath, { kind: "other" }> | { kind: "other"; page: Other };

/** What is at a path: a page with everything, a list, or where it went. The one question for each page that is drawn. */
export const at = async (path: string) => (await get("/pages/by-path/", { path })) as Found | null;

/** What stands around every page: the site's name, its languages, its menu, how to reach a person. */
export const site = () => get("/site/", { locale: LOCALE });
/** All pages, a thousand at a time. */
export const pages = (offset = 0) => get("/pages/", { limit: 1000, offset });

/** The page that lists others with this id. */
export const indexWith = (id: number) => get("/indexes/{page_id}/", {}, id);
export const posts = (query: Query<"/posts/">) => get("/posts/", query);
/** What has all of the words: posts, members, questions, and readers' comments where the site wants that. */
export const searched = (query: Query<"/search/">) => get("/search/", query);
export type Hit = NonNullable<Awaited<ReturnType<typeof searched>>>["items"][number];
export const members = (query: Query<"/members/">) => get("/members/", query);
export const questions = (query: Query<"/conversation-pages/">) => get("/conversation-pages/", query);

/** What the posts of a blog are about, and when they were written, each with the path of its list. `under` is the blog's. */
export const topics = (under: string) => get("/categories/", { under, limit: 100 });
export const tags = (under: string) => get("/tags/", { under, limit: 100 });
export const years = (under: string) => get("/years/", { under });

export const conversation = (page: number) => get("/conversations/{page_id}/", {}, page);
/** As it is for who began to write with this token's form: never kept. Null where that changes nothing, or cannot be known. */
export async function conversationBegun(page: number, token: string): Promise<Answer<"/conversations/{page_id}/"> | null> {
  const answer = await ask(`/conversations/${page}/`, { token }).catch(() => null);
  return answer?.ok ? ((await answer.json()) as Answer<"/conversations/{page_id}/">) : null;
}

export const comments = (query: Query<"/comments/">) => get("/comments/", query);
export const recentComments = (under: number) => get("/comments/recent/", { under: String(under), limit: 3 });
export const replies = (thread: number, cursor: string) => get("/comments/{comment_id}/replies/", { cursor, limit: 100 }, thread);

/**
 * The text of a page that the package knows nothing of is in Wagtail's own API. It has no types, and what is in it a site
 * decides by `api_fields`: this is about example_site/home/models.py.
 */
export interface Text {
  description: string;
  welcome: string;
  body: Part[];
}

export async function textOf(id: number): Promise<Text | null> {
  const found = await getJson(`${CMS}/api/v2/pages/${id}/`).catch((error: unknown) => {
    throw new ApiDown(503, error);
  });
  const page = found.body as any;
  return (
    page && {
      description: page.meta.search_description ?? "",
      welcome: page.welcome ?? "",
      body: (page.body ?? []).map((part: any) => (part.type === "picture" ? { ...part, value: pictureOf(part.value) } : part)),
    }
  );
}

const pictureOf = ({ image, caption }: any) => ({
  caption,
  picture: image && { ...image, srcset: "", webp_srcset: "", renditions: [], focal_point: null },
});

/** Send a comment. The answer is read by who asked: it may be a problem, in words for the reader. */
export function sendComment(body: object, headers: Record<string, string>): Promise<Response> {
  return post("/comments/", body, headers);
}

/** How it would look, and what its writer has to be asked. Nothing is sent by that. */
export function previewComment(body: object, headers: Record<string, string>): Promise<Response> {
  return post("/comments/preview/", body, headers);
}

function post(path: string, body: object, headers: Record<string, string>): Promise<Response> {
  return ask(path, {}, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

/** The form for telling us about a comment. For one reader, so it is never kept. */
export async function reportForm(comment: string): Promise<{ form: ReportForm; language: string } | null> {
  const answer = await ask(`/comments/${encodeURIComponent(comment)}/reports/`, {});
  if (answer.status === 404 || answer.status === 422) return null;
  if (!answer.ok) throw new ApiDown(502, answer.status);
  return { form: await answer.json(), language: answer.headers.get("Content-Language") ?? "en" };
}

/** Tell us about a comment. The answer is read by who asked: it may be a problem, in words for the reader. */
export function sendReport(comment: string, body: object, headers: Record<string, string>): Promise<Response> {
  return ask(`/comments/${encodeURIComponent(comment)}/reports/`, {}, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

/** Where a comment stands. For one reader, so it is never kept. */
export async function slip(secret: string): Promise<{ slip: Slip; language: string } | null> {
  const answer = await ask(`/slips/${encodeURIComponent(secret)}/`, {});
  if (answer.status === 404) return null;
  if (!answer.ok) throw new ApiDown(502, answer.status);
  return { slip: await answer.json(), language: answer.headers.get("Content-Language") ?? "en" };
}

/**
 * The secret of a comment, for whoever knows its number and four words; else what is wrong, in words for them. `signed` says
 * where they are, because each place has a number of tries.
 */
export async function findSlip(number: string, words: string, signed: Record<string, string>): Promise<{ secret: string } | { status: number; problem: Problem }> {
  const answer = await ask("/slips/lookup/", {}, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...signed },
    body: JSON.stringify({ number, words }),
  });
  if (answer.ok) return await answer.json();
  if (answer.status >= 500) throw new ApiDown(502, answer.status);
  return { status: answer.status, problem: await answer.json() };
}

/** Change the words of a comment, or the name; what is wrong comes back in words for the writer. None where there is none. */
export async function editSlip(secret: string, change: object): Promise<{ problem: NotSent; status: number } | "done" | null> {
  const answer = await ask(`/slips/${encodeURIComponent(secret)}/`, {}, {
    method: "PATCH",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(change),
  });
  if (answer.status === 404) return null;
  if (answer.ok) return "done";
  if (answer.status >= 500) throw new ApiDown(502, answer.status);
  return { status: answer.status, problem: await answer.json() };
}

/** Answer what a moderator wrote to the writer of a comment; what is wrong comes back in words for them. None where there is none. */
export async function answerMessage(
  secret: string,
  answer: { answer: string; message: number | null },
  headers: Record<string, string>,
): Promise<{ problem: Problem; status: number } | "done" | null> {
  const said = await ask(`/slips/${encodeURIComponent(secret)}/answer/`, {}, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(answer),
  });
  if (said.status === 404) return null;
  if (said.ok) return "done";
  if (said.status >= 500) throw new ApiDown(502, said.status);
  return { status: said.status, problem: await said.json() };
}

/** Do what the writer of a comment asks for: one of the `verbs` of its slip. None where there is no such comment. */
export async function actOnSlip(secret: string, verb: string): Promise<{ said: Said; language: string } | null> {
  const answer = await ask(`/slips/${encodeURIComponent(secret)}/${encodeURIComponent(verb)}/`, {}, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: "{}",
  });
  if (answer.status === 404) return null;
  // 409: it was done already, in another tab. What there is to say stands on the page.
  if (!answer.ok && answer.status !== 409) throw new ApiDown(502, answer.status);
  return { said: await answer.json(), language: answer.headers.get("Content-Language") ?? "en" };
}

/** What was said to an address that somebody gave: heading and lines, or what is wrong with it. */
export type Asked = { said: Told; language: string } | { errors: string[]; status: number };

/** POST to what takes e-mail addresses, and what confirms and stops e-mails. None where there is no such thing. */
async function tell(path: string, body: object, headers: Record<string, string> = {}): Promise<Asked | null> {
  const answer = await ask(path, {}, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  if (answer.status === 404) return null;
  if (answer.status >= 500) throw new ApiDown(502, answer.status);
  const found = await answer.json();
  if (answer.ok) return { said: found, language: answer.headers.get("Content-Language") ?? "en" };
  if (found.token && "token" in body && body.token !== found.token.value) {
    return tell(path, { ...body, token: found.token.value }, headers); // the form was open for long
  }
  const errors: { message: string }[] = found.errors?.length ? found.errors : [{ message: found.detail }];
  return { errors: errors.map(({ message }) => message), status: answer.status };
}

/** Ask for e-mails about what is new on a page. `headers` say whose address it comes from. */
export const follow = (page: number, address: string, token: string, headers: Record<string, string>) =>
  tell(`/conversations/${page}/follow/`, { author_email: address, token }, headers);

/** Ask for e-mails about one's own comment. */
export const askForMail = (secret: string, address: string, headers: Record<string, string>) =>
  tell(`/slips/${encodeURIComponent(secret)}/mail/`, { author_email: address }, headers);

/** Have the number and the words of one's comment sent to the address that was confirmed. */
export const sendOwnSlip = (secret: string) => tell(`/slips/${encodeURIComponent(secret)}/mail/slip/`, {});

export const stopOwnMail = (secret: string) => tell(`/slips/${encodeURIComponent(secret)}/mail/stop/`, {});

/** What somebody asked for by e-mail, by the secret in the address that the e-mail led to. */
export async function subscription(secret: string): Promise<{ said: Subscription; language: string } | null> {
  const answer = await ask(`/mail/${encodeURIComponent(secret)}/`, {});
  if (answer.status === 404) return null;
  if (!answer.ok) throw new ApiDown(502, answer.status);
  return { said: await answer.json(), language: answer.headers.get("Content-Language") ?? "en" };
}

export const confirmMail = (secret: string, number = "") => tell(`/mail/${encodeURIComponent(secret)}/confirm/`, { number });
export const stopMail = (secret: string) => tell(`/mail/${encodeURIComponent(secret)}/stop/`, {});

/** What is said after that. */
interface Said {
  status: string;
  message: string;
  lines: string[];
}

/** Something an editor has not published yet, in the shape that it has once it is. */
export async function preview(query: { content_type: string; token: string }): Promise<Preview | null> {
  const answer = await ask("/previews/", query);
  if (answer.status === 404 || answer.status === 422) return null;
  if (!answer.ok) throw new ApiDown(502, answer.status);
  return await answer.json();
}

/** What Wagtail has at a path, such as a feed, or that it has not changed. */
export async function passedOn(path: string, asked: Headers): Promise<Response> {
  const known = asked.get("If-None-Match");
  const answer = await reach(CMS + path, known ? { headers: { "If-None-Match": known } } : {}).catch((error: unknown) => {
    throw new ApiDown(503, error);
  });
  if (answer.status >= 500) throw new ApiDown(502, answer.status);
  const headers = new Headers({ "Cache-Control": "no-cache" });
  for (const name of ["Content-Type", "ETag", "Last-Modified", "Link"]) {
    const value = answer.headers.get(name);
    if (value) headers.set(name, value);
  }
  return new Response(answer.body, { status: answer.status, headers });
}

async function ask(path: string, query: object, request: RequestInit = {}): Promise<Response> {
  try {
    return await reach(address(path, query), request);
  } catch (error) {
    throw new ApiDown(503, error);
  }
}
