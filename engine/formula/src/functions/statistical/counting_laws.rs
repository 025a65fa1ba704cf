//! Laws of counts: binomial, negative binomial, hypergeometric.

use ulam_numeric::special::beta_i_pair;
use ulam_probability::distribution::{Argument, SharedDistribution};
use ulam_probability::distributions::build;
use ulam_probability::distributions::densities::binomial_density;

use super::{foreign_law, law, require, whole};
use crate::function::{Function, Parameter, boolean, example, number};
use crate::value::CellError;

const BINOMIAL: &[Parameter] =
    &[number("number_s"), number("trials"), number("probability_s"), boolean("cumulative")];
const BINOMIAL_QUANTILE: &[Parameter] =
    &[number("trials"), number("probability_s"), number("alpha")];
// Without a second number of successes the first one alone counts.
const BINOMIAL_RANGE: &[Parameter] = &[
    number("trials"),
    number("probability_s"),
    number("number_s"),
    number("number_s2").or(f64::INFINITY),
];

const BINOMIAL_LAW: &str = "Binomial law: probability of at most, or of exactly, some successes.";
const BINOMIAL_INVERSE: &str =
    "The smallest number of successes that are not exceeded with at least a probability.";

/// Ranges of no more successes than this are summed one by one, which loses no digits.
const SUMMED_ONE_BY_ONE_MAX: f64 = 256.0;

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    law("BINOM.DIST", BINOMIAL_LAW, BINOMIAL, binomial).examples(&[
        example("BINOM.DIST(6, 10, 0.5, FALSE)", "0.205078125"),
        example("BINOM.DIST(6, 10, 0.5, TRUE)", "0.828125"),
        example("BINOM.DIST(11, 10, 0.5, TRUE)", "#NUM!"),
    ]),
    law("BINOMDIST", BINOMIAL_LAW, BINOMIAL, binomial).examples(&[
        example("BINOMDIST(6, 10, 0.5, FALSE)", "0.205078125"),
        example("BINOMDIST(11, 10, 0.5, FALSE)", "#NUM!"),
    ]),
    law(
        "BINOM.DIST.RANGE",
        "Probability that successes number between two limits.",
        BINOMIAL_RANGE,
        binomial_range,
    )
    .examples(&[
        example("BINOM.DIST.RANGE(60, 0.75, 48)", "0.08397496742904753"),
        example("BINOM.DIST.RANGE(60, 0.75, 45, 50)", "0.5236297934718877"),
        example("BINOM.DIST.RANGE(60, 0.75, 50, 45)", "#NUM!"),
    ]),
    foreign_law(
        "B",
        "Probability that successes number between two limits, as LibreOffice names it.",
        BINOMIAL_RANGE,
        binomial_range,
    )
    .examples(&[
        example("B(60, 0.75, 45, 50)", "0.5236297934718877"),
        example("B(10, 0.5, 0)", "0.0009765625"),
    ]),
    law("BINOM.INV", BINOMIAL_INVERSE, BINOMIAL_QUANTILE, binomial_quantile).examples(&[
        example("BINOM.INV(6, 0.5, 0.75)", "4"),
        example("BINOM.INV(6, 1.5, 0.75)", "#NUM!"),
    ]),
    law("CRITBINOM", BINOMIAL_INVERSE, BINOMIAL_QUANTILE, binomial_quantile).examples(&[
        example("CRITBINOM(6, 0.5, 0.75)", "4"),
        example("CRITBINOM(6, 0.5, 1.5)", "#NUM!"),
    ]),
    law(
        "NEGBINOM.DIST",
        "Negative binomial law: probability of at most, or of exactly, some failures before a \
         number of successes.",
        &[number("number_f"), number("number_s"), number("probability_s"), boolean("cumulative")],
        |x| negative_binomial(x[0], x[1], x[2], x[3] != 0.0),
    )
    .examples(&[
        example("NEGBINOM.DIST(10, 5, 0.25, TRUE)", "0.3135140584781766"),
        example("NEGBINOM.DIST(10, 5, 0.25, FALSE)", "0.05504866037517786"),
        example("NEGBINOM.DIST(10, 0, 0.25, TRUE)", "#NUM!"),
    ]),
    law(
        "NEGBINOMDIST",
        "Probability of exactly some failures before a number of successes.",
        &[number("number_f"), number("number_s"), number("probability_s")],
        |x| negative_binomial(x[0], x[1], x[2], false),
    )
    .examples(&[
        example("NEGBINOMDIST(10, 5, 0.25)", "0.05504866037517786"),
        example("NEGBINOMDIST(10, 5, 1.5)", "#NUM!"),
    ]),
    law(
        "HYPGEOM.DIST",
        "Hypergeometric law: probability of at most, or of exactly, some successes in a sample \
         without replacement.",
        &[
            number("sample_s"),
            number("number_sample"),
            number("population_s"),
            number("number_pop"),
            boolean("cumulative"),
        ],
        |x| hypergeometric(x, x[4] != 0.0),
    )
    .examples(&[
        example("HYPGEOM.DIST(1, 4, 8, 20, TRUE)", "0.4654282765737874"),
        example("HYPGEOM.DIST(1, 4, 8, 20, FALSE)", "0.3632610939112487"),
        example("HYPGEOM.DIST(5, 4, 8, 20, FALSE)", "#NUM!"),
    ]),
    law(
        "HYPGEOMDIST",
        "Probability of exactly some successes in a sample without replacement.",
        &[
            number("sample_s"),
            number("number_sample"),
            number("population_s"),
            number("number_pop"),
        ],
        |x| hypergeometric(x, false),
    )
    .examples(&[
        example("HYPGEOMDIST(1, 4, 8, 20)", "0.3632610939112487"),
        example("HYPGEOMDIST(5, 4, 8, 20)", "#NUM!"),
    ]),
];

