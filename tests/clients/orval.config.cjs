const input = "../../docs/reference/openapi.json";

module.exports = {
  fetch: { input, output: { target: "made/orval/fetch.ts", client: "fetch" } },
  zod: { input, output: { target: "made/orval/zod.ts", client: "zod" } },
};
