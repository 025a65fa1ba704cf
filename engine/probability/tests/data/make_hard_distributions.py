"""Writes hard_distributions.csv: probabilities and quantiles far out in both tails, at hard parameters.

Each law is written down here independently of the library and of make_distributions.py, by its
distribution and survival functions in mpmath with 40 digits; series, continued fractions and
quadratures have positive terms only, so that tails of 1e-300 keep their digits. Quantiles are roots
of those functions. Run it in this folder (a quarter of an hour):

    pip install mpmath gmpy2 && python make_hard_distributions.py [FAMILY...]
"""

import sys

import mpmath as mp
from mpmath import mpf

mp.mp.dps = 40
INF = mp.inf
HUGE, TINY = mpf(2) ** 1023, mpf(2) ** -1022

# Doubles; the differences to 1 of the last ones are exact too.
PROBABILITIES = [1e-300, 1e-100, 1e-30, 1e-12, 1e-4, 0.1, 0.45, 0.5, 0.7, 0.999, 1 - 1e-9, 1 - 2.0 ** -50]
UPPER_TAILS = [1e-30, 1e-100, 1e-300]


# Special functions.

def normal_tail(z):
    """P(Z > z)."""
    return mp.erfc(z / mp.sqrt(2)) / 2


def gamma_tails(a, x):
    """P(a, x) and Q(a, x), the smaller to all digits."""
    a, x = mpf(a), mpf(x)
    if x <= 0:
        return mpf(0), mpf(1)
    if a > 20000 and abs(x - a) < a / 2:
        # By quadrature of the density from x outwards, where the series would be long.
        constant = -mp.loggamma(a)
        lower = x < a
        tail = integral(lambda t: mp.exp((a - 1) * mp.log(t) - t + constant), x, lower, mp.sqrt(a), 0)
        return (tail, 1 - tail) if lower else (1 - tail, tail)
    factor = mp.exp(a * mp.log(x) - x - mp.loggamma(a))
    if x < a + 1:
        # DLMF 8.11.4.
        term = total = mpf(1)
        n = a
        while term > total * mpf(10) ** -42:
            n += 1
            term *= x / n
            total += term
        p = factor * total / a
        return p, 1 - p
    # DLMF 8.9.2, with Lentz's method.
    b = x + 1 - a
    c, d = mpf(10) ** 100, 1 / b
    result = d
    for n in range(1, 10 ** 6):
        numerator = -n * (n - a)
        b += 2
        d = 1 / (numerator * d + b)
        c = b + numerator / c
        result *= c * d
        if abs(c * d - 1) < mpf(10) ** -42:
            break
    q = factor * result
    return 1 - q, q


def beta_tails(a, b, x, y):
    """I_x(a, b) and its complement, y = 1 - x; the smaller to all digits."""
    a, b, x, y = mpf(a), mpf(b), mpf(x), mpf(y)
    if x <= 0:
        return mpf(0), mpf(1)
    if y <= 0:
        return mpf(1), mpf(0)
    if x * b > y * a:
        if x < mpf("0.001") and min(a, b) < 2000:
            # The complement's series would be long; this one loses as many digits as the tail has.
            with mp.workdps(60 + int(b * x / 2)):
                p = beta_series(a, b, x, 1 - x)
                return p, 1 - p
        q, p = beta_tails(b, a, y, x)
        return p, q
    ln_beta = mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)
    if min(a, b) > 2000 or (a > 2000 and x > mpf("0.9")):
        width = mp.sqrt(a * b / (a + b + 1)) / (a + b)
        def density(t):
            return mp.exp(a * mp.log(t) + (b - 1) * mp.log1p(-t) - ln_beta) / t if t < 1 else mpf(0)
        p = integral(density, x, True, width, 0)
        return p, 1 - p
    p = beta_series(a, b, x, y)
    return p, 1 - p


def beta_series(a, b, x, y):
    """I_x(a, b), DLMF 8.17.8: positive terms."""
    term = total = mpf(1)
    n = mpf(0)
    while term > total * mp.eps / 100:
        term *= (a + b + n) / (a + 1 + n) * x
        total += term
        n += 1
    ln_beta = mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b)
    return mp.exp(a * mp.log(x) + b * mp.log(y) - ln_beta) / a * total


