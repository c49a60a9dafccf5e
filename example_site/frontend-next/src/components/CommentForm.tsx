"use client";

/**
 * The form, drawn from what the API says: fields, labels, hints, limits, house rules. It works before any script has come,
 * and without: the browser sends it to this page, which is then drawn with what is wrong (the GOV.UK pattern) and with what
 * was typed.
 */

import { Component, useActionState, useEffect, useRef, type ReactNode } from "react";
import { unstable_rethrow } from "next/navigation";

import { send, type Unsent } from "@/actions";
import type { CommentForm as Form, FormField, Question } from "@/coprod-api";
import { words } from "@/words";

interface Props {
  page: number;
  form: Form;
  /** What the window is called; it says first when something is wrong. */
  documentTitle: string;
  /** The id of the comment that is answered. */
  replyTo?: number;
  title?: string;
}

type Typed = Record<string, string>;

/** With the words once more where the connection broke on the way to our own server. */
export class CommentForm extends Component<Props, { lost: boolean }> {
  override state = { lost: false };
  private typed: Typed = {};

  static getDerivedStateFromError(error: unknown) {
    unstable_rethrow(error); // what leads to another page
    return { lost: true };
  }

  override render(): ReactNode {
    const before = this.state.lost ? { errors: [], questions: [], typed: this.typed } : null;
    return <OneForm key={String(this.state.lost)} {...this.props} before={before} remember={(typed) => (this.typed = typed)} />;
  }
}

function OneForm({ page, form, documentTitle, replyTo, title, before, remember }: Props & { before: Unsent | null; remember: (typed: Typed) => void }) {
  const [unsent, action, isSending] = useActionState(send, before);
  const problem = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (unsent) problem.current?.focus();
  }, [unsent]);

  const { texts } = form;
  const typed = unsent?.typed ?? {};
  const email = unsent?.questions.find(({ suggestion }) => suggestion);
  const visible = form.fields.filter(({ type, name }) => type !== "hidden" && !(email && name === email.field));
  const hidden = form.fields.filter(({ type }) => type === "hidden");
  const value = ({ name, value: given }: FormField) => (name === "reply_to" ? String(replyTo ?? "") : given);
  const [inSight, ...folded] = texts.privacy_html;
  const asked = unsent?.questions ?? [];
  return (
    <section className="coprod-conversation coprod-say" id="form" tabIndex={-1} aria-labelledby="form-title">
      <title>{unsent && asked.length === 0 ? `${words.error}: ${documentTitle}` : documentTitle}</title>
      {texts.question && !replyTo && <p className="coprod-question">{texts.question}</p>}
      <h2 id="form-title">{title ?? texts.title}</h2>
      <ul className="coprod-promise">
        <li>{texts.promise}</li>
        {inSight && <li dangerouslySetInnerHTML={{ __html: inSight }} />}
        {texts.closes && <li>{texts.closes}</li>}
      </ul>
      <Folded title={texts.what_happens_title}>
        {texts.reading_times.map((line) => <li key={line}>{line}</li>)}
        {folded.map((line) => <li key={line} dangerouslySetInnerHTML={{ __html: line }} />)}
        {texts.privacy_url && <li><a href={new URL(texts.privacy_url).pathname}>{texts.privacy_title}</a></li>}
      </Folded>
      <Folded title={texts.house_rules_title}>
        {texts.house_rules_html.map((line) => <li key={line} dangerouslySetInnerHTML={{ __html: line }} />)}
      </Folded>
      {unsent && asked.length === 0 && <Problem box={problem} unsent={unsent} visible={visible} title={texts.error_title} nothing={texts.not_sent} />}
      <form
        className="coprod-form"
        id="coprod-form"
        action={action}
        noValidate
        onSubmit={(event) => remember(Object.fromEntries([...new FormData(event.currentTarget)].map(([name, one]) => [name, String(one)])))}
      >
        {asked.length > 0 && <Asked box={problem} questions={asked} looksPrivate={texts.looks_private} typed={typed} />}
        {visible.map((field) => <Field key={field.name} field={field} typed={typed[field.name] ?? ""} errors={unsent?.errors ?? []} />)}
        <div className="coprod-trap" aria-hidden="true">
          <label htmlFor="form-trap">{texts.trap_label}</label>
          <input id="form-trap" type="text" name={form.trap} defaultValue={typed[form.trap] ?? ""} tabIndex={-1} autoComplete="off" />
        </div>
        {hidden.map((field) => <input key={field.name} type="hidden" name={field.name} value={value(field)} />)}
        <input type="hidden" name="page" value={page} />
        <div className="coprod-buttons">
          <button className="coprod-button" type="submit" aria-disabled={isSending || undefined}>
            {isSending ? texts.sending : asked.length > 0 ? texts.send_as_it_is : texts.button}
          </button>
        </div>
      </form>
      <Folded title={texts.help_title}>{texts.help_html.map((line) => <li key={line} dangerouslySetInnerHTML={{ __html: line }} />)}</Folded>
    </section>
  );
}

