/* Types of <coprod-comments>, for TypeScript. For React 19 and Vue 3 there are comments-embed.react.d.ts and
   comments-embed.vue.d.ts beside this. See docs/how-to/embed.md. */

/** What the element can be given. */
export interface CoprodCommentsAttributes {
  /** The address of the API. */
  api: string;
  /** The id of the page whose conversation it is. */
  page: number | string;
  /** The id or host name of the page's site, for an API that is asked at another host than that. */
  site?: number | string;
  /** The level of the heading above the comments, 2 if it is left out. */
  "heading-level"?: 1 | 2 | 3 | 4 | 5 | 6 | "1" | "2" | "3" | "4" | "5" | "6";
  /** The language to ask for, on a site that lets readers choose. */
  lang?: string;
}

/** Why the conversation did not come, as `detail` of the event `error`. */
export interface CoprodCommentsProblem {
  /** `address`: `api` is none. `network`: nothing answered, or the browser may not see it. `timeout`: no answer within a
   *  minute. `status`: the API says so, by `status`. `answer`: what came is not from the API. */
  reason: "address" | "network" | "timeout" | "status" | "answer";
  /** The HTTP status, where there was an answer. */
  status: number | null;
  /** How often it has been asked for by now. */
  tries: number;
  /** In how many seconds it is asked for again; null where that is given up. */
  again: number | null;
}

/** What was sent, as `detail` of the event `sent`. Not where its private page is: that is for its writer only. */
export interface CoprodCommentsSent {
  /** The comment's number. */
  id: number;
  /** Whether everybody can read it already. */
  visible: boolean;
}

export interface CoprodCommentsEventMap {
  /** The conversation is drawn. */
  load: Event;
  /** It did not come. */
  error: CustomEvent<CoprodCommentsProblem>;
  /** The site has taken in a comment. */
  sent: CustomEvent<CoprodCommentsSent>;
}

export interface CoprodCommentsElement extends HTMLElement {
  addEventListener<Name extends keyof CoprodCommentsEventMap>(
    type: Name,
    listener: (this: CoprodCommentsElement, event: CoprodCommentsEventMap[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<Name extends keyof CoprodCommentsEventMap>(
    type: Name,
    listener: (this: CoprodCommentsElement, event: CoprodCommentsEventMap[Name]) => unknown,
    options?: boolean | EventListenerOptions,
  ): void;
  removeEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | EventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "coprod-comments": CoprodCommentsElement;
  }
}