def integral(density, x, lower, width, end):
    """Of a log-concave density from x downwards to `end`, or upwards; in steps of its own decay."""
    sign = -1 if lower else 1
    total, at = mpf(0), x
    here = density(x)
    probe = density(x + sign * width / 1000)
    decay = width
    if 0 < probe < here:
        decay = min(width, width / 1000 / mp.log(here / probe))
    for _ in range(2000):
        next_at = at + sign * decay * 2
        if lower and next_at < end:
            next_at = mpf(end)
        part = abs(mp.quad(density, [at, next_at], method="gauss-legendre"))
        total += part
        at = next_at
        if part < total * mpf(10) ** -30 or (lower and at == end):
            break
    return total


def skew_normal_tails(z, a):
    """P and its complement of the standard law, from 2 (T(z, inf) - T(z, a)) with Owen's T function:
    the integral of exp(-z^2 (1 + x^2) / 2) / (1 + x^2) from a on, of one sign."""
    if a < 0:
        return flip(skew_normal_tails(-z, -a))
    factor = mp.exp(-z * z * (1 + a * a) / 2) / mp.pi
    def density(t):
        return mp.exp(-z * z * t * (a + t / 2)) / (1 + (a + t) ** 2)
    step = 1 / (1 / (1 + a) + z * z * a + abs(z))
    total, low = mpf(0), mpf(0)
    while True:
        part = mp.quad(density, [low, low + step], method="gauss-legendre")
        total += part
        low, step = low + step, step * 2
        if part < total * mpf(10) ** -38:
            break
    p = factor * total
    if z <= 0:
        return p, 1 - p
    q = 2 * normal_tail(z) - p
    return 1 - q, q


# Laws.

LAWS = []


class Law:
    """A law by P(X <= x) and P(X > x) on [low, high]."""

    def __init__(self, call, tails, low, high, is_whole=False, middle=None):
        self.call, self.tails, self.low, self.high = call, tails, low, high
        self.is_whole, self.middle = is_whole, middle

    def quantile(self, p, upper=None):
        """The x with P(X <= x) = p, or P(X > x) = upper."""
        side, target = (1, mpf(upper)) if upper is not None else (0, mpf(p))
        if side == 0 and p > 0.5:
            side, target = 1, 1 - mpf(p)
        if self.is_whole:
            return self.whole_quantile(side, target)
        def distance(x):
            """Rises."""
            tail = self.tails(x)[side]
            if tail <= 0:
                return -INF if side == 0 else INF
            value = mp.log(tail / target)
            return value if side == 0 else -value
        return root(distance, self.low, self.high, self.middle)

    def whole_quantile(self, side, target):
        def reached(k):
            tails = self.tails(k)
            return tails[0] >= target if side == 0 else tails[1] <= target
        low = self.low
        if reached(low):
            return low
        high, step = low, mpf(1)
        while not reached(high):
            low, high, step = high, min(high + step, self.high), step * 2
        while high - low > 1:
            middle = mp.floor((low + high) / 2)
            if reached(middle):
                high = middle
            else:
                low = middle
        return high

    def is_tie(self, p, k):
        for point in [k - 1, k]:
            if point >= self.low:
                tails = self.tails(point)
                if abs(tails[0] / mpf(p) - 1) < 1e-9 or (p > 0.5 and tails[1] and abs(tails[1] / (1 - mpf(p)) - 1) < 1e-6):
                    return True
        return False


