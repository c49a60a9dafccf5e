/* <coprod-comments> in JSX, for React 19. Take comments-embed.d.ts along, and name this file in tsconfig.json. */
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { CoprodCommentsAttributes, CoprodCommentsElement, CoprodCommentsEventMap } from "./comments-embed";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "coprod-comments": DetailedHTMLProps<
        Omit<HTMLAttributes<CoprodCommentsElement>, keyof CoprodCommentsAttributes>,
        CoprodCommentsElement
      > &
        CoprodCommentsAttributes & {
          // React listens for what stands behind "on", letter for letter.
          [Name in keyof CoprodCommentsEventMap as `on${Name}`]?: (event: CoprodCommentsEventMap[Name]) => void;
        };
    }
  }
}
