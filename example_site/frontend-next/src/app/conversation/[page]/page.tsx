/** The threads after a cursor, or the replies in one of them: what a long conversation has beside its page. */

import type { Metadata } from "next";
import { notFound } from "next/navigation";

import { comments, conversation, replies } from "@/api";
import { Replies, Threads, further } from "@/components/Conversation";
import { hidden } from "@/head";
import { words } from "@/words";

type Props = { params: Promise<{ page: string }>; searchParams: Promise<{ cursor?: string; thread?: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return hidden((await conversation(Number((await params).page)))?.heading ?? words.notFound);
}

export default async function Further({ params, searchParams }: Props) {
  const page = Number((await params).page);
  const { cursor = "", thread } = await searchParams;
  const about = await conversation(page);
  const [threads, more] = thread ? [null, await replies(page, Number(thread), cursor)] : [await comments(page, { cursor }), null];
  const next = (threads ?? more)?.next_cursor;
  if (!about || !(threads ?? more)) notFound();
  return (
    <section className="coprod-conversation" aria-labelledby="comments-title">
      <h1 id="comments-title">{about.heading}</h1>
      <p className="coprod-alone"><a href={new URL(about.url).pathname}>{words.backTo(about.title)}</a></p>
      {threads && <Threads threads={threads.items} about={about} />}
      {more && <Replies replies={more.items} about={about} />}
      {next && (
        <nav className="coprod-pagination">
          <a href={further(page, { ...(thread ? { thread } : {}), cursor: next })} rel="next nofollow">
            {thread ? about.texts.more_replies : about.texts.later}
          </a>
        </nav>
      )}
    </section>
  );
}
