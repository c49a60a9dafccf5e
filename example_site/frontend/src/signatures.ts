/** The two signatures between Wagtail and this server: HMAC-SHA256 over a time and what is signed. */

import { createHmac, timingSafeEqual } from "node:crypto";

const MOST_SECONDS = 300;

const now = () => Math.floor(Date.now() / 1000);
const hmac = (secret: string, text: string) => createHmac("sha256", secret).update(text).digest("hex");

/** Headers that say from which address a reader sent a comment. Without a secret there are none. */
export function signedAddress(secret: string, address: string): Record<string, string> {
  if (!secret) return {};
  const t = now();
  return { "Coprod-Reader-Address": address, "Coprod-Signature": `t=${t},v1=${hmac(secret, `${t}.${address}`)}` };
}

/** Whether a webhook's `body` comes from Wagtail, and just now. */
export function isOurs(secret: string, body: string, header: string | null): boolean {
  const { t, v1 } = Object.fromEntries((header ?? "").split(",").map((part) => part.trim().split("=", 2)));
  if (!secret || !t || !v1 || !(Math.abs(now() - Number(t)) <= MOST_SECONDS)) return false;
  const [expected, given] = [Buffer.from(hmac(secret, `${t}.${body}`)), Buffer.from(v1)];
  return expected.length === given.length && timingSafeEqual(expected, given);
}
