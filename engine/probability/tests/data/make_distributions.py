"""Writes distributions.csv: expected densities, probabilities, quantiles and moments.

Every law is written down here a second time, from the textbooks, in mpmath with 30 digits;
quantiles by bisection of the distribution function, moments by quadrature or summation of the
density. SciPy checks the writing wherever it has the law. Run it in this folder:

    pip install mpmath scipy && python make_distributions.py [FAMILY...]
"""

import sys

import mpmath as mp
from mpmath import mpf
from scipy import stats

mp.mp.dps = 30

PROBABILITIES = [1e-10, 1e-4, 0.05, 0.25, 0.5, 0.8, 0.99, 0.9999, 1 - 1e-10]
INF = mp.inf


class Continuous:
    """A law by its density, distribution and survival functions on [low, high].

    `orders` is how many moments are finite; `breaks` are points where the density isn't smooth.
    """

    def __init__(self, call, pdf, cdf, sf, low, high, scipy=None, orders=4, breaks=(), quantile=None):
        self.call, self.pdf, self.cdf, self.sf = call, pdf, cdf, sf
        self.low, self.high, self.scipy = mpf(low), mpf(high), scipy
        self.orders, self.breaks, self.closed = orders, [mpf(b) for b in breaks], quantile

    def quantile(self, p):
        p = mpf(p)
        if self.closed:
            return self.closed(p)
        lower_half = p <= 0.5
        def below(x):
            return self.cdf(x) < p if lower_half else self.sf(x) > 1 - p
        low, high = self.low, self.high
        if low == -INF:
            low = mpf(-1)
            while not below(low):
                low *= 2
        if high == INF:
            high = max(low, mpf(0)) + 1
            while below(high):
                high *= 2
        for _ in range(400):
            # In logarithms where the bracket spans orders of magnitude.
            if low > 0 and high > 2 * low:
                middle = mp.sqrt(low * high)
            elif self.low == 0 and low == 0 and high > mpf(10) ** -300:
                middle = high * mpf(2) ** -8
            else:
                middle = (low + high) / 2
            if below(middle):
                low = middle
            else:
                high = middle
            if high - low <= mpf(10) ** -24 * max(abs(low), abs(high)):
                break
        return (low + high) / 2

    def moments(self):
        points = [self.low]
        grid = [1e-12, 1e-6, 1e-3, 0.05, 0.3, 0.5, 0.7, 0.95, 1 - 1e-3, 1 - 1e-6, 1 - 1e-12]
        points += sorted([self.quantile(p) for p in grid] + self.breaks)
        points.append(self.high)
        points = [p for i, p in enumerate(points) if i == 0 or p > points[i - 1]]
        def expect(function):
            # The nodes next to an end where the density is infinite round to that end.
            def integrand(x):
                return function(x) * self.pdf(x) if self.low < x < self.high else mpf(0)
            return mp.quad(integrand, points)
        results = [mp.nan] * 4
        total = expect(lambda x: mpf(1))
        assert abs(total - 1) < 1e-13, (self.call, "density integrates to", total)
        if self.orders >= 1:
            mean = results[0] = expect(lambda x: x)
        if self.orders >= 2:
            variance = results[1] = expect(lambda x: (x - mean) ** 2)
        if self.orders >= 3:
            results[2] = expect(lambda x: (x - mean) ** 3) / variance ** 1.5
        if self.orders >= 4:
            results[3] = expect(lambda x: (x - mean) ** 4) / variance ** 2
        return results

    def points(self):
        return [self.quantile(p) for p in [1e-10, 1e-3, 0.2, 0.5, 0.9, 0.999]]


class Discrete:
    """A law by the probabilities of `values`, which rise."""

    def __init__(self, call, values, pmf, scipy=None):
        self.call, self.scipy = call, scipy
        self.values = [mpf(v) for v in values]
        self.weights = [pmf(v) for v in self.values]
        total = mp.fsum(self.weights)
        assert abs(total - 1) < mpf(10) ** -25, (call, total)
        self.table = dict(zip(self.values, self.weights))

    def pdf(self, x):
        return self.table.get(mpf(x), mpf(0))

    def cdf(self, x):
        return mp.fsum(w for v, w in self.table.items() if v <= x)

    def sf(self, x):
        return mp.fsum(w for v, w in self.table.items() if v > x)

    def quantile(self, p):
        reached = mpf(0)
        for value, weight in zip(self.values, self.weights):
            reached += weight
            if reached >= mpf(p) - mpf(10) ** -30:
                return value
        return self.values[-1]

    def is_tie(self, p):
        """Whether rounding decides: decimal weights add up to p, or nearly."""
        return any(0 < abs(self.cdf(v) - mpf(p)) < 1e-14 for v in self.values[:20])

    def moments(self):
        def expect(function):
            return mp.fsum(function(v) * w for v, w in zip(self.values, self.weights))
        mean = expect(lambda x: x)
        variance = expect(lambda x: (x - mean) ** 2)
        third = expect(lambda x: (x - mean) ** 3) / variance ** 1.5
        return [mean, variance, third, expect(lambda x: (x - mean) ** 4) / variance ** 2]

    def points(self):
        return sorted({self.quantile(p) for p in PROBABILITIES})


def normal_cdf(z):
    return mp.erfc(-z / mp.sqrt(2)) / 2


def normal_pdf(z):
    return mp.exp(-z * z / 2) / mp.sqrt(2 * mp.pi)


def betainc(a, b, x):
    return mp.betainc(a, b, 0, x, regularized=True)


def gammainc_lower(a, x):
    return mp.gammainc(a, 0, x, regularized=True)


def gammainc_upper(a, x):
    return mp.gammainc(a, x, INF, regularized=True)


