/** A page of whatever kind, with what search engines are told of it and what readers say about it. */

import type { ConversationInShort } from "@/api";
import { said, type Drawn } from "@/at";
import { jsonLd, titleOf } from "@/head";
import { asDirection, words } from "@/words";

import { Conversation } from "./Conversation";
import { IndexPage, ListPage, MemberPage, OtherPage, PostPage, QuestionPage } from "./Kinds";

export async function Page({ found, number = 1 }: { found: Drawn; number?: number }) {
  const conversation = "page" in found && "conversation" in found.page ? (found.page.conversation as ConversationInShort | null) : null;
  const seo = found.kind === "list" ? found.list.seo : found.kind === "other" ? null : found.page.seo;
  const { translations } = said(found);
  const title = await titleOf(found, number);
  return (
    <>
      {!conversation && <title>{title}</title>}
      {seo && <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: jsonLd(seo) }} />}
      {translations.length > 0 && (
        <nav className="coprod-translations" aria-label={words.otherLanguages}>
          <ul>
            {translations.map((other) => (
              <li key={other.language}>
                <a href={other.path} lang={other.language} hrefLang={other.language} dir={asDirection(other.direction)}>{other.name}</a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <Kind found={found} number={number} />
      {conversation && <Conversation page={conversation.page} title={title} />}
    </>
  );
}

function Kind({ found, number }: { found: Drawn; number: number }) {
  switch (found.kind) {
    case "post":
      return <PostPage post={found.page} />;
    case "member":
      return <MemberPage member={found.page} />;
    case "conversation-page":
      return <QuestionPage question={found.page} />;
    case "index":
      return <IndexPage index={found.page} number={number} />;
    case "list":
      return <ListPage list={found.list} number={number} />;
    case "other":
      return <OtherPage page={found.page} />;
  }
}