const Folded = ({ title, children }: { title: string; children: ReactNode }) => (
  <details className="coprod-rules">
    <summary>{title}</summary>
    <ul>{children}</ul>
  </details>
);

interface ProblemProps {
  box: React.RefObject<HTMLDivElement | null>;
  unsent: Unsent;
  visible: FormField[];
  title: string;
  nothing: string;
}

/** Straight above the fields: nothing is read twice between what is wrong and where it is mended. */
function Problem({ box, unsent, visible, title, nothing }: ProblemProps) {
  const errors = unsent.errors.length > 0 ? unsent.errors : [{ field: "", message: nothing }];
  const first = visible[0]?.name;
  return (
    <div className="coprod-problem" id="problem" tabIndex={-1} autoFocus ref={box}>
      <div role="alert">
        <h3>{title}</h3>
        <ul>
          {errors.map(({ field, message }) => (
            <li key={field + message}><a href={`#form-${visible.some(({ name }) => name === field) ? field : first}`}>{message}</a></li>
          ))}
        </ul>
      </div>
    </div>
  );
}

/** One calm question, where something looks private or mistyped. */
function Asked({ box, questions, looksPrivate, typed }: { box: ProblemProps["box"]; questions: Question[]; looksPrivate: string; typed: Typed }) {
  return (
    <div id="problem" tabIndex={-1} autoFocus ref={box}>
      <input type="hidden" name="confirm" value={questions.map(({ confirm }) => confirm).join(" ")} />
      {questions.map((question) =>
        question.suggestion ? (
          <fieldset className="coprod-choices" key={question.confirm}>
            <legend>{question.message}</legend>
            <Choice name={question.field} id="meant" value={question.suggestion} label={question.use_label} checked />
            <Choice name={question.field} id="typed" value={typed[question.field] ?? ""} label={question.keep_label} />
          </fieldset>
        ) : (
          <div className="coprod-note coprod-ask" key={question.confirm}>
            <h3>{question.message}</h3>
            <p>{looksPrivate}</p>
            <ul>{question.found.map(({ words: found }) => <li key={found} dir="auto">{found}</li>)}</ul>
          </div>
        ),
      )}
    </div>
  );
}

const Choice = ({ name, id, value, label, checked = false }: { name: string; id: string; value: string; label: string; checked?: boolean }) => (
  <div className="coprod-keep">
    <input type="radio" name={name} id={`form-${id}`} value={value} defaultChecked={checked} />
    <label htmlFor={`form-${id}`}>{label}</label>
  </div>
);

function Field({ field, typed, errors: all }: { field: FormField; typed: string; errors: Unsent["errors"] }) {
  const { name, label, hint, type, autocomplete, folded_under } = field;
  const id = `form-${name}`;
  const errors = all.filter((error) => error.field === name);
  const attributes = {
    id,
    name,
    autoComplete: autocomplete || undefined,
    dir: type === "email" ? "ltr" : "auto",
    defaultValue: typed,
    "aria-describedby": [hint && `${id}-hint`, errors.length > 0 && `${id}-error`].filter(Boolean).join(" ") || undefined,
    "aria-invalid": errors.length > 0 || undefined,
  };
  const drawn = (
    <div className={`coprod-field${errors.length > 0 ? " coprod-field--error" : ""}`}>
      <label htmlFor={id}>{label}</label>
      {hint && <p className="coprod-hint" id={`${id}-hint`}>{hint}</p>}
      {errors.length > 0 && <div id={`${id}-error`}>{errors.map(({ message }) => <p className="coprod-error" key={message}>{message}</p>)}</div>}
      {type === "textarea" ? <textarea {...attributes} rows={8} /> : <input {...attributes} type={type === "email" ? "email" : "text"} />}
    </div>
  );
  if (!folded_under) return drawn;
  return (
    <details className="coprod-rules coprod-helped" open={errors.length > 0 || typed !== ""}>
      <summary>{folded_under}</summary>
      {drawn}
    </details>
  );
}
