/*
 * A picture that is chosen brings along the words of its own description, for people who cannot see it.
 *
 * Never its title, which Wagtail takes where there is no description: that is the name of a file as a rule. What somebody
 * typed stays.
 */
(() => {
  const describing = (chosen) =>
    chosen && chosen.default_alt_text && chosen.default_alt_text !== chosen.title ? chosen.default_alt_text : "";

  /** Remembers what was offered last, so that the words of another picture take the place of these and of no others. */
  class Offer {
    constructor(field, chosen) {
      this.field = field;
      this.last = describing(chosen);
    }

    make(chosen) {
      const words = describing(chosen);
      if ((this.field.value === "" || this.field.value === this.last) && this.field.value !== words) {
        this.field.value = words;
        ["input", "change"].forEach((name) => this.field.dispatchEvent(new Event(name, { bubbles: true })));
      }
      this.last = words;
    }
  }

  const { StimulusModule, telepath, wagtailStreamField } = window;

  class PictureWordsController extends StimulusModule.Controller {
    static targets = ["picture", "words"];

    connect() {
      const field = this.hasWordsTarget && this.wordsTarget.querySelector("input[type=text]");
      const image = this.hasPictureTarget && this.pictureTarget.querySelector("[data-chooser-image]");
      if (!field || !image) return; // somebody who may not change one of them
      const title = this.pictureTarget.querySelector("[data-chooser-title]");
      const chosen = { default_alt_text: image.dataset.defaultAltText, title: title ? title.textContent : "" };
      this.words = new Offer(field, chosen);
    }

    offer(event) {
      if (!this.words || !this.pictureTarget.contains(event.target)) return;
      this.words.make(this.pictureTarget.querySelector(".chooser").widget.getState());
    }
  }

  window.wagtail.app.register("coprod-picture-words", PictureWordsController);

  if (!telepath || !wagtailStreamField) return; // a page without parts

  class PictureWordsBlockDefinition extends wagtailStreamField.blocks.StructBlockDefinition {
    render(placeholder, prefix, initialState, initialError) {
      const block = super.render(placeholder, prefix, initialState, initialError);
      const words = document.getElementById(`${prefix}-alt_text`);
      const decorative = document.getElementById(`${prefix}-decorative`);
      const onlyWhereNeeded = () => {
        words.disabled = decorative.checked;
      };
      onlyWhereNeeded();
      decorative.addEventListener("change", onlyWhereNeeded);
      const offer = new Offer(words, initialState && initialState.image);
      block.childBlocks.image.widget.addEventListener("chosen", (event) => offer.make(event.detail));
      return block;
    }
  }

  telepath.register("coprod_wagtail.PictureWordsBlock", PictureWordsBlockDefinition);
})();
