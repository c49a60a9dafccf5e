import type { NextConfig } from "next";

const CMS = (process.env.CMS || "http://localhost:8000").replace(/\/+$/, "");
const PICTURES = process.env.PICTURES || new URL(CMS).origin;

// Next writes what its own scripts need into each page, and a page that is kept cannot have a nonce: hence "unsafe-inline".
// No script comes from elsewhere, and no HTML from Wagtail has one in it.
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  `img-src 'self' ${PICTURES}`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const PRIVATE = ["/your-comment/:path*", "/reply/:path*"];

export default {
  trailingSlash: true,
  poweredByHeader: false,
  // What a cache in front may show while it asks again. Words may have been hidden since.
  expireTime: 3600,
  // Pictures come in several sizes from Wagtail.
  images: { unoptimized: true },
  // Enough for the longest comment in any writing, in the way forms are sent.
  experimental: { serverActions: { bodySizeLimit: "200kb" } },
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        { key: "Content-Security-Policy", value: POLICY },
        { key: "Referrer-Policy", value: "same-origin" },
        { key: "X-Content-Type-Options", value: "nosniff" },
      ],
    },
    ...PRIVATE.map((source) => ({ source, headers: [{ key: "X-Robots-Tag", value: "noindex" }] })),
  ],
  rewrites: async () => ({
    beforeFiles: [
      // A page that reads its query cannot be kept. So each part of a list is a page of its own behind the usual address.
      { source: "/:path*", has: [{ type: "query", key: "page", value: "(?<page>\\d{1,6})" }], destination: "/listed/:page/:path*" },
      // Feeds are as Wagtail makes them.
      { source: "/:path*/feed", destination: `${CMS}/:path*/feed/` },
      { source: "/:path*/feed/:kind", destination: `${CMS}/:path*/feed/:kind/` },
    ],
    afterFiles: [],
    fallback: [],
  }),
} satisfies NextConfig;
