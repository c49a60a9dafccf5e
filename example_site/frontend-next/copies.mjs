// The looks of the demo, and the API's types: the package's style sheets, the template site's own, and what `make types` made
// for the front end beside this one, copied before each build. Outside the package's repository nothing is copied, and what
// is in src/styles, src/coprod-api.d.ts and public is yours.

import { cpSync, existsSync, mkdirSync } from "node:fs";

const here = (path) => new URL(path, import.meta.url);
const COPIES = {
  "../../coprod_wagtail/static/coprod_wagtail/base.css": "src/styles/base.css",
  "../../coprod_wagtail/blog/static/coprod_wagtail/blog.css": "src/styles/blog.css",
  "../../coprod_wagtail/members/static/coprod_wagtail/members.css": "src/styles/members.css",
  "../../coprod_wagtail/comments/static/coprod_wagtail/comments.css": "src/styles/comments.css",
  "../static/example_site/theme.css": "src/styles/theme.css",
  "../static/example_site/site.css": "src/styles/site.css",
  "../static/example_site/fonts": "src/styles/fonts",
  "../static/example_site/icon.svg": "public/icon.svg",
  "../frontend/src/coprod-api.d.ts": "src/coprod-api.d.ts",
};

mkdirSync(here("src/styles"), { recursive: true });
mkdirSync(here("public"), { recursive: true });
for (const [from, to] of Object.entries(COPIES)) {
  if (existsSync(here(from))) cpSync(here(from), here(to), { recursive: true });
}
