/** Answer a comment: it, and the form. */

import type { Metadata } from "next";
import { notFound } from "next/navigation";

import { comment as commentOf, conversation as conversationOf, site } from "@/api";
import { CommentForm } from "@/components/CommentForm";
import { Words } from "@/components/Conversation";

type Props = { params: Promise<{ comment: string }> };

export const dynamic = "force-dynamic";

async function answered({ params }: Props) {
  const found = await commentOf((await params).comment);
  const about = found && (await conversationOf(found.page.id));
  if (!about?.form || !found?.comment.can_be_answered) notFound();
  const name = found.comment.author?.name;
  return { ...found, about, form: about.form, title: name ? about.texts.reply.replace("{name}", () => name) : about.texts.reply_nameless };
}

export const metadata: Metadata = { robots: { index: false } };

export default async function Reply(props: Props) {
  const { comment, page, form, title } = await answered(props);
  return (
    <>
      <h1><a href={page.path}>{page.title}</a></h1>
      <blockquote className="coprod-answered"><Words comment={comment} /></blockquote>
      <CommentForm page={page.id} form={form} documentTitle={`${title} – ${(await site()).name}`} replyTo={comment.id} title={title} />
    </>
  );
}