/// P(X <= k) and P(X > k) for 0 <= k <= trials.
fn binomial_tails(k: f64, trials: f64, p: f64) -> (f64, f64) {
    if k >= trials {
        return (1.0, 0.0);
    }
    let (above, below) = beta_i_pair(k + 1.0, trials - k, p, 1.0 - p);
    (below, above)
}

fn binomial(x: &[f64]) -> Result<f64, CellError> {
    let (k, trials, p) = (whole(x[0]), whole(x[1]), x[2]);
    require(k >= 0.0 && k <= trials && (0.0..=1.0).contains(&p))?;
    if x[3] != 0.0 {
        return Ok(binomial_tails(k, trials, p).0);
    }
    Ok(binomial_density(k, trials, p, 1.0 - p))
}

fn binomial_range(x: &[f64]) -> Result<f64, CellError> {
    let (trials, p, from) = (whole(x[0]), x[1], whole(x[2]));
    let to = if x[3] == f64::INFINITY { from } else { whole(x[3]) };
    require((0.0..=1.0).contains(&p) && from >= 0.0 && from <= to && to <= trials)?;
    if to - from <= SUMMED_ONE_BY_ONE_MAX {
        let mut sum = 0.0;
        let mut k = from;
        while k <= to {
            sum += binomial_density(k, trials, p, 1.0 - p);
            k += 1.0;
        }
        return Ok(sum.min(1.0));
    }
    let (below_to, above_to) = binomial_tails(to, trials, p);
    if from == 0.0 {
        return Ok(below_to);
    }
    let (below_from, above_from) = binomial_tails(from - 1.0, trials, p);
    // The difference of the smaller tails loses fewer digits.
    Ok(if below_to <= above_from { below_to - below_from } else { above_from - above_to })
}

/// A law of the distribution library.
fn library_law(name: &str, parameters: &[f64]) -> Result<SharedDistribution, CellError> {
    let arguments: Vec<Argument> = parameters.iter().copied().map(Argument::Number).collect();
    build(name, &arguments).map_err(|_| CellError::Num)
}

fn binomial_quantile(x: &[f64]) -> Result<f64, CellError> {
    let (trials, p, alpha) = (whole(x[0]), x[1], x[2]);
    let is_share = |share: f64| (0.0..=1.0).contains(&share);
    require(trials >= 0.0 && is_share(p) && is_share(alpha))?;
    if alpha == 0.0 || p == 0.0 || trials == 0.0 {
        return Ok(0.0);
    }
    if p == 1.0 {
        return Ok(trials);
    }
    Ok(library_law("Binomial", &[trials, p])?.quantile(alpha))
}

fn negative_binomial(
    failures: f64,
    successes: f64,
    p: f64,
    is_cumulative: bool,
) -> Result<f64, CellError> {
    let (failures, successes) = (whole(failures), whole(successes));
    require(failures >= 0.0 && successes >= 1.0 && (0.0..=1.0).contains(&p))?;
    if is_cumulative {
        return Ok(beta_i_pair(successes, failures + 1.0, p, 1.0 - p).0);
    }
    // The last trial is a success; the others are binomial.
    let trials = successes + failures;
    Ok(successes / trials * binomial_density(successes, trials, p, 1.0 - p))
}

fn hypergeometric(x: &[f64], is_cumulative: bool) -> Result<f64, CellError> {
    let (k, sample, marked, population) = (whole(x[0]), whole(x[1]), whole(x[2]), whole(x[3]));
    require(sample > 0.0 && sample <= population && marked > 0.0 && marked <= population)?;
    let least = (sample + marked - population).max(0.0);
    require(k >= least && k <= sample.min(marked))?;
    let law = library_law("Hypergeometric", &[sample, marked, population])?;
    Ok(if is_cumulative { law.cdf(k) } else { law.pdf(k) })
}
