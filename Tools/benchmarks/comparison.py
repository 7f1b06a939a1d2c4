"""What was measured, and how ours compares: medians of per-round ratios."""

from dataclasses import dataclass, field
from statistics import median


@dataclass(frozen=True)
class Contestant:
    """Somebody who does the work: `ours`, a `peer`, or the `floor`, which does no more than must
    be done. `measure` does it once and returns the figure, with its scale (seconds, bytes)."""

    name: str
    role: str
    measure: callable


@dataclass(frozen=True)
class Ratio:
    """Ours divided by another's figure, round by round."""

    median: float
    low: float
    high: float
    of_minima: float

    @staticmethod
    def of(ours, others):
        ratios = [our / other for our, other in zip(ours, others)]
        return Ratio(median(ratios), min(ratios), max(ratios), min(ours) / min(others))


@dataclass(frozen=True)
class Verdict:
    """A target and what became of it."""

    text: str
    is_met: bool


@dataclass
class Comparison:
    """The samples of one kind of work. The first contestant is the one that the ratios are of.

    `targets` maps a contestant's name to the highest ratio of ours to it that is good enough.
    `limit` is the highest figure of ours, in the comparison's unit, that is good enough even in
    the worst round; `typical_limit` is the highest median of ours that is."""

    benchmark: str
    title: str
    unit: str
    scale: float
    roles: dict
    samples: dict
    targets: dict = field(default_factory=dict)
    limit: float | None = None
    typical_limit: float | None = None

    @property
    def ours(self):
        return next(iter(self.samples))

    def scaled(self, name):
        return [sample * self.scale for sample in self.samples[name]]

    def ratio(self, name):
        if name == self.ours:
            return None
        return Ratio.of(self.samples[self.ours], self.samples[name])

    def verdict(self, name):
        if name == self.ours and self.limit is not None:
            return Verdict(f"≤ {self.limit:g} {self.unit}", max(self.scaled(name)) <= self.limit)
        if name == self.ours and self.typical_limit is not None:
            is_met = median(self.scaled(name)) <= self.typical_limit
            return Verdict(f"≤ {self.typical_limit:g} {self.unit}", is_met)
        if name in self.targets:
            highest = self.targets[name]
            text = f"≤ {highest:g}" if highest >= 1 else f"≤ 1/{1 / highest:g}"
            return Verdict(text, self.ratio(name).median <= highest)
        return None

    def faster(self, *names):
        """Which of these has the lower median."""
        return min(names, key=lambda name: median(self.samples[name]))
