/*
 * Words of a comment, chosen by selecting them. Without this they are typed or pasted.
 *
 * A press on the button would end the selection, on touch screens even before it, so the last one in the words is remembered.
 */
const words = document.querySelector("[data-coprod-words]");
let selected = "";

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  if (words.contains(selection.anchorNode) && words.contains(selection.focusNode)) selected = selection.toString().trim();
});

for (const button of words ? document.querySelectorAll("[data-coprod-take-words]") : []) {
  const box = document.getElementById(button.dataset.coprodTakeWords);
  button.hidden = false;
  button.addEventListener("click", () => {
    if (selected) box.value = [box.value.trim(), selected].filter(Boolean).join("\n");
    box.focus();
    selected = "";
  });
}

// Whoever opens a box by a key goes on in it.
for (const summary of document.querySelectorAll("summary[aria-keyshortcuts]")) {
  const box = summary.parentElement;
  box.addEventListener("toggle", () => {
    if (box.open) box.querySelector("textarea").focus();
  });
}

for (const link of document.querySelectorAll("[data-coprod-answer]")) {
  link.addEventListener("click", (event) => {
    const box = document.getElementById("coprod-message");
    event.preventDefault();
    box.value = [box.value.trimEnd(), link.dataset.coprodAnswer].filter(Boolean).join("\n\n");
    box.focus();
  });
}