def root(distance, low, high, middle):
    """Of a rising function, by bisection on the scale of the numbers, then by secants."""
    at = mpf(middle if middle is not None else 1)
    if distance(at) < 0:
        below, step = at, max(abs(at), mpf(1)) / 4
        for _ in range(1200):
            above = below + step
            if above >= high:
                above = high - (high - below) / 2 if high < INF else above
                if high < INF and (high - above) < mpf(10) ** -38 * max(abs(high), mpf(10) ** -300):
                    return high
            if distance(above) >= 0:
                break
            below, step = above, step * 4
        else:
            return high
    else:
        above, step = at, max(abs(at), mpf(1)) / 4
        for _ in range(1200):
            below = above - step
            if below <= low:
                below = low + (above - low) / 1024 if low > -INF else below
                if low > -INF and below - low < mpf(10) ** -340:
                    return low
            if distance(below) < 0:
                break
            above, step = below, step * 4
        else:
            return low
    base = low if low > -INF else mpf(0)
    f_below, f_above = distance(below), distance(above)
    for count in range(600):
        if above - below <= mpf(10) ** -22 * max(abs(above), abs(below), mpf(10) ** -310):
            break
        wide = below - base > 0 and (above - base) > 4 * (below - base)
        if wide:
            at = base + mp.sqrt((above - base) * (below - base))
        elif f_below == -INF or f_above == INF or count % 3 == 2:
            at = (above + below) / 2
        else:
            at = (below * f_above - above * f_below) / (f_above - f_below)
            if not below < at < above:
                at = (above + below) / 2
        value = distance(at)
        if value == 0:
            return at
        # Illinois.
        if value < 0:
            below, f_below = at, value
            f_above /= 2 if f_above != INF else 1
        else:
            above, f_above = at, value
            f_below /= 2 if f_below != -INF else 1
    return (below + above) / 2


def call_text(name, parameters):
    return f"{name}({', '.join(repr(float(p)) if not isinstance(p, (int, str)) else str(p) for p in parameters)})"


def family(name, tails, low, high, cases, middle=None, is_whole=False):
    """Adds a law for each case; low, high and middle are numbers or functions of the parameters."""
    for case in cases:
        parameters = [mpf(p) for p in case]
        at = lambda end: mpf(end(*parameters)) if callable(end) else (None if end is None else mpf(end))
        LAWS.append(Law(call_text(name, case), lambda x, p=parameters: tails(x, *p), at(low), at(high),
                        is_whole, at(middle)))


def normal_tails(z):
    return normal_tail(-z), normal_tail(z)


def weibull_tails(hazard):
    return -mp.expm1(-hazard), mp.exp(-hazard)


def flip(tails):
    return tails[1], tails[0]


first = lambda a, *_: a
family("Normal", lambda x, m, s: normal_tails((x - m) / s), -INF, INF,
       [(0, 1), (1e10, 1e-3), (-5e-7, 2e200)], middle=first)


def lognormal_tails(x, mu, sigma):
    return normal_tails((mp.log(x) - mu) / sigma) if x > 0 else (mpf(0), mpf(1))


family("Lognormal2", lognormal_tails, 0, INF, [(0, 1e-4), (-3, 8), (12, 0.5)],
       middle=lambda mu, sigma: mp.exp(mu))


def lognormal_of_moments(x, m, s):
    square = mp.log1p((s / m) ** 2)
    return lognormal_tails(x, mp.log(m) - square / 2, mp.sqrt(square))


family("Lognormal", lognormal_of_moments, 0, INF, [(20, 1e-6), (1e-9, 5), (1e12, 1e13)], middle=first)
family("Uniform", lambda x, a, b: ((x - a) / (b - a), (b - x) / (b - a)), first, lambda a, b: b,
       [(-1e-9, 1e9), (3, 3.0000001)], middle=lambda a, b: (a + b) / 2)


def triangle_tails(x, a, m, b, lower=None):
    lower = (m - a) / (b - a) if lower is None else lower
    if x <= m and m > a:
        p = lower * ((x - a) / (m - a)) ** 2
        return p, 1 - p
    q = (1 - lower) * ((b - x) / (b - m)) ** 2
    return 1 - q, q


family("Triangular", triangle_tails, first, lambda a, m, b: b,
       [(0, 1e-9, 1), (-1e6, 1e6, 1e6), (5, 5, 5.001), (-3, -1, 1e12)], middle=lambda a, m, b: m if a < m < b else (a + b) / 2)
family("DoubleTriangular", triangle_tails, first, lambda a, m, b, p: b,
       [(0, 1, 1e9, 1e-8), (-1e3, 2, 3, 0.999999)], middle=lambda a, m, b, p: m)


def split_triangle_ends(low, medium, high, p, q, r):
    lower, upper = mp.sqrt(p / q), mp.sqrt((1 - r) / (1 - q))
    return (low - medium * lower) / (1 - lower), (high - medium * upper) / (1 - upper)


def split_tails(x, low, medium, high, p, q, r):
    a, b = split_triangle_ends(low, medium, high, p, q, r)
    return triangle_tails(x, a, medium, b, q)


