//! The distribution library: one row each, and the laws they build.
//!
//! [`FAMILIES`] lists every row; [`find`] looks one up by our name or another tool's; [`build`]
//! makes a law. Each family's file holds its row beside its law. The rest of the folder is shared:
//! `arguments` (declaring and checking parameters), `densities`, `inversion` and `moments` (numerical
//! work), `kernels` (block steps), [`truncated`] and [`shifted`] (`modifiers`), [`tabulated`]
//! (`table`) and [`reference_markdown`] (`reference`).

mod arguments;
mod atoms;
mod constant;
mod cumulative_search;
pub mod densities;
mod inversion;
mod kernels;
mod modifiers;
mod moments;
mod reference;
mod table;

mod beta;
mod beta_binomial;
mod binomial;
mod burr;
mod cauchy;
mod cumulative;
mod discrete;
mod error;
mod exponential;
mod extreme_value;
mod fatigue_life;
mod gamma;
mod general;
mod hyperbolic_secant;
mod hypergeometric;
mod integer_uniform;
mod inverse_gaussian;
mod johnson;
mod kumaraswamy;
mod laplace;
mod log_uniform;
mod logistic;
mod lognormal;
mod metalog;
mod negative_binomial;
mod normal;
mod pareto;
mod pearson;
mod poisson;
mod root_gamma;
mod skew_normal;
mod student_t;
mod triangular;
mod uniform;
mod weibull;

pub use modifiers::{shifted, truncated, truncated_by_probability};
pub use reference::{reference_markdown, signature};
pub use table::tabulated;

use crate::distribution::{
    Alias, Argument, Family, ParameterError, ParameterKind, SharedDistribution,
};

/// Every family, in alphabetical order of name.
pub static FAMILIES: &[&Family] = &[
    &binomial::BERNOULLI,
    &beta::BETA,
    &beta_binomial::BETA_BINOMIAL,
    &beta::BETA_GENERAL,
    &binomial::BINOMIAL,
    &burr::BURR12,
    &cauchy::CAUCHY,
    &gamma::CHI_SQUARED,
    &cumulative::CUMULATIVE,
    &cumulative::CUMULATIVE_DESCENDING,
    &burr::DAGUM,
    &discrete::DISCRETE,
    &discrete::DISCRETE_UNIFORM,
    &triangular::DOUBLE_TRIANGULAR,
    &discrete::EMPIRICAL,
    &gamma::ERLANG,
    &error::ERROR,
    &exponential::EXPONENTIAL,
    &extreme_value::EXTREME_VALUE_MAX,
    &extreme_value::EXTREME_VALUE_MIN,
    &pearson::F,
    &fatigue_life::FATIGUE_LIFE,
    &extreme_value::FRECHET,
    &gamma::GAMMA,
    &general::GENERAL,
    &negative_binomial::GEOMETRIC,
    &extreme_value::GEV,
    &cumulative::HISTOGRAM,
    &hyperbolic_secant::HYPERBOLIC_SECANT,
    &hypergeometric::HYPERGEOMETRIC,
    &integer_uniform::INTEGER_UNIFORM,
    &inverse_gaussian::INVERSE_GAUSSIAN,
    &johnson::JOHNSON_SB,
    &johnson::JOHNSON_SU,
    &kumaraswamy::KUMARASWAMY,
    &laplace::LAPLACE,
    &cauchy::LEVY,
    &logistic::LOGISTIC,
    &logistic::LOG_LOGISTIC,
    &lognormal::LOGNORMAL,
    &lognormal::LOGNORMAL2,
    &log_uniform::LOG_TRIANGULAR,
    &log_uniform::LOG_UNIFORM,
    &root_gamma::MAXWELL,
    &metalog::METALOG,
    &root_gamma::NAKAGAMI,
    &negative_binomial::NEGATIVE_BINOMIAL,
    &normal::NORMAL,
    &pareto::PARETO,
    &pareto::PARETO2,
    &pearson::PEARSON5,
    &pearson::PEARSON6,
    &beta::PERT,
    &poisson::POISSON,
    &weibull::RAYLEIGH,
    &skew_normal::SKEW_NORMAL,
    &triangular::SPLIT_TRIANGULAR,
    &student_t::STUDENT_T,
    &triangular::TRIANGULAR,
    &triangular::TRIGEN,
    &uniform::UNIFORM,
    &weibull::WEIBULL,
];

