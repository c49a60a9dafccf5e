/**
 * The site's own words. What is said about comments comes from the API, in the language of the page.
 *
 * For a site in several languages, make one of these for each, and choose it by the page's language.
 */

export const LANGUAGE = "en-GB";

export const words = {
  skip: "Skip to the main part",
  home: "Home",
  menu: "Main menu",
  aboutSite: "About this site",
  footer: "Kettle Lane is an invented charity. This site shows a front end for the coprod-wagtail package.",
  otherLanguages: "This page in other languages",
  by: "By",
  minutes: (count: number) => (count === 1 ? "1 minute to read" : `${count} minutes to read`),
  about: "About",
  tags: "Tags",
  answer: "Say what you think",
  findOutMore: "Find out more",
  whatHappensNext: "What happens with the answers",
  postsBy: (name: string) => `Posts by ${name}`,
  asking: "We are asking",
  asked: "We asked before",
  newPosts: "New on the blog",
  readNext: "Read next",
  topics: "Topics",
  years: "Posts by year",
  soManyPosts: (count: number) => `${new Intl.NumberFormat(LANGUAGE).format(count)} ${count === 1 ? "post" : "posts"}`,
  noPosts: "There are no posts here yet.",
  noMembers: "There is nobody here yet.",
  noQuestions: "We are not asking anything just now.",
  soManyComments: (count: number) => `${new Intl.NumberFormat(LANGUAGE).format(count)} ${count === 1 ? "comment" : "comments"}`,
  pageOf: (page: number, pages: number) => `Page ${page} of ${pages}`,
  pageNumber: (page: number) => `Page ${page}`,
  pagesOf: (title: string) => `Pages of ${title}`,
  previousPage: "Previous page",
  nextPage: "Next page",
  notFound: "We cannot find that page",
  notFoundText: "It may have moved, or the address may have a mistake in it.",
  toHome: "Go to our home page",
  trouble: "We cannot show this page just now",
  troubleText: "It is not your fault. Please try again in a few minutes.",
  error: "Error",
  table: "Table",
  backTo: (title: string) => `Back to: ${title}`,
  yourWords: "Your words",
  whatYouCanDo: "What you can do",
  notSent: "We could not send your comment. Your words are still here. Please press Send again.",
  notTaken: "We could not take this. Here is what you wrote, to copy.",
};

/** For an element with words of ours on a page in `language`: what they are in, if that is another one. */
export function inOurs(language: string): { lang?: string; dir?: "ltr" } {
  return language.split("-")[0] === LANGUAGE.split("-")[0] ? {} : { lang: LANGUAGE, dir: "ltr" };
}

export function dayInWords(day: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));
}

/** What the API says of a direction, as HTML takes it. The API may come to say more than these two. */
export const asDirection = (direction: string): "ltr" | "rtl" => (direction === "rtl" ? "rtl" : "ltr");

export function directionOf(language: string): "ltr" | "rtl" {
  return /Arab|Hebr|Thaa|Syrc|Nkoo|Adlm/.test(new Intl.Locale(language).maximize().script ?? "") ? "rtl" : "ltr";
}

/** "Maryam Otieno" gives "MO". */
export function initials(name: string): string {
  const letters = name
    .split(/\s+/)
    .map((word) => [...word][0] ?? "")
    .filter((letter) => /[\p{L}\p{N}]/u.test(letter));
  return [letters[0], letters.length > 1 ? letters.at(-1) : ""].join("").toUpperCase();
}