family("SplitTriangular", split_tails, lambda *p: split_triangle_ends(*p)[0],
       lambda *p: split_triangle_ends(*p)[1],
       [(12, 20, 35, 0.001, 0.5, 0.99), (1, 1000, 1001, 0.25, 0.9, 0.95)], middle=lambda l, m, *_: m)


def trigen_ends(low, m, high, p, q):
    def equations(a, b):
        return [(low - a) ** 2 - p * (b - a) * (m - a), (b - high) ** 2 - (1 - q) * (b - a) * (b - m)]
    spread = high - low
    return mp.findroot(equations, (low - spread * p * 3, high + spread * (1 - q) * 3))


def trigen_tails(x, *parameters):
    a, b = trigen_ends(*parameters)
    return triangle_tails(x, a, parameters[1], b)


for case in [(10, 20, 40, 0.1, 0.9), (0, 3, 5, 0.001, 0.999), (-1e6, 1, 2e6, 0.05, 0.8)]:
    a, b = (+end for end in trigen_ends(*map(mpf, case)))
    assert a < case[0] and b > case[2], (case, a, b)
    LAWS.append(Law(call_text("Trigen", case), lambda x, a=a, b=b, m=case[1]: triangle_tails(x, a, mpf(m), b),
                    a, b, middle=mpf(case[1])))


def stretched_beta(x, a, b, low, high):
    return beta_tails(a, b, (x - low) / (high - low), (high - x) / (high - low))


family("Beta", lambda x, a, b: beta_tails(a, b, x, 1 - x), 0, 1,
       [(0.001, 0.002), (1e-5, 3), (0.5, 1e5), (1e6, 2e6), (3e8, 5e3), (1e5, 0.7), (40, 1000), (1, 1e-3), (7, 0.05)],
       middle=lambda a, b: a / (a + b))
family("BetaGeneral", stretched_beta, lambda a, b, low, high: low, lambda a, b, low, high: high,
       [(0.3, 900, -1e6, 1e6), (2000, 3000, 1e9, 1e9 + 1)],
       middle=lambda a, b, low, high: low + (high - low) * a / (a + b))


def pert_shapes(low, m, high):
    return 1 + 4 * (m - low) / (high - low), 1 + 4 * (high - m) / (high - low)


family("Pert", lambda x, low, m, high: stretched_beta(x, *pert_shapes(low, m, high), low, high),
       first, lambda low, m, high: high, [(0, 1e-6, 1), (-1e5, 1e5, 1e5), (1, 1000, 1e6)],
       middle=lambda low, m, high: (low + 4 * m + high) / 6)

family("Gamma", lambda x, a, s: gamma_tails(a, x / s), 0, INF,
       [(1e-5, 1), (0.01, 1e6), (0.9999, 2), (30, 1e-3), (200.5, 1), (1e5, 1e-5), (1e9, 3)],
       middle=lambda a, s: a * s)
family("Erlang", lambda x, a, s: gamma_tails(a, x / s), 0, INF, [(1, 1e-8), (5000, 2)],
       middle=lambda a, s: a * s)
family("ChiSquared", lambda x, d: gamma_tails(d / 2, x / 2), 0, INF, [(0.001,), (3,), (1e7,)],
       middle=first)
family("Exponential", lambda x, m: weibull_tails(x / m), 0, INF, [(1e-200,), (1e15,)], middle=first)
family("Weibull", lambda x, k, s: weibull_tails((x / s) ** k if x > 0 else mpf(0)), 0, INF,
       [(0.05, 1e3), (1e4, 7), (1e-2, 1)], middle=lambda k, s: s)
family("Weibull", lambda x, k, s, m: weibull_tails(((x - m) / s) ** k), lambda k, s, m: m, INF,
       [(0.3, 1e-3, 1e6), (2.5, 10, -4)], middle=lambda k, s, m: m + s)
family("Rayleigh", lambda x, b: weibull_tails((x / b) ** 2 / 2), 0, INF, [(1e-100,), (1e7,)],
       middle=first)


def logistic_tails(z):
    return 1 / (1 + mp.exp(-z)), 1 / (1 + mp.exp(z))


family("Logistic", lambda x, m, s: logistic_tails((x - m) / s), -INF, INF, [(0, 1), (1e8, 1e-4)],
       middle=first)
