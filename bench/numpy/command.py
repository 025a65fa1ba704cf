"""The command line of the hand-written NumPy models: times a simulation and prints JSON."""

import argparse
import json
import time
from collections.abc import Callable, Sequence

import numpy as np

# Trials simulated at a time: a few dozen columns of this many doubles stay in the second-level cache.
CHUNK = 4096


def simulate_in_chunks(
    simulate_chunk: Callable[[np.random.Generator, int], dict[str, np.ndarray]],
    trials: int,
    seed: int,
    chunk: int = CHUNK,
) -> dict[str, np.ndarray]:
    """Runs `simulate_chunk(generator, size)` until there are `trials` trials.

    Gives each output's values, shape (trials,).
    """
    generator = np.random.default_rng(seed)
    samples: dict[str, np.ndarray] = {}
    for start in range(0, trials, chunk):
        size = min(chunk, trials - start)
        for name, values in simulate_chunk(generator, size).items():
            if name not in samples:
                samples[name] = np.empty(trials)
            samples[name][start : start + size] = values
    return samples


def pert(generator: np.random.Generator, low, likely, high, size) -> np.ndarray:
    """Draws from the Pert distribution: a beta on [low, high] with mean (low + 4 likely + high) / 6."""
    span = high - low
    first = 1.0 + 4.0 * (likely - low) / span
    second = 1.0 + 4.0 * (high - likely) / span
    return low + span * generator.beta(first, second, size)


def main(simulate: Callable[..., dict[str, np.ndarray]], outputs: Sequence[str] = ()) -> None:
    """Runs a model from the command line.

    `simulate(trials, seed)` gives the outputs' samples; with `outputs`, it also takes which of them
    to compute. The time includes the mean and the standard deviation, not the start of Python.
    """
    parser = argparse.ArgumentParser(description="Simulates a model with NumPy and prints JSON.")
    parser.add_argument("--trials", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    if outputs:
        parser.add_argument("--outputs", nargs="+", choices=outputs, default=list(outputs))
    arguments = vars(parser.parse_args())
    start = time.perf_counter()
    samples = simulate(**arguments)
    mean = {name: float(values.mean()) for name, values in samples.items()}
    sd = {name: float(values.std(ddof=1)) for name, values in samples.items()}
    seconds = time.perf_counter() - start
    print(json.dumps({"trials": arguments["trials"], "seconds": seconds, "mean": mean, "sd": sd}))
