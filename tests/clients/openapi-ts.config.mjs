export default {
  input: "../../docs/reference/openapi.json",
  output: "made/hey-api",
  plugins: ["@hey-api/typescript", "@hey-api/client-fetch", "@hey-api/sdk", { name: "zod", compatibilityVersion: 3 }],
};
