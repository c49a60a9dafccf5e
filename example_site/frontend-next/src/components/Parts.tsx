/** The parts of a text. `type` says which one each is. */

import { Fragment } from "react";

import type { Post } from "@/api";
import { words } from "@/words";

import { Html } from "./Html";
import { Picture } from "./Picture";

type Part = Post["body"][number];

export const Parts = ({ parts }: { parts: Part[] }) => (
  <div className="coprod-body">{parts.map((part, index) => <OnePart key={index} part={part} />)}</div>
);

function OnePart({ part }: { part: Part }) {
  switch (part.type) {
    case "heading": {
      const Heading = part.value.level === "h2" ? "h2" : "h3"; // one that comes later is deeper
      return <Heading>{part.value.text}</Heading>;
    }
    case "text":
      return <Html as="div" html={part.value} />;
    case "quote":
      return <Quote {...part.value} />;
    case "picture":
      return part.value.picture && (
        <figure className="coprod-picture">
          <Picture picture={part.value.picture} lazy />
          {part.value.caption && <figcaption>{part.value.caption}</figcaption>}
        </figure>
      );
    case "table":
      return <Table {...part.value} />;
    case "other":
      return <Html as="div" html={part.html} />;
  }
}

const Quote = ({ text, source, source_url }: Extract<Part, { type: "quote" }>["value"]) => (
  <figure className="coprod-quote">
    <blockquote cite={source_url || undefined}><Paragraphs text={text} /></blockquote>
    {(source || source_url) && <figcaption>{source_url ? <a href={source_url}>{source || source_url}</a> : source}</figcaption>}
  </figure>
);

/** Wider than a phone: it scrolls alone, and by keyboard too. */
const Table = ({ caption, headings, rows, row_headings }: Extract<Part, { type: "table" }>["value"]) => (
  <div className="coprod-table" role="region" tabIndex={0} aria-label={caption || words.table}>
    <table>
      {caption && <caption>{caption}</caption>}
      <thead>
        <tr>{headings.map((heading, index) => (heading ? <th key={index} scope="col">{heading}</th> : <td key={index} />))}</tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            {row.map((cell, column) =>
              row_headings && column === 0 && cell ? (
                <Html as="th" key={column} {...{ scope: "row" }} html={cell} />
              ) : (
                <Html as="td" key={column} html={cell} />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** Plain text. An empty line is a new paragraph. */
export const Paragraphs = ({ text }: { text: string }) =>
  text.split(/\n\s*\n/).map((paragraph, index) => (
    <p key={index}>
      {paragraph.trim().split("\n").map((line, number) => (
        <Fragment key={number}>{number > 0 && <br />}{line}</Fragment>
      ))}
    </p>
  ));
