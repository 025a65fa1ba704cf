"""Writes fits.txt: samples, and the maximum-likelihood fits that SciPy finds to them.

Samples are drawn by NumPy's default_rng(20), or come from the publications named beside them. Each
family is fitted by minimising SciPy's own -sum(logpdf) with its optimisers from several starts, to
the last digits. Run it in this folder:

    pip install numpy scipy && python make_fits.py
"""

import warnings

import numpy as np
from scipy import optimize, stats

warnings.simplefilter("ignore")
rng = np.random.default_rng(20)

# Lieblein and Zelen 1956: millions of revolutions to failure of 23 ball bearings.
BEARINGS = [17.88, 28.92, 33.00, 41.52, 42.12, 45.60, 48.48, 51.84, 51.96, 54.12, 55.56, 67.80, 68.64,
            68.64, 68.88, 84.12, 93.12, 98.64, 105.12, 105.84, 127.92, 128.04, 173.40]
# Von Alven 1964: active repair times in hours of an airborne transceiver.
REPAIRS = [0.2, 0.3, 0.5, 0.5, 0.5, 0.5, 0.6, 0.6, 0.7, 0.7, 0.7, 0.8, 0.8, 1.0, 1.0, 1.0, 1.0, 1.1, 1.3,
           1.5, 1.5, 1.5, 1.5, 2.0, 2.0, 2.2, 2.5, 2.7, 3.0, 3.0, 3.3, 3.3, 4.0, 4.0, 4.5, 4.7, 5.0, 5.4,
           5.4, 7.0, 7.5, 8.8, 9.0, 10.3, 22.0, 24.5]
# Coles 2001, example 1.1: annual highest sea levels at Port Pirie, 1923 to 1987, in metres.
SEA_LEVELS = [4.03, 3.83, 3.65, 3.88, 4.01, 4.08, 4.18, 3.80, 4.36, 3.96, 3.98, 4.69, 3.85, 3.96, 3.85, 3.93,
              3.75, 3.63, 3.57, 4.25, 3.97, 4.05, 4.24, 4.22, 3.73, 4.37, 4.06, 3.71, 3.96, 4.06, 4.55, 3.79,
              3.89, 4.11, 3.85, 3.86, 3.86, 4.21, 4.01, 4.11, 4.24, 3.96, 4.21, 3.74, 3.85, 3.88, 3.66, 4.11,
              3.71, 4.18, 3.90, 3.78, 3.91, 3.72, 4.00, 3.66, 3.62, 4.33, 4.55, 3.75, 4.08, 3.90, 3.88, 3.94,
              4.33]
# Birnbaum and Saunders 1969: thousands of cycles to failure of 101 aluminium strips.
STRIPS = [70, 90, 96, 97, 99, 100, 103, 104, 104, 105, 107, 108, 108, 108, 109, 109, 112, 112, 113, 114, 114,
          114, 116, 119, 120, 120, 120, 121, 121, 123, 124, 124, 124, 124, 124, 128, 128, 129, 129, 130, 130,
          130, 131, 131, 131, 131, 131, 132, 132, 132, 133, 134, 134, 134, 134, 134, 136, 136, 137, 138, 138,
          138, 139, 139, 141, 141, 142, 142, 142, 142, 142, 142, 144, 144, 145, 146, 148, 148, 149, 151, 151,
          152, 155, 156, 157, 157, 157, 157, 158, 159, 162, 163, 163, 164, 166, 166, 168, 170, 174, 196, 212]
# Bortkiewicz 1898: deaths by horse kick in 200 corps-years.
KICKS = [0] * 109 + [1] * 65 + [2] * 22 + [3] * 3 + [4]

draw = lambda law, n: [float(f"{x:.6g}") for x in law.rvs(size=n, random_state=rng)]
SAMPLES = {
    "bearings": BEARINGS,
    "repairs": REPAIRS,
    "sea levels": SEA_LEVELS,
    "strips": STRIPS,
    "kicks": KICKS,
    "t": draw(stats.t(3, 10, 2), 150),
    "skewed": draw(stats.skewnorm(4, -5, 3), 200),
    "johnson": draw(stats.johnsonsu(-1.5, 1.6, 20, 5), 200),
    "gamma": draw(stats.gamma(2.5, scale=40), 120),
    "heavy": draw(stats.burr12(2.0, 1.5, scale=10), 200),
    "dagum": draw(stats.burr(3.0, 0.6, scale=10), 200),
    "beta": draw(stats.beta(2, 5), 100),
    "shifted": draw(stats.lognorm(0.6, 50, 20), 200),
    "claims": [int(x) for x in stats.nbinom(2.5, 0.3).rvs(size=150, random_state=rng)],
    "defects": [int(x) for x in stats.binom(12, 0.3).rvs(size=100, random_state=rng)],
    "rolls": [int(x) for x in stats.geom(0.2, loc=-1).rvs(size=120, random_state=rng)],
}

