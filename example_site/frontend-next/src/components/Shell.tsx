/** What stands around every page: the document, the menu, help, the foot. */

import "@/styles/base.css";
import "@/styles/blog.css";
import "@/styles/members.css";
import "@/styles/comments.css";
import "@/styles/theme.css";
import "@/styles/site.css";

import type { ReactNode } from "react";

import { allPages, site as aboutSite } from "@/api";
import { asDirection, inOurs, words } from "@/words";

import { Html } from "./Html";

interface Props {
  path: string;
  language?: string | undefined;
  direction?: string | undefined;
  children: ReactNode;
}

export async function Shell({ path, language, direction, children }: Props) {
  const site = await aboutSite();
  const spoken = language ?? site.language;
  const own = inOurs(spoken);
  const home = site.languages.find((one) => one.language === site.language)?.path ?? "/";
  const current = (to: string) => (to === path ? "page" : to !== home && path.startsWith(to) ? "true" : undefined);
  const { help } = site;
  return (
    <html lang={spoken} dir={asDirection(direction ?? site.direction)}>
      <body>
        <header className="masthead" {...own}>
          <a className="skip" href="#main">{words.skip}</a>
          <div className="wrap">
            <p className="masthead__name"><a href={home}>{site.name}</a></p>
            <nav className="masthead__menu" aria-label={words.menu}>
              <ul>
                {[{ path: home, title: words.home }, ...site.menu].map((entry) => (
                  <li key={entry.path}><a href={entry.path} aria-current={current(entry.path)}>{entry.title}</a></li>
                ))}
              </ul>
            </nav>
          </div>
        </header>
        <main id="main" className="wrap" tabIndex={-1}>
          <div className="coprod-page">
            {children}
            {(help.text || help.ways.length > 0) && (
              <aside className="coprod-help" aria-labelledby="coprod-help" {...own}>
                <h2 className="coprod-help__title" id="coprod-help">{help.label}</h2>
                <Html as="div" dir="auto" html={help.text_html} />
                {help.ways.length > 0 && (
                  <ul className="coprod-help__ways">
                    {help.ways.map((way) => (
                      <li key={way.url}>{way.label} <a href={way.url} dir="ltr">{way.words}</a></li>
                    ))}
                  </ul>
                )}
              </aside>
            )}
          </div>
        </main>
        <footer className="footer" {...own}>
          <div className="wrap">
            <Foot home={home} language={site.language} menu={site.menu.map((entry) => entry.path)} current={current} />
            <p>{words.footer}</p>
          </div>
        </footer>
      </body>
    </html>
  );
}

interface FootProps {
  home: string;
  language: string;
  menu: string[];
  current: (path: string) => "page" | "true" | undefined;
}

/** The pages right below the home page that are in no menu, such as those on privacy and accessibility. */
async function Foot({ home, language, menu, current }: FootProps) {
  const all = (await allPages(0))?.items ?? [];
  const below = new RegExp(`^${home}[^/]+/$`);
  const entries = all.filter((page) => page.language === language && below.test(page.path) && !menu.includes(page.path));
  return entries.length > 0 && (
    <nav aria-label={words.aboutSite}>
      <ul className="footer__links">
        {entries.map(({ path, title }) => <li key={path}><a href={path} aria-current={current(path)}>{title}</a></li>)}
      </ul>
    </nav>
  );
}
