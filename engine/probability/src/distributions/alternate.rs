//! Laws described by percentiles: `NormalAlt(0.05, 90, 0.95, 110)`.
//!
//! Each pair of arguments is a probability and its quantile, or the name of a parameter and its value:
//! `TriangularAlt("minimum", 0, "most_likely", 10, 0.95, 30)`. The parameters that are left open are
//! solved for. The same grammar as @RISK's `RiskNormalAlt(5%, 90, 95%, 110)`, whose names of
//! parameters are known too. `...AltD` counts probabilities from the top.

use ulam_numeric::elementary::{exp, ln};

use super::arguments::display;
use super::least_squares::{UNKNOWNS_MAX, Unknowns, solve};
use super::modifiers::shifted;
use super::*;
use crate::distribution::{Argument, Family, ParameterError, SharedDistribution};

/// How an open parameter is searched for.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Role {
    /// A lower end, or a location below the values.
    Lower,
    /// A place among the values.
    Middle,
    /// An upper end.
    Upper,
    /// A length, above 0.
    Scale,
    /// A positive number without unit.
    Shape,
    /// A mean of logarithms.
    LogMiddle,
}
use Role::{LogMiddle, Lower, Middle, Scale, Shape, Upper};

/// A family that can be described by percentiles.
struct Alternate {
    family: &'static Family,
    roles: &'static [Role],
    /// @RISK's names of the parameters.
    names: &'static [&'static str],
    /// Whether `loc`, a shift, may be one parameter more.
    can_shift: bool,
}

const fn row(
    family: &'static Family,
    roles: &'static [Role],
    names: &'static [&'static str],
    can_shift: bool,
) -> Alternate {
    Alternate { family, roles, names, can_shift }
}

static ALTERNATES: &[Alternate] = &[
    row(
        &beta::BETA_GENERAL,
        &[Shape, Shape, Lower, Upper],
        &["alpha1", "alpha2", "min", "max"],
        false,
    ),
    row(&beta::PERT, &[Lower, Middle, Upper], &["min", "m. likely", "max"], false),
    row(
        &burr::BURR12,
        &[Lower, Scale, Shape, Shape],
        &["gamma", "beta", "alpha1", "alpha2"],
        false,
    ),
    row(&cauchy::CAUCHY, &[Middle, Scale], &["gamma", "beta"], false),
    row(&cauchy::LEVY, &[Lower, Scale], &["a", "c"], false),
    row(&gamma::CHI_SQUARED, &[Shape], &["v"], true),
    row(&burr::DAGUM, &[Lower, Scale, Shape, Shape], &["gamma", "beta", "alpha1", "alpha2"], false),
    row(&exponential::EXPONENTIAL, &[Scale], &["beta"], true),
    row(&extreme_value::EXTREME_VALUE_MAX, &[Middle, Scale], &["a", "b"], false),
    row(&extreme_value::EXTREME_VALUE_MIN, &[Middle, Scale], &["a", "b"], false),
    row(&fatigue_life::FATIGUE_LIFE, &[Lower, Scale, Shape], &["y", "beta", "alpha"], false),
    row(&extreme_value::FRECHET, &[Lower, Scale, Shape], &["gamma", "beta", "alpha"], false),
    row(&gamma::GAMMA, &[Shape, Scale], &["alpha", "beta"], true),
    row(&hyperbolic_secant::HYPERBOLIC_SECANT, &[Middle, Scale], &["gamma", "beta"], false),
    row(&inverse_gaussian::INVERSE_GAUSSIAN, &[Scale, Scale], &["mu", "lambda"], true),
    row(
        &kumaraswamy::KUMARASWAMY,
        &[Shape, Shape, Lower, Upper],
        &["alpha1", "alpha2", "min", "max"],
        false,
    ),
    row(&laplace::LAPLACE, &[Middle, Scale], &["mu", "scale"], false),
    row(&logistic::LOGISTIC, &[Middle, Scale], &["alpha", "beta"], false),
    row(&logistic::LOG_LOGISTIC, &[Lower, Scale, Shape], &["gamma", "beta", "alpha"], false),
    row(&lognormal::LOGNORMAL, &[Scale, Scale], &["mu", "sigma"], true),
    row(&lognormal::LOGNORMAL2, &[LogMiddle, Shape], &["mu", "sigma"], true),
    row(&root_gamma::MAXWELL, &[Scale], &["a"], true),
    row(&normal::NORMAL, &[Middle, Scale], &["mu", "sigma"], false),
    row(&pareto::PARETO, &[Shape, Scale], &["theta", "a"], false),
    row(&pareto::PARETO2, &[Shape, Scale], &["q", "b"], false),
    row(&pearson::PEARSON5, &[Shape, Scale], &["alpha", "beta"], true),
    row(&weibull::RAYLEIGH, &[Scale], &["b"], true),
    row(&skew_normal::SKEW_NORMAL, &[Middle, Scale, Shape], &["location", "scale", "shape"], false),
    row(&student_t::STUDENT_T, &[Shape, Middle, Scale], &["nu", "location", "scale"], false),
    row(&triangular::TRIANGULAR, &[Lower, Middle, Upper], &["min", "m. likely", "max"], false),
    row(&uniform::UNIFORM, &[Lower, Upper], &["min", "max"], false),
    row(&weibull::WEIBULL, &[Shape, Scale, Lower], &["alpha", "beta", "loc"], false),
];

