import type { ReactNode } from "react";

import { pathOf, spokenAt, type Params } from "@/at";
import { Shell } from "@/components/Shell";

/** The document is in the language of its page, so each kind of address has a root layout of its own. */
export default async function Layout({ params, children }: Params & { children: ReactNode }) {
  const path = pathOf((await params).path);
  return <Shell path={path} {...await spokenAt(path)}>{children}</Shell>;
}
