"""A small sheet of paper to draw flat shapes on, so that the demo's pictures are its own and need no licence."""

import io

from PIL import Image, ImageDraw

#: Everything is drawn this many times larger and then made smaller: that is what makes the edges smooth.
_SCALE = 2


class Paper:
    """A sheet of `width` by `height` units, a unit being a pixel of the finished picture. Points are (x, y)."""

    def __init__(self, width, height, ground):
        self._image = Image.new("RGB", (width * _SCALE, height * _SCALE), ground)
        self._draw = ImageDraw.Draw(self._image)

    def png(self) -> bytes:
        out = io.BytesIO()
        self._image.reduce(_SCALE).save(out, "PNG")
        return out.getvalue()

    def box(self, x, y, width, height, fill, corner=0):
        """A rectangle, with round corners if `corner` says how round."""
        self._draw.rounded_rectangle(_scaled(x, y, x + width, y + height), corner * _SCALE, fill)

    def oval(self, x, y, radius_x, radius_y, fill):
        self._draw.ellipse(_scaled(x - radius_x, y - radius_y, x + radius_x, y + radius_y), fill)

    def disc(self, x, y, radius, fill):
        self.oval(x, y, radius, radius, fill)

    def slice(self, x, y, radius_x, radius_y, start, end, fill):
        """Part of an oval, from angle `start` to `end`, clockwise from three o'clock."""
        area = _scaled(x - radius_x, y - radius_y, x + radius_x, y + radius_y)
        self._draw.pieslice(area, start, end, fill)

    def shape(self, *points, fill):
        self._draw.polygon(_scaled(*sum(points, ())), fill)

    def line(self, *points, fill, width=6):
        """A line through the points, round at its ends and corners."""
        self._draw.line(_scaled(*sum(points, ())), fill, round(width * _SCALE), joint="curve")
        for x, y in points:
            self.disc(x, y, width / 2, fill)

    def bow(self, start, bend, end, fill, width=6):
        """A curved line from `start` to `end`, pulled towards `bend`."""
        self.line(*curve(start, bend, end), fill=fill, width=width)

    def ring(self, x, y, radius, fill, width=6):
        """The outline of a disc."""
        area = _scaled(x - radius, y - radius, x + radius, y + radius)
        self._draw.ellipse(area, outline=fill, width=round(width * _SCALE))

    def hill(self, left, top, right, bottom, fill):
        """Ground that rises from `left`, is highest at `top` and falls to `right`; an (x, y) each."""
        points = [*curve(left, (left[0] + (top[0] - left[0]) / 2, top[1]), top)]
        points += curve(top, (top[0] + (right[0] - top[0]) / 2, top[1]), right)
        self.shape(*points, (right[0], bottom), (left[0], bottom), fill=fill)


def curve(start, bend, end, steps=24):
    """Points on a quadratic Bézier curve."""
    points = []
    for step in range(steps + 1):
        t = step / steps
        points.append(
            tuple((1 - t) ** 2 * a + 2 * t * (1 - t) * b + t**2 * c for a, b, c in zip(start, bend, end, strict=True))
        )
    return points


def between(start, end, count):
    """`count` points at equal distances on the way from `start` to `end`, both included."""
    gaps = max(1, count - 1)
    return [
        (start[0] + (end[0] - start[0]) * i / gaps, start[1] + (end[1] - start[1]) * i / gaps) for i in range(count)
    ]


def _scaled(*numbers):
    return [number * _SCALE for number in numbers]
