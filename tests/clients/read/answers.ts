/** Answers of a server that is newer than the client: with values, parts, kinds and fields that nobody knew of. */
import { readFileSync } from "node:fs";

type Name = "Post" | "Preview" | "Conversation" | "NotSent";

const found: Record<Name, unknown> = JSON.parse(readFileSync("made/answers.json", "utf8"));

export const answer = (name: Name): unknown => found[name];

/** What every client has to have understood. */
export interface Understood {
  direction: string;
  precision: string;
  level: string;
  parts: string[];
  state: string;
  preview: string;
  token: string;
}

export function say(understood: Understood): void {
  console.log(JSON.stringify(understood));
}
