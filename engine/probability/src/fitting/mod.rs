//! Laws fitted to observations by maximum likelihood, ranked, and how sure one can be of them.
//!
//! [`fit`] tries every family that can produce the observations ([`form_names`] lists them). A
//! family whose estimate has a closed form takes it; the others are searched by a simplex from
//! several starts and finished by Newton's method, in coordinates without dimension
//! (`coordinates`). `goodness` has the distances between law and observations, [`bootstrap`] what
//! those distances mean when the parameters were estimated from the same observations, and
//! `sample` what can be wrong with the observations themselves.

mod bootstrap;
mod coordinates;
mod estimate;
mod forms;
mod goodness;
mod minimise;
mod sample;

use std::cmp::Ordering;
use std::sync::atomic::{AtomicUsize, Ordering as Memory};
use std::sync::{Mutex, PoisonError};

pub use bootstrap::{Bootstrap, REPLICATES_MAX, bootstrap};
pub use coordinates::Bounds;
pub use goodness::ChiSquared;
pub use sample::{COUNT_MAX, COUNT_MIN, Sample};

use crate::distribution::SharedDistribution;
use crate::statistics::Interval;
use forms::Form;

/// Why nothing can be fitted.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FitError {
    /// Too few observations.
    #[error("{count} numbers are too few to fit a distribution to: give at least {COUNT_MIN}")]
    TooFew {
        /// How many there are.
        count: usize,
    },
    /// Too many observations.
    #[error("{count} numbers are too many: at most {COUNT_MAX} can be fitted")]
    TooMany {
        /// How many there are.
        count: usize,
    },
    /// An infinite observation, or none at all.
    #[error("number {} isn't finite", position + 1)]
    NotFinite {
        /// Its position, from 0.
        position: usize,
    },
    /// All observations are alike.
    #[error("all numbers are {value}: a constant needs no distribution")]
    Constant {
        /// The number.
        value: f64,
    },
    /// The observations are too far apart to compute with.
    #[error("the numbers are too far apart to compute with")]
    TooWide,
    /// A family that isn't known.
    #[error("no distribution named {name} can be fitted; known are: {known}")]
    UnknownFamily {
        /// As given.
        name: String,
        /// The known ones.
        known: String,
    },
    /// Observations beyond a bound.
    #[error("{count} of the numbers are beyond the bound {bound}, the first of them {example}")]
    BeyondBound {
        /// The bound.
        bound: f64,
        /// How many.
        count: usize,
        /// One of them.
        example: f64,
    },
    /// Bounds that leave no room.
    #[error("the lower bound {below} must be below the upper bound {above}")]
    Bounds {
        /// The lower one.
        below: f64,
        /// The upper one.
        above: f64,
    },
    /// No family fits.
    #[error("none of the distributions can produce these numbers: {reasons}")]
    NothingFits {
        /// Why not, by family.
        reasons: String,
    },
}

/// Which families are tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Discrete ones for whole numbers with many ties, else continuous ones.
    #[default]
    Automatic,
    /// Continuous ones.
    Continuous,
    /// Discrete ones.
    Discrete,
}

/// What fits are ranked by. The least is best.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Criterion {
    /// Bayesian (Schwarz's) information criterion.
    #[default]
    Bic,
    /// Akaike's information criterion.
    Aic,
    /// Akaike's with the correction for small samples of Hurvich and Tsai 1989.
    Aicc,
    /// Kolmogorov-Smirnov distance.
    KolmogorovSmirnov,
    /// Anderson-Darling distance; Kolmogorov-Smirnov's for discrete families.
    AndersonDarling,
    /// Pearson's chi-squared, as its p-value: families differ in classes and parameters.
    ChiSquared,
}

/// How to fit.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Which families.
    pub kind: Kind,
    /// Only these, by name ([`form_names`]); of both kinds, whatever `kind` says.
    pub families: Vec<String>,
    /// Known ends.
    pub bounds: Bounds,
    /// What to rank by.
    pub criterion: Criterion,
}