CASES = []


def add(*arguments, **keywords):
    CASES.append(Continuous(*arguments, **keywords))


def transformed_normal(call, z, dz, low, high, **keywords):
    """z(x), rising, is standard normal."""
    add(call, lambda x: normal_pdf(z(x)) * dz(x), lambda x: normal_cdf(z(x)),
        lambda x: normal_cdf(-z(x)), low, high, **keywords)


for m, s in [(100, 15), (-0.5, 0.001)]:
    m, s = mpf(m), mpf(s)
    transformed_normal(f"Normal({float(m):g}, {float(s):g})", lambda x, m=m, s=s: (x - m) / s, lambda x, s=s: 1 / s, -INF, INF,
                       scipy=stats.norm(float(m), float(s)))


def lognormal(call, mu, sigma):
    transformed_normal(call, lambda x: (mp.log(x) - mu) / sigma, lambda x: 1 / (x * sigma), 0, INF,
                       scipy=stats.lognorm(float(sigma), scale=float(mp.exp(mu))))


for mean, sd in [(20, 35), (1000, 10)]:
    square = mp.log(1 + mpf(sd) ** 2 / mpf(mean) ** 2)
    lognormal(f"Lognormal({mean}, {sd})", mp.log(mean) - square / 2, mp.sqrt(square))
lognormal("Lognormal2(2.5, 0.4)", mpf("2.5"), mpf("0.4"))
lognormal("Lognormal2(-1, 1)", mpf(-1), mpf(1))

for a, b in [(10, 20), (-3, 5)]:
    add(f"Uniform({a}, {b})", lambda x, a=a, b=b: mpf(1) / (b - a),
        lambda x, a=a, b=b: (x - a) / (b - a), lambda x, a=a, b=b: (b - x) / (b - a), a, b,
        scipy=stats.uniform(a, b - a))


def triangles(call, a, m, b, lower):
    """Two right-angled triangles, the left of probability `lower`."""
    a, m, b, lower = mpf(a), mpf(m), mpf(b), mpf(lower)
    def pdf(x):
        if x <= m and m > a:
            return 2 * lower * (x - a) / (m - a) ** 2
        return 2 * (1 - lower) * (b - x) / (b - m) ** 2
    def cdf(x):
        return lower * ((x - a) / (m - a)) ** 2 if x <= m and m > a else 1 - sf(x)
    def sf(x):
        return (1 - lower) * ((b - x) / (b - m)) ** 2 if x >= m and b > m else 1 - cdf(x)
    add(call, pdf, cdf, sf, a, b, breaks=[m] if a < m < b else [])
    return CASES[-1]


for a, m, b in [(10, 20, 40), (0, 0, 1), (-5, 2, 2)]:
    case = triangles(f"Triangular({a}, {m}, {b})", a, m, b, mpf(m - a) / (b - a))
    case.scipy = stats.triang((m - a) / (b - a), a, b - a)
triangles("DoubleTriangular(10, 20, 40, 0.4)", 10, 20, 40, mpf(0.4))
triangles("DoubleTriangular(0, 1, 2, 0.125)", 0, 1, 2, mpf(0.125))
# SplitTriangular: its ends follow from the two outer percentiles.
r, s = mp.sqrt(mpf(0.1) / mpf(0.5)), mp.sqrt((1 - mpf(0.9)) / mpf(0.5))
triangles("SplitTriangular(12, 20, 35, 0.1, 0.5, 0.9)",
          (12 - 20 * r) / (1 - r), 20, (35 - 20 * s) / (1 - s), mpf(0.5))
triangles("SplitTriangular(0, 1, 4, 0, 0.25, 1)", 0, 1, 4, mpf(0.25))
# Trigen: solve for the two ends.
for low, m, high, p, q in [(10, 20, 40, 0.1, 0.9), (0, 3, 5, 0.05, 1)]:
    p, q = mpf(p), mpf(q)
    def equations(a, b):
        return [(low - a) ** 2 - p * (b - a) * (m - a), (b - high) ** 2 - (1 - q) * (b - a) * (b - m)]
    if q == 1:
        b = mpf(high)
        a = mp.findroot(lambda a: equations(a, b)[0], mpf(low) - 1)
    else:
        a, b = mp.findroot(equations, (mpf(low) - 10, mpf(high) + 10))
    assert a < low and b >= high
    triangles(f"Trigen({low}, {m}, {high}, {float(p):g}, {float(q):g})",
              a, m, b, (m - a) / (b - a))


def beta(call, a, b, low, high):
    a, b, low, high = mpf(a), mpf(b), mpf(low), mpf(high)
    width = high - low
    add(call,
        lambda x: ((x - low) / width) ** (a - 1) * ((high - x) / width) ** (b - 1)
        / mp.beta(a, b) / width,
        lambda x: betainc(a, b, (x - low) / width), lambda x: betainc(b, a, (high - x) / width),
        low, high, scipy=stats.beta(float(a), float(b), float(low), float(width)))


beta("Beta(2, 5)", 2, 5, 0, 1)
beta("Beta(0.5, 0.75)", 0.5, 0.75, 0, 1)
beta("Beta(300, 20)", 300, 20, 0, 1)
beta("BetaGeneral(2, 5, 10, 20)", 2, 5, 10, 20)
beta("BetaGeneral(1.5, 1.25, -3, 1)", 1.5, 1.25, -3, 1)
beta("Pert(8, 10, 15)", 1 + mpf(8) / 7, 1 + mpf(20) / 7, 8, 15)
beta("Pert(0, 0, 1)", 1, 5, 0, 1)


