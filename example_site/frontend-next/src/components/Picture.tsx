/** A picture in the size that the window needs. */

import type { Picture as OnePicture } from "@/api";
import { initials } from "@/words";

interface Props {
  picture: OnePicture;
  sizes?: string;
  className?: string;
  alt?: string;
  /** Not for the picture at the top of a page. */
  lazy?: boolean;
}

export function Picture({ picture, sizes = "(min-width: 40rem) 38rem, 100vw", className, alt = picture.alt, lazy = false }: Props) {
  return (
    <picture>
      {picture.webp_srcset && <source type="image/webp" srcSet={picture.webp_srcset} sizes={sizes} />}
      <img
        className={className}
        src={picture.url}
        srcSet={picture.srcset || undefined}
        sizes={sizes}
        alt={alt}
        width={picture.width}
        height={picture.height}
        loading={lazy ? "lazy" : undefined}
        fetchPriority={lazy ? undefined : "high"}
      />
    </picture>
  );
}

/** A face, or the first letters of a name. It stands beside the name, so it says nothing of its own. */
export const Avatar = ({ name, picture }: { name: string; picture: OnePicture | null }) =>
  picture ? (
    <Picture picture={picture} className="coprod-avatar" sizes="3.5rem" alt="" lazy />
  ) : (
    <span className="coprod-avatar coprod-avatar--letters" aria-hidden="true">{initials(name)}</span>
  );
