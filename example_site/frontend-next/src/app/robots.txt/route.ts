/** What Wagtail asks of programs that go through the site, what words may be used for among it, and what is private here. */

import { PAGES } from "@/api";
import { CMS, KEPT_SECONDS } from "@/settings";

const OURS = ["/your-comment/", "/reply/", "/conversation/"].map((path) => `Disallow: ${path}\n`).join("");

export const dynamic = "force-static";

export async function GET(): Promise<Response> {
  const answer = await fetch(`${CMS}/robots.txt`, { next: { revalidate: KEPT_SECONDS, tags: [PAGES] } });
  if (!answer.ok) throw new Error(`${answer.status} from ${answer.url}`);
  return new Response((await answer.text()).replace(/^(User-agent: \*\n)/im, `$1${OURS}`), { headers: { "Content-Type": "text/plain" } });
}
