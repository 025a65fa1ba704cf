"""The mortgage pool with prepayment of examples/loan, by hand in NumPy."""

import numpy as np
from command import main, pert, simulate_in_chunks

BALANCE = 250_000_000.0  # $
BORROWERS_RATE = 0.0625  # per year
TERM = 360  # months
SERVICING_FEE = 0.0035  # per year
BASE_PREPAYMENT = 0.06  # of the balance per year, when seasoned
SEASONING = 30  # months
CALL_SHARE = 0.05  # of the first balance: below it the pool is repaid at once
MARKET_RATE = 0.06  # per year, today
SHOCK_MONTHS = 24  # over which the shock comes
INVESTORS_SPREAD = 0.006  # investors discount at the market rate less this
FASTEST_PREPAYMENT = 0.95  # of the balance per year

# Prepayment multiplier by the borrowers' gain from refinancing: the row with the largest gain not
# above theirs.
GAINS = np.array([-0.10, -0.02, -0.01, -0.005, 0.0, 0.005, 0.01, 0.015, 0.02, 0.03])
MULTIPLIERS = np.array([0.45, 0.55, 0.70, 0.85, 1.0, 1.5, 2.3, 3.2, 4.0, 4.6])
# By month of the year.
SEASONS = np.array([0.75, 0.78, 0.95, 1.0, 1.1, 1.2, 1.2, 1.22, 1.08, 1.02, 0.9, 0.8])


def evaluate(speed, rate_shock, default_rate, loss_severity) -> dict[str, np.ndarray]:
    """Price in % of the balance, weighted average life in years, losses as a share of the balance."""
    monthly_default = 1.0 - (1.0 - default_rate) ** (1.0 / 12.0)
    monthly_rate = BORROWERS_RATE / 12.0
    balance = np.full_like(speed, BALANCE)
    discount = np.ones_like(speed)
    value = np.zeros_like(speed)
    defaults = np.zeros_like(speed)
    principal = np.zeros_like(speed)
    principal_months = np.zeros_like(speed)
    settled = max(SEASONING, SHOCK_MONTHS)
    settled_rates: dict[int, np.ndarray] = {}
    for month in range(1, TERM + 1):
        if month <= SHOCK_MONTHS:
            market_rate = MARKET_RATE + rate_shock * (month / SHOCK_MONTHS)
            row = np.searchsorted(GAINS, BORROWERS_RATE - market_rate, side="right") - 1
            multiplier = MULTIPLIERS[row]
            period_discount = 1.0 / (1.0 + (market_rate - INVESTORS_SPREAD) / 12.0)
        season = (month - 1) % 12
        if month > settled and season in settled_rates:
            # Shock and seasoning are over: each month of the year has its rate.
            monthly_prepayment = settled_rates[season]
        else:
            seasoned = BASE_PREPAYMENT * min(1.0, month / SEASONING) * SEASONS[season]
            yearly = np.minimum(speed * multiplier * seasoned, FASTEST_PREPAYMENT)
            monthly_prepayment = 1.0 - (1.0 - yearly) ** (1.0 / 12.0)
            if month > settled:
                settled_rates[season] = monthly_prepayment
        defaulted = balance * monthly_default
        performing = balance - defaulted
        payment_per_dollar = monthly_rate / (1.0 - (1.0 + monthly_rate) ** -(TERM - month + 1))
        interest = performing * monthly_rate
        remaining = performing - (performing * payment_per_dollar - interest)
        is_called = remaining < CALL_SHARE * BALANCE
        closing = np.where(is_called, 0.0, remaining - remaining * monthly_prepayment)
        returned = performing - closing + defaulted * (1.0 - loss_severity)
        discount = discount * period_discount
        value += (interest - performing * (SERVICING_FEE / 12.0) + returned) * discount
        defaults += defaulted
        principal += returned
        principal_months += returned * month
        balance = closing
    return {
        "Price": 100.0 * value / BALANCE,
        "Weighted average life": principal_months / principal / 12.0,
        "Losses": defaults * loss_severity / BALANCE,
    }


def simulate_chunk(generator: np.random.Generator, size: int) -> dict[str, np.ndarray]:
    """Draws the four inputs for `size` trials and evaluates the pool."""
    # Lognormal by its own mean 1 and standard deviation 0.25.
    log_variance = np.log1p(0.25**2)
    return evaluate(
        speed=generator.lognormal(-0.5 * log_variance, np.sqrt(log_variance), size),
        rate_shock=generator.normal(0.0, 0.0125, size),
        default_rate=pert(generator, 0.001, 0.004, 0.018, size),
        loss_severity=generator.triangular(0.15, 0.3, 0.5, size),
    )


def simulate(trials: int, seed: int) -> dict[str, np.ndarray]:
    """The outputs' samples, shape (trials,) each."""
    return simulate_in_chunks(simulate_chunk, trials, seed)


if __name__ == "__main__":
    main(simulate)
