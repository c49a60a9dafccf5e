"use server";

/** What readers send. These run on this server, with scripts in the browser and without. */

import { createHash } from "node:crypto";

import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { redirect } from "next/navigation";

import { actOnSlip, sendComment } from "./api";
import type { NotSent, Question, Sent } from "./coprod-api";
import { FRONTEND_SECRET } from "./settings";
import { signedAddress } from "./signatures";

/** Why a comment was not sent, with every word that was typed. */
export interface Unsent {
  /** None where Wagtail said nothing: it cannot be reached, or something is wrong with it. */
  errors: { field: string; message: string }[];
  /** What its writer has to be asked first. */
  questions: Question[];
  typed: Record<string, string>;
}

/** Send what was typed. A comment that was taken leads to its private page. */
export async function send(_before: Unsent | null, form: FormData): Promise<Unsent> {
  const typed = Object.fromEntries([...form].filter((field): field is [string, string] => typeof field[1] === "string" && !field[0].startsWith("$")));
  const unsent = (errors: Unsent["errors"], questions: Question[] = []): Unsent => ({ errors, questions, typed });
  const answer = await attempt(typed).catch(() => null);
  if (!answer || answer.status >= 500) return unsent([]);
  if (answer.status !== 202) {
    const problem: NotSent = await answer.json();
    if (problem.questions) return unsent([], problem.questions);
    return unsent(problem.errors?.length ? problem.errors : [{ field: "", message: problem.detail }]);
  }
  const sent: Sent = await answer.json();
  redirect(`/your-comment/${sent.secret}/#thank-you`);
}

/** A page that was drawn long ago has an old token. The answer to it has a fresh one. */
async function attempt(typed: Record<string, string>): Promise<Response> {
  const { confirm = "", page, helped, helped_shown, ...fields } = typed;
  const ticks = { helped: helped === "on", helped_shown: helped_shown === "on" };
  const comment = { ...fields, ...ticks, page: Number(page), confirm: confirm.split(" ").filter(Boolean) };
  const address = (await headers()).get("x-forwarded-for") ?? ""; // start.mjs says it
  const from = { ...signedAddress(FRONTEND_SECRET, address), "Idempotency-Key": idempotencyKey(typed, address) };
  const first = await sendComment(comment, from);
  if (first.ok || first.status >= 500) return first;
  const { token }: Partial<NotSent> = await first.clone().json();
  return token ? sendComment({ ...comment, token: token.value }, from) : first;
}

/**
 * The same for the same words of the same reader on the same page as it was drawn, however often they are sent. The page is
 * kept, so its form has no key of its own for each reader.
 */
function idempotencyKey(typed: Record<string, string>, address: string): string {
  return createHash("sha256").update(JSON.stringify([typed, address])).digest("hex");
}

/** What the writer of a comment does with it, and then its private page once more. */
export async function act(form: FormData): Promise<void> {
  const secret = String(form.get("secret"));
  const answer = await actOnSlip(secret, String(form.get("verb")));
  // 409: it was done already, in another tab. What there is to say stands on the page.
  if (!answer.ok && answer.status !== 409 && answer.status !== 404) throw new Error(`${answer.status} from Wagtail`);
  const page = `/your-comment/${encodeURIComponent(secret)}/`;
  revalidatePath(page); // else a browser with scripts stays with what it has
  redirect(page);
}
