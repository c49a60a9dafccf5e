/** What a reader tells us about a comment, on its way from a plain form to the API. */

import { ApiDown, reportForm, sendReport } from "./api";
import type { NotSent, Reported, ReportForm } from "./coprod-api";
import { FRONTEND_SECRET } from "./settings";
import { signedAddress } from "./signatures";

export type Told = { said: Reported; language: string } | NotTold;

export interface NotTold {
  status: number;
  retryAfter: string | null;
  /** None where the API said nothing: it cannot be reached, or something is wrong with it. */
  errors: { field: string; message: string }[];
}

/** `again` says whether a form that was open for long is sent once more with the token of the error. */
export async function tell(comment: string, form: URLSearchParams, address: string, again = true): Promise<Told> {
  const refused = (status: number, errors: NotTold["errors"] = [], retryAfter: string | null = null): NotTold => ({
    status,
    errors,
    retryAfter,
  });
  try {
    const answer = await sendReport(comment, Object.fromEntries(form), signedAddress(FRONTEND_SECRET, address));
    if (answer.status === 202) {
      return { said: (await answer.json()) as Reported, language: answer.headers.get("Content-Language") ?? "en" };
    }
    if (answer.status >= 500) return refused(502);
    const problem: NotSent = await answer.json();
    if (again && problem.token) {
      const fresh = new URLSearchParams(form);
      fresh.set("token", problem.token.value);
      return await tell(comment, fresh, address, false);
    }
    const errors = problem.errors.length ? problem.errors : [{ field: "", message: problem.detail }];
    return refused(answer.status, errors, answer.headers.get("Retry-After"));
  } catch (error) {
    if (error instanceof ApiDown) return refused(error.status);
    throw error;
  }
}

/** The form, or null where there is no such comment. Where the API does not answer, nobody can be shown one. */
export const formAbout = (comment: string): Promise<{ form: ReportForm; language: string } | null> => reportForm(comment);
