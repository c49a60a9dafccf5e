/** A comment on its way from a plain form to the API. */

import { createHash } from "node:crypto";

import { ApiDown, sendComment } from "./api";
import { forget } from "./cache";
import type { Problem, Sent } from "./coprod-api";
import { FRONTEND_SECRET } from "./settings";
import { signedAddress } from "./signatures";
import { words } from "./words";

/** Hidden in each form, another one each time. */
export const KEY = "key";

/** What became of it: the secret of its private page, or what to say and what was typed. */
export type Attempt = { secret: string } | Refused;

export interface Refused {
  status: number;
  retryAfter: string | null;
  errors: { field: string; message: string }[];
  typed: URLSearchParams;
}

export async function send(form: URLSearchParams, page: number, address: string): Promise<Attempt> {
  const headers = { ...signedAddress(FRONTEND_SECRET, address), "Idempotency-Key": idempotencyKey(form) };
  const refused = (status: number, errors: Refused["errors"], retryAfter: string | null = null): Refused => ({
    status,
    retryAfter,
    errors,
    typed: form,
  });
  try {
    const answer = await sendComment({ ...Object.fromEntries(form), page }, headers);
    if (answer.status === 202) return (await answer.json()) as Sent;
    if (answer.status >= 500) return refused(502, [{ field: "", message: words.notSent }]);
    const problem: Problem = await answer.json();
    // The conversation may just have closed: what we know of it is too old.
    if (answer.status === 404 || answer.status === 409) forget();
    const errors = problem.errors.length ? problem.errors : [{ field: "", message: problem.detail }];
    return refused(answer.status, errors, answer.headers.get("Retry-After"));
  } catch (error) {
    if (error instanceof ApiDown) return refused(error.status, [{ field: "", message: words.notSent }]);
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
