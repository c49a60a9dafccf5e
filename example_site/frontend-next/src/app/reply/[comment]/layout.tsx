import type { ReactNode } from "react";

import { comment as commentOf } from "@/api";
import { Shell } from "@/components/Shell";
import { directionOf } from "@/words";

type Props = { params: Promise<{ comment: string }>; children: ReactNode };

export default async function Layout({ params, children }: Props) {
  const { comment } = await params;
  const language = (await commentOf(comment))?.page.language;
  return <Shell path={`/reply/${comment}/`} language={language} direction={language && directionOf(language)}>{children}</Shell>;
}
