/*
 * Ways to pass a page on that need a script: copying its address, and printing it. What is copied is the address that the page
 * has on its site, and nobody else is told of it.
 */
const item = (words, act) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "coprod-share__button";
  button.textContent = words;
  button.addEventListener("click", act);
  const li = document.createElement("li");
  li.append(button);
  return li;
};

for (const list of document.querySelectorAll("[data-coprod-share]")) {
  const { coprodShare: url, coprodShareCopy: copy, coprodShareCopied: copied, coprodShareFailed: failed, coprodSharePrint: print } = list.dataset;
  const status = document.createElement("p");
  status.className = "coprod-share__said";
  status.setAttribute("role", "status");
  list.after(status);
  // Only over HTTPS is there a clipboard.
  if (navigator.clipboard) {
    list.prepend(
      item(copy, async () => {
        status.textContent = "";
        try {
          await navigator.clipboard.writeText(url);
          status.textContent = copied;
        } catch {
          status.textContent = `${failed} ${url}`;
        }
      }),
    );
  }
  list.append(item(print, () => window.print()));
}