def gamma(call, shape, scale):
    k, t = mpf(shape), mpf(scale)
    add(call, lambda x: (x / t) ** (k - 1) * mp.exp(-x / t) / (t * mp.gamma(k)),
        lambda x: gammainc_lower(k, x / t), lambda x: gammainc_upper(k, x / t), 0, INF,
        scipy=stats.gamma(float(k), scale=float(t)))


gamma("Gamma(2, 3)", 2, 3)
gamma("Gamma(0.3, 1)", 0.3, 1)
gamma("Gamma(500, 0.1)", 500, 0.1)
gamma("Erlang(3, 2)", 3, 2)
gamma("Erlang(20, 0.5)", 20, 0.5)
gamma("ChiSquared(4)", 2, 2)
gamma("ChiSquared(1)", 0.5, 2)


def weibull(call, shape, scale, location, scipy=True):
    k, s, m = mpf(shape), mpf(scale), mpf(location)
    add(call, lambda x: k / s * ((x - m) / s) ** (k - 1) * mp.exp(-((x - m) / s) ** k),
        lambda x: -mp.expm1(-((x - m) / s) ** k), lambda x: mp.exp(-((x - m) / s) ** k), m, INF,
        scipy=stats.weibull_min(float(k), float(m), float(s)))


weibull("Exponential(10)", 1, 10, 0)
weibull("Exponential(0.001)", 1, 0.001, 0)
weibull("Weibull(2, 10)", 2, 10, 0)
weibull("Weibull(0.7, 3, 5)", 0.7, 3, 5)
weibull("Weibull(12, 3)", 12, 3, 0)
weibull("Rayleigh(5)", 2, 5 * mp.sqrt(2), 0)
weibull("Rayleigh(0.25)", 2, mp.sqrt(2) / 4, 0)

for m, s in [(10, 2), (-1, 0.25)]:
    add(f"Logistic({m}, {s})",
        lambda x, m=m, s=s: 1 / (4 * s * mp.cosh((x - m) / (2 * mpf(s))) ** 2),
        lambda x, m=m, s=s: 1 / (1 + mp.exp(-(x - m) / s)),
        lambda x, m=m, s=s: 1 / (1 + mp.exp((x - m) / s)), -INF, INF, scipy=stats.logistic(m, s))
for m, s, k in [(0, 10, 5), (2, 3, 2.5)]:
    add(f"LogLogistic({m}, {s}, {k})",
        lambda x, m=m, s=mpf(s), k=mpf(k): k / s * ((x - m) / s) ** (k - 1)
        / (1 + ((x - m) / s) ** k) ** 2,
        lambda x, m=m, s=mpf(s), k=mpf(k): 1 / (1 + ((x - m) / s) ** -k),
        lambda x, m=m, s=mpf(s), k=mpf(k): 1 / (1 + ((x - m) / s) ** k), m, INF,
        scipy=stats.fisk(k, m, s), orders=4 if k > 4 else 2)

for nu, m, s in [(5, 0, 1), (3, 10, 2), (40, 0, 1), (1, 0, 1)]:
    def t_tail(x, nu=mpf(nu), m=m, s=mpf(s)):
        t = (x - m) / s
        return betainc(nu / 2, mpf(1) / 2, nu / (nu + t * t)) / 2
    add(f"StudentT({nu}, {m}, {s})" if (m, s) != (0, 1) else f"StudentT({nu})",
        lambda x, nu=mpf(nu), m=m, s=mpf(s): (1 + ((x - m) / s) ** 2 / nu) ** (-(nu + 1) / 2)
        / (s * mp.sqrt(nu) * mp.beta(nu / 2, mpf(1) / 2)),
        lambda x, m=m, t=t_tail: t(x) if x <= m else 1 - t(x),
        lambda x, m=m, t=t_tail: t(x) if x >= m else 1 - t(x), -INF, INF,
        scipy=stats.t(nu, m, s), orders=min(nu - 1, 4) if nu != 3 else 2)


def beta_prime(call, a, b, scale, scipy):
    a, b, s = mpf(a), mpf(b), mpf(scale)
    add(call, lambda x: (x / s) ** (a - 1) / (s * mp.beta(a, b) * (1 + x / s) ** (a + b)),
        lambda x: betainc(a, b, x / (x + s)), lambda x: betainc(b, a, s / (x + s)), 0, INF,
        scipy=scipy, orders=min(4, int(mp.ceil(b)) - 1))


beta_prime("F(5, 12)", 2.5, 6, mpf(12) / 5, stats.f(5, 12))
beta_prime("F(10, 7)", 5, 3.5, mpf(7) / 10, stats.f(10, 7))
beta_prime("Pearson6(3, 6, 10)", 3, 6, 10, stats.betaprime(3, 6, scale=10))
beta_prime("Pearson6(0.5, 2.5, 1)", 0.5, 2.5, 1, stats.betaprime(0.5, 2.5))
for a, b in [(5, 8), (2.5, 1)]:
    add(f"Pearson5({a}, {b})",
        lambda x, a=mpf(a), b=mpf(b): mp.exp(-b / x) * (x / b) ** (-a - 1) / (b * mp.gamma(a)),
        lambda x, a=mpf(a), b=mpf(b): gammainc_upper(a, b / x),
        lambda x, a=mpf(a), b=mpf(b): gammainc_lower(a, b / x), 0, INF,
        scipy=stats.invgamma(a, scale=b), orders=4 if a > 4 else 2)

