/* <coprod-comments> in templates, for Vue 3. Take comments-embed.d.ts along, and name this file in tsconfig.json. */
import type { HTMLAttributes, ReservedProps } from "vue";
import type { CoprodCommentsAttributes, CoprodCommentsEventMap } from "./comments-embed";

type Listeners = {
  [Name in keyof CoprodCommentsEventMap as `on${Capitalize<Name>}`]?: (event: CoprodCommentsEventMap[Name]) => void;
};

declare module "vue" {
  interface GlobalComponents {
    "coprod-comments": new () => {
      $props: Omit<HTMLAttributes, keyof Listeners | keyof CoprodCommentsAttributes> &
        ReservedProps &
        Listeners &
        Omit<CoprodCommentsAttributes, "heading-level"> & {
          // Vue writes it so when it looks for its type.
          headingLevel?: CoprodCommentsAttributes["heading-level"];
        };
    };
  }
}
