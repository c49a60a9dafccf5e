import type { z } from "zod";
import { zConversation, zKnownState, zNotSent, zPost, zPreview } from "../made/hey-api/zod.gen";
import { answer, say } from "./answers";

type Post = z.infer<typeof zPost>;
const post = zPost.parse(answer("Post"));
const preview = zPreview.parse(answer("Preview"));
const conversation = zConversation.parse(answer("Conversation"));
const notSent = zNotSent.parse(answer("NotSent"));

/** Each value that is known, and whatever may come. */
const STATES = {
  open: "write", not_open: "wait", closed: "read", paused: "read", frozen: "read", read_only: "read", hidden: "nothing", not_public: "nothing", preview: "read",
} satisfies Record<z.infer<typeof zKnownState>, string>;

function wordsOf(part: Post["body"][number]): string {
  switch (part.type) {
    case "heading":
      return part.value.text;
    case "text":
      return part.value;
    case "quote":
      return part.value.source;
    case "picture":
      return part.value.picture?.alt ?? part.value.caption;
    case "table":
      return part.value.headings.join(", ");
    case "other":
      return part.name;
  }
}

const heading = post.body.find((part) => part.type === "heading");

say({
  direction: post.direction,
  precision: post.date_precision,
  level: heading?.type === "heading" ? heading.value.level : "",
  parts: post.body.map(wordsOf),
  state: Object.hasOwn(STATES, conversation.state) ? "known" : conversation.state,
  preview: preview.kind === "other" ? preview.name : preview.page.seo.title,
  token: notSent.token?.value ?? "",
});
