import type { ReactNode } from "react";

import { conversation } from "@/api";
import { Shell } from "@/components/Shell";

type Props = { params: Promise<{ page: string }>; children: ReactNode };

export default async function Layout({ params, children }: Props) {
  const about = await conversation(Number((await params).page));
  return <Shell path={about ? new URL(about.url).pathname : "/"} language={about?.words_language} direction={about?.direction}>{children}</Shell>;
}