for a, s in [(3, 10), (6, 2)]:
    for name, start, law in [("Pareto", s, stats.pareto), ("Pareto2", 0, stats.lomax)]:
        add(f"{name}({a}, {s})",
            lambda x, a=a, s=mpf(s), start=start: a / s * ((x - start) / s + 1) ** (-a - 1),
            lambda x, a=a, s=mpf(s), start=start: 1 - ((x - start) / s + 1) ** -a,
            lambda x, a=a, s=mpf(s), start=start: ((x - start) / s + 1) ** -a, start, INF,
            scipy=law(a, scale=s), orders=4 if a > 4 else 2)

for m, l in [(10, 30), (1, 0.2)]:
    def ig_parts(x, m=mpf(m), l=mpf(l)):
        r = mp.sqrt(l / x)
        return r * (x / m - 1), r * (x / m + 1), mp.exp(2 * l / m)
    add(f"InverseGaussian({m}, {l})",
        lambda x, m=mpf(m), l=mpf(l): mp.sqrt(l / (2 * mp.pi * x ** 3))
        * mp.exp(-l * (x - m) ** 2 / (2 * m * m * x)),
        lambda x, p=ig_parts: normal_cdf(p(x)[0]) + p(x)[2] * normal_cdf(-p(x)[1]),
        lambda x, p=ig_parts: normal_cdf(-p(x)[0]) - p(x)[2] * normal_cdf(-p(x)[1]), 0, INF,
        scipy=stats.invgauss(m / l, scale=l))

def hazard_exp(t):
    """e^t where exp(-e^t) is all that matters: beyond 1000 that is 0 to all digits."""
    return mp.exp(min(t, mpf(1000)))


for m, s in [(10, 2), (-1, 0.5)]:
    m, s = mpf(m), mpf(s)
    name = f"({float(m):g}, {float(s):g})"
    add("ExtremeValueMax" + name,
        lambda x, m=m, s=s: mp.exp(-(x - m) / s - hazard_exp(-(x - m) / s)) / s,
        lambda x, m=m, s=s: mp.exp(-hazard_exp(-(x - m) / s)),
        lambda x, m=m, s=s: -mp.expm1(-hazard_exp(-(x - m) / s)), -INF, INF,
        scipy=stats.gumbel_r(float(m), float(s)))
    add("ExtremeValueMin" + name,
        lambda x, m=m, s=s: mp.exp((x - m) / s - hazard_exp((x - m) / s)) / s,
        lambda x, m=m, s=s: -mp.expm1(-hazard_exp((x - m) / s)),
        lambda x, m=m, s=s: mp.exp(-hazard_exp((x - m) / s)), -INF, INF,
        scipy=stats.gumbel_l(float(m), float(s)))
for m, s, k in [(10, 2, 0.1), (0, 1, -0.3), (5, 3, 0.01), (0, 1, 0.4)]:
    def hazard(x, m=mpf(m), s=mpf(s), k=mpf(k)):
        return hazard_exp(-mp.log(max(1 + k * (x - m) / s, mpf(10) ** -100)) / k)
    end = mpf(m) - mpf(s) / mpf(k)
    add(f"GEV({m}, {s}, {k})",
        lambda x, h=hazard, s=mpf(s), k=mpf(k): h(x) ** (k + 1) * mp.exp(-h(x)) / s,
        lambda x, h=hazard: mp.exp(-h(x)), lambda x, h=hazard: -mp.expm1(-h(x)),
        end if k > 0 else -INF, INF if k > 0 else end,
        scipy=stats.genextreme(-k, m, s), orders=2 if k == 0.4 else 4)
for m, s, k in [(0, 10, 5), (1, 2, 2.5)]:
    add(f"Frechet({m}, {s}, {k})",
        lambda x, m=m, s=mpf(s), k=mpf(k): k / s * ((x - m) / s) ** (-k - 1)
        * mp.exp(-((x - m) / s) ** -k),
        lambda x, m=m, s=mpf(s), k=mpf(k): mp.exp(-((x - m) / s) ** -k),
        lambda x, m=m, s=mpf(s), k=mpf(k): -mp.expm1(-((x - m) / s) ** -k), m, INF,
        scipy=stats.invweibull(k, m, s), orders=4 if k > 4 else 2)

for m, s in [(10, 2), (0, 0.5)]:
    def laplace_tail(x, m=m, s=mpf(s)):
        return mp.exp(-abs(x - m) / s) / 2
    add(f"Laplace({m}, {s})", lambda x, t=laplace_tail, s=mpf(s): t(x) / s,
        lambda x, t=laplace_tail, m=m: t(x) if x <= m else 1 - t(x),
        lambda x, t=laplace_tail, m=m: t(x) if x >= m else 1 - t(x), -INF, INF,
        scipy=stats.laplace(m, s), breaks=[m])
    def cauchy_tail(x, m=m, s=mpf(s)):
        return mp.atan2(s, abs(x - m)) / mp.pi
    add(f"Cauchy({m}, {s})",
        lambda x, m=m, s=mpf(s): 1 / (mp.pi * s * (1 + ((x - m) / s) ** 2)),
        lambda x, t=cauchy_tail, m=m: t(x) if x <= m else 1 - t(x),
        lambda x, t=cauchy_tail, m=m: t(x) if x >= m else 1 - t(x), -INF, INF,
        scipy=stats.cauchy(m, s), orders=0,
        quantile=lambda p, m=m, s=mpf(s): m - s / mp.tan(mp.pi * p))
    add(f"Levy({m}, {s})",
        lambda x, m=m, s=mpf(s): mp.sqrt(s / (2 * mp.pi)) * mp.exp(-s / (2 * (x - m)))
        / (x - m) ** 1.5,
        lambda x, m=m, s=mpf(s): mp.erfc(mp.sqrt(s / (2 * (x - m)))),
        lambda x, m=m, s=mpf(s): mp.erf(mp.sqrt(s / (2 * (x - m)))), m, INF,
        scipy=stats.levy(m, s), orders=0)
    add(f"HyperbolicSecant({m}, {s})",
        lambda x, m=m, s=mpf(s): mp.sech(mp.pi * (x - m) / (2 * s)) / (2 * s),
        lambda x, m=m, s=mpf(s): 2 / mp.pi * mp.atan(mp.exp(mp.pi * (x - m) / (2 * s))),
        lambda x, m=m, s=mpf(s): 2 / mp.pi * mp.atan(mp.exp(-mp.pi * (x - m) / (2 * s))),
        -INF, INF, scipy=stats.hypsecant(m, s * 2 / float(mp.pi)))