exp, log, sqrt = np.exp, np.log, np.sqrt
positive = lambda p: p > 0


def lognormal(p):
    mean, sd = p[:2]
    s2 = log(1 + (sd / mean) ** 2)
    return stats.lognorm(sqrt(s2), p[2] if len(p) > 2 else 0, exp(log(mean) - s2 / 2))


# Our parameters -> the law in SciPy; and starts.
FAMILIES = {
    "Normal": (lambda p: stats.norm(*p), lambda x: [[np.mean(x), np.std(x)]]),
    "Laplace": (lambda p: stats.laplace(*p), lambda x: [[np.median(x), np.mean(abs(np.array(x) - np.median(x)))]]),
    "Logistic": (lambda p: stats.logistic(*p), lambda x: [[np.mean(x), np.std(x) * 0.55]]),
    "Cauchy": (lambda p: stats.cauchy(*p), lambda x: [[np.median(x), np.std(x) / 3], [np.median(x), np.std(x) / 30]]),
    "StudentT": (lambda p: stats.t(*p), lambda x: [[3, np.median(x), np.std(x) / 2]]),
    "ExtremeValueMax": (lambda p: stats.gumbel_r(*p), lambda x: [[np.mean(x), np.std(x)]]),
    "ExtremeValueMin": (lambda p: stats.gumbel_l(*p), lambda x: [[np.mean(x), np.std(x)]]),
    "GEV": (lambda p: stats.genextreme(-p[2], p[0], p[1]), lambda x: [[np.mean(x), np.std(x), 0.01], [np.median(x), np.std(x) / 2, 0.3]]),
    "HyperbolicSecant": (lambda p: stats.hypsecant(p[0], p[1] * 2 / np.pi), lambda x: [[np.mean(x), np.std(x)]]),
    "SkewNormal": (lambda p: stats.skewnorm(p[2], p[0], p[1]), lambda x: [[np.mean(x) - np.std(x), 1.5 * np.std(x), 3]]),
    "JohnsonSU": (lambda p: stats.johnsonsu(*p), lambda x: [[-1, 1.5, np.median(x), np.std(x)], [0, 1.5, np.median(x), np.std(x)]]),
    "Lognormal": (lognormal, lambda x: [[np.mean(x), np.std(x)]]),
    "Lognormal shifted": (lognormal, lambda x: [[np.mean(x) - min(x) + 1, np.std(x), min(x) - 1], [np.mean(x) - min(x) + 0.1, np.std(x), min(x) - 0.1]]),
    "Gamma": (lambda p: stats.gamma(p[0], 0, p[1]), lambda x: [[2, np.mean(x) / 2], [20, np.mean(x) / 20]]),
    "Gamma shifted": (lambda p: stats.gamma(p[0], p[2], p[1]), lambda x: [[2, np.std(x), min(x) - 1]]),
    "Exponential": (lambda p: stats.expon(0, p[0]), lambda x: [[np.mean(x)]]),
    "Weibull": (lambda p: stats.weibull_min(p[0], 0, p[1]), lambda x: [[2, np.mean(x)]]),
    "Weibull shifted": (lambda p: stats.weibull_min(p[0], p[2], p[1]), lambda x: [[1.5, np.std(x), min(x) - np.std(x) / 10]]),
    "LogLogistic": (lambda p: stats.fisk(p[1], 0, p[0]), lambda x: [[np.median(x), 3]]),
    "InverseGaussian": (lambda p: stats.invgauss(p[0] / p[1], 0, p[1]), lambda x: [[np.mean(x), np.mean(x)]]),
    "FatigueLife": (lambda p: stats.fatiguelife(p[1], 0, p[0]), lambda x: [[np.median(x), 0.5]]),
    "Pareto2": (lambda p: stats.lomax(p[0], 0, p[1]), lambda x: [[3, np.mean(x)]]),
    "Pearson5": (lambda p: stats.invgamma(p[0], 0, p[1]), lambda x: [[2, np.mean(x)]]),
    "Pearson6": (lambda p: stats.betaprime(p[0], p[1], 0, p[2]), lambda x: [[2, 3, np.mean(x)]]),
    "Burr12": (lambda p: stats.burr12(p[1], p[2], 0, p[0]), lambda x: [[np.median(x), 2, 1]]),
    "Dagum": (lambda p: stats.burr(p[1], p[2], 0, p[0]), lambda x: [[np.median(x), 2, 1]]),
    "Frechet": (lambda p: stats.invweibull(p[1], 0, p[0]), lambda x: [[np.median(x), 2]]),
    "Rayleigh": (lambda p: stats.rayleigh(0, p[0]), lambda x: [[np.mean(x)]]),
    "Maxwell": (lambda p: stats.maxwell(0, p[0]), lambda x: [[np.mean(x)]]),
    "Nakagami": (lambda p: stats.nakagami(p[0], 0, sqrt(p[1])), lambda x: [[1, np.mean(np.square(x))]]),
    "ChiSquared": (lambda p: stats.chi2(p[0]), lambda x: [[np.mean(x)]]),
    "Levy": (lambda p: stats.levy(0, p[0]), lambda x: [[np.median(x)]]),
    "Beta": (lambda p: stats.beta(*p), lambda x: [[2, 5]]),
    "Poisson": (lambda p: stats.poisson(p[0]), lambda x: [[np.mean(x)]]),
    "NegativeBinomial": (lambda p: stats.nbinom(*p), lambda x: [[3, 0.3]]),
    "Geometric": (lambda p: stats.geom(p[0], -1), lambda x: [[0.3]]),
}
CHOSEN = {
    "bearings": ["Normal", "Lognormal", "Gamma", "Weibull", "LogLogistic", "InverseGaussian", "FatigueLife", "Rayleigh",
                 "Maxwell", "Nakagami", "ChiSquared", "Exponential", "Frechet", "ExtremeValueMax", "Pearson5", "Levy"],
    "repairs": ["InverseGaussian", "Lognormal", "Exponential", "Gamma", "Weibull", "Pearson5", "Pareto2", "Pearson6"],
    "sea levels": ["GEV", "ExtremeValueMax", "Normal", "Gamma shifted", "Weibull shifted", "Logistic"],
    "strips": ["FatigueLife", "Normal", "Laplace", "HyperbolicSecant"],
    "kicks": ["Poisson", "Geometric"],
    "t": ["StudentT", "Cauchy", "Logistic", "Laplace", "HyperbolicSecant", "ExtremeValueMin"],
    "skewed": ["SkewNormal", "Normal"],
    "johnson": ["JohnsonSU", "GEV", "Lognormal"],
    "gamma": ["Gamma", "Weibull", "Nakagami", "Lognormal", "Burr12", "Weibull shifted"],
    "heavy": ["Burr12", "Dagum", "Pareto2", "LogLogistic", "Pearson6", "Frechet"],
    "dagum": ["Dagum", "Burr12"],
    "beta": ["Beta"],
    "shifted": ["Lognormal shifted", "Gamma shifted"],
    "claims": ["NegativeBinomial", "Poisson", "Geometric"],
    "defects": ["Poisson"],
    "rolls": ["Geometric", "NegativeBinomial"],
}