family("LogLogistic", lambda x, m, s, k: logistic_tails(k * mp.log((x - m) / s)) if x > m else (mpf(0), mpf(1)),
       first, INF, [(0, 2, 0.9), (0, 1e6, 300), (-5, 1, 40)], middle=lambda m, s, k: m + s)


def t_tails(x, nu, m=0, s=1):
    t = (x - m) / s
    ratio = t * t / nu
    tail = beta_tails(nu / 2, mpf(1) / 2, 1 / (1 + ratio), ratio / (1 + ratio))[0] / 2
    return (tail, 1 - tail) if t < 0 else (1 - tail, tail)


family("StudentT", t_tails, -INF, INF, [(0.2,), (1,), (2,), (4.5,), (30,), (1e4,), (1e8,)], middle=0)
family("StudentT", t_tails, -INF, INF, [(3, 1e6, 1e-3)], middle=lambda nu, m, s: m)


def beta_prime_tails(x, a, b, s):
    return beta_tails(a, b, x / (x + s), s / (x + s)) if x > 0 else (mpf(0), mpf(1))


family("F", lambda x, m, n: beta_prime_tails(x, m / 2, n / 2, n / m), 0, INF,
       [(1, 1), (0.5, 900), (2, 1e6), (3000, 5), (1e5, 2e5)], middle=1)
family("Pearson6", beta_prime_tails, 0, INF, [(0.01, 5, 2), (50, 0.5, 1e-6), (1000, 1000, 1)],
       middle=lambda a, b, s: s * a / b)
family("Pearson5", lambda x, a, b: flip(gamma_tails(a, b / x)) if x > 0 else (mpf(0), mpf(1)), 0, INF,
       [(0.5, 1), (100, 1e-3), (1e5, 1e5)], middle=lambda a, b: b / a)
family("Pareto", lambda x, a, s: weibull_tails(a * mp.log(x / s)), lambda a, s: s, INF,
       [(0.7, 1), (1e4, 1e6), (50, 1e-5)], middle=lambda a, s: s * mp.mpf(2) ** (1 / a))
family("Pareto2", lambda x, a, s: weibull_tails(a * mp.log1p(x / s)), 0, INF,
       [(0.7, 1), (1e6, 1e6), (30, 1e-7)], middle=lambda a, s: s / a)


def inverse_gaussian_tails(x, m, l):
    if x <= 0:
        return mpf(0), mpf(1)
    r = mp.sqrt(l / x)
    near, far = r * (x / m - 1), r * (x / m + 1)
    with mp.workdps(120):
        second = mp.exp(2 * l / m) * normal_tail(far)
        return normal_tail(-near) + second, normal_tail(near) - second


family("InverseGaussian", inverse_gaussian_tails, 0, INF, [(1, 1e-3), (1, 1e6), (1e5, 2), (0.01, 40)],
       middle=lambda m, l: m if l > m else l)


def gumbel_tails(t):
    """F = exp(-e^-t)."""
    return flip(weibull_tails(mp.exp(min(-t, mpf(10) ** 4))))


family("ExtremeValueMax", lambda x, m, s: gumbel_tails((x - m) / s), -INF, INF, [(0, 1), (1e9, 1e-3)],
       middle=first)
family("ExtremeValueMin", lambda x, m, s: flip(gumbel_tails((m - x) / s)), -INF, INF, [(0, 1), (-1e9, 50)],
       middle=first)


def gev_tails(x, m, s, k):
    inner = 1 + k * (x - m) / s
    if inner <= 0:
        return (mpf(0), mpf(1)) if k > 0 else (mpf(1), mpf(0))
    return gumbel_tails(mp.log(inner) / k)


family("GEV", gev_tails, lambda m, s, k: m - s / k if k > 0 else -INF,
       lambda m, s, k: INF if k > 0 else m - s / k,
       [(0, 1, 1e-9), (0, 1, -1e-4), (3, 2, 0.9), (0, 1, -1.5), (1e6, 1, 0.05)], middle=first)
family("Frechet", lambda x, m, s, k: gumbel_tails(k * mp.log((x - m) / s)) if x > m else (mpf(0), mpf(1)),
       first, INF, [(0, 1, 0.8), (0, 5, 1000), (-2, 1e-3, 6)], middle=lambda m, s, k: m + s)


