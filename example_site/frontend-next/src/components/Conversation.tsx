/** What readers say about a page, and the form to write. Every word here comes from the API. */

import { comments, conversation as conversationOf, type Comment, type Conversation as About, type Thread } from "@/api";

import { CommentForm } from "./CommentForm";
import { Html } from "./Html";

export async function Conversation({ page, title }: { page: number; title: string }) {
  const [about, list] = await Promise.all([conversationOf(page), comments(page, {})]);
  if (!about) return <title>{title}</title>;
  return (
    <>
      <section className="coprod-conversation" id="comments" aria-labelledby="comments-title">
        <h2 id="comments-title">{about.heading}</h2>
        {about.message && <p className={about.state === "open" && !about.full ? "coprod-empty" : "coprod-note"}>{about.message}</p>}
        <Threads threads={list?.items ?? []} about={about} />
        {list?.next_cursor && (
          <nav className="coprod-pagination">
            <a href={further(page, { cursor: list.next_cursor })} rel="next nofollow">{about.texts.later}</a>
          </nav>
        )}
      </section>
      {about.form ? <CommentForm page={page} form={about.form} documentTitle={title} /> : <title>{title}</title>}
    </>
  );
}

/** Where the threads or replies after a cursor are. */
export const further = (page: number, query: Record<string, string>) => `/conversation/${page}/?${new URLSearchParams(query)}`;

export const Threads = ({ threads, about }: { threads: Thread[]; about: About }) =>
  threads.length > 0 && (
    <ol className="coprod-thread">
      {threads.map((thread) => (
        <li key={thread.id}>
          <OneComment comment={thread} about={about} />
          <Replies replies={thread.replies} about={about} />
          {thread.replies_cursor && (
            <p className="coprod-comment__actions">
              <a href={further(about.page, { thread: String(thread.id), cursor: thread.replies_cursor })} rel="nofollow">
                {about.texts.more_replies}
                <span className="coprod-visually-hidden"> ({thread.heading})</span>
              </a>
            </p>
          )}
        </li>
      ))}
    </ol>
  );

export const Replies = ({ replies, about }: { replies: Comment[]; about: About }) =>
  replies.length > 0 && (
    <ol className="coprod-replies">{replies.map((reply) => <li key={reply.id}><OneComment comment={reply} about={about} /></li>)}</ol>
  );

function OneComment({ comment, about }: { comment: Comment; about: About }) {
  const Heading = comment.depth === 0 ? "h3" : "h4";
  const anchor = `comment-${comment.id}`;
  const name = comment.author?.name;
  const { texts } = about;
  return (
    <article className={`coprod-comment${comment.note ? " coprod-comment--noted" : ""}`} id={anchor} tabIndex={-1} aria-labelledby={`${anchor}-title`}>
      <Heading className="coprod-comment__head" id={`${anchor}-title`}>
        <Html as="span" html={comment.byline_html} />{" "}
        {comment.when_html ? (
          <Html as="a" className="coprod-comment__link" {...{ href: `#${anchor}` }} html={comment.when_html} />
        ) : (
          <a className="coprod-comment__link" href={`#${anchor}`}>{texts.link_here}</a>
        )}
      </Heading>
      {comment.note && <p className="coprod-comment__when">{comment.note}</p>}
      <Words comment={comment} />
      {comment.can_be_answered && about.form && (
        <p className="coprod-comment__actions">
          <a href={`/reply/${comment.id}/`} rel="nofollow">
            {name ? texts.reply.replace("{name}", () => name) : texts.reply_nameless}
            {comment.when_html && <Html as="span" className="coprod-visually-hidden" html={`, ${comment.when_html}`} />}
          </a>
        </p>
      )}
    </article>
  );
}

/** What somebody wrote; folded, where they say what others should know before they read it. */
export function Words({ comment }: { comment: Comment }) {
  if (!comment.body_html) return null;
  const body = <Html as="div" className="coprod-comment__body" dir="auto" lang={comment.language ?? undefined} html={comment.body_html} />;
  if (!comment.content_note_html) return body;
  return (
    <details className="coprod-comment__noted">
      <Html as="summary" html={comment.content_note_html} />
      {body}
    </details>
  );
}
