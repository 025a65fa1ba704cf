//! The distribution library: one row each, and the laws they build.
//!
//! [`FAMILIES`] lists every row; [`find`] looks one up by our name or another tool's; [`build`]
//! makes a law. Each family's file holds its row beside its law. The rest of the folder is shared:
//! `arguments` (declaring and checking parameters), `densities`, `inversion` and `moments` (numerical
//! work), `kernels` (block steps), [`truncated`] and [`shifted`] (`modifiers`), [`tabulated`]
//! (`table`), [`reference_markdown`] (`reference`) with its pictures (`picture`). Laws described by
//! percentiles are in `alternate`, other tools' names in [`vendors`].

mod alternate;
mod arguments;
mod atoms;
mod constant;
mod cumulative_search;
pub mod densities;
mod fourier;
mod inversion;
mod kernels;
mod least_squares;
mod modifiers;
mod moments;
mod picture;
mod reference;
mod scaled;
mod table;
pub mod vendors;

mod beta;
mod beta_binomial;
mod binomial;
mod burr;
mod cauchy;
mod compound;
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
mod johnson_moments;
mod kumaraswamy;
mod laplace;
mod log_uniform;
mod logistic;
mod lognormal;
mod metalog;
mod mixture;
mod negative_binomial;
mod normal;
mod pareto;
mod pearson;
mod poisson;
mod root_gamma;
mod skew_normal;
mod splice;
mod student_t;
mod triangular;
mod uniform;
mod weibull;

use std::collections::HashMap;
use std::sync::LazyLock;

pub use alternate::alternate_families;
pub use constant::constant;
pub use modifiers::{shifted, truncated, truncated_by_probability};
pub use picture::{example_law, outline, picture};
pub use reference::{reference_markdown, signature};
pub use table::tabulated;
pub use vendors::{Alias, VENDORS, Vendor, aliases_of};

use crate::distribution::{Argument, Family, ParameterError, ParameterKind, SharedDistribution};

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
    &compound::COMPOUND,
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
    &johnson_moments::JOHNSON_MOMENTS,
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
    &mixture::MIXTURE,
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
    &splice::SPLICE,
    &triangular::SPLIT_TRIANGULAR,
    &student_t::STUDENT_T,
    &triangular::TRIANGULAR,
    &triangular::TRIGEN,
    &uniform::UNIFORM,
    &weibull::WEIBULL,
];

/// What a name means.
#[derive(Clone, Copy)]
pub struct Found {
    /// The family.
    pub family: &'static Family,
    /// Whose name it is, if it is another tool's.
    pub alias: Option<&'static Alias>,
    /// In which form.
    pub form: Form,
}

/// How a name's arguments describe the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// By its parameters.
    Parameters,
    /// By percentiles and parameters in pairs: `NormalAlt(0.05, 90, 0.95, 110)`; `is_descending`
    /// where probabilities count from the top.
    Percentiles {
        /// Whether probabilities count from the top.
        is_descending: bool,
    },
    /// By its parameters, but the call stands for the law itself and draws nothing:
    /// `VoseNormalObject(0, 1)`.
    Object,
}

/// Every name, upper case.
static NAMES: LazyLock<HashMap<String, Found>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    let mut add = |name: &str, family: &'static Family, alias: Option<&'static Alias>| {
        let name = name.to_ascii_uppercase();
        let is_theirs_translated = alias.is_some_and(|alias| alias.translate.is_some());
        if alternate::is_known(family) && !is_theirs_translated {
            for (ending, is_descending) in [("ALT", false), ("ALTD", true)] {
                let form = Form::Percentiles { is_descending };
                // ModelRisk and Crystal Ball have no such functions of this grammar.
                if alias.is_none() || name.starts_with("RISK") || name.starts_with("PSI") {
                    names.insert(format!("{name}{ending}"), Found { family, alias, form });
                }
            }
        }
        if name.starts_with("VOSE") {
            let form = Form::Object;
            names.insert(format!("{name}OBJECT"), Found { family, alias, form });
        }
        names.insert(name, Found { family, alias, form: Form::Parameters });
    };
    for vendor in VENDORS {
        for alias in vendor.aliases {
            add(alias.name, alias.family, Some(alias));
        }
    }
    add("Reciprocal", &log_uniform::LOG_UNIFORM, None);
    for family in FAMILIES {
        add(family.name, family, None);
    }
    names
});

/// What a name means: a family's or another tool's, in any letter case, or one with `Alt` or
/// `Object` behind it.
pub fn find(name: &str) -> Option<Found> {
    NAMES.get(&name.to_ascii_uppercase()).copied()
}

