/** Lists: a blog, what is below it (the posts about a topic, of a month, in a series), and the members. */

import { indexWith, members, posts, searched, tags, topics, years, type Found, type Hit, type Index, type ListOfPages, type Member, type PostInList } from "./api";

const POSTS = 10;
const MEMBERS = 30;

type Ways = { name: string; path: string | null; post_count: number; language?: string; direction?: string }[];

export interface List {
  index: Pick<Index, "path" | "title" | "language" | "intro_html">;
  /** Below a blog: which of its posts. */
  list: ListOfPages | null;
  search: string;
  /** What a search found on the whole site, and what to say above it. */
  hits: Hit[];
  said: string;
  posts: PostInList[];
  members: Member[] | null;
  number: number;
  pages: number;
  topics: Ways;
  years: Ways;
  months: Ways;
  /** The address of the page with this number. */
  to: (page: number) => string;
}

/** The part of a list that an address asks for: `?page=2`, and of a blog `?search=bus`. Null where there is no such part. */
export async function listAt(found: Extract<Found, { kind: "index" | "list" }>, query: URLSearchParams): Promise<List | null> {
  const list = found.kind === "list" ? found.list : null;
  const index = found.kind === "list" ? await indexWith(found.list.index) : found.page;
  const number = Number(query.get("page") ?? 1);
  if (!index || !Number.isInteger(number) || number < 1) return null;
  const ofMembers = (list ?? index).lists === "member";
  const search = ofMembers || list ? "" : (query.get("search")?.trim() ?? "");
  const perPage = ofMembers ? MEMBERS : POSTS;
  const slice = { limit: perPage, offset: (number - 1) * perPage };
  const part = { ...list?.filters, under: String(index.id), ...slice };
  const hits = search ? await searched({ q: search, ...slice }) : null;
  if (search && !hits) return null;
  const drawn = hits ?? (ofMembers ? await members(part) : await posts(part));
  if (!drawn || (number > 1 && drawn.items.length === 0)) return null;

  const path = (list ?? index).path;
  const isYear = list?.of === "date" && !("month" in list.filters);
  const isWhole = !ofMembers && !list && !search;
  const [about, from] = await Promise.all([isWhole ? topics(index.path) : null, isWhole || isYear ? years(index.path) : null]);
  const all = from?.items ?? [];
  return {
    index,
    list,
    search,
    hits: hits?.items ?? [],
    said: hits?.said ?? "",
    posts: ofMembers || hits ? [] : (drawn.items as PostInList[]),
    members: ofMembers ? (drawn.items as Member[]) : null,
    number,
    pages: Math.ceil(drawn.count / perPage),
    topics: about?.items ?? [],
    years: isWhole ? all.map((one) => ({ ...one, name: String(one.year) })) : [],
    months: isYear ? (all.find(({ year }) => year === list.filters["year"])?.months ?? []) : [],
    to: (page) => {
      const said = new URLSearchParams({ ...(search && { search }), ...(page > 1 && { page: String(page) }) });
      return said.size ? `${path}?${said}` : path;
    },
  };
}

/** Where the posts of a category or a tag are now: `/blog/?category=food` was the address of the list below the blog. */
export async function movedList(index: Index, query: URLSearchParams): Promise<string | null> {
  const [category, tag] = [query.get("category"), query.get("tag")];
  const lists = category ? await topics(index.path) : tag ? await tags(index.path) : null;
  return lists?.items.find(({ slug }) => slug === (category ?? tag))?.path ?? null;
}