/// An estimated parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// Its name.
    pub name: &'static str,
    /// Its value.
    pub value: f64,
    /// Standard error from the observed information; `None` where that theory doesn't hold, as of
    /// an end of the data.
    pub standard_error: Option<f64>,
    /// 95% confidence interval, symmetric in the coordinate of the search, so that it stays
    /// inside what the parameter may be.
    pub interval: Option<Interval>,
    /// Whether it was given rather than estimated.
    pub is_known: bool,
}

/// One family fitted.
#[derive(Clone, Debug)]
pub struct Fit {
    /// The name of the family as fitted: `Gamma`, `Gamma shifted`.
    pub name: &'static str,
    /// The call to paste, with numbers rounded to six digits: `Gamma(2.13, 14.2)`.
    pub call: String,
    /// The law, its parameters not rounded.
    pub law: SharedDistribution,
    /// The parameters.
    pub parameters: Vec<Estimate>,
    /// Number of parameters that were estimated.
    pub estimated: usize,
    /// The logarithm of the likelihood.
    pub log_likelihood: f64,
    /// 2 k - 2 ln L.
    pub aic: f64,
    /// AIC + 2 k (k + 1) / (n - k - 1); infinite where n is not above k + 1.
    pub aicc: f64,
    /// k ln n - 2 ln L.
    pub bic: f64,
    /// Kolmogorov-Smirnov statistic.
    pub kolmogorov_smirnov: f64,
    /// Anderson-Darling statistic, of continuous laws.
    pub anderson_darling: Option<f64>,
    /// Chi-squared statistic; `None` where there are too few observations for two classes.
    pub chi_squared: Option<ChiSquared>,
    pub(crate) form: &'static Form,
    pub(crate) bounds: Bounds,
    /// Where the law's start was moved to.
    pub(crate) origin: f64,
}

impl std::fmt::Debug for Form {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl Fit {
    /// Whether the law is discrete.
    pub fn is_discrete(&self) -> bool {
        self.form.is_discrete()
    }

    /// What a criterion says of this fit; less is better, NaN is worst.
    pub fn rank_value(&self, criterion: Criterion) -> f64 {
        match criterion {
            Criterion::Bic => self.bic,
            Criterion::Aic => self.aic,
            Criterion::Aicc => self.aicc,
            Criterion::KolmogorovSmirnov => self.kolmogorov_smirnov,
            Criterion::AndersonDarling => self.anderson_darling.unwrap_or(self.kolmogorov_smirnov),
            Criterion::ChiSquared => {
                self.chi_squared.and_then(|chi| chi.p_value).map_or(f64::NAN, |p| -p)
            }
        }
    }
}

/// A family that doesn't fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Its name.
    pub name: &'static str,
    /// Why, in a few words.
    pub reason: String,
}

/// What fitting found.
#[derive(Clone, Debug)]
pub struct Fitted {
    /// The observations.
    pub sample: Sample,
    /// Best first.
    pub fits: Vec<Fit>,
    /// The families that were tried and don't fit.
    pub rejected: Vec<Rejected>,
    /// What the reader should know of the observations, one sentence each.
    pub notes: Vec<String>,
}

/// The names of the families that can be fitted, continuous ones first.
pub fn form_names() -> impl Iterator<Item = &'static str> {
    forms::all().map(|form| form.name)
}