for a, b in [(1, 100), (5, 6)]:
    l = mp.log(mpf(b) / a)
    add(f"LogUniform({a}, {b})", lambda x, l=l: 1 / (x * l),
        lambda x, a=a, l=l: mp.log(x / a) / l, lambda x, b=b, l=l: mp.log(b / x) / l, a, b,
        scipy=stats.loguniform(a, b))
for a, m, b in [(1, 10, 1000), (2, 2, 50)]:
    la, lm, lb = mp.log(a), mp.log(m), mp.log(b)
    def log_sf(x, la=la, lm=lm, lb=lb):
        y = mp.log(x)
        if y >= lm or lm == la:
            return (lb - y) ** 2 / ((lb - la) * (lb - lm))
        return 1 - (y - la) ** 2 / ((lb - la) * (lm - la))
    def log_cdf(x, la=la, lm=lm, lb=lb, sf=log_sf):
        y = mp.log(x)
        return (y - la) ** 2 / ((lb - la) * (lm - la)) if y < lm and lm > la else 1 - sf(x)
    def log_pdf(x, la=la, lm=lm, lb=lb):
        y = mp.log(x)
        if y < lm and lm > la:
            return 2 * (y - la) / ((lb - la) * (lm - la)) / x
        return 2 * (lb - y) / ((lb - la) * (lb - lm)) / x
    add(f"LogTriangular({a}, {m}, {b})", log_pdf, log_cdf, log_sf, a, b,
        breaks=[m] if a < m < b else [])


def root_gamma(call, shape, scale, scipy):
    k, s = mpf(shape), mpf(scale)
    add(call, lambda x: 2 * x / s ** 2 * (x / s) ** (2 * (k - 1)) * mp.exp(-(x / s) ** 2) / mp.gamma(k),
        lambda x: gammainc_lower(k, (x / s) ** 2), lambda x: gammainc_upper(k, (x / s) ** 2), 0, INF,
        scipy=scipy)


root_gamma("Maxwell(3)", 1.5, 3 * mp.sqrt(2), stats.maxwell(scale=3))
root_gamma("Maxwell(0.1)", 1.5, mpf(0.1) * mp.sqrt(2), stats.maxwell(scale=0.1))
root_gamma("Nakagami(2, 9)", 2, 3 / mp.sqrt(2), stats.nakagami(2, scale=3))
root_gamma("Nakagami(0.75, 1)", 0.75, 1 / mp.sqrt(mpf(0.75)), stats.nakagami(0.75))


def owen(h, a):
    return mp.quad(lambda t: mp.exp(-h * h * (1 + t * t) / 2) / (1 + t * t),
                   [0, a / 8, a / 2, a] if a < INF else [0, 1, INF]) / (2 * mp.pi)


for m, s, a in [(10, 2, 4), (0, 1, -1.5)]:
    def skew_lower(z, a=mpf(abs(a))):
        """P(Z <= z) of the standard law with shape |a|, from positive terms only for z < 0."""
        if z < 0:
            return mp.quad(lambda t: 2 * normal_pdf(t) * normal_cdf(a * t),
                           [-INF, z - 2, z - 1, z - mpf(1) / 4, z])
        return 1 - skew_upper(z, a)
    def skew_upper(z, a=mpf(abs(a))):
        if z < 0:
            return 1 - skew_lower(z, a)
        return normal_cdf(-z) + 2 * owen(z, a)
    sign = 1 if a > 0 else -1
    def skew_cdf(x, m=m, s=mpf(s), sign=sign, lower=skew_lower, upper=skew_upper, a=mpf(abs(a))):
        z = (x - m) / s
        return lower(z, a) if sign > 0 else upper(-z, a)
    def skew_sf(x, m=m, s=mpf(s), sign=sign, lower=skew_lower, upper=skew_upper, a=mpf(abs(a))):
        z = (x - m) / s
        return upper(z, a) if sign > 0 else lower(-z, a)
    def skew_quantile(p, cdf=skew_cdf, sf=skew_sf, law=stats.skewnorm(a, m, s)):
        # Bisection would take long: the secant method on a logarithm, from SciPy's value.
        def distance(x):
            return mp.log(cdf(x) / p) if p < 0.5 else mp.log(sf(x) / (1 - p))
        start = mpf(float(law.ppf(float(p)) if p < 0.5 else law.isf(float(1 - p))))
        return mp.findroot(distance, (start, start + mpf(10) ** -6), solver="secant", tol=1e-32)
    add(f"SkewNormal({m}, {s}, {a})",
        lambda x, m=m, s=mpf(s), a=mpf(a): 2 * normal_pdf((x - m) / s)
        * normal_cdf(a * (x - m) / s) / s,
        skew_cdf, skew_sf, -INF, INF, scipy=stats.skewnorm(a, m, s),
        quantile=skew_quantile)
    CASES[-1].slow = True

