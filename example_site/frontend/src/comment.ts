/** A comment on its way from a plain form to the API. */

import { createHash } from "node:crypto";

import { ApiDown, previewComment, sendComment } from "./api";
import { forget } from "./cache";
import type { CommentPreview, NotSent, Sent } from "./coprod-api";
import { FRONTEND_SECRET } from "./settings";
import { signedAddress } from "./signatures";

/** Hidden in each form, another one each time. */
export const KEY = "key";

/** What became of it: the secret of its private page, or what to say and what was typed. */
export type Attempt = { secret: string } | Look | Refused;

/** Before it is sent: how it will look, where somebody asked for that, and what its writer is asked. Nothing is stored. */
export interface Look {
  preview: CommentPreview | null;
  questions: CommentPreview["questions"];
  typed: URLSearchParams;
}

/** What was typed so far, where somebody went elsewhere on the page with it: nothing was sent. */
export interface Unsent {
  typed: URLSearchParams;
  /** The part of the address that leads there. */
  query: URLSearchParams;
}

/**
 * A button beside Send was pressed: one that answers a comment (`reply`, with its id, or empty for none), leads to other
 * comments (`page`, with the query for them), or back from a look at the comment (`change`).
 */
export function unsent(form: URLSearchParams, here: URLSearchParams): Unsent | null {
  const [reply, page] = [form.get("reply"), form.get("page")];
  if (reply === null && page === null && !form.has("change")) return null;
  const query = new URLSearchParams(page ?? here);
  query.delete("reply_to");
  const answered = reply === null ? form.get("reply_to") : reply;
  if (answered) query.set("reply_to", answered);
  return { typed: form, query };
}

export interface Refused {
  status: number;
  retryAfter: string | null;
  /** None where the API said nothing: it cannot be reached, or something is wrong with it. */
  errors: { field: string; message: string }[];
  typed: URLSearchParams;
}

/** `again` says whether a form that was open for long, or built long ago, is sent once more with the token of the error. */
export async function send(form: URLSearchParams, page: number, address: string, again = true): Promise<Attempt> {
  const signed = signedAddress(FRONTEND_SECRET, address);
  const headers = { ...signed, "Idempotency-Key": idempotencyKey(form) };
  const refused = (status: number, errors: Refused["errors"], retryAfter: string | null = null): Refused => ({
    status,
    retryAfter,
    errors,
    typed: form,
  });
  try {
    const { confirm = "", helped, helped_shown, ...fields } = Object.fromEntries(form);
    const confirmed = confirm.split(" ").filter(Boolean);
    const ticks = { helped: helped === "on", helped_shown: helped_shown === "on" };
    const body = { ...fields, ...ticks, confirm: confirmed, page };
    const answer = form.has("preview") ? await previewComment(body, signed) : await sendComment(body, headers);
    if (answer.status === 202) return (await answer.json()) as Sent;
    if (answer.ok) {
      const preview = (await answer.json()) as CommentPreview;
      return { preview, questions: preview.questions, typed: form };
    }
    if (answer.status >= 500) return refused(502, []);
    const problem: NotSent = await answer.json();
    if (problem.questions) return { preview: null, questions: problem.questions, typed: form };
    if (again && problem.token) {
      const fresh = new URLSearchParams(form);
      fresh.set("token", problem.token.value);
      return await send(fresh, page, address, false);
    }
    // The conversation may just have closed: what we know of it is too old.
    if (answer.status === 404 || answer.status === 409) forget();
    const errors = problem.errors.length ? problem.errors : [{ field: "", message: problem.detail }];
    return refused(answer.status, errors, answer.headers.get("Retry-After"));
  } catch (error) {
    if (error instanceof ApiDown) return refused(error.status, []);
    throw error;
  }
}

/**
 * The same for the same words in the same form, however often they are sent. Other words in it, after the browser's Back
 * for example, are another comment.
 */
function idempotencyKey(form: URLSearchParams): string {
  return createHash("sha256").update(form.toString()).digest("hex");
}
