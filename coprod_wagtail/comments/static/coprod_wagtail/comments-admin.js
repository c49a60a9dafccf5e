/*
 * The page editor's panel about reader comments.
 *
 * Its controls stand inside the page's form but must not be part of it: each names, in its `form` attribute, a form that
 * is made here at the end of the document. It is sent in the background; the page, its draft and its revisions are not
 * touched.
 */
(() => {
  const { Controller } = window.StimulusModule;

  class ConversationController extends Controller {
    static targets = ["state", "error", "button", "fallback", "answer"];

    static values = { url: String, formId: String, failed: String };

    connect() {
      this.form = document.createElement("form");
      this.form.id = this.formIdValue;
      this.form.action = this.urlValue;
      this.form.method = "post";
      this.form.noValidate = true;
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.send();
      });
      document.body.append(this.form);
      this.buttonTarget.hidden = false;
      this.fallbackTarget.hidden = true;
    }

    disconnect() {
      this.form.remove();
    }

    async send() {
      if (this.sending) return;
      this.sending = true;
      this.answerTarget.textContent = "";
      try {
        const answer = await this.post();
        this.showErrors(answer.errors || {});
        if (answer.state) this.stateTarget.textContent = answer.state;
        this.answerTarget.textContent = answer.message;
      } catch {
        this.answerTarget.textContent = this.failedValue;
      } finally {
        this.sending = false;
      }
    }

    async post() {
      const config = JSON.parse(document.getElementById("wagtail-config").textContent);
      const response = await fetch(this.urlValue, {
        method: "POST",
        body: new FormData(this.form),
        headers: { [config.CSRF_HEADER_NAME]: config.CSRF_TOKEN, "X-Requested-With": "XMLHttpRequest" },
      });
      if (!response.ok && response.status !== 422) throw new Error(response.statusText);
      return response.json();
    }

    showErrors(errors) {
      this.errorTargets.forEach((slot) => {
        const words = (errors[slot.dataset.field] || []).join(" ");
        slot.textContent = words;
        slot.hidden = !words;
        this.controlsOf(slot.dataset.field).forEach((control) => {
          control.setAttribute("aria-invalid", words ? "true" : "false");
          this.describe(control, slot.id, Boolean(words));
        });
      });
    }

    controlsOf(name) {
      return [...this.form.elements].filter((control) => control.name === name);
    }

    describe(control, id, on) {
      const ids = new Set((control.getAttribute("aria-describedby") || "").split(" ").filter(Boolean));
      ids[on ? "add" : "delete"](id);
      if (ids.size) control.setAttribute("aria-describedby", [...ids].join(" "));
      else control.removeAttribute("aria-describedby");
    }
  }

  window.wagtail.app.register("coprod-conversation", ConversationController);
})();
