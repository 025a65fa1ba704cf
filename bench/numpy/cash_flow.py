"""The ten-year discounted cash flow of examples/cash-flow, by hand in NumPy."""

import numpy as np
from command import main, pert, simulate_in_chunks

YEARS = 10
FIRST_PRICE = 12.5  # $ per unit
FIRST_VOLUME = 4000.0  # thousand units
FIRST_OVERHEADS = 6_500.0  # $ thousand
WORKING_CAPITAL = 0.12  # of revenue
DEPRECIATION_YEARS = 10
TAX_RATE = 0.25
OUTPUTS = ("NPV", "IRR")

# Spearman's rho of -0.4 between the two growth rates; Pearson's for normal ones is 2 sin(pi rho / 6).
GROWTH_CORRELATION = 2.0 * np.sin(np.pi * -0.4 / 6.0)


def evaluate(
    price_growth,
    volume_growth,
    gross_margin,
    overhead_inflation,
    investment,
    maintenance_share,
    terminal_growth,
    discount_rate,
    outputs=OUTPUTS,
) -> dict[str, np.ndarray]:
    """Net present value in $ thousand and internal rate of return, per trial."""
    price = FIRST_PRICE
    volume = FIRST_VOLUME
    overheads = FIRST_OVERHEADS
    revenue = FIRST_PRICE * FIRST_VOLUME
    spent = investment
    discount = 1.0 / (1.0 + discount_rate)
    factor = 1.0
    npv = -investment
    flows = [-investment]
    for year in range(1, YEARS + 1):
        price = price * (1.0 + price_growth)
        volume = volume * (1.0 + volume_growth)
        last_revenue = revenue
        revenue = price * volume
        overheads = overheads * (1.0 + overhead_inflation)
        ebitda = revenue * gross_margin - overheads
        tax = np.maximum(ebitda - spent / DEPRECIATION_YEARS, 0.0) * TAX_RATE
        capital = revenue * maintenance_share
        flow = ebitda - tax - capital - (revenue - last_revenue) * WORKING_CAPITAL
        spent = spent + capital
        if year == YEARS:
            flow = flow + flow * (1.0 + terminal_growth) / (discount_rate - terminal_growth)
        factor = factor * discount
        npv = npv + flow * factor
        flows.append(flow)
    results = {}
    if "NPV" in outputs:
        results["NPV"] = npv
    if "IRR" in outputs:
        results["IRR"] = internal_rate(flows, discount_rate)
    return results


def internal_rate(flows, guess) -> np.ndarray:
    """The rate at which the flows' present value is zero, by Newton's method from `guess`."""
    rate = guess
    for _ in range(30):
        discount = 1.0 / (1.0 + rate)
        value = flows[-1]
        slope = np.zeros_like(value)
        for flow in flows[-2::-1]:
            slope = slope * discount + value
            value = value * discount + flow
        # d value / d rate = d value / d discount * d discount / d rate
        step = value / (slope * discount * discount)
        rate = rate + step
        if np.max(np.abs(step)) < 1e-13:
            break
    return rate


def simulate_chunk(generator: np.random.Generator, size: int, outputs=OUTPUTS) -> dict[str, np.ndarray]:
    """Draws the eight inputs for `size` trials and evaluates the model."""
    normals = generator.standard_normal((2, size))
    other = GROWTH_CORRELATION * normals[0] + np.sqrt(1.0 - GROWTH_CORRELATION**2) * normals[1]
    return evaluate(
        price_growth=0.02 + 0.012 * normals[0],
        volume_growth=0.025 + 0.018 * other,
        gross_margin=pert(generator, 0.33, 0.38, 0.41, size),
        overhead_inflation=generator.triangular(0.015, 0.025, 0.045, size),
        investment=pert(generator, 115_000.0, 125_000.0, 165_000.0, size),
        maintenance_share=generator.uniform(0.03, 0.05, size),
        terminal_growth=generator.triangular(0.0, 0.015, 0.025, size),
        discount_rate=pert(generator, 0.08, 0.09, 0.12, size),
        outputs=outputs,
    )


def simulate(trials: int, seed: int, outputs=OUTPUTS) -> dict[str, np.ndarray]:
    """The outputs' samples, shape (trials,) each."""
    return simulate_in_chunks(lambda generator, size: simulate_chunk(generator, size, outputs), trials, seed)


if __name__ == "__main__":
    main(simulate, OUTPUTS)