for m, s, c, k in [(0, 10, 3, 2), (1, 2, 1.5, 4)]:
    add(f"Burr12({m}, {s}, {c}, {k})",
        lambda x, m=m, s=mpf(s), c=mpf(c), k=mpf(k): c * k / s * ((x - m) / s) ** (c - 1)
        * (1 + ((x - m) / s) ** c) ** (-k - 1),
        lambda x, m=m, s=mpf(s), c=mpf(c), k=mpf(k): 1 - (1 + ((x - m) / s) ** c) ** -k,
        lambda x, m=m, s=mpf(s), c=mpf(c), k=mpf(k): (1 + ((x - m) / s) ** c) ** -k, m, INF,
        scipy=stats.burr12(c, k, m, s))
for m, s, c, k in [(0, 10, 5, 2), (1, 2, 6, 0.5)]:
    add(f"Dagum({m}, {s}, {c}, {k})",
        lambda x, m=m, s=mpf(s), c=mpf(c), k=mpf(k): c * k / s * ((x - m) / s) ** (-c - 1)
        * (1 + ((x - m) / s) ** -c) ** (-k - 1),
        lambda x, m=m, s=mpf(s), c=mpf(c), k=mpf(k): (1 + ((x - m) / s) ** -c) ** -k,
        lambda x, m=m, s=mpf(s), c=mpf(c), k=mpf(k): 1 - (1 + ((x - m) / s) ** -c) ** -k, m, INF,
        scipy=stats.burr(c, k, m, s))

for g, d, a, b in [(0.5, 1.5, 0, 10), (-1, 0.8, 2, 3)]:
    transformed_normal(f"JohnsonSB({g}, {d}, {a}, {b})",
                       lambda x, g=mpf(g), d=mpf(d), a=a, b=b: g + d * mp.log((x - a) / (b - x)),
                       lambda x, d=mpf(d), a=a, b=b: d * (b - a) / ((x - a) * (b - x)), a, b,
                       scipy=stats.johnsonsb(g, d, a, b - a))
for g, d, m, s in [(-1, 2, 10, 3), (0, 1.25, 0, 1)]:
    transformed_normal(f"JohnsonSU({g}, {d}, {m}, {s})",
                       lambda x, g=mpf(g), d=mpf(d), m=m, s=mpf(s): g + d * mp.asinh((x - m) / s),
                       lambda x, d=mpf(d), m=m, s=mpf(s): d / s / mp.sqrt(1 + ((x - m) / s) ** 2),
                       -INF, INF, scipy=stats.johnsonsu(g, d, m, s))
for m, s, a in [(0, 10, 0.5), (3, 1, 2)]:
    transformed_normal(f"FatigueLife({m}, {s}, {a})",
                       lambda x, m=m, s=mpf(s), a=mpf(a): (mp.sqrt((x - m) / s)
                                                          - mp.sqrt(s / (x - m))) / a,
                       lambda x, m=m, s=mpf(s), a=mpf(a): (mp.sqrt((x - m) / s)
                                                          + mp.sqrt(s / (x - m))) / (2 * a * (x - m)),
                       m, INF, scipy=stats.fatiguelife(a, m, s))

for a, b, low, high in [(2, 5, 0, 10), (0.5, 0.75, -1, 1)]:
    def share(x, low=mpf(low), high=mpf(high)):
        return (x - low) / (high - low)
    add(f"Kumaraswamy({a}, {b}, {low}, {high})",
        lambda x, y=share, a=mpf(a), b=mpf(b), w=high - low: a * b / w * y(x) ** (a - 1)
        * (1 - y(x) ** a) ** (b - 1),
        lambda x, y=share, a=mpf(a), b=mpf(b): 1 - (1 - y(x) ** a) ** b,
        lambda x, y=share, a=mpf(a), b=mpf(b): (1 - y(x) ** a) ** b, low, high)

for m, s, b in [(10, 2, 1.5), (0, 1, 4), (0, 1, 0.7)]:
    def error_tail(x, m=m, s=mpf(s), b=mpf(b)):
        return gammainc_upper(1 / b, (abs(x - m) / s) ** b) / 2
    add(f"Error({m}, {s}, {b})",
        lambda x, m=m, s=mpf(s), b=mpf(b): b / (2 * s * mp.gamma(1 / b))
        * mp.exp(-(abs(x - m) / s) ** b),
        lambda x, t=error_tail, m=m: t(x) if x <= m else 1 - t(x),
        lambda x, t=error_tail, m=m: t(x) if x >= m else 1 - t(x), -INF, INF,
        scipy=stats.gennorm(b, m, s), breaks=[m])


def polyline(call, points):
    """Straight lines of the distribution function through (x, F)."""
    points = [(mpf(x), mpf(p)) for x, p in points]
    def segment(x):
        for left, right in zip(points, points[1:]):
            if x <= right[0]:
                return left, right
        return points[-2], points[-1]
    def pdf(x):
        (x0, p0), (x1, p1) = segment(x)
        return (p1 - p0) / (x1 - x0)
    def cdf(x):
        (x0, p0), (x1, p1) = segment(x)
        return p0 + (p1 - p0) * (x - x0) / (x1 - x0)
    add(call, pdf, cdf, lambda x: 1 - cdf(x), points[0][0], points[-1][0],
        breaks=[x for x, _ in points[1:-1]])


polyline("Cumulative(0, 10, {2, 5, 8}, {0.2, 0.6, 0.9})",
         [(0, 0), (2, 0.2), (5, 0.6), (8, 0.9), (10, 1)])
polyline("Cumulative(-5, 5, {0}, {0.125})", [(-5, 0), (0, 0.125), (5, 1)])
polyline("CumulativeDescending(0, 10, {2, 5, 8}, {0.8, 0.4, 0.1})",
         [(0, 0), (2, 1 - mpf(0.8)), (5, 1 - mpf(0.4)), (8, 1 - mpf(0.1)), (10, 1)])