/// The families that `<Name>Alt(...)` knows.
pub fn alternate_families() -> impl Iterator<Item = &'static Family> {
    ALTERNATES.iter().map(|alternate| alternate.family)
}

/// Whether a family can be described by percentiles.
pub(super) fn is_known(family: &Family) -> bool {
    ALTERNATES.iter().any(|alternate| alternate.family.name == family.name)
}

/// Where a law's quantile lies: a probability and a value.
type Quantile = (f64, f64);

/// The law of a family with the quantiles and parameters that pairs of arguments say.
pub(super) fn build(
    family: &Family,
    arguments: &[Argument],
    is_descending: bool,
) -> Result<SharedDistribution, ParameterError> {
    let called = format!("{}Alt{}", family.name, if is_descending { "D" } else { "" });
    let refuse = |why: String| Err(ParameterError(format!("{called}: {why}")));
    let Some(alternate) = ALTERNATES.iter().find(|row| row.family.name == family.name) else {
        return refuse("this distribution can't be described by percentiles".to_string());
    };
    if arguments.is_empty() || arguments.len() % 2 == 1 {
        return refuse(
            "write pairs: a probability and its value, or a parameter's name and its value"
                .to_string(),
        );
    }
    let mut fixed: [Option<f64>; UNKNOWNS_MAX + 1] = [None; UNKNOWNS_MAX + 1];
    let mut quantiles: Vec<Quantile> = Vec::new();
    let shift_index = family.parameters.len();
    for pair in arguments.chunks_exact(2) {
        let value = match &pair[1] {
            Argument::Number(value) if value.is_finite() => *value,
            _ => return refuse("every second argument must be a finite number".to_string()),
        };
        match &pair[0] {
            Argument::Number(p) if *p > 0.0 && *p < 1.0 => {
                quantiles.push((if is_descending { 1.0 - p } else { *p }, value));
            }
            Argument::Number(p) => {
                return refuse(format!("probability {} must be above 0 and below 1", display(*p)));
            }
            Argument::Text(name) => match alternate.parameter(name) {
                Some(index) if fixed[index].is_none() => fixed[index] = Some(value),
                Some(_) => return refuse(format!("\"{name}\" is given twice")),
                None => return refuse(alternate.unknown(name)),
            },
            _ => {
                return refuse(
                    "a pair begins with a probability or a parameter's name".to_string(),
                );
            }
        }
    }
    quantiles.sort_by(|left, right| left.0.total_cmp(&right.0));
    for pair in quantiles.windows(2) {
        if pair[0].0 == pair[1].0 || pair[0].1 >= pair[1].1 {
            return refuse(format!(
                "the values of rising probabilities must rise: {} at {} and {} at {}",
                display(pair[0].1),
                display(pair[0].0),
                display(pair[1].1),
                display(pair[1].0)
            ));
        }
    }
    let pairs = arguments.len() / 2;
    let has_shift = fixed[shift_index].is_some() || alternate.can_shift && pairs > shift_index;
    let wanted = shift_index + usize::from(has_shift);
    // Parameters that may be left out keep their defaults where no pair is left for them.
    let mut missing = wanted.saturating_sub(pairs);
    let mut open: Vec<usize> = Vec::new();
    for index in (0..wanted).rev() {
        let default = family.parameters.get(index).and_then(|parameter| parameter.default);
        if fixed[index].is_some() {
            continue;
        }
        match default {
            Some(default) if missing > 0 => {
                fixed[index] = Some(default);
                missing -= 1;
            }
            _ => open.push(index),
        }
    }
    open.reverse();
    if open.len() != quantiles.len() {
        let plural = if wanted == 1 { "" } else { "s" };
        return refuse(format!("needs {wanted} pair{plural} of arguments, not {pairs}"));
    }
    let search = Search { alternate, fixed, open, has_shift, quantiles };
    match search.law() {
        Some(law) => Ok(law),
        None => refuse(search.no_law()),
    }
}

