"""Monte Carlo simulation of ordinary Excel workbooks.

    >>> import ulam
    >>> book = ulam.open("model.xlsx")
    >>> run = book.simulate(inputs={"Model!B3": "Pert(8, 10, 15)"}, outputs=["Model!B20"])
    >>> run["Model!B20"].mean

Cells are written as ``Sheet!A1`` (quoted as Excel quotes, ``'My sheet'!A1``) or by a defined name;
distributions as calls, see ``ulam distributions`` on the command line.
"""

from __future__ import annotations

import builtins
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from . import _ulam
from ._ulam import ExcelError, UlamError, __version__

if TYPE_CHECKING:
    import numpy
    import pandas
    import polars
    import pyarrow

__all__ = [
    "Book",
    "Check",
    "Difference",
    "Driver",
    "ExcelError",
    "Input",
    "Output",
    "Probability",
    "Run",
    "UlamError",
    "open",
]

CellValue = float | str | bool | ExcelError | None
"""What a cell holds: a number (dates are serial numbers), text, a boolean, an error, nothing."""


@dataclass(frozen=True)
class Input:
    """An uncertain cell's distribution, with the name that keys its random stream."""

    distribution: str
    name: str | None = None


@dataclass(frozen=True)
class Difference:
    """A formula cell whose value differs from the one that the file saves."""

    cell: str
    saved: CellValue
    computed: CellValue


@dataclass(frozen=True)
class Check:
    """How the calculated values compare with those that Excel saved."""

    formula_cells: int
    equal: int
    volatile: int
    """Cells that differ as they may: they depend on time or chance."""
    not_saved: int
    differing: tuple[Difference, ...]


@dataclass(frozen=True)
class Driver:
    """How much an input drives an output."""

    input: str
    rank_correlation: float | None
    """Spearman's; None where either is constant."""
    contribution_to_variance: float
    """Share of the squared rank correlations, with their sign."""


@dataclass(frozen=True)
class Probability:
    """How likely a condition is, with its 95% confidence interval."""

    expression: str
    probability: float | None
    """None if every trial gave an error."""
    low: float | None
    high: float | None
    errors: int
    """Trials that gave an error; they aren't counted."""


class Output:
    """What the samples of one output say.

    A statistic that the samples don't determine is None. ``sd`` and ``variance`` have the denominator
    n - 1; ``kurtosis`` is 3 for a normal; percentiles are interpolated as Excel's PERCENTILE.INC.
    """

    cell: str
    name: str | None
    count: int
    """Trials without error."""
    errors: dict[str, int]
    """Trials by Excel error, such as ``{"#DIV/0!": 3}``."""
    mean: float | None
    sd: float | None
    variance: float | None
    skewness: float | None
    kurtosis: float | None
    min: float | None
    max: float | None
    standard_error: float | None
    percentiles: dict[int, float | None]
    """Percentiles 1 to 99."""
    drivers: tuple[Driver, ...]
    """Its inputs, strongest first; empty if sensitivities weren't asked for."""

    def __init__(self, run: Run, index: int, fields: Mapping[str, Any]) -> None:
        self._run = run
        self._index = index
        for name, value in fields.items():
            if name != "drivers":
                setattr(self, name, value)
        self.drivers = tuple(Driver(*driver) for driver in fields["drivers"])

    @property
    def label(self) -> str:
        """Its name, or else its cell."""
        return self.name or self.cell

    @property
    def samples(self) -> numpy.ndarray:
        """One float64 a trial, NaN where the trial gave an error. Read-only, and not a copy."""
        return self._run._native.output_samples(self._index)

    def percentile(self, percent: float) -> float:
        """Any percentile from 0 to 100 of the trials without error, as Excel's PERCENTILE.INC."""
        import numpy

        if not 0 <= percent <= 100:
            raise UlamError(f"percentile: {percent} is not from 0 to 100")
        samples = self.samples
        valid = samples[~numpy.isnan(samples)] if self.errors else samples
        if valid.size == 0:
            raise UlamError(f"{self.label}: every trial gave an error")
        return float(numpy.percentile(valid, percent))

    def __repr__(self) -> str:
        return f"<ulam.Output {self.label}: mean {self.mean}, sd {self.sd}, {self.count} trials>"