polyline("CumulativeDescending(-5, 5, {0}, {0.875})", [(-5, 0), (0, 0.125), (5, 1)])
polyline("Histogram(0, 30, {1, 3, 2})", [(0, 0), (10, mpf(1) / 6), (20, mpf(4) / 6), (30, 1)])
polyline("Histogram(-1, 1, {5, 1, 1, 1})", [(-1, 0), (-0.5, mpf(5) / 8), (0, mpf(6) / 8),
                                            (0.5, mpf(7) / 8), (1, 1)])


def general(call, corners):
    corners = [(mpf(x), mpf(d)) for x, d in corners]
    area = sum((d0 + d1) / 2 * (x1 - x0) for (x0, d0), (x1, d1) in zip(corners, corners[1:]))
    def pdf(x):
        for (x0, d0), (x1, d1) in zip(corners, corners[1:]):
            if x <= x1:
                return (d0 + (d1 - d0) * (x - x0) / (x1 - x0)) / area
        return mpf(0)
    def cdf(x):
        reached = mpf(0)
        for (x0, d0), (x1, d1) in zip(corners, corners[1:]):
            if x <= x1:
                return reached + (d0 / area + pdf(x)) / 2 * (x - x0)
            reached += (d0 + d1) / 2 * (x1 - x0) / area
        return mpf(1)
    def sf(x):
        reached = mpf(0)
        for (x0, d0), (x1, d1) in reversed(list(zip(corners, corners[1:]))):
            if x >= x0:
                return reached + (d1 / area + pdf(x)) / 2 * (x1 - x)
            reached += (d0 + d1) / 2 * (x1 - x0) / area
        return mpf(1)
    add(call, pdf, cdf, sf, corners[0][0], corners[-1][0], breaks=[x for x, _ in corners[1:-1]])


general("General(0, 10, {2, 5, 7}, {1, 3, 2})", [(0, 0), (2, 1), (5, 3), (7, 2), (10, 0)])
general("General(0, 4, {0, 1, 4}, {2, 1, 3})", [(0, 2), (1, 1), (4, 3)])


def metalog(call, values, probabilities, lower, upper, orders=4):
    """As many terms as quantiles: an exact fit, by solving the linear equations."""
    def basis(n, L):
        c = mp.tanh(L / 2) / 2
        return [mpf(1), L, c * L, c, c ** 2, c ** 2 * L, c ** 3, c ** 3 * L][n]
    def to_line(x):
        if lower is None:
            return x if upper is None else -mp.log(upper - x)
        return mp.log(x - lower) if upper is None else mp.log((x - lower) / (upper - x))
    def from_line(m):
        if lower is None:
            return m if upper is None else upper - mp.exp(-m)
        if upper is None:
            return lower + mp.exp(m)
        return lower + (upper - lower) / (1 + mp.exp(-m))
    n = len(values)
    log_odds = [mp.log(mpf(p) / (1 - mpf(p))) for p in probabilities]
    matrix = mp.matrix([[basis(j, t) for j in range(n)] for t in log_odds])
    a = mp.lu_solve(matrix, mp.matrix([to_line(mpf(v)) for v in values]))
    def quantile(t):
        return from_line(mp.fsum(a[j] * basis(j, t) for j in range(n)))
    CASES.append(Quantile(call, quantile, orders))


class Quantile:
    """A law by its quantile function, of the log-odds of the probability."""

    def __init__(self, call, quantile, orders):
        self.call, self.quantile_function, self.orders = call, quantile, orders
        self.scipy = None

    def quantile(self, p):
        return self.quantile_function(mp.log(mpf(p) / (1 - mpf(p))))

    def rows(self):
        for p in [1e-10, 1e-3, 0.2, 0.5, 0.9, 0.999]:
            x = float(self.quantile(p))
            # The probability of x, which is the quantile rounded: one Newton step from p.
            slope = mp.diff(self.quantile, mpf(p), h=mpf(p) * mpf(10) ** -12)
            yield "pdf", x, 1 / slope
            yield "cdf", x, mpf(p) + (mpf(x) - self.quantile(p)) / slope

    def moments(self):
        def expect(function):
            # The density of the log-odds is e^-t/(1 + e^-t)^2.
            return mp.quad(lambda t: function(self.quantile_function(t))
                           * mp.exp(-abs(t)) / (1 + mp.exp(-abs(t))) ** 2,
                           [-1500, -400, -160, -80, -40, -20, -10, -5, 0,
                            5, 10, 20, 40, 80, 160, 400, 1500])
        mean = expect(lambda x: x)
        variance = expect(lambda x: (x - mean) ** 2)
        third = expect(lambda x: (x - mean) ** 3) / variance ** 1.5
        fourth = expect(lambda x: (x - mean) ** 4) / variance ** 2 if self.orders == 4 else mp.nan
        return [mean, variance, third, fourth]


metalog("Metalog({12, 20, 35}, {0.1, 0.5, 0.9}, 3, 0)", [12, 20, 35], [0.1, 0.5, 0.9], 0, None,
        orders=3)
metalog("Metalog({-5, 1, 4}, {0.1, 0.5, 0.9})", [-5, 1, 4], [0.1, 0.5, 0.9], None, None)
metalog("Metalog({12, 18, 23, 35}, {0.1, 0.4, 0.7, 0.9}, 4, 0, 100)",
        [12, 18, 23, 35], [0.1, 0.4, 0.7, 0.9], 0, 100)


def add_discrete(*arguments, **keywords):
    CASES.append(Discrete(*arguments, **keywords))


