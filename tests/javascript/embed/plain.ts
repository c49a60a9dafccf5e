// A page without a framework.
import type {
  CoprodCommentsProblem,
  CoprodCommentsSent,
} from "../../../coprod_wagtail/comments/static/coprod_wagtail/comments-embed";

const element = document.createElement("coprod-comments");
element.setAttribute("page", "12");
element.addEventListener("load", (event) => console.log(event.type));
element.addEventListener("error", ({ detail }) => {
  const problem: CoprodCommentsProblem = detail;
  console.log(problem.again ?? "given up", problem.reason === "status" ? problem.status : null);
});
element.addEventListener("sent", ({ detail }) => {
  const sent: CoprodCommentsSent = detail;
  console.log(sent.id.toFixed(), sent.visible);
});
element.addEventListener("click", (event) => console.log(event.target));
// @ts-expect-error: nothing is told of the private page
element.addEventListener("sent", ({ detail }) => console.log(detail.url));

const found = document.querySelector("coprod-comments");
found?.focus();
