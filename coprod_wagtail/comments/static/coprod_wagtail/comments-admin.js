/*
 * Reader comments in the page editor: how the conversation stands is drawn in a panel, and changed in Wagtail's dialog.
 *
 * Wagtail moves the dialog to the end of the document, so its form is no part of the page's form: it works on pages that
 * are locked, and the page, its draft and its revisions are not touched. What stands in both comes from the server, as
 * it is when somebody looks.
 */
(() => {
  const { Controller } = window.StimulusModule;

  /** HTML of ours, with what Wagtail's widgets start with. */
  const parse = (html) => document.createRange().createContextualFragment(html);

  async function ask(url, form) {
    const headers = { "X-Requested-With": "XMLHttpRequest" };
    if (!form) return fetch(url, { headers });
    const config = JSON.parse(document.getElementById("wagtail-config").textContent);
    headers[config.CSRF_HEADER_NAME] = config.CSRF_TOKEN;
    return fetch(url, { method: "POST", body: new FormData(form), headers });
  }

  /** What the server says; an error where it says nothing of its own. 409 and 422 are answers. */
  async function answerOf(response) {
    if (!response.ok && response.status !== 422 && response.status !== 409) throw new Error(response.statusText);
    return response.json();
  }

  class ConversationController extends Controller {
    static targets = ["facts", "ways", "answer", "button", "fallback"];

    static values = { url: String, failed: String, left: String };

    buttonTargetConnected(button) {
      button.hidden = false;
    }

    fallbackTargetConnected(link) {
      link.hidden = true;
    }

    /** The page has just been saved by itself. If that was the first time, it may have a conversation now. */
    async saved() {
      if (this.waysTarget.childElementCount || this.asking) return;
      const id = document.querySelector("form[data-edit-form]")?.action.match(/\/(\d+)\/edit\/?$/)?.[1];
      if (!id) return;
      this.asking = true;
      this.urlValue = this.urlValue.replace(/\/0\/$/, `/${id}/`);
      try {
        const { facts, ways } = await answerOf(await ask(this.urlValue));
        this.factsTarget.replaceChildren(parse(facts));
        this.waysTarget.replaceChildren(parse(ways));
        this.answerTarget.textContent = "";
      } catch {
        this.answerTarget.textContent = this.failedValue;
      } finally {
        this.asking = false;
      }
    }

    changed({ detail: { facts, message } }) {
      this.factsTarget.replaceChildren(parse(facts));
      this.answerTarget.textContent = message;
    }

    left({ detail: { unsent } }) {
      this.answerTarget.textContent = unsent ? this.leftValue : "";
    }
  }

  class ConversationFormController extends Controller {
    static targets = ["form", "answer"];

    static values = { loading: String, failed: String, lost: String };

    /** What was chosen and not sent is still there; else the form comes anew, as it is now. */
    async open() {
      if (this.unsent) return;
      this.element.textContent = this.loadingValue;
      try {
        const { form } = await answerOf(await ask(this.panel.dataset.coprodConversationUrlValue));
        if (!form) throw new Error("Somebody took away the right to change it.");
        this.draw(form);
        (this.formTarget.querySelector(":checked") || this.formTarget.elements[0]).focus();
      } catch {
        this.element.textContent = this.lostValue;
        this.element.focus();
      }
    }

    leave() {
      this.calendars.forEach((calendar) => {
        calendar.style.display = "none";
      });
      this.dispatch("left", { detail: { unsent: this.unsent } });
    }

    forget() {
      this.element.replaceChildren();
      this.close();
    }

    async send(event) {
      event.preventDefault();
      if (this.sending) return;
      this.sending = true;
      try {
        const response = await ask(this.formTarget.action, this.formTarget);
        const { form, facts, message } = await answerOf(response);
        if (response.ok) {
          this.element.replaceChildren();
          this.close();
        } else {
          this.draw(form);
          this.refused = true;
          this.answerTarget.focus();
        }
        this.dispatch("changed", { detail: { facts, message: response.ok ? message : "" } });
      } catch {
        this.answerTarget.textContent = this.failedValue;
        this.answerTarget.focus();
      } finally {
        this.sending = false;
      }
    }

    /** Wagtail's shortcuts are for the page: Ctrl+S would save that. Here it sends what was chosen here. */
    keep(event) {
      if (!event.ctrlKey && !event.metaKey) return;
      event.stopPropagation();
      if (event.key.toLowerCase() !== "s") return;
      event.preventDefault();
      if (this.unsent) this.formTarget.requestSubmit();
    }

    warn(event) {
      if (this.unsent) event.preventDefault();
    }

    draw(html) {
      this.calendars.forEach((calendar) => calendar.remove());
      this.element.replaceChildren(parse(html));
      this.refused = false;
      this.drawn = this.hasFormTarget && this.typed();
    }

    close() {
      this.dispatch("hide", { target: this.element.closest("[data-controller~='w-dialog']"), prefix: "w-dialog" });
    }

    typed() {
      return new URLSearchParams(new FormData(this.formTarget)).toString();
    }

    get unsent() {
      return this.hasFormTarget && (this.refused || this.typed() !== this.drawn);
    }

    /** Wagtail's, which stand beside the form, and know nothing of the dialog. */
    get calendars() {
      return this.element.closest("[data-controller~='w-dialog']").querySelectorAll(".xdsoft_datetimepicker");
    }

    get panel() {
      return document.querySelector("[data-controller~='coprod-conversation']");
    }
  }

  window.wagtail.app.register("coprod-conversation", ConversationController);
  window.wagtail.app.register("coprod-conversation-form", ConversationFormController);
})();
