declare namespace App {
  interface Locals {
    /** What a reader sent with a form. */
    form?: URLSearchParams;
    /** Why the page cannot be shown. */
    trouble?: import("./words").Trouble;
  }
}