/// What the argument at `index` of a call of `name` is to be: `Law`, `Laws` and `Count` take other
/// distribution calls.
pub fn parameter_kind(name: &str, index: usize) -> ParameterKind {
    let Some(Found { family, form, .. }) = find(name) else {
        return ParameterKind::Number;
    };
    if matches!(form, Form::Percentiles { .. }) {
        return ParameterKind::Number;
    }
    // VoseSimulate(law) and VoseRiskEvent(p, law) translate into families that begin otherwise.
    if name.eq_ignore_ascii_case("VoseSimulate") {
        return ParameterKind::Law;
    }
    match (family.parameters.get(index), family.parameters.last()) {
        (Some(parameter), _) => parameter.kind,
        (None, Some(last)) if last.kind == ParameterKind::Laws => ParameterKind::Laws,
        _ => ParameterKind::Number,
    }
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
    let aliases = VENDORS.iter().flat_map(|vendor| vendor.aliases).map(|alias| alias.name);
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
    let Some(Found { family, alias, form }) = find(name) else {
        if let Some(why) = vendors::uncertainty(&name.to_ascii_uppercase()) {
            return Err(ParameterError(format!("{name} isn't translated: {why}")));
        }
        let hint = match nearest_name(name) {
            Some(known) => format!("; did you mean {known}?"),
            None => String::new(),
        };
        return Err(ParameterError(format!("there is no distribution named {name}{hint}")));
    };
    if let Form::Percentiles { is_descending } = form {
        return alternate::build(family, arguments, is_descending);
    }
    let Some(alias) = alias else {
        return (family.build)(&complete_arguments(family, None, arguments)?);
    };
    let call = alias.translated(arguments)?;
    let complete = complete_arguments(family, Some(alias), &call.arguments)?;
    let mut law = (family.build)(&complete)?;
    if call.low.is_some() || call.high.is_some() {
        law = truncated(law, call.low, call.high)?;
    }
    Ok(shifted(law, call.shift))
}

/// One argument for each parameter, of its kind.
fn complete_arguments(
    family: &Family,
    alias: Option<&Alias>,
    arguments: &[Argument],
) -> Result<Vec<Argument>, ParameterError> {
    let is_open = family.parameters.last().is_some_and(|last| last.kind == ParameterKind::Laws);
    let most = if is_open { usize::MAX } else { family.parameters.len() };
    let least = family.parameters.iter().filter(|parameter| parameter.default.is_none()).count();
    if arguments.len() < least || arguments.len() > most {
        let called = alias.map_or(family.name, |alias| alias.name);
        let count = match (least, most) {
            (1, 1) => "1 argument".to_string(),
            (least, most) if least == most => format!("{least} arguments"),
            (least, usize::MAX) => format!("{least} arguments or more"),
            (least, most) => format!("{least} to {most} arguments"),
        };
        return Err(ParameterError(format!(
            "{called} takes {count}: {}; {} given",
            signature(family),
            arguments.len()
        )));
    }
    let mut complete = Vec::with_capacity(family.parameters.len().max(arguments.len()));
    for (index, parameter) in family.parameters.iter().enumerate() {
        let argument = match arguments.get(index) {
            None | Some(Argument::Omitted) => None,
            given => given,
        };
        let is = |what: &str| {
            ParameterError(format!("{}: {} must be {what}", family.name, parameter.name))
        };
        complete.push(match (argument, parameter.kind) {
            (None, _) => match parameter.default {
                Some(default) => Argument::Number(default),
                None => {
                    let name = parameter.name;
                    return Err(ParameterError(format!("{}: {name} is missing", family.name)));
                }
            },
            (Some(Argument::Number(value)), ParameterKind::Number | ParameterKind::Count) => {
                Argument::Number(*value)
            }
            (Some(Argument::Number(value)), ParameterKind::List) => Argument::List(vec![*value]),
            (Some(Argument::Number(value)), ParameterKind::Law | ParameterKind::Laws) => {
                Argument::Law(constant(*value))
            }
            (Some(Argument::List(values)), ParameterKind::List) => Argument::List(values.clone()),
            (Some(Argument::List(values)), ParameterKind::Number | ParameterKind::Count) => {
                match values.as_slice() {
                    [value] => Argument::Number(*value),
                    _ => return Err(is(&format!("one number, not a list of {}", values.len()))),
                }
            }
            (
                Some(Argument::Law(law)),
                ParameterKind::Law | ParameterKind::Laws | ParameterKind::Count,
            ) => Argument::Law(law.clone()),
            (Some(_), ParameterKind::Law | ParameterKind::Laws) => {
                return Err(is("a distribution"));
            }
            (Some(_), ParameterKind::Number) => return Err(is("a number")),
            (Some(_), ParameterKind::Count) => return Err(is("a number or a distribution")),
            (Some(_), ParameterKind::List) => return Err(is("a list of numbers")),
        });
    }
    for argument in arguments.iter().skip(family.parameters.len()) {
        complete.push(match argument {
            Argument::Number(value) => Argument::Law(constant(*value)),
            other => other.clone(),
        });
    }
    Ok(complete)
}
