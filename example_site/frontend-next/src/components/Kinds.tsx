/** What each kind of page looks like. */

import { members, posts, questions, recentComments, textOf, topics, years, type ConversationPage, type Index, type ListOfPages, type Member, type Other, type Post } from "@/api";
import type { Drawn } from "@/at";
import { asDirection, inOurs, words } from "@/words";

import { Html } from "./Html";
import { Pagination } from "./Pagination";
import { Paragraphs, Parts } from "./Parts";
import { Avatar, Picture } from "./Picture";
import { Byline, PostList, SoManyComments } from "./PostList";

const POSTS = 10;
const MEMBERS = 30;
/** How many things a list has on each of its pages, by what it lists. */
const perPage = (lists: string) => (lists === "member" ? MEMBERS : POSTS);
const pagesIn = ({ lists, page_count }: Index | ListOfPages) => Math.max(1, Math.ceil(page_count / perPage(lists)));
/** How many pages there are of what is at an address. */
export const pagesOf = (found: Drawn) => (found.kind === "index" ? pagesIn(found.page) : found.kind === "list" ? pagesIn(found.list) : 1);

export function PostPage({ post }: { post: Post }) {
  const own = inOurs(post.language);
  const about = [
    { title: words.about, items: post.categories },
    { title: words.tags, items: post.tags },
  ].filter(({ items }) => items.length > 0);
  const next = post.series?.next ?? post.next;
  return (
    <>
      <article className="coprod-post">
        <h1>{post.title}</h1>
        <div className="coprod-byline">
          {post.authors.length > 0 && (
            <div className="coprod-byline__faces">{post.authors.map((one) => <Avatar key={one.name} name={one.name} picture={one.picture} />)}</div>
          )}
          <Byline post={post} linked />
        </div>
        {post.summary && <p className="coprod-summary">{post.summary}</p>}
        {post.picture && <figure className="coprod-picture"><Picture picture={post.picture} /></figure>}
        <Parts parts={post.body} />
        {about.length > 0 && (
          <dl className="coprod-about">
            {about.map(({ title, items }) => (
              <div key={title}>
                <dt {...own}>{title}</dt>
                {items.map(({ name, slug, path, language, direction }) => (
                  <dd key={slug} lang={language} dir={asDirection(direction)}>{path ? <a href={path}>{name}</a> : name}</dd>
                ))}
              </div>
            ))}
          </dl>
        )}
      </article>
      {(next || post.related.length > 0) && (
        <nav className="coprod-related" aria-labelledby="read-next">
          <h2 id="read-next" {...own}>{words.readNext}</h2>
          <ul>
            {[...(next ? [next] : []), ...post.related.filter(({ path }) => path !== next?.path)].map(({ path, title }) => (
              <li key={path}><a href={path}>{title}</a></li>
            ))}
          </ul>
        </nav>
      )}
      {post.closing_question && (
        <section className="coprod-closing" aria-labelledby="closing-question">
          <h2 id="closing-question">{post.closing_question}</h2>
          {post.conversation?.state === "open" && <p className="coprod-answer-link"><a href="#form" {...own}>{words.answer}</a></p>}
        </section>
      )}
    </>
  );
}

export async function MemberPage({ member }: { member: Member }) {
  const own = inOurs(member.language);
  const written = (await posts({ author: member.id, locale: member.language, limit: 100 }))?.items ?? [];
  return (
    <>
      <article className="coprod-profile">
        <div className="coprod-profile__head">
          {member.picture ? (
            <Picture picture={member.picture} className="coprod-profile__photo" sizes="10rem" />
          ) : (
            <Avatar name={member.name} picture={null} />
          )}
          <div>
            <h1>{member.name}</h1>
            {member.role && <p className="coprod-profile__role">{member.role}</p>}
          </div>
        </div>
        {member.short_text && <p className="coprod-summary">{member.short_text}</p>}
        {member.long_text_html && <Html as="div" className="coprod-body" html={member.long_text_html} />}
        {member.links.length > 0 && (
          <>
            <h2 {...own}>{words.findOutMore}</h2>
            <ul className="coprod-links">{member.links.map(({ label, url }) => <li key={url}><a href={url}>{label}</a></li>)}</ul>
          </>
        )}
      </article>
      {written.length > 0 && (
        <section aria-labelledby="posts">
          <h2 id="posts" {...own}>{words.postsBy(member.name)}</h2>
          <PostList posts={written} level="h3" />
        </section>
      )}
    </>
  );
}

export function QuestionPage({ question }: { question: ConversationPage }) {
  const own = inOurs(question.language);
  return (
    <article className="coprod-ask">
      <h1>{question.question || question.title}</h1>
      <Parts parts={question.body} />
      {question.what_happens_next && (
        <>
          <h2 {...own}>{words.whatHappensNext}</h2>
          <Paragraphs text={question.what_happens_next} />
        </>
      )}
      {question.conversation?.state === "open" && <p className="coprod-answer-link"><a href="#form" {...own}>{words.answer}</a></p>}
    </article>
  );
}

export async function IndexPage({ index, number }: { index: Index; number: number }) {
  const part = { under: String(index.id), limit: perPage(index.lists), offset: (number - 1) * perPage(index.lists) };
  return (
    <>
      <h1>{index.title}</h1>
      {index.intro_html && <Html as="div" className="coprod-body" html={index.intro_html} />}
      {index.lists === "member" ? <MemberList under={part} /> : <PostList posts={(await posts(part))?.items ?? []} />}
      <Pagination title={index.title} path={index.path} page={number} pages={pagesIn(index)} />
      {index.lists === "post" && number === 1 && <WaysIn blog={index.path} language={index.language} />}
    </>
  );
}

