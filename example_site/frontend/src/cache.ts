/**
 * Answers of the API that are the same for everybody, kept in memory.
 *
 * For a minute an answer is given without asking. After that, and after every webhook, the API is asked whether it is
 * still the same (`If-None-Match`), and answers 304 without drawing anything if so.
 */

import { reach } from "./reach";

const MOST = 500;
const FRESH = 60_000;
/** When the API does not answer, what we have is better than nothing, for so long: but not when we were told since that
 * something changed, which may be that words were hidden. */
const STALE = 3_600_000;

interface Kept {
  status: number;
  etag: string;
  body: unknown;
  asked: number;
  change: number;
}

const kept = new Map<string, Kept>();
let change = 0;
let reserved: Record<string, string> = {};

/** What readers' words may be used for, in the headers in which Wagtail says it with them. They are the same for a whole site. */
export const usage = () => reserved;

/** Something has changed: ask anew for everything. What did not change costs no more than a 304. */
export function forget(): void {
  change += 1;
}

/** GET as JSON. Raises what `fetch` raises where the API cannot be reached and there is nothing in memory. */
export async function getJson(address: string): Promise<{ status: number; body: unknown }> {
  const known = kept.get(address);
  const asked = Date.now();
  if (known?.change === change && asked - known.asked < FRESH) return known;

  const beforeAsking = change; // a webhook that comes while we wait must not be lost
  let answer: Response;
  try {
    answer = await reach(address, { headers: known?.etag ? { "If-None-Match": known.etag } : {} });
    if (answer.status >= 500) throw new Error(`${answer.status} from ${address}`);
  } catch (error) {
    if (known?.change === change && asked - known.asked < STALE) return known;
    throw error;
  }

  if (answer.ok && new URL(address).pathname.endsWith("/comments/")) {
    const told = ["Content-Usage", "TDM-Reservation"].map((name) => [name, answer.headers.get(name)] as const);
    reserved = Object.fromEntries(told.filter((header): header is [string, string] => header[1] !== null));
  }
  const found =
    answer.status === 304 && known
      ? { ...known, asked, change: beforeAsking }
      : {
          status: answer.status,
          etag: answer.headers.get("ETag") ?? "",
          body: answer.ok ? await answer.json() : null,
          asked,
          change: beforeAsking,
        };
  kept.delete(address);
  if (found.status === 200 || found.status === 404) {
    kept.set(address, found); // at the end: what was asked for longest ago is first
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST) break;
      kept.delete(oldest);
    }
  }
  return found;
}
