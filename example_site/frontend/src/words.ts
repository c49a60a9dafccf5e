/**
 * The site's own words. What is said about comments comes from the API, in the language of the page.
 *
 * For a site in several languages, make one of these for each, and choose it by the page's language.
 */

export const LANGUAGE = "en-GB";

/** For a page that says that Wagtail does not answer. Every other has the name from there. */
export const SITE_NAME = "Kettle Lane";

/** Why a page cannot be shown, as the status of the answer. */
export type Trouble = 403 | 413 | 502 | 503;

export const TROUBLE: Record<Trouble, { title: string; text: string }> = {
  403: {
    title: "We cannot take this",
    text: "It came from another website. Please open the page here, and send it from there.",
  },
  413: {
    title: "This is too much at once",
    text: "Please go back and make it shorter.",
  },
  502: {
    title: "Something is wrong on our side",
    text: "We cannot show this page just now. It is not your fault. Please try again in a few minutes.",
  },
  503: {
    title: "We cannot show this page just now",
    text: "The part of our website that keeps our texts does not answer. Please try again in a few minutes.",
  },
};

export const words = {
  skip: "Skip to the main part",
  menu: "Main menu",
  aboutSite: "About this site",
  footer: "Kettle Lane is an invented charity. This site shows a front end for the coprod-wagtail package.",
  otherLanguages: "This page in other languages",
  by: "By",
  minutes: (count: number) => (count === 1 ? "1 minute to read" : `${count} minutes to read`),
  about: "About",
  tags: "Tags",
  whatYouCanDo: "What you can do",
  changeIt: "Change it",
  changeNothing: "Go back, and change nothing",
  answer: "Say what you think",
  findOutMore: "Find out more",
  whatHappensNext: "What happens with the answers",
  postsBy: (name: string) => `Posts by ${name}`,
  asking: "We are asking",
  asked: "We asked before",
  newPosts: "New on the blog",
  noPosts: "There are no posts here yet.",
  topics: "Topics",
  years: "Posts by year",
  months: "Months of this year",
  soManyPosts: (count: number) => `${new Intl.NumberFormat(LANGUAGE).format(count)} ${count === 1 ? "post" : "posts"}`,
  partOf: (part: number, of: number) => `Part ${part} of ${of} of`,
  aroundPost: "Posts before and after this one",
  olderPost: "Older post",
  newerPost: "Newer post",
  related: "Read next",
  follow: "Follow with a feed reader",
  noMembers: "There is nobody here yet.",
  noQuestions: "We are not asking anything just now.",
  allPosts: "All posts",
  postsAbout: (name: string) => `Posts about ${name}`,
  postsMarked: (name: string) => `Posts marked “${name}”`,
  postsFrom: (when: string) => `Posts from ${when}`,
  seriesOf: (name: string) => `Series: ${name}`,
  tryOtherWords: "Use fewer words, or another word for the same.",
  hitPages: "Pages of what was found",
  betterHits: "Better matches",
  moreHits: "More matches",
  search: "Search this website",
  searchButton: "Search",
  soManyComments: (count: number) => `${new Intl.NumberFormat(LANGUAGE).format(count)} ${count === 1 ? "comment" : "comments"}`,
  pageOf: (page: number, pages: number) => `Page ${page} of ${pages}`,
  postPages: "Pages of blog posts",
  newerPosts: "Newer posts",
  olderPosts: "Older posts",
  memberPages: "Pages of members",
  previousMembers: "Previous members",
  nextMembers: "Next members",
  commentPages: "Pages of comments",
  notFound: "We cannot find that page",
  notFoundText: "It may have moved, or the address may have a mistake in it.",
  homeInMenu: "Home",
  home: "Go to our home page",
  error: "Error",
  table: "Table",
  preview: "This is a preview. Readers cannot see it yet.",
  noPreview: "We cannot show a preview of this kind of page",
  wordsBack: "We could not take what you wrote. Here it is again, to copy.",
  yourWordsToCopy: "Your words, to copy",
  yourName: (name: string) => `The name you wrote: ${name}`,
  /** Where the conversation takes no comments any more, and so the API has no words for somebody who sent one. */
  thanks: {
    standing_title: "Where it stands",
    see_it: "See it on the page",
    number: "Your comment’s number",
    passphrase: "Your four words",
    keep_passphrase: "Write down the number and the words, or print this page. They bring you back here from any phone or computer.",
    keep: "Keep the address of this page. It always says where your comment stands. Anybody who has the address can see it.",
    shared_computer: "Are you on a computer that other people use? Close this page when you have finished.",
  },
  find: {
    title: "Find your comment",
    hint: "You were given a number and four words when you sent it.",
    number: "The number of your comment",
    words: "The four words",
    wordsHint: "Capital letters and commas do not matter.",
    button: "Find it",
    lost: "Have you lost them? Nobody here can see them. Ask us, and tell us what you wrote and when.",
    shared: "Are you on a computer that other people use? Close this page when you have finished.",
    problem: "There is a problem",
  },
  notTaken: "We could not take this",
  commentGone: "This comment is not on our website any more. Here is what you wrote, to copy.",
  addressOfThisPage: "The address of this page",
  copy: "Copy",
  copied: "Copied",
  yourWords: "Your words",
  newWords: "Your new words",
  yourAnswer: "Your answer",
  nameToShow: (name: string) => `Name to show: ${name}`,
  backTo: (title: string) => `Back to: ${title}`,
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