/** Some of what an index lists: the posts about a topic, of a month, in a series. */
export async function ListPage({ list, number }: { list: ListOfPages; number: number }) {
  const part = { ...list.filters, under: String(list.index), limit: POSTS, offset: (number - 1) * POSTS };
  return (
    <>
      <h1>{list.seo.title}</h1>
      {list.description && <p className="coprod-summary">{list.description}</p>}
      <PostList posts={(await posts(part))?.items ?? []} />
      <Pagination title={list.name} path={list.path} page={number} pages={pagesIn(list)} />
    </>
  );
}

/** What the posts of a blog are about, and from which years they are. */
async function WaysIn({ blog, language }: { blog: string; language: string }) {
  const own = inOurs(language);
  const [about, from] = await Promise.all([topics(blog), years(blog)]);
  const ways = [
    { id: "topics", title: words.topics, items: (about?.items ?? []).map((one) => ({ ...one, mark: { lang: one.language, dir: asDirection(one.direction) } })) },
    { id: "years", title: words.years, items: (from?.items ?? []).map((one) => ({ ...one, name: String(one.year), mark: {} })) },
  ];
  return ways.map(({ id, title, items }) => items.length > 1 && (
    <nav key={id} className="coprod-find" aria-labelledby={id}>
      <h2 className="coprod-find__title" id={id} {...own}>{title}</h2>
      <ul className="coprod-find__list">
        {items.map(({ name, path, post_count, mark }) => path && (
          <li key={path}>
            <a href={path} {...mark}>{name}</a>{" "}
            <span className="coprod-find__count" {...own}>{words.soManyPosts(post_count)}</span>
          </li>
        ))}
      </ul>
    </nav>
  ));
}

async function MemberList({ under }: { under: { under: string; limit: number; offset: number } }) {
  const found = (await members(under))?.items ?? [];
  if (found.length === 0) return <p className="coprod-note">{words.noMembers}</p>;
  return (
    <ul className="coprod-members">
      {found.map((member) => (
        <li key={member.id}>
          <article className="coprod-member" aria-labelledby={`member-${member.id}`} lang={member.language} dir={asDirection(member.direction)}>
            <Avatar name={member.name} picture={member.picture} />
            <div>
              <h2 className="coprod-member__name" id={`member-${member.id}`}><a href={member.path}>{member.name}</a></h2>
              {member.role && <p className="coprod-member__role">{member.role}</p>}
              {member.short_text && <p>{member.short_text}</p>}
            </div>
          </article>
        </li>
      ))}
    </ul>
  );
}

/** A kind of the site's own: the front door, with what is new below it, or a plain page. */
export async function OtherPage({ page }: { page: Other }) {
  const text = await textOf(page.id);
  const isDoor = page.type === "home.HomePage";
  return (
    <>
      <div className={isDoor ? "welcome" : undefined}>
        <h1>{page.title}</h1>
        {text?.welcome && <p className="coprod-summary">{text.welcome}</p>}
      </div>
      {text && text.body.length > 0 && <Parts parts={text.body} />}
      {isDoor && <BelowTheDoor page={page.id} language={page.language} />}
    </>
  );
}

async function BelowTheDoor({ page, language }: { page: number; language: string }) {
  const part = { under: String(page), locale: language };
  const [asked, newest, said] = await Promise.all([questions({ ...part, limit: 100 }), posts({ ...part, limit: 3 }), recentComments(page)]);
  const all = asked?.items ?? [];
  const open = all.filter(({ conversation }) => conversation?.state === "open");
  const past = all.filter((question) => !open.includes(question));
  const own = inOurs(language);
  return (
    <>
      {[{ id: "asking", title: words.asking, some: open }, { id: "asked", title: words.asked, some: past }].map(
        ({ id, title, some }) => some.length > 0 && (
          <section key={id} className={id === "asking" ? "asking" : undefined} aria-labelledby={id}>
            <h2 id={id} {...own}>{title}</h2>
            <ul>
              {some.map((one) => (
                <li key={one.id}>
                  <a href={one.path}>{one.question || one.title}</a>
                  <SoManyComments path={one.path} title={one.question || one.title} count={one.conversation?.comment_count ?? 0} />
                </li>
              ))}
            </ul>
          </section>
        ),
      )}
      {said && said.items.length > 0 && (
        <section className="coprod-conversation coprod-recent" aria-labelledby="recent-comments">
          <h2 id="recent-comments">{said.heading}</h2>
          <ol className="coprod-thread">
            {said.items.map((one) => (
              <li key={one.id}>
                <p className="coprod-recent__head">
                  <a href={`${one.page_path}#comment-${one.id}`}>
                    <Html as="span" html={one.heading_html} />{" "}
                    <span className="coprod-recent__page"><bdi lang={one.page_language}>{one.page_title}</bdi></span>
                  </a>
                </p>
                <blockquote className="coprod-answered" dir="auto" lang={one.language ?? undefined}>{one.excerpt}</blockquote>
              </li>
            ))}
          </ol>
        </section>
      )}
      {newest && newest.items.length > 0 && (
        <section aria-labelledby="new">
          <h2 id="new" {...own}>{words.newPosts}</h2>
          <PostList posts={newest.items} level="h3" />
        </section>
      )}
    </>
  );
}