def normalised(weights):
    return lambda v, w=weights: w[v]


add_discrete("Discrete({10, 20, 50}, {0.5, 0.3, 0.2})", [10, 20, 50],
             normalised({10: mpf("0.5"), 20: mpf("0.3"), 50: mpf("0.2")}))
add_discrete("Discrete({3, 1, 2, 1}, {1, 2, 3, 2})", [1, 2, 3],
             normalised({1: mpf(4) / 8, 2: mpf(3) / 8, 3: mpf(1) / 8}))
add_discrete("DiscreteUniform({1, 2, 5, 10})", [1, 2, 5, 10], lambda v: mpf(1) / 4)
add_discrete("Empirical({12, 15, 11, 19, 14})", [11, 12, 14, 15, 19], lambda v: mpf(1) / 5)
add_discrete("DiscreteUniform({3, 3, 7})", [3, 7], lambda v: mpf(2) / 3 if v == 3 else mpf(1) / 3)
add_discrete("Empirical({2.5, -1, 2.5, 4})", [-1, 2.5, 4],
             lambda v: mpf(1) / 2 if v == 2.5 else mpf(1) / 4)
add_discrete("IntegerUniform(1, 6)", range(1, 7), lambda v: mpf(1) / 6, scipy=stats.randint(1, 7))
add_discrete("IntegerUniform(-3, 9)", range(-3, 10), lambda v: mpf(1) / 13)
for p in [0.3, 0.875]:
    add_discrete(f"Bernoulli({p})", [0, 1], lambda v, p=mpf(p): p if v == 1 else 1 - p)
for n, p in [(20, 0.3), (1000, 0.01), (400, 0.9)]:
    add_discrete(f"Binomial({n}, {p})", range(n + 1),
                 lambda k, n=n, p=mpf(p): mp.binomial(n, k) * p ** k * (1 - p) ** (n - k),
                 scipy=stats.binom(n, p))
for s, p, end in [(5, 0.4, 300), (1.5, 0.05, 4000)]:
    add_discrete(f"NegativeBinomial({s}, {p})", range(end),
                 lambda k, s=mpf(s), p=mpf(p): mp.gamma(s + k) / (mp.gamma(s) * mp.factorial(k))
                 * p ** s * (1 - p) ** k, scipy=stats.nbinom(s, p))
for p, end in [(0.25, 400), (0.01, 9000)]:
    add_discrete(f"Geometric({p})", range(end), lambda k, p=mpf(p): p * (1 - p) ** k,
                 scipy=stats.geom(p, -1))
for n, m, total in [(10, 20, 50), (60, 70, 100), (100, 30, 5000)]:
    add_discrete(f"Hypergeometric({n}, {m}, {total})", range(max(0, n + m - total), min(n, m) + 1),
                 lambda k, n=n, m=m, t=total: mp.binomial(m, k) * mp.binomial(t - m, n - k)
                 / mp.binomial(t, n), scipy=stats.hypergeom(total, m, n))
for mean, end in [(4, 120), (0.1, 40), (300, 900)]:
    add_discrete(f"Poisson({mean})", range(end),
                 lambda k, l=mpf(mean): mp.exp(-l) * l ** k / mp.factorial(k),
                 scipy=stats.poisson(mean))
for n, a, b in [(20, 2, 3), (100, 0.5, 4)]:
    add_discrete(f"BetaBinomial({n}, {a}, {b})", range(n + 1),
                 lambda k, n=n, a=mpf(a), b=mpf(b): mp.binomial(n, k) * mp.beta(k + a, n - k + b)
                 / mp.beta(a, b), scipy=stats.betabinom(n, a, b))


def text(value):
    return repr(float(value))


def rows(case):
    if isinstance(case, Quantile):
        yield from case.rows()
    else:
        for point in case.points():
            # The point as the test reads it: a double, strictly inside where there is a density.
            x = mpf(float(point))
            if isinstance(case, Continuous) and not case.low < x < case.high:
                continue
            yield "pdf", x, case.pdf(x)
            yield "cdf", x, case.cdf(x)
            yield "survival", x, case.sf(x)
    for p in PROBABILITIES:
        if isinstance(case, Discrete) and case.is_tie(p):
            continue
        yield "quantile", p, case.quantile(p)
    for name, value in zip(["mean", "variance", "skewness", "kurtosis"], case.moments()):
        if not mp.isnan(value):
            yield name, "", value


def check_against_scipy(case):
    if case.scipy is None:
        return
    discrete = isinstance(case, Discrete)
    for p in [0.05, 0.5, 0.8]:
        x = float(case.quantile(p))
        assert abs(case.scipy.cdf(x) / float(case.cdf(mpf(x))) - 1) < 1e-9, (case.call, p)
        density = case.scipy.pmf(x) if discrete else case.scipy.pdf(x)
        assert abs(density / float(case.pdf(mpf(x))) - 1) < 1e-9, (case.call, p)


def main(families):
    """Writes all rows, or replaces those of the named families."""
    name = "distributions.csv"
    kept = []
    if families:
        with open(name) as file:
            kept = [line for line in file if line[1:].split("(")[0] not in families][1:]
    with open(name, "w", newline="") as file:
        file.write("call,quantity,argument,expected\n")
        file.writelines(kept)
        for case in CASES:
            if families and case.call.split("(")[0] not in families:
                continue
            mp.mp.dps = 20 if getattr(case, "slow", False) else 30
            check_against_scipy(case)
            for quantity, argument, expected in rows(case):
                argument = "" if argument == "" else text(argument)
                file.write(f'"{case.call}",{quantity},{argument},{text(expected)}\n')
            print(case.call, flush=True)


main(set(sys.argv[1:]))