class Run:
    """A finished simulation. ``run["Model!B20"]`` is an output, by cell or name.

    It is an Arrow stream of its outputs' samples (``pyarrow.table(run)``, ``polars.DataFrame(run)``,
    ``duckdb.from_arrow``), so most libraries take it as it is.
    """

    def __init__(self, native: _ulam.Run) -> None:
        self._native = native
        self.trials: int = native.trials
        self.seed: int = native.seed
        self.sampling: str = native.sampling
        self.outputs: tuple[Output, ...] = tuple(
            Output(self, index, fields) for index, fields in enumerate(native.outputs())
        )
        self.probabilities: tuple[Probability, ...] = tuple(
            Probability(*fields) for fields in native.probabilities()
        )

    @property
    def inputs(self) -> dict[str, str]:
        """The distribution of each random input, by the input's name or cell."""
        return {label: distribution for _, label, distribution in self._native.inputs()}

    def input_samples(self, name: str) -> numpy.ndarray:
        """The values that an input, given by name or cell, took in each trial."""
        inputs = self._native.inputs()
        for index, (cell, label, _) in enumerate(inputs):
            if name in (cell, label):
                return self._native.input_samples(index)
        known = ", ".join(label for _, label, _ in inputs[:10])
        raise KeyError(f"no input {name!r}; there are {known}")

    def __getitem__(self, name: str) -> Output:
        for output in self.outputs:
            if name in (output.cell, output.name):
                return output
        known = ", ".join(output.label for output in self.outputs[:10])
        raise KeyError(f"no output {name!r}; there are {known}")

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._stream(inputs=False)

    def to_arrow(self, *, inputs: bool = False) -> pyarrow.Table:
        """The samples as a PyArrow table, one row a trial; errors are null. Needs pyarrow."""
        import pyarrow

        return pyarrow.table(_Stream(self._stream(inputs)))

    def to_pandas(self, *, inputs: bool = False) -> pandas.DataFrame:
        """The samples as a pandas frame, one row a trial; errors are NaN. Needs pandas.

        Its columns point into the run: copy the frame before writing into it.
        """
        import pandas

        columns: dict[str, Any] = {}
        if inputs:
            names = self._input_names()
            columns.update({name: self._native.input_samples(index) for index, name in names})
        columns.update(
            {name: output.samples for name, output in zip(self._output_names(inputs), self.outputs)}
        )
        return pandas.DataFrame(columns, copy=False)

    def to_polars(self, *, inputs: bool = False) -> polars.DataFrame:
        """The samples as a Polars frame, one row a trial; errors are null. Needs polars."""
        import polars

        return polars.DataFrame(_Stream(self._stream(inputs)))

    def _stream(self, inputs: bool) -> object:
        names = self._input_names() if inputs else []
        return self._native.arrow_stream(names, self._output_names(inputs))

    def _input_names(self) -> list[tuple[int, str]]:
        found = self._native.inputs()
        return list(enumerate(_distinct([(label, cell) for cell, label, _ in found])))

    def _output_names(self, inputs: bool) -> list[str]:
        taken = [name for _, name in self._input_names()] if inputs else []
        return _distinct([(output.label, output.cell) for output in self.outputs], taken)

    def __repr__(self) -> str:
        outputs = ", ".join(output.label for output in self.outputs[:5])
        return f"<ulam.Run of {self.trials} trials, {self.sampling}, seed {self.seed}: {outputs}>"


