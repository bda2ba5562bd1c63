"""How sure a share of a sample is."""

from dataclasses import dataclass

Z = 1.959963984540054
"""95 % of a normal distribution lie within so many deviations of its mean."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a sample, and between which two it is in 95 of 100 samples (Wilson score interval)."""

    right: int
    count: int
    low: float
    high: float

    @property
    def value(self) -> float:
        return self.right / self.count


def share_of(right: int, count: int) -> Share:
    """`right` of `count`, which is more than none."""
    share, spread = right / count, Z * Z / count
    middle = (share + spread / 2) / (1 + spread)
    half = Z / (1 + spread) * (share * (1 - share) / count + spread / (4 * count)) ** 0.5
    return Share(right, count, max(0.0, middle - half), min(1.0, middle + half))
