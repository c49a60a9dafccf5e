import node from "@astrojs/node";
import { defineConfig, envField } from "astro/config";

/** Read when the server starts, and never part of what is built. */
const fromEnvironment = (value) => envField.string({ context: "server", access: "secret", default: value });

export default defineConfig({
  output: "server",
  adapter: node({ mode: "standalone" }),
  // Style sheets are files, and no picture or font becomes part of one: so the Content-Security-Policy needs no exception.
  build: { inlineStylesheets: "never" },
  vite: { build: { assetsInlineLimit: 0 } },
  // src/middleware.ts does it. Astro's own check knows a site's origin only where it is written down here beforehand.
  security: { checkOrigin: false },
  // A private page as the server of a site without a front end names it: where `FRONTEND_SLIP_URL` does not say ours.
  redirects: {
    "/comments/slips/[secret]": { status: 302, destination: "/your-comment/[secret]" },
    "/comments/mail/[secret]": { status: 302, destination: "/my-mail/[secret]" },
    "/comments/mail/[secret]/stop": { status: 302, destination: "/my-mail/[secret]" },
  },
  // What each is: src/settings.ts and README.md.
  env: {
    schema: {
      CMS: fromEnvironment("http://localhost:8000"),
      CMS_SITE: fromEnvironment(""),
      CMS_LOCALE: fromEnvironment(""),
      PICTURES: fromEnvironment(""),
      FRONTEND_SECRET: fromEnvironment(""),
      WEBHOOK_SECRET: fromEnvironment(""),
    },
  },
  devToolbar: { enabled: false },
});
