"""Writes statistics_reference.txt: samples and what NumPy and SciPy make of them.

    python3 statistics_reference.py       (values stored from NumPy 2.4.6, SciPy 1.17.1)

Format, one line each: `data NAME numbers...`, then for that data `STATISTIC numbers...`.
Moments: ddof=1 for sd, variance and sem; skewness and kurtosis are SciPy's biased (population)
ones, kurtosis with fisher=False. Percentiles: numpy.percentile, method "linear", at PERCENTS.
Percentile intervals: order statistics from scipy.stats.binom. Ranks: rankdata, method "average".
"""

import pathlib

import numpy
import scipy
import scipy.stats as stats

PERCENTS = [0, 1, 2.5, 5, 10, 25, 33.3, 50, 75, 90, 95, 99, 100]
INTERVALS = [(0.5, 0.95), (0.05, 0.95), (0.9, 0.8), (0.99, 0.99), (0.25, 0.5)]

generator = numpy.random.default_rng(20240229)
samples = {
    "normal": generator.normal(100, 15, 500),
    "lognormal": generator.lognormal(0, 1, 2500),
    "far_from_zero": 1e9 + generator.uniform(0, 1, 300),
    "tiny": generator.normal(0, 1, 200) * 1e-160,
    "huge": generator.normal(0, 1, 200) * 1e300,
    "poisson": generator.poisson(3, 400).astype(float),
    "two": numpy.array([1.5, -4.25]),
    "three": numpy.array([1.0, 2.0, 10.0]),
}


def line(name, numbers):
    return " ".join([name, *(repr(float(number)) for number in numbers)])


def order_statistics(data, probability, level):
    """The ranks r (from 1) of the samples that hold the percentile between them; 0 for none."""
    count = len(data)
    binomial = stats.binom(count, probability)
    risk = (1 - level) / 2
    low = max((r for r in range(1, count + 1) if binomial.cdf(r - 1) <= risk), default=0)
    high = min((r for r in range(1, count + 1) if binomial.sf(r - 1) <= risk), default=0)
    return low, high


lines = []
for name, data in samples.items():
    lines.append(line(f"data {name}", data))
    # Powers of tiny and huge numbers leave the range of doubles: SciPy gets them near 1.
    scale = 1.0 if name not in ("tiny", "huge") else float(numpy.max(numpy.abs(data)))
    scaled = data / scale
    # Far from zero, the mean's rounding would show in SciPy's result; this subtraction is exact.
    near_zero = scaled - 1e9 if name == "far_from_zero" else scaled
    lines.append(line("mean", [numpy.mean(scaled) * scale]))
    lines.append(line("sd", [numpy.std(near_zero, ddof=1) * scale]))
    lines.append(line("skewness", [stats.skew(near_zero)]))
    lines.append(line("kurtosis", [stats.kurtosis(near_zero, fisher=False)]))
    lines.append(line("standard_error", [stats.sem(near_zero) * scale]))
    lines.append(line("percentiles", numpy.percentile(data, PERCENTS)))
    lines.append(line("ranks", stats.rankdata(data)))
    for probability, level in INTERVALS:
        low, high = order_statistics(data, probability, level)
        lines.append(line("interval", [probability, level, low, high]))
    mean_low, mean_high = stats.norm.interval(0.9, numpy.mean(scaled), stats.sem(scaled))
    lines.append(line("mean_interval_90", [mean_low * scale, mean_high * scale]))

for left, right in [("poisson", "normal"), ("huge", "tiny")]:
    count = min(len(samples[left]), len(samples[right]))
    x, y = samples[left][:count].copy(), samples[right][:count].copy()
    y = y + x * (numpy.std(y) / numpy.std(x / 1e300) / 1e300 if left == "huge" else 5)
    lines.append(line("data pair_x", x))
    lines.append(line("data pair_y", y))
    scale_x, scale_y = numpy.max(numpy.abs(x)), numpy.max(numpy.abs(y))
    lines.append(line("pearson", [stats.pearsonr(x / scale_x, y / scale_y).statistic]))
    lines.append(line("spearman", [stats.spearmanr(x, y).statistic]))

for happened, count, level in [(0, 10, 0.95), (3, 10, 0.95), (10, 10, 0.9), (54321, 1000000, 0.99)]:
    result = stats.binomtest(happened, count)
    interval = result.proportion_ci(level, method="wilson")
    lines.append(line("proportion", [happened, count, level, interval.low, interval.high]))

target = pathlib.Path(__file__).with_suffix(".txt")
target.write_text("\n".join(lines) + "\n")
print(target.name, len(lines), "lines; NumPy", numpy.__version__, "SciPy", scipy.__version__)
