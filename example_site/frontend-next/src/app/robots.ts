import type { MetadataRoute } from "next";

import { site } from "@/api";

export const revalidate = 60;

export default async function robots(): Promise<MetadataRoute.Robots> {
  return {
    rules: { userAgent: "*", allow: "/", disallow: ["/your-comment/", "/reply/", "/conversation/"] },
    sitemap: new URL("/sitemap.xml", (await site()).url).href,
  };
}
