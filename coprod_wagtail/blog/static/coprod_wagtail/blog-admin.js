/*
 * The categories of a post in the page editor: find one among many, and make a new one.
 *
 * What is typed to find or to make one has no name, so it is no part of the page's form. A new category is made at once,
 * and ticked as if by hand, so that the editor saves it with the page.
 */
(() => {
  const { Controller } = window.StimulusModule;

  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/gu, " ").trim();

  class CategoriesController extends Controller {
    static targets = ["find", "wanted", "list", "item", "said", "add", "name", "answer", "template"];

    static values = {
      many: Boolean,
      url: String,
      locale: String,
      none: String,
      found: String,
      added: String,
      there: String,
      empty: String,
      failed: String,
    };

    connect() {
      this.findTarget.hidden = !this.manyValue;
      if (this.hasAddTarget) this.addTarget.hidden = false;
    }

    /** Enter looks for something here, and must not save the page. */
    stop(event) {
      event.preventDefault();
    }

    /** What is ticked stays in sight, so that nobody takes it for gone. */
    filter() {
      const wanted = plain(this.wantedTarget.value);
      let shown = 0;
      this.itemTargets.forEach((item) => {
        const fits = plain(item.textContent).includes(wanted);
        if (fits) shown += 1;
        item.hidden = !fits && !this.boxOf(item).checked;
      });
      if (!wanted) this.saidTarget.textContent = "";
      else this.saidTarget.textContent = shown ? this.foundValue.replace("{count}", shown) : this.noneValue;
    }

    async add(event) {
      event.preventDefault();
      if (this.adding) return;
      const name = this.nameTarget.value.replace(/\s+/gu, " ").trim();
      if (!name) {
        this.refuse(this.emptyValue);
        return;
      }
      const there = this.itemTargets.find((item) => plain(item.textContent) === plain(name));
      if (there) {
        this.tick(there, this.thereValue);
        return;
      }
      this.adding = true;
      try {
        const answer = await this.post(name);
        if (answer.error) this.refuse(answer.error);
        else this.tick(this.put(answer), this.addedValue);
      } catch {
        this.refuse(this.failedValue);
      } finally {
        this.adding = false;
      }
    }

    async post(name) {
      const config = JSON.parse(document.getElementById("wagtail-config").textContent);
      const response = await fetch(this.urlValue, {
        method: "POST",
        body: new URLSearchParams({ name, locale: this.localeValue }),
        headers: { [config.CSRF_HEADER_NAME]: config.CSRF_TOKEN, "X-Requested-With": "XMLHttpRequest" },
      });
      if (!response.ok && response.status !== 422) throw new Error(response.statusText);
      return response.json();
    }

    put({ id, name }) {
      const item = this.templateTarget.content.firstElementChild.cloneNode(true);
      const words = document.createElement("span");
      words.textContent = name;
      this.boxOf(item).value = id;
      item.querySelector("label").append(words);
      this.listTarget.append(item);
      return item;
    }

    tick(item, words) {
      const box = this.boxOf(item);
      box.checked = true;
      box.dispatchEvent(new Event("change", { bubbles: true }));
      item.hidden = false;
      item.scrollIntoView({ block: "nearest" });
      this.nameTarget.value = "";
      this.nameTarget.removeAttribute("aria-invalid");
      this.answerTarget.textContent = words.replace("{name}", item.textContent.trim());
    }

    refuse(words) {
      this.answerTarget.textContent = words;
      this.nameTarget.setAttribute("aria-invalid", "true");
      this.nameTarget.focus();
    }

    boxOf(item) {
      return item.querySelector("input");
    }
  }

  window.wagtail.app.register("coprod-categories", CategoriesController);
})();
