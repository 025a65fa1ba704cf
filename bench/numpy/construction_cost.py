"""The construction cost estimate of examples/construction-cost, by hand in NumPy."""

import csv
from pathlib import Path

import numpy as np
from command import main, pert, simulate_in_chunks

LINES = Path(__file__).resolve().parents[2] / "examples" / "construction-cost" / "lines.csv"
DESIGN_FEES = 0.06  # of the direct cost
OVERHEADS_AND_PROFIT = 0.07  # of the direct cost
YEARS_TO_MIDPOINT = 14.0 / 12.0
BUDGET = 39_500_000.0  # $

with LINES.open(newline="") as file:
    ROWS = list(csv.DictReader(file))


def column(name: str, rows=ROWS) -> np.ndarray:
    """A column of the lines' table as numbers, shape (lines, 1)."""
    return np.array([float(row[name]) for row in rows])[:, np.newaxis]


# Lines by the law of their unit cost; lines with an uncertain quantity besides, all of them Pert.
FIXED = [row for row in ROWS if not row["quantity_low"]]
TRIANGULAR = [row for row in FIXED if row["distribution"] == "Triangular"]
PERT = [row for row in FIXED if row["distribution"] == "Pert"]
MEASURED = [row for row in ROWS if row["quantity_low"]]
assert all(row["distribution"] == "Pert" for row in MEASURED)


def ranges(rows) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return column("low", rows), column("most_likely", rows), column("high", rows)


TRIANGULAR_RANGES, PERT_RANGES, MEASURED_RANGES = ranges(TRIANGULAR), ranges(PERT), ranges(MEASURED)
TRIANGULAR_QUANTITIES = column("quantity", TRIANGULAR)[:, 0]
PERT_QUANTITIES = column("quantity", PERT)[:, 0]
QUANTITY_RANGES = tuple(column(name, MEASURED) for name in ("quantity_low", "quantity", "quantity_high"))


def total(direct_cost, market_factor, escalation_rate):
    """Total cost in $ from the lines' amounts, per trial."""
    at_market = direct_cost * market_factor
    with_fees = at_market * (1.0 + DESIGN_FEES + OVERHEADS_AND_PROFIT)
    return with_fees * (1.0 + escalation_rate) ** YEARS_TO_MIDPOINT


def simulate_chunk(generator: np.random.Generator, size: int) -> dict[str, np.ndarray]:
    """Draws 208 inputs for `size` trials and adds up the estimate."""

    def triangular(low, likely, high):
        return generator.triangular(low, likely, high, (len(low), size))

    def perts(low, likely, high):
        return pert(generator, low, likely, high, (len(low), size))

    direct_cost = TRIANGULAR_QUANTITIES @ triangular(*TRIANGULAR_RANGES)
    direct_cost += PERT_QUANTITIES @ perts(*PERT_RANGES)
    direct_cost += np.sum(perts(*MEASURED_RANGES) * perts(*QUANTITY_RANGES), axis=0)
    cost = total(
        direct_cost,
        market_factor=pert(generator, 0.94, 1.0, 1.15, size),
        escalation_rate=generator.triangular(0.02, 0.03, 0.06, size),
    )
    return {"Total cost": cost, "Overrun": np.maximum(cost - BUDGET, 0.0)}


def simulate(trials: int, seed: int) -> dict[str, np.ndarray]:
    """The outputs' samples, shape (trials,) each."""
    # 200 columns of 512 doubles fit the second-level cache.
    return simulate_in_chunks(simulate_chunk, trials, seed, chunk=512)


if __name__ == "__main__":
    main(simulate)
