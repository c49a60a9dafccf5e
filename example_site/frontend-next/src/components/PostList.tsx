/** Posts in a list, and what stands with a post in lists and above its text. */

import { Fragment } from "react";

import type { PostInList } from "@/api";
import { asDirection, dayInWords, inOurs, words } from "@/words";

import { Picture } from "./Picture";

export function PostList({ posts, level: Heading = "h2" }: { posts: PostInList[]; level?: "h2" | "h3" }) {
  if (posts.length === 0) return <p className="coprod-note">{words.noPosts}</p>;
  return (
    <ol className="coprod-posts">
      {posts.map((post, index) => (
        <li key={post.id}>
          <article className="coprod-post-summary" aria-labelledby={`post-${post.id}`} lang={post.language} dir={asDirection(post.direction)}>
            <div className="coprod-post-summary__text">
              <Heading className="coprod-post-summary__title" id={`post-${post.id}`}><a href={post.path}>{post.title}</a></Heading>
              <Byline post={post} />
              {post.summary && <p>{post.summary}</p>}
              {post.categories.length > 0 && (
                <p className="coprod-post-summary__about">
                  {post.categories.map(({ name, slug, path, language, direction }, number) => (
                    <Fragment key={slug}>
                      {number > 0 && ", "}
                      {path ? <a href={path} lang={language} dir={asDirection(direction)}>{name}</a> : name}
                    </Fragment>
                  ))}
                </p>
              )}
              <SoManyComments path={post.path} title={post.title} count={post.conversation?.comment_count ?? 0} />
            </div>
            {post.picture && (
              <Picture picture={post.picture} className="coprod-post-summary__picture" sizes="(min-width: 36rem) 12rem, 100vw" alt="" lazy={index > 0} />
            )}
          </article>
        </li>
      ))}
    </ol>
  );
}

export const SoManyComments = ({ path, title, count }: { path: string; title: string; count: number }) =>
  count > 0 && (
    <p className="coprod-post-summary__facts">
      <a href={`${path}#comments`}>
        {words.soManyComments(count)}
        <span className="coprod-visually-hidden">: {title}</span>
      </a>
    </p>
  );

/** Who wrote a post, when, and how long it takes to read. `linked` says whether names lead to the members' pages. */
export function Byline({ post, linked = false }: { post: PostInList; linked?: boolean }) {
  const own = inOurs(post.language);
  const names = new Intl.ListFormat(post.language, { type: "conjunction" }).formatToParts(post.authors.map((_, index) => String(index)));
  return (
    <p className="coprod-byline__text">
      {post.authors.length > 0 && (
        <span className="coprod-byline__names">
          <span {...own}>{words.by}</span>{" "}
          {names.map((part, index) => {
            const author = part.type === "element" ? post.authors[Number(part.value)] : undefined;
            if (!author) return part.value;
            return linked && author.path ? <a key={index} href={author.path}>{author.name}</a> : author.name;
          })}
        </span>
      )}
      <span className="coprod-byline__facts">
        {post.date && (
          <>
            <time dateTime={post.date}>{dayInWords(post.date, post.language)}</time>
            <span aria-hidden="true"> · </span>
          </>
        )}
        <span {...own}>{words.minutes(post.reading_minutes)}</span>
      </span>
    </p>
  );
}