def two_sided(z, tail):
    """A law symmetric about 0 by its upper tail."""
    t = tail(abs(z))
    return (t, 1 - t) if z < 0 else (1 - t, t)


family("Laplace", lambda x, m, s: two_sided((x - m) / s, lambda z: mp.exp(-z) / 2), -INF, INF,
       [(0, 1), (1e7, 1e-5)], middle=first)
family("Cauchy", lambda x, m, s: two_sided((x - m) / s, lambda z: mp.atan2(1, z) / mp.pi), -INF, INF,
       [(0, 1), (1e4, 1e-6)], middle=first)
family("Levy", lambda x, m, s: (mp.erfc(mp.sqrt(s / (2 * (x - m)))), mp.erf(mp.sqrt(s / (2 * (x - m)))))
       if x > m else (mpf(0), mpf(1)), first, INF, [(0, 1), (0, 1e-9), (10, 3)], middle=lambda m, s: m + s)
family("HyperbolicSecant", lambda x, m, s: two_sided(mp.pi / 2 * (x - m) / s,
                                                    lambda z: 2 / mp.pi * mp.atan(mp.exp(-z))),
       -INF, INF, [(0, 1), (1e8, 2e-3)], middle=first)
family("LogUniform", lambda x, a, b: (mp.log(x / a) / mp.log(b / a), mp.log(b / x) / mp.log(b / a)),
       first, lambda a, b: b, [(1e-200, 1e200), (5, 5.00001)], middle=lambda a, b: mp.sqrt(a * b))
family("LogTriangular", lambda x, a, m, b: triangle_tails(mp.log(x), mp.log(a), mp.log(m), mp.log(b)),
       first, lambda a, m, b: b, [(1e-9, 1, 1e3), (1, 1e6, 1e6), (2, 2, 2.001)],
       middle=lambda a, m, b: mp.sqrt(a * b))
family("Maxwell", lambda x, a: gamma_tails(mpf(3) / 2, (x / a) ** 2 / 2), 0, INF, [(1,), (1e-50,)],
       middle=first)
family("Nakagami", lambda x, m, w: gamma_tails(m, m * x * x / w), 0, INF,
       [(0.5, 1), (50, 1e-8), (3e4, 2)], middle=lambda m, w: mp.sqrt(w))
family("SkewNormal", lambda x, m, s, a: skew_normal_tails((x - m) / s, a), -INF, INF,
       [(0, 1, 30), (0, 1, -5), (100, 2, 0.1), (0, 1, 1e4)], middle=first)
family("Burr12", lambda x, m, s, c, k: weibull_tails(k * mp.log1p(((x - m) / s) ** c)) if x > m else (mpf(0), mpf(1)),
       first, INF, [(0, 1, 0.4, 9), (0, 1e3, 80, 0.5), (-1, 2, 3, 500)], middle=lambda m, s, c, k: m + s / 2)
family("Dagum", lambda x, m, s, c, k: flip(weibull_tails(k * mp.log1p(((x - m) / s) ** -c))) if x > m else (mpf(0), mpf(1)),
       first, INF, [(0, 1, 2, 0.05), (0, 1e3, 80, 0.5), (-1, 2, 3, 500)], middle=lambda m, s, c, k: m + 2 * s)
family("JohnsonSB", lambda x, g, d, a, b: normal_tails(g + d * mp.log((x - a) / (b - x)))
       if a < x < b else ((mpf(0), mpf(1)) if x <= a else (mpf(1), mpf(0))),
       lambda g, d, a, b: a, lambda g, d, a, b: b, [(0, 0.3, 0, 1), (4, 10, -1e3, 1e6), (-2, 2, 0, 50)],
       middle=lambda g, d, a, b: a + (b - a) / (1 + mp.exp(g / d)))
family("JohnsonSU", lambda x, g, d, m, s: normal_tails(g + d * mp.asinh((x - m) / s)), -INF, INF,
       [(0, 0.4, 0, 1), (-6, 3, 10, 1e-3), (2, 50, 0, 1)], middle=lambda g, d, m, s: m + s * mp.sinh(-g / d))
family("FatigueLife", lambda x, m, s, a: normal_tails((mp.sqrt((x - m) / s) - mp.sqrt(s / (x - m))) / a) if x > m else (mpf(0), mpf(1)),
       first, INF, [(0, 1, 1e-4), (0, 1e3, 20), (-7, 2, 1.5)], middle=lambda m, s, a: m + s)