def fitted(name, x):
    make, starts = FAMILIES[name]
    x = np.asarray(x, float)

    def cost(p):
        try:
            law = make(p)
            terms = law.logpdf(x) if hasattr(law.dist, "logpdf") else law.logpmf(x)
        except Exception:
            return np.inf
        value = -np.sum(terms)
        return value if np.isfinite(value) else np.inf

    best = None
    for start in starts(x):
        at = np.array(start, float)
        for _ in range(12):
            found = optimize.minimize(cost, at, method="Nelder-Mead",
                                      options={"xatol": 1e-11, "fatol": 1e-12, "maxiter": 20000, "maxfev": 20000})
            at = found.x
        if best is None or found.fun < best.fun - 1e-9:
            best = found
    return best.x, -best.fun


def anderson_darling(law, x):
    x = np.sort(x)
    n = len(x)
    i = np.arange(1, n + 1)
    return -n - np.sum((2 * i - 1) * (law.logcdf(x) + law.logsf(x[::-1]))) / n


with open("fits.txt", "w") as out:
    out.write("# Made by make_fits.py, SciPy: see there for what the samples are.\n")
    for name, values in SAMPLES.items():
        out.write(f"sample|{name}|{' '.join(repr(v) for v in values)}\n")
        for family in CHOSEN[name]:
            parameters, log_likelihood = fitted(family, values)
            law = FAMILIES[family][0](parameters)
            discrete = hasattr(law.dist, "logpmf")
            ks = "" if discrete else repr(float(stats.kstest(values, law.cdf).statistic))
            ad = "" if discrete else repr(float(anderson_darling(law, np.array(values, float))))
            text = " ".join(repr(float(p)) for p in parameters)
            out.write(f"fit|{family}|{text}|{float(log_likelihood)!r}|{ks}|{ad}\n")
            print(name, family, text, log_likelihood)