/// Fits laws to observations.
///
/// # Errors
/// Observations that nothing can be fitted to, unknown families, bounds that the observations
/// cross, or no family that can produce the observations.
pub fn fit(data: &[f64], options: &Options) -> Result<Fitted, FitError> {
    let sample = Sample::new(data)?;
    check_bounds(&sample, options.bounds)?;
    let (chosen, notes) = choose(&sample, options)?;

    let next = AtomicUsize::new(0);
    let outcomes: Mutex<Vec<(usize, Result<Fit, String>)>> = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(chosen.len());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Memory::Relaxed);
                    let Some(form) = chosen.get(index) else {
                        return;
                    };
                    let outcome = estimate::fit_form(form, &sample, options.bounds);
                    outcomes.lock().unwrap_or_else(PoisonError::into_inner).push((index, outcome));
                }
            });
        }
    });
    let mut outcomes = outcomes.into_inner().unwrap_or_else(PoisonError::into_inner);
    outcomes.sort_by_key(|(index, _)| *index);

    let mut fits = Vec::new();
    let mut rejected = Vec::new();
    for (index, outcome) in outcomes {
        match outcome {
            Ok(fit) => fits.push(fit),
            Err(reason) => rejected.push(Rejected { name: chosen[index].name, reason }),
        }
    }
    if fits.is_empty() {
        let reasons = rejected.iter().take(5).map(|r| format!("{} ({})", r.name, r.reason));
        return Err(FitError::NothingFits { reasons: reasons.collect::<Vec<_>>().join("; ") });
    }
    rank(&mut fits, options.criterion);
    Ok(Fitted { sample, fits, rejected, notes })
}

/// Orders fits by a criterion, best first. Likelihoods of whole numbers under discrete and
/// continuous laws compare, since a density over steps of 1 is a probability.
pub fn rank(fits: &mut [Fit], criterion: Criterion) {
    fits.sort_by(|left, right| {
        let (left, right) = (left.rank_value(criterion), right.rank_value(criterion));
        match (left.is_nan(), right.is_nan()) {
            (false, false) => left.total_cmp(&right),
            (false, true) => Ordering::Less,
            (true, false) => Ordering::Greater,
            (true, true) => Ordering::Equal,
        }
    });
}

fn check_bounds(sample: &Sample, bounds: Bounds) -> Result<(), FitError> {
    if let (Some(below), Some(above)) = (bounds.below, bounds.above)
        && below >= above
    {
        return Err(FitError::Bounds { below, above });
    }
    let beyond = |bound: f64, is_beyond: &dyn Fn(f64) -> bool| {
        let mut values = sample.sorted.iter().copied().filter(|value| is_beyond(*value));
        match values.next() {
            None => Ok(()),
            Some(example) => {
                Err(FitError::BeyondBound { bound, count: 1 + values.count(), example })
            }
        }
    };
    if let Some(bound) = bounds.below {
        beyond(bound, &|value| value < bound)?;
    }
    if let Some(bound) = bounds.above {
        beyond(bound, &|value| value > bound)?;
    }
    Ok(())
}

/// The forms to try, and notes on the observations.
fn choose(
    sample: &Sample,
    options: &Options,
) -> Result<(Vec<&'static Form>, Vec<String>), FitError> {
    let mut notes = Vec::new();
    let tied = sample.tied_share();
    let is_counts = sample.is_whole && tied > 0.5;
    let discrete = match options.kind {
        Kind::Automatic => is_counts,
        Kind::Continuous => false,
        Kind::Discrete => true,
    };
    if !options.families.is_empty() {
        let mut chosen: Vec<&Form> = Vec::new();
        for name in &options.families {
            let Some(form) = forms::find(name) else {
                let known = form_names().collect::<Vec<_>>().join(", ");
                return Err(FitError::UnknownFamily { name: name.clone(), known });
            };
            if !chosen.iter().any(|other| other.name == form.name) {
                chosen.push(form);
            }
        }
        return Ok((chosen, notes));
    }
    if is_counts && options.kind == Kind::Automatic {
        notes.push(
            "all are whole numbers and most occur more than once: discrete distributions are \
             fitted"
                .to_string(),
        );
    } else if is_counts && options.kind == Kind::Continuous {
        notes.push(
            "all are whole numbers and most occur more than once: a discrete distribution may \
             describe them better"
                .to_string(),
        );
    } else if tied > 0.1 && !discrete {
        notes.push(format!(
            "{:.0}% of the numbers occur more than once, as rounded or discrete ones do: the \
             distances and p-values of continuous distributions suffer; Empirical resamples the \
             numbers as they are",
            tied * 100.0
        ));
    }
    let chosen = forms::all().filter(|form| form.is_discrete() == discrete).collect();
    Ok((chosen, notes))
}
