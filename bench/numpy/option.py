"""The options over 252 daily steps of examples/option, by hand in NumPy."""

import numpy as np
from command import main, simulate_in_chunks

PRICE = 100.0
STRIKE = 100.0
RATE = 0.05  # per year, continuous
VOLATILITY = 0.2  # per square root of a year
YEARS = 1.0
STEPS = 252


def evaluate(normals: np.ndarray) -> dict[str, np.ndarray]:
    """Discounted payoffs from standard normal draws, shape (trials, STEPS); overwrites the draws."""
    step = YEARS / STEPS
    log_price = normals
    log_price *= VOLATILITY * np.sqrt(step)
    log_price += (RATE - 0.5 * VOLATILITY**2) * step
    np.cumsum(log_price, axis=1, out=log_price)
    log_price += np.log(PRICE)
    geometric = np.exp(log_price.mean(axis=1))
    price = np.exp(log_price, out=log_price)
    arithmetic = price.mean(axis=1)
    last = price[:, -1]
    discount = np.exp(-RATE * YEARS)
    return {
        "European call": discount * np.maximum(last - STRIKE, 0.0),
        "European put": discount * np.maximum(STRIKE - last, 0.0),
        "Asian call": discount * np.maximum(arithmetic - STRIKE, 0.0),
        "Geometric Asian call": discount * np.maximum(geometric - STRIKE, 0.0),
    }


def simulate_chunk(generator: np.random.Generator, size: int) -> dict[str, np.ndarray]:
    """Draws a path for each of `size` trials and evaluates the payoffs."""
    return evaluate(generator.standard_normal((size, STEPS)))


def simulate(trials: int, seed: int) -> dict[str, np.ndarray]:
    """The outputs' samples, shape (trials,) each."""
    # 512 paths of 252 doubles take a megabyte, half a second-level cache.
    return simulate_in_chunks(simulate_chunk, trials, seed, chunk=512)


if __name__ == "__main__":
    main(simulate)