impl Alternate {
    /// The parameter of this name, ours or @RISK's; past the last for `loc`.
    fn parameter(&self, name: &str) -> Option<usize> {
        let parameters = self.family.parameters.iter().map(|parameter| parameter.name);
        let by_ours = parameters.clone().position(|known| known.eq_ignore_ascii_case(name));
        let theirs = |known: &&str| known.eq_ignore_ascii_case(name);
        by_ours.or_else(|| self.names.iter().position(&theirs)).or_else(|| {
            let is_shift = ["loc", "location", "shift"].iter().any(theirs);
            (self.can_shift && is_shift).then_some(self.family.parameters.len())
        })
    }

    fn unknown(&self, name: &str) -> String {
        let mut known: Vec<&str> =
            self.family.parameters.iter().map(|parameter| parameter.name).collect();
        if self.can_shift {
            known.push("loc");
        }
        format!("there is no parameter \"{name}\"; its parameters are {}", known.join(", "))
    }
}

/// A search for the open parameters.
struct Search {
    alternate: &'static Alternate,
    fixed: [Option<f64>; UNKNOWNS_MAX + 1],
    /// Indices of the open parameters; one past the last is the shift.
    open: Vec<usize>,
    has_shift: bool,
    quantiles: Vec<Quantile>,
}

impl Search {
    fn role(&self, parameter: usize) -> Role {
        self.alternate.roles.get(parameter).copied().unwrap_or(Lower)
    }

    /// A place among the wanted values, and a length of their size.
    fn unit(&self) -> (f64, f64) {
        let first = self.quantiles.first().map_or(0.0, |quantile| quantile.1);
        let last = self.quantiles.last().map_or(0.0, |quantile| quantile.1);
        let mut length = last - first;
        if length <= 0.0 {
            let fixed = self.fixed.iter().flatten();
            length = fixed.fold(0.0, |length, value| f64::max(length, (value - first).abs()));
        }
        if length <= 0.0 {
            length = first.abs();
        }
        (0.5 * (first + last), if length > 0.0 { length } else { 1.0 })
    }

    fn values(&self, x: &Unknowns) -> [f64; UNKNOWNS_MAX + 1] {
        let (middle, length) = self.unit();
        let mut values = self.fixed.map(|value| value.unwrap_or(0.0));
        for (unknown, parameter) in self.open.iter().enumerate() {
            values[*parameter] = match self.role(*parameter) {
                Lower | Middle | Upper => middle + length * x[unknown],
                Scale => length * exp(x[unknown]),
                Shape => exp(x[unknown]),
                LogMiddle => ln(middle.abs().max(1e-300)) + x[unknown],
            };
        }
        values
    }

    fn at(&self, x: &Unknowns) -> Option<SharedDistribution> {
        if x[..self.open.len()].iter().any(|number| number.abs() > 1e4) {
            return None;
        }
        let values = self.values(x);
        let count = self.alternate.family.parameters.len();
        let arguments: Vec<Argument> =
            values[..count].iter().copied().map(Argument::Number).collect();
        let law = (self.alternate.family.build)(&arguments).ok()?;
        Some(if self.has_shift { shifted(law, values[count]) } else { law })
    }

    fn law(&self) -> Option<SharedDistribution> {
        if self.open.is_empty() {
            return self.at(&[0.0; UNKNOWNS_MAX]);
        }
        let (_, length) = self.unit();
        let residuals = |x: &Unknowns| {
            let law = self.at(x)?;
            let mut residuals = [0.0; UNKNOWNS_MAX];
            for (residual, (p, value)) in residuals.iter_mut().zip(&self.quantiles) {
                *residual = (law.quantile(*p) - value) / length;
            }
            residuals.iter().all(|residual| residual.is_finite()).then_some(residuals)
        };
        let found = solve(self.open.len(), &self.starts(), &residuals)?;
        self.at(&found)
    }

    /// A grid of guesses: a few for each open parameter.
    fn starts(&self) -> Vec<Unknowns> {
        let mut starts = vec![[0.0; UNKNOWNS_MAX]];
        for (unknown, parameter) in self.open.iter().enumerate() {
            let guesses: &[f64] = match self.role(*parameter) {
                Lower => &[-0.6, -1.0, -3.0],
                Middle => &[0.0, -0.4, 0.4],
                Upper => &[0.6, 1.0, 3.0],
                Scale => &[-2.0, -1.0, 0.0, 1.0],
                Shape => &[-0.5, 0.3, 1.0, 2.0],
                LogMiddle => &[0.0],
            };
            starts = starts
                .iter()
                .flat_map(|start| {
                    guesses.iter().map(|guess| {
                        let mut start = *start;
                        start[unknown] = *guess;
                        start
                    })
                })
                .collect();
        }
        starts
    }

    fn no_law(&self) -> String {
        let wanted: Vec<String> = self
            .quantiles
            .iter()
            .map(|(p, value)| format!("{} at {}", display(*value), display(*p)))
            .collect();
        format!("no {} has these percentiles: {}", self.alternate.family.name, wanted.join(", "))
    }
}
