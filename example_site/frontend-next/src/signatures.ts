/** The two signatures between Wagtail and this server: ours for a reader's address, and Wagtail's for what it tells us. */

import { createHmac } from "node:crypto";

import { Webhook } from "standardwebhooks";

const now = () => Math.floor(Date.now() / 1000);
const hmac = (secret: string, text: string) => createHmac("sha256", secret).update(text).digest("hex");

/** Headers that say from which address a reader sent a comment. Without a secret there are none. */
export function signedAddress(secret: string, address: string): Record<string, string> {
  if (!secret || !address) return {};
  const t = now();
  return { "Coprod-Reader-Address": address, "Coprod-Signature": `t=${t},v1=${hmac(secret, `${t}.${address}`)}` };
}

/** Whether a webhook's `body` comes from Wagtail, and just now: Standard Webhooks. */
export function isOurs(secret: string, body: string, headers: Headers): boolean {
  if (!secret) return false;
  try {
    new Webhook(secret).verify(body, Object.fromEntries(headers));
    return true;
  } catch {
    return false;
  }
}
