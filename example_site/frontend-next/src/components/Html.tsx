/** What the API gives as HTML. It is safe: the package makes it, and scripts, styles and events of others are not in it. */

import { createElement, type HTMLAttributes } from "react";

interface Props extends HTMLAttributes<HTMLElement> {
  as: string;
  html: string;
}

export const Html = ({ as, html, ...attributes }: Props) =>
  createElement(as, { ...attributes, dangerouslySetInnerHTML: { __html: html } });
