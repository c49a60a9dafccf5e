/** What is at an address, as every page here asks for it. */

import { notFound, permanentRedirect, redirect } from "next/navigation";

import { pageAt, type Found } from "./api";

export type Params = { params: Promise<{ path?: string[] }> };
export type Drawn = Exclude<Found, { kind: "redirect" }>;

/** The path as Wagtail has it. */
export const pathOf = (segments: string[] = []) => `/${segments.map((one) => `${one}/`).join("")}`;

/** What is to be drawn at a path; a page that moved leads there. */
export async function drawnAt(path: string): Promise<Drawn> {
  const found = await pageAt(path);
  if (!found) notFound();
  if (found.kind === "redirect") return found.redirect.permanent ? permanentRedirect(found.redirect.target) : redirect(found.redirect.target);
  if (decodeURI(found.page.path) !== decodeURI(path)) permanentRedirect(found.page.path);
  return found;
}

/** The language and direction of the document. Where no page is, those of the site. */
export async function spokenAt(path: string): Promise<{ language?: string; direction?: string }> {
  const found = await pageAt(path);
  return found && found.kind !== "redirect" ? { language: found.page.language, direction: found.page.direction } : {};
}
