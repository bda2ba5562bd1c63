"""Where things lie on a PDF page.

PDF space has its origin at the bottom left and knows nothing of the page's rotation. Reading space has its origin at
the top left and is turned so that most of the text stands upright: everything is analysed there. The page as shown
(`/Rotate` applied) is what `Place.bbox` speaks of. All lengths are points.
"""

from dataclasses import dataclass

import numpy as np

from extractors.grid import FloatArray
from schemas.source import BoundingBox

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def product(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that applies `first`, then `second`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def transformed(box: BoundingBox, matrix: Matrix) -> BoundingBox:
    """The box around a transformed box."""
    if matrix is IDENTITY:
        return box
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (box[0], box[2]) for y in (box[1], box[3])]
    ys = [b * x + d * y + f for x in (box[0], box[2]) for y in (box[1], box[3])]
    return min(xs), min(ys), max(xs), max(ys)


def intersection(a: BoundingBox, b: BoundingBox) -> BoundingBox:
    """What two boxes share; its right end lies left of its left end where they share nothing."""
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def union(a: BoundingBox, b: BoundingBox) -> BoundingBox:
    """The box around two boxes."""
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def turned(boxes: FloatArray, width: float, height: float, turns: int) -> FloatArray:
    """(n, 4) boxes, origin at the bottom left of a width x height page -> origin top left, turned clockwise."""
    x0, y0, x1, y1 = boxes.T
    if turns == 0:
        corners = (x0, height - y1, x1, height - y0)
    elif turns == 1:
        corners = (y0, x0, y1, x1)
    elif turns == 2:
        corners = (width - x1, y0, width - x0, y1)
    else:
        corners = (height - y1, width - x1, height - y0, width - x0)
    return np.stack(corners, axis=1)


@dataclass(frozen=True, slots=True)
class View:
    """How a page lies: its box in PDF space, and the quarter turns clockwise to show it and to read it."""

    left: float
    bottom: float
    width: float
    height: float
    shown_turns: int
    reading_turns: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in reading space."""
        return (self.height, self.width) if self.reading_turns % 2 else (self.width, self.height)

    def boxes(self, boxes: FloatArray) -> FloatArray:
        """(n, 4) x0, y0, x1, y1 in PDF space -> x0, top, x1, bottom in reading space."""
        return turned(
            boxes - (self.left, self.bottom, self.left, self.bottom), self.width, self.height, self.reading_turns
        )

    def points(self, points: FloatArray) -> FloatArray:
        """(n, 2) in PDF space -> (n, 2) in reading space."""
        return self.boxes(np.hstack([points, points]))[:, :2]

    def shown(self, box: BoundingBox) -> BoundingBox:
        """A box of reading space, in hundredths of a point, on the page as shown."""
        x0, top, x1, bottom = box
        turns = (self.shown_turns - self.reading_turns) % 4
        if turns == 0:
            return box
        width, height = self.size
        if turns == 1:
            x0, top, x1, bottom = height - bottom, x0, height - top, x1
        elif turns == 2:
            x0, top, x1, bottom = width - x1, height - bottom, width - x0, height - top
        else:
            x0, top, x1, bottom = top, width - x1, bottom, width - x0
        return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)
