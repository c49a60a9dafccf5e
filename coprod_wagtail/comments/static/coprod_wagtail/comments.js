/* Makes the form a little kinder. Everything works without it. */

// The page already says where to look (fragment, autofocus); browsers that heed neither are helped here.
const first = document.querySelector("#problem, #thank-you");
if (first && document.activeElement !== first) {
  first.focus();
}

for (const form of document.querySelectorAll("[data-coprod-form]")) {
  // A second press of Send before the answer comes is dropped here; the server would know it, too.
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) {
      event.preventDefault();
    }
    sent = true;
    // Only for a moment: somebody who stopped the loading stays on this page and has to be able to send again.
    setTimeout(() => { sent = false; }, 3000);
  });
  // Coming back with the Back button, the same form may be sent again.
  window.addEventListener("pageshow", () => {
    sent = false;
  });
}
