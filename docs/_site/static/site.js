// In a narrow window two lists of links are behind two labels, for a mouse or a finger. Here they become buttons, for the
// keyboard and for those who hear the page.
for (const label of document.querySelectorAll(".nav-overlay-icon, .toc-overlay-icon")) {
  const box = document.getElementById(label.htmlFor);
  const button = document.createElement("button");
  const sayWhetherOpen = () => button.setAttribute("aria-expanded", String(box.checked));
  button.type = "button";
  button.className = label.className;
  button.setAttribute("aria-label", box.getAttribute("aria-label"));
  button.append(...label.childNodes);
  button.addEventListener("click", () => box.click());
  box.addEventListener("change", sayWhetherOpen);
  sayWhetherOpen();
  label.replaceWith(button);
}
