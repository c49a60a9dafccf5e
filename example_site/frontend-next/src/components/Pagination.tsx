/** Links to the pages of a list. With one page only there is nothing. */

import { words } from "@/words";

export function Pagination({ title, path, page, pages }: { title: string; path: string; page: number; pages: number }) {
  if (pages < 2) return null;
  const to = (number: number) => (number > 1 ? `${path}?page=${number}` : path);
  return (
    <nav className="coprod-pagination" aria-label={words.pagesOf(title)}>
      <ul className="coprod-pagination__list">
        {page > 1 && <li><a href={to(page - 1)} rel="prev">{words.previousPage}</a></li>}
        <li><span aria-current="page">{words.pageOf(page, pages)}</span></li>
        {page < pages && <li><a href={to(page + 1)} rel="next">{words.nextPage}</a></li>}
      </ul>
    </nav>
  );
}
