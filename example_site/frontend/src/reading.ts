/** Which part of a conversation is shown, as the page's address says it. All of it is plain links. */

import { comments, conversation, conversationBegun, replies, type Comment, type Conversation, type Thread } from "./api";

const THREADS = 20;
/** How many threads are looked through for one comment. */
const LOOKED_THROUGH = 1000;

export interface Reading {
  path: string;
  conversation: Conversation;
  threads: Thread[];
  /** Which page of the threads, and of how many. */
  page: number;
  pages: number;
  /** Whether the newest threads come first. */
  newest: boolean;
  /** Instead of threads: the replies in one of them that come after its first ones. */
  more: { thread: number; items: Comment[]; next: string | null } | null;
  /** The comment that is being answered. */
  replyTo: Comment | null;
  /** What of the address says all this, for links that stay here. */
  here: Record<string, string>;
}

/**
 * `?comments=2` is the second page, `?thread=7&after=…` more replies in a thread, `?comment=7` the page with a comment,
 * `?order=newest` the newest threads first.
 */
export async function readConversation(
  pageId: number,
  path: string,
  query: URLSearchParams,
  begun = "",
): Promise<Reading | null> {
  const known = await conversation(pageId);
  if (!known) return null;
  // Whoever began to write before it closed may finish, and has the token of the form from then.
  const finishing = begun && !known.form ? await conversationBegun(pageId, begun) : null;
  const found = finishing ?? known;
  const pages = Math.max(1, Math.ceil(found.thread_count / THREADS));
  const thread = Number(query.get("thread"));
  const after = query.get("after") ?? "";
  const more = thread && after ? await replies(thread, after) : null;
  const newest = query.get("order") === "newest";
  const sought = Number(query.get("comment"));
  const wanted = sought ? await pageOf(pageId, sought, newest) : Number(query.get("comments"));
  const page = Number.isInteger(wanted) && wanted >= 1 && wanted <= pages ? wanted : 1;

  const list = more ? null : await comments({ page: pageId, limit: THREADS, offset: (page - 1) * THREADS, ...inOrder(newest) });
  const threads = list?.items ?? [];
  const shown = more ? more.items : threads.flatMap((first) => [first, ...first.replies]);
  const replyTo = Number(query.get("reply_to"));
  return {
    path,
    conversation: found,
    threads,
    page,
    pages,
    newest,
    more: more && { thread, items: more.items, next: more.next_cursor },
    replyTo: (found.form && shown.find(({ id, kind, can_be_answered }) => id === replyTo && (finishing ? kind === "comment" : can_be_answered))) || null,
    here: {
      ...(more ? { thread: String(thread), after } : page > 1 ? { comments: String(page) } : {}),
      ...inOrder(newest),
    },
  };
}

/** An address that shows the same part of the conversation, with something more. */
export function linkTo(reading: Reading, query: Record<string, string | number>, anchor: string): string {
  const all = new URLSearchParams({ ...reading.here, ...Object.fromEntries(Object.entries(query).map(([k, v]) => [k, String(v)])) });
  return `${reading.path}${all.size ? `?${all}` : ""}#${anchor}`;
}

/**
 * Where a reader is sent on to whose page has moved. The API keeps what it knows of the query, such as `?comment=7`; the
 * rest of what our own addresses say (see `readConversation`) is kept here.
 */
export function stayingThere(target: string, search: string): string {
  const ours = [...new URLSearchParams(search)].filter(([name]) => ["thread", "after", "reply_to"].includes(name));
  if (!ours.length || !/^\/(?!\/)/.test(target) || /[?#]/.test(target)) return target;
  return `${target}?${new URLSearchParams(ours)}`;
}

/** The first words of a comment on one line, and whether there are more. */
export function excerpt(text: string): { words: string; isShortened: boolean } {
  const all = text.trim().split(/\s+/);
  const line = Array.from(all.slice(0, 30).join(" "));
  const isShortened = all.length > 30 || line.length > 240;
  return { words: line.slice(0, 240).join("") + (isShortened ? "…" : ""), isShortened };
}

/** The part of an address that says in which order the threads stand. */
export function inOrder(newest: boolean): { order?: "newest" } {
  return newest ? { order: "newest" } : {};
}

async function pageOf(pageId: number, commentId: number, newest: boolean): Promise<number> {
  for (let offset = 0; offset < LOOKED_THROUGH; offset += 100) {
    const list = await comments({ page: pageId, limit: 100, offset, ...inOrder(newest) });
    const index = list?.items.findIndex((first) => [first, ...first.replies].some(({ id }) => id === commentId)) ?? -1;
    if (index >= 0) return Math.floor((offset + index) / THREADS) + 1;
    if (!list?.next_cursor) break;
  }
  return 1;
}
