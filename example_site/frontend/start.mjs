// Serves what `npm run build` made. Astro's server with one difference: it believes any X-Forwarded-For, which readers
// can write themselves, and here each reader's address must be the true one.

import { createServer } from "node:http";

process.env.ASTRO_NODE_AUTOSTART = "disabled";
const { handler } = await import("./dist/server/entry.mjs");

const PORT = Number(process.env.PORT || 4321);
/** How many proxies of your own are in front of this server. Each adds one address to X-Forwarded-For. */
const PROXIES = Number(process.env.TRUSTED_PROXIES || 0);

function addressOf(request) {
  const connection = (request.socket.remoteAddress ?? "").replace("::ffff:", "");
  const told = (request.headers["x-forwarded-for"] ?? "").split(",").map((each) => each.trim());
  return [connection, ...told.filter(Boolean).reverse()].at(PROXIES) ?? connection;
}

createServer((request, response) => {
  request.headers["x-forwarded-for"] = addressOf(request);
  handler(request, response);
}).listen(PORT, process.env.HOST, () => console.log(`Open http://localhost:${PORT}/ in your browser. Press Ctrl+C to stop.`));
