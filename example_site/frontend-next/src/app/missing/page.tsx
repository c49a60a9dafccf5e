/** What start.mjs sends where nothing is: with the status 404, and under the address that was asked for. */

import type { Metadata } from "next";

import { hidden } from "@/head";
import { words } from "@/words";

export const generateMetadata = (): Promise<Metadata> => hidden(words.notFound);

export default function Missing() {
  return (
    <>
      <h1>{words.notFound}</h1>
      <p>{words.notFoundText}</p>
      <p><a href="/">{words.toHome}</a></p>
    </>
  );
}
