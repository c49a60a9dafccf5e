import type { ReactNode } from "react";

import { slip } from "@/api";
import { Shell } from "@/components/Shell";
import { directionOf } from "@/words";

type Props = { params: Promise<{ secret: string }>; children: ReactNode };

export default async function Layout({ params, children }: Props) {
  const language = (await slip((await params).secret))?.language;
  return <Shell path="" language={language} direction={language && directionOf(language)}>{children}</Shell>;
}
