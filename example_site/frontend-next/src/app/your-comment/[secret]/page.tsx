/** A comment's private page: where it stands. Right after sending it says thank you. */

import type { Metadata } from "next";
import { notFound } from "next/navigation";

import { act } from "@/actions";
import { conversation, slip as slipOf } from "@/api";
import { Html } from "@/components/Html";
import { hidden } from "@/head";
import { inOurs, words } from "@/words";

type Props = { params: Promise<{ secret: string }> };

export const dynamic = "force-dynamic";

async function known({ params }: Props) {
  const { secret } = await params;
  const found = await slipOf(secret);
  if (!found) notFound();
  return { ...found, secret };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return hidden((await known(props)).slip.message);
}

export default async function YourComment(props: Props) {
  const { slip, language, secret } = await known(props);
  const texts = (await conversation(slip.page))?.form?.texts.thanks;
  const own = inOurs(language);
  // The page has the same path here as in Wagtail.
  const path = slip.page_url && new URL(slip.page_url).pathname;
  return (
    <div className="coprod-slip">
      <h1 id="thank-you" tabIndex={-1} autoFocus>{slip.message}</h1>
      {slip.lines.map((line) => <p key={line}>{line}</p>)}
      {slip.visible && path && texts && <p><a href={`${path}#comment-${slip.id}`}>{texts.see_it}</a></p>}
      {texts && (
        <div className="coprod-ticket">
          <p className="coprod-ticket__label">{texts.number}</p>
          <p className="coprod-ticket__number">{slip.id}</p>
          <p className="coprod-ticket__label">{texts.passphrase}</p>
          <p className="coprod-ticket__words" lang="en" dir="ltr">{slip.passphrase}</p>
          <p>{texts.keep_passphrase}</p>
          <p>{texts.keep}</p>
        </div>
      )}
      <h2 {...own}>{words.yourWords}</h2>
      <Html as="div" className="coprod-comment__body" dir="auto" html={slip.body_html} />
      {slip.verbs.length > 0 && <h2 {...own}>{words.whatYouCanDo}</h2>}
      {slip.verbs.map(({ name, label, hint }) => {
        const form = (
          <form action={act}>
            <input type="hidden" name="secret" value={secret} />
            <input type="hidden" name="verb" value={name} />
            <button className="coprod-button" type="submit" aria-describedby={`verb-${name}`}>{label}</button>
            <p className="coprod-hint" id={`verb-${name}`}>{hint}</p>
          </form>
        );
        // What nobody can bring back takes one step more.
        return (
          <div className="coprod-verb" key={name}>
            {name === "erase" ? <details className="coprod-rules"><summary>{label}</summary>{form}</details> : form}
          </div>
        );
      })}
      {path && slip.page_title && <p className="coprod-alone"><a href={path} {...own}>{words.backTo(slip.page_title)}</a></p>}
      <div className="coprod-note">
        {slip.urgent_help && <Html as="p" html={slip.urgent_help_html} />}
        {texts && <p>{texts.shared_computer}</p>}
      </div>
    </div>
  );
}