class Book:
    """A workbook that is open and calculated. ``book["Model!B20"]`` is a cell's value."""

    def __init__(self, native: _ulam.Book) -> None:
        self._native = native

    @property
    def sheet_names(self) -> list[str]:
        """The sheets, in order."""
        return self._native.sheet_names()

    def __getitem__(self, cell: str) -> CellValue:
        return self._native.value(cell)

    def __setitem__(self, cell: str, value: CellValue) -> None:
        self.set({cell: value})

    def formula(self, cell: str) -> str | None:
        """A cell's formula with its equals sign; None if it has none."""
        return self._native.formula(cell)

    def set(self, cells: Mapping[str, CellValue]) -> None:
        """Puts constants into cells and recalculates once. Nothing changes if one is refused."""
        self._native.set(dict(cells))

    def check(self) -> Check:
        """Compares every formula cell with the value that the file saves."""
        fields = self._native.check()
        differing = tuple(Difference(**difference) for difference in fields.pop("differing"))
        return Check(**fields, differing=differing)

    def simulate(
        self,
        *,
        spec: str | os.PathLike[str] | None = None,
        inputs: Mapping[str, str | Input] | None = None,
        outputs: Iterable[str] | Mapping[str, str] = (),
        correlations: Iterable[tuple[str, str, float]] = (),
        probabilities: Iterable[str] = (),
        trials: int | None = None,
        seed: int | None = None,
        sampling: str | None = None,
        threads: int | None = None,
        sensitivity: bool = True,
        progress: Callable[[int, int], object] | None = None,
    ) -> Run:
        """Runs a Monte Carlo simulation and leaves the book as it is.

        Args:
            spec: A YAML spec file, as for ``ulam simulate --model``; the rest is added to it.
            inputs: The distribution of each uncertain cell.
            outputs: Cells to report on; a mapping also names them. Without any, cells marked with
                RiskOutput.
            correlations: Rank correlations (Spearman's), as (input, input, rho).
            probabilities: Conditions such as ``"Model!B20 < 0"``.
            trials: Number of trials (100,000).
            seed: Same seed, same bits (1).
            sampling: ``"random"``, ``"lhs"`` or ``"sobol"``.
            threads: All of the machine's by default.
            sensitivity: Whether to find what drives the outputs.
            progress: Called with the trials done and their number, some twenty times a second.

        Raises:
            UlamError: Says what can't be done, where and why; before the run wherever possible.
        """
        given = outputs.items() if isinstance(outputs, Mapping) else ((o, None) for o in outputs)
        request = {
            "spec": None if spec is None else _read_text(spec),
            "inputs": [(cell, *_input(given)) for cell, given in (inputs or {}).items()],
            "outputs": list(given),
            "correlations": list(correlations),
            "probabilities": list(probabilities),
            "trials": trials,
            "seed": seed,
            "sampling": sampling,
            "threads": threads,
            "sensitivity": sensitivity,
        }
        return Run(self._native.simulate(request, progress))


def open(source: str | os.PathLike[str] | bytes, *, now: datetime | None = None) -> Book:
    """Opens and calculates a workbook, from a path or from the bytes of a file.

    Args:
        source: Path or bytes.
        now: What NOW and TODAY give; the present by default.

    Raises:
        UlamError: The file is no workbook, or a damaged, encrypted or too large one.
    """
    now = now or datetime.now()
    seconds = now.hour * 3600 + now.minute * 60 + now.second + now.microsecond / 1e6
    if isinstance(source, bytes | bytearray | memoryview):
        data, where = bytes(source), ""
    else:
        with builtins.open(source, "rb") as file:
            data = file.read()
        where = f"{os.fspath(source)}: "
    try:
        return Book(_ulam.Book(data, now.year, now.month, now.day, seconds))
    except UlamError as error:
        raise UlamError(f"{where}{error}") from None


class _Stream:
    """Shows a capsule as the Arrow stream that it is."""

    def __init__(self, capsule: object) -> None:
        self._capsule = capsule

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._capsule


def _input(given: str | Input) -> tuple[str, str | None]:
    return (given, None) if isinstance(given, str) else (given.distribution, given.name)


def _read_text(path: str | os.PathLike[str]) -> str:
    with builtins.open(path, encoding="utf-8") as file:
        return file.read()


def _distinct(columns: list[tuple[str, str]], taken: Iterable[str] = ()) -> list[str]:
    """A different name for each (label, cell), with the cell where labels repeat."""
    used = set(taken)
    names = []
    for label, cell in columns:
        name, count = label, 1
        while name in used:
            name = f"{label} ({cell})" if count == 1 else f"{label} ({cell}, {count})"
            count += 1
        used.add(name)
        names.append(name)
    return names
