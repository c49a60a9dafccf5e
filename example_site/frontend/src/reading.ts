/** Which part of a conversation is shown, as the page's address says it. All of it is plain links. */

import { comments, conversation, replies, type Comment, type Conversation, type Thread } from "./api";

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
  /** Instead of threads: the replies in one of them that come after its first ones. */
  more: { thread: number; items: Comment[]; next: string | null } | null;
  /** The comment that is being answered. */
  replyTo: Comment | null;
  /** What of the address says all this, for links that stay here. */
  here: Record<string, string>;
}

/** `?comments=2` is the second page, `?thread=7&after=…` more replies in a thread, `?comment=7` the page with a comment. */
export async function readConversation(pageId: number, path: string, query: URLSearchParams): Promise<Reading | null> {
  const found = await conversation(pageId);
  if (!found) return null;
  const pages = Math.max(1, Math.ceil(found.thread_count / THREADS));
  const thread = Number(query.get("thread"));
  const after = query.get("after") ?? "";
  const more = thread && after ? await replies(thread, after) : null;
  const sought = Number(query.get("comment"));
  const wanted = sought ? await pageOf(pageId, sought) : Number(query.get("comments"));
  const page = Number.isInteger(wanted) && wanted >= 1 && wanted <= pages ? wanted : 1;

  const list = more ? null : await comments({ page: pageId, limit: THREADS, offset: (page - 1) * THREADS });
  const threads = list?.items ?? [];
  const shown = more ? more.items : threads.flatMap((first) => [first, ...first.replies]);
  const replyTo = Number(query.get("reply_to"));
  return {
    path,
    conversation: found,
    threads,
    page,
    pages,
    more: more && { thread, items: more.items, next: more.next_cursor },
    replyTo: (found.form && shown.find((comment) => comment.id === replyTo && comment.can_be_answered)) || null,
    here: more ? { thread: String(thread), after } : page > 1 ? { comments: String(page) } : {},
  };
}

/** An address that shows the same part of the conversation, with something more. */
export function linkTo(reading: Reading, query: Record<string, string | number>, anchor: string): string {
  const all = new URLSearchParams({ ...reading.here, ...Object.fromEntries(Object.entries(query).map(([k, v]) => [k, String(v)])) });
  return `${reading.path}${all.size ? `?${all}` : ""}#${anchor}`;
}

async function pageOf(pageId: number, commentId: number): Promise<number> {
  for (let offset = 0; offset < LOOKED_THROUGH; offset += 100) {
    const list = await comments({ page: pageId, limit: 100, offset });
    const index = list?.items.findIndex((first) => [first, ...first.replies].some(({ id }) => id === commentId)) ?? -1;
    if (index >= 0) return Math.floor((offset + index) / THREADS) + 1;
    if (!list?.next_cursor) break;
  }
  return 1;
}