/// The family of this name (ours, case-insensitive, or another tool's) and, if it is another
/// tool's, that alias.
pub fn find(name: &str) -> Option<(&'static Family, Option<&'static Alias>)> {
    for family in FAMILIES {
        if family.name.eq_ignore_ascii_case(name) {
            return Some((family, None));
        }
    }
    for family in FAMILIES {
        for alias in family.aliases {
            if alias.name.eq_ignore_ascii_case(name) {
                return Some((family, Some(alias)));
            }
        }
    }
    None
}

/// The known name, ours or another tool's, that is closest to `name`, if any is close.
pub fn nearest_name(name: &str) -> Option<&'static str> {
    const LENGTH_MAX: usize = 64; // longer is no misspelling, and the distance's cost grows
    if name.len() > LENGTH_MAX {
        return None;
    }
    let wanted = name.to_lowercase();
    let mut best: Option<(usize, &'static str)> = None;
    let names = FAMILIES.iter().map(|family| family.name);
    let aliases = FAMILIES.iter().flat_map(|family| family.aliases).map(|alias| alias.name);
    for known in names.chain(aliases) {
        let distance = strsim::damerau_levenshtein(&wanted, &known.to_lowercase());
        if best.is_none_or(|(shortest, _)| distance < shortest) {
            best = Some((distance, known));
        }
    }
    let (distance, known) = best?;
    (distance <= 1 + wanted.len() / 4).then_some(known)
}

/// Builds the law that `name(arguments...)` denotes, after translating another tool's convention,
/// filling defaults and checking count and kinds.
///
/// # Errors
/// Unknown name (with the nearest known one), wrong number of arguments (with the signature), or a
/// parameter outside its rule.
pub fn build(name: &str, arguments: &[Argument]) -> Result<SharedDistribution, ParameterError> {
    let Some((family, alias)) = find(name) else {
        let hint = match nearest_name(name) {
            Some(known) => format!("; did you mean {known}?"),
            None => String::new(),
        };
        return Err(ParameterError(format!("there is no distribution named {name}{hint}")));
    };
    let translated;
    let arguments = match alias.and_then(|alias| alias.translate) {
        Some(translate) => {
            translated = translate(arguments)?;
            &translated
        }
        None => arguments,
    };
    let complete = complete_arguments(family, alias, arguments)?;
    (family.build)(&complete)
}

/// One argument for each parameter, of its kind.
fn complete_arguments(
    family: &Family,
    alias: Option<&Alias>,
    arguments: &[Argument],
) -> Result<Vec<Argument>, ParameterError> {
    let most = family.parameters.len();
    let least = family.parameters.iter().filter(|parameter| parameter.default.is_none()).count();
    if arguments.len() < least || arguments.len() > most {
        let called = alias.map_or(family.name, |alias| alias.name);
        let count = match (least, most) {
            (1, 1) => "1 argument".to_string(),
            (least, most) if least == most => format!("{least} arguments"),
            (least, most) => format!("{least} to {most} arguments"),
        };
        return Err(ParameterError(format!(
            "{called} takes {count}: {}; {} given",
            signature(family),
            arguments.len()
        )));
    }
    let mut complete = Vec::with_capacity(most);
    for (index, parameter) in family.parameters.iter().enumerate() {
        let argument = match (arguments.get(index), parameter.kind, parameter.default) {
            (Some(Argument::Number(value)), ParameterKind::Number, _) => Argument::Number(*value),
            (Some(Argument::Number(value)), ParameterKind::List, _) => Argument::List(vec![*value]),
            (Some(Argument::List(values)), ParameterKind::List, _) => {
                Argument::List(values.clone())
            }
            (Some(Argument::List(values)), ParameterKind::Number, _) => match values.as_slice() {
                [value] => Argument::Number(*value),
                _ => {
                    return Err(ParameterError(format!(
                        "{}: {} must be one number, not a list of {}",
                        family.name,
                        parameter.name,
                        values.len()
                    )));
                }
            },
            (None, _, Some(default)) => Argument::Number(default),
            // Only the last parameters have defaults, and `least` counts the others.
            (None, _, None) => {
                return Err(ParameterError(format!(
                    "{}: {} is missing",
                    family.name, parameter.name
                )));
            }
        };
        complete.push(argument);
    }
    Ok(complete)
}