family("Kumaraswamy", lambda x, a, b: weibull_tails(-b * mp.log1p(-x ** a)) if 0 < x < 1 else ((mpf(0), mpf(1)) if x <= 0 else (mpf(1), mpf(0))),
       0, 1, [(0.01, 0.02), (500, 3), (2, 1e5), (1e-3, 40), (30, 0.1)],
       middle=lambda a, b: (1 - mpf(2) ** (-1 / b)) ** (1 / a))
family("Error", lambda x, m, s, b: two_sided((x - m) / s, lambda z: gamma_tails(1 / b, z ** b)[1] / 2), -INF, INF,
       [(0, 1, 0.2), (0, 1, 60), (5, 1e-3, 1)], middle=first)


def mixture_tails(weights, laws):
    total = sum(weights)
    def tails(x):
        parts = [law(x) for law in laws]
        return tuple(sum(w * part[side] for w, part in zip(weights, parts)) / total for side in (0, 1))
    return tails


def tails_of(name, *parameters):
    law = next(law for law in LAWS if law.call == call_text(name, parameters))
    return law.tails


two_normals = lambda m, s: lambda x: normal_tails((x - m) / s)
# No probability of the list lies between the two, where the last digit of the weights decides.
LAWS.append(Law("Mixture({0.99, 0.01}, Normal(0, 1), Normal(1000, 0.001))",
                mixture_tails([mpf(0.99), mpf(0.01)], [two_normals(0, 1), two_normals(1000, mpf(0.001))]),
                -INF, INF, middle=mpf(0)))
LAWS.append(Law("Mixture({1, 3}, Exponential(1), Exponential(1000000))",
                mixture_tails([mpf(1), mpf(3)], [lambda x: weibull_tails(x), lambda x: weibull_tails(x / 10 ** 6)]),
                mpf(0), INF, middle=mpf(1)))


def splice_tails(x):
    at = mpf(2)
    below, above = normal_tails(at - 1)[0], (1 / at) ** mpf(1.5)
    area = below + above
    if x <= at:
        p = normal_tails(x - 1)[0] / area
        return p, 1 - p
    q = (1 / x) ** mpf(1.5) / area
    return 1 - q, q


LAWS.append(Law("Splice(Normal(1, 1), Pareto(1.5, 1), 2)", splice_tails, -INF, INF, middle=mpf(1)))


def polyline_tails(points):
    def tails(x):
        for (x0, p0), (x1, p1) in zip(points, points[1:]):
            if x <= x1:
                p = p0 + (p1 - p0) * (x - x0) / (x1 - x0)
                return p, (1 - p1) + (p1 - p0) * (x1 - x) / (x1 - x0)
        return mpf(1), mpf(0)
    return tails


for call, points in [
        ("Cumulative(0, 1000000, {1e-6, 5}, {0.3, 0.9999})", [(0, 0), (1e-6, 0.3), (5, 0.9999), (1e6, 1)]),
        ("Histogram(-5, 5, {1e-9, 1, 0, 1e-9})", None)]:
    if points is None:
        total = 2 * mpf(1e-9) + 1
        first_part = mpf(1e-9) / total
        points = [(-5, 0), (-2.5, first_part), (0, 1 - first_part), (2.5, 1 - first_part), (5, 1)]
    points = [(mpf(x), mpf(p)) for x, p in points]
    LAWS.append(Law(call, polyline_tails(points), points[0][0], points[-1][0], middle=points[1][0]))


# Whole numbers.

def whole(function):
    return lambda k, *parameters: function(mp.floor(k), *parameters)


family("Poisson", whole(lambda k, m: flip(gamma_tails(k + 1, m))), 0, INF,
       [(1e-9,), (0.7,), (60,), (5000,), (1e8,)], is_whole=True)


def binomial_tails(k, n, p):
    return (mpf(1), mpf(0)) if k >= n else flip(beta_tails(k + 1, n - k, p, 1 - p))


family("Binomial", whole(binomial_tails), 0, first,
       [(3, 1e-12), (1000, 0.5), (10 ** 6, 1e-5), (10 ** 8, 0.3), (50, 0.999999)], is_whole=True)
