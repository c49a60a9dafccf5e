"use client";

/** Wagtail does not answer, and this page was never drawn before. One that was is shown as it was. */

import "@/styles/base.css";
import "@/styles/theme.css";
import "@/styles/site.css";

import { LANGUAGE, words } from "@/words";

export default function Trouble() {
  return (
    <html lang={LANGUAGE}>
      <body>
        <title>{words.trouble}</title>
        <main id="main" className="wrap">
          <div className="coprod-page">
            <h1>{words.trouble}</h1>
            <p>{words.troubleText}</p>
            <p><a href="/">{words.toHome}</a></p>
          </div>
        </main>
      </body>
    </html>
  );
}
