// Serves what `npm run build` made. Next's server with two differences. It believes any X-Forwarded-For, which readers can
// write themselves, and here each reader's address must be the true one. And what it sends where nothing is stays empty until
// a script has drawn it; here it is a page.

import { createServer } from "node:http";

import next from "next";

const PORT = Number(process.env.PORT || 3000);
/** How many proxies of your own are in front of this server. Each adds one address to X-Forwarded-For. */
const PROXIES = Number(process.env.TRUSTED_PROXIES || 0);

function addressOf(request) {
  const connection = (request.socket.remoteAddress ?? "").replace("::ffff:", "");
  const told = (request.headers["x-forwarded-for"] ?? "").split(",").map((each) => each.trim());
  return [connection, ...told.filter(Boolean).reverse()].at(PROXIES) ?? connection;
}

/** Has `response` say what src/app/missing draws, if it comes to be an empty 404; and where to go only once. */
function drawMissing(request, response) {
  const isMissing = () => response.statusCode === 404 && String(response.getHeader("Content-Type")).startsWith("text/html");
  const own = { writeHead: response.writeHead, flushHeaders: response.flushHeaders, write: response.write, end: response.end };
  response.writeHead = (...head) => {
    const [to] = [response.getHeader("Location")].flat(); // the first time somebody is led there, Next says it twice
    if (to) response.setHeader("Location", to);
    return isMissing() ? response : own.writeHead.apply(response, head);
  };
  response.flushHeaders = () => isMissing() || own.flushHeaders.call(response);
  response.write = (...chunk) => (isMissing() ? true : own.write.apply(response, chunk));
  response.end = (...chunk) => {
    if (!isMissing()) return own.end.apply(response, chunk);
    Object.assign(response, own);
    for (const name of ["Content-Length", "Content-Encoding", "ETag"]) response.removeHeader(name);
    response.setHeader("Cache-Control", "private, no-cache");
    const page = fetch(`http://127.0.0.1:${PORT}/missing/`).then((answer) => answer.text());
    page.catch(() => "").then((html) => response.end(request.method === "HEAD" ? undefined : html));
    return response;
  };
}

const site = next({ dev: false, port: PORT });
await site.prepare();
const handle = site.getRequestHandler();

createServer((request, response) => {
  request.headers["x-forwarded-for"] = addressOf(request);
  drawMissing(request, response);
  handle(request, response);
}).listen(PORT, process.env.HOST, () => console.log(`Open http://localhost:${PORT}/ in your browser. Press Ctrl+C to stop.`));