family("NegativeBinomial", whole(lambda k, s, p: beta_tails(s, k + 1, p, 1 - p)), 0, INF,
       [(0.01, 0.5), (3, 1e-5), (2.5, 0.9999), (10000, 0.2)], is_whole=True)
family("Geometric", whole(lambda k, p: weibull_tails(-(k + 1) * mp.log1p(-p))), 0, INF,
       [(1e-10,), (0.999999,), (0.03,)], is_whole=True)
family("IntegerUniform", whole(lambda k, a, b: ((k - a + 1) / (b - a + 1), (b - k) / (b - a + 1))),
       first, lambda a, b: b, [(-(10 ** 12), 10 ** 12), (7, 8)], is_whole=True)


def summed(weights):
    """Tails of the law with these weights (from 0), sums from each end."""
    total = mp.fsum(weights)
    below, above = [], []
    reached = mpf(0)
    for weight in weights:
        reached += weight
        below.append(reached / total)
    reached = mpf(0)
    for weight in reversed(weights):
        above.append(reached / total)
        reached += weight
    above.reverse()
    return lambda k: (below[int(k)], above[int(k)]) if k < len(weights) else (mpf(1), mpf(0))


def add_summed(call, low, weights):
    tails = summed(weights)
    LAWS.append(Law(call, lambda k: tails(mp.floor(k) - low), mpf(low), mpf(low + len(weights) - 1), is_whole=True))


def ratios(count, ratio):
    """Weights by the ratio of each to the one before."""
    weights = [mpf(1)]
    for k in range(1, count):
        weights.append(weights[-1] * ratio(k))
    return weights


for n, m, total in [(1000, 5000, 10 ** 6), (300, 400, 600), (20, 10 ** 7, 10 ** 8), (5000, 5000, 10000)]:
    low = max(0, n + m - total)
    high = min(n, m)
    add_summed(f"Hypergeometric({n}, {m}, {total})", low,
               ratios(high - low + 1, lambda i: mpf(m - low - i + 1) * (n - low - i + 1)
                      / ((low + i) * mpf(total - m - n + low + i))))
for n, a, b in [(1000, 0.01, 0.02), (5000, 300.0, 7.0), (100, 1e6, 3e6), (20, 1e-6, 50.0)]:
    add_summed(f"BetaBinomial({n}, {a!r}, {b!r})", 0,
               ratios(n + 1, lambda k: mpf(n - k + 1) / k * (mpf(a) + k - 1) / (mpf(b) + n - k)))


def text(value):
    return repr(float(value))


def rows(law):
    quantiles = [(p, law.quantile(p)) for p in PROBABILITIES]
    # Inside a law a place so near to 0 is 0 but for the error of the root.
    smallest = mpf(0)
    if law.low < 0 < law.high:
        smallest = max(abs(x) for p, x in quantiles if 0.4 < p < 0.8) * mpf(10) ** -25
    points = []
    for p, x in quantiles:
        if abs(x) < smallest or (law.is_whole and law.is_tie(p, x)):
            continue
        if TINY < abs(x) < HUGE or x == 0:
            yield "quantile", text(p), x
            points.append(float(x))
    for upper in UPPER_TAILS:
        x = law.quantile(None, upper)
        if TINY < abs(x) < HUGE:
            points.append(float(x))
    done = set()
    for x in points:
        if x in done or (not law.is_whole and not law.low < x < law.high):
            continue
        done.add(x)
        below, above = law.tails(mpf(x))
        # The smaller one: the other is 1 less that.
        name, value = ("cdf", below) if below <= above else ("survival", above)
        if value > TINY:
            yield name, text(x), value


def main(families):
    """Writes all rows, or replaces those of the named families."""
    name = "hard_distributions.csv"
    kept = []
    if families:
        with open(name) as file:
            kept = [line for line in file if line[1:].split("(")[0] not in families][1:]
    with open(name, "w", newline="") as file:
        file.write("call,quantity,argument,expected\n")
        file.writelines(kept)
        file.flush()
        for law in LAWS:
            if families and law.call.split("(")[0] not in families:
                continue
            for quantity, argument, expected in rows(law):
                file.write(f'"{law.call}",{quantity},{argument},{text(expected)}\n')
            file.flush()
            print(law.call, flush=True)


if __name__ == "__main__":
    main(set(sys.argv[1:]))
