"""What an example is: a workbook, the specification of its simulation, and a check of its numbers."""

from collections.abc import Callable
from dataclasses import dataclass, field

import yaml
from openpyxl import Workbook

# Values of cells by sheet, then by address; numbers and texts.
Values = dict[str, dict[str, float | str]]


@dataclass
class Spec:
    """The simulation of a workbook, as `ulam simulate --model` reads it."""

    inputs: list[tuple[str, str, str]] = field(default_factory=list)
    """Cell, name and distribution."""
    outputs: list[tuple[str, str]] = field(default_factory=list)
    """Cell and name."""
    correlations: list[tuple[str, str, float]] = field(default_factory=list)
    """Two inputs' names and Spearman's rho."""
    probabilities: list[str] = field(default_factory=list)
    trials: int = 100_000
    seed: int = 1
    sampling: str = "lhs"

    def to_yaml(self, heading: str) -> str:
        """The specification as a small YAML file that diffs well."""
        lines = [f"# {line}" for line in heading.splitlines()]
        if self.inputs:
            lines.append("inputs:")
            for cell, name, distribution in self.inputs:
                lines.append(f"  - cell: {scalar(cell)}")
                lines.append(f"    name: {scalar(name)}")
                lines.append(f"    distribution: {scalar(distribution)}")
        if self.outputs:
            lines.append("outputs:")
            for cell, name in self.outputs:
                lines.append(f"  - cell: {scalar(cell)}")
                lines.append(f"    name: {scalar(name)}")
        if self.correlations:
            lines.append("correlations:")
            for first, second, rho in self.correlations:
                lines.append(f"  - [{scalar(first)}, {scalar(second)}, {rho}]")
        if self.probabilities:
            lines.append("probabilities:")
            lines += [f"  - {scalar(condition)}" for condition in self.probabilities]
        lines += [f"trials: {self.trials}", f"seed: {self.seed}", f"sampling: {self.sampling}"]
        return "\n".join(lines) + "\n"


def scalar(text: str) -> str:
    """A YAML scalar, quoted only where it has to be."""
    if any(mark in text for mark in "[]{}") or (", " in text and "(" not in text):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return yaml.safe_dump(text, width=1_000_000, allow_unicode=True).splitlines()[0]


@dataclass
class Example:
    """An example, before its values are calculated."""

    name: str
    """Name of its folder and files."""
    title: str
    workbook: Workbook
    """What is delivered."""
    spec: Spec
    check: Callable[[Values], None]
    """Fails if the values differ from an independent calculation of the model."""
    calculated: Workbook | None = None
    """What is calculated, where it must differ: add-in functions replaced by their static values."""


def assert_close(what: str, actual: float, expected: float, relative: float = 1e-9) -> None:
    """Fails if two numbers differ by more than `relative`."""
    scale = max(abs(actual), abs(expected), 1e-12)
    if abs(actual - expected) > relative * scale:
        raise AssertionError(f"{what}: LibreOffice has {actual!r}, the check {expected!r}")
