//! Other tools' names for distributions, as data: which family each means, what its parameters are
//! in that tool, and how they translate into ours.
//!
//! One file a tool. A name whose convention isn't certain stands in the tool's `uncertain` list with
//! the reason, so that it is refused with a sentence instead of guessed.

mod analytic_solver;
mod at_risk;
mod crystal_ball;
mod model_risk;

use super::arguments::Rules;
use crate::distribution::{Argument, Family, ParameterError};

/// A simulation tool and its functions.
#[derive(Debug)]
pub struct Vendor {
    /// What it is called: "@RISK".
    pub name: &'static str,
    /// What its functions' names begin with, upper case: "RISK".
    pub prefix: &'static str,
    /// Where its parameter conventions are written down.
    pub source: &'static str,
    /// Its distribution functions.
    pub aliases: &'static [Alias],
    /// Distribution functions that are refused, and why.
    pub uncertain: &'static [(&'static str, &'static str)],
}

/// Turns another tool's arguments into ours.
pub type Translation = fn(&Alias, &[Argument]) -> Result<Translated, ParameterError>;

/// Another tool's name for a distribution and how its arguments translate.
pub struct Alias {
    /// Name as that tool writes it, such as `RiskLognorm`.
    pub name: &'static str,
    /// Our family.
    pub family: &'static Family,
    /// That tool's parameters in order.
    pub parameters: &'static [&'static str],
    /// What a user should know beyond that, if anything.
    pub note: Option<&'static str>,
    /// Translates that tool's arguments into ours; `None` where they are the same.
    pub translate: Option<Translation>,
    /// Whether a lowest value, a highest value and a name may follow the parameters, as in Crystal
    /// Ball: `CB.Normal(mean, sd, [low cutoff], [high cutoff], [name])`.
    pub has_cutoffs: bool,
}

impl std::fmt::Debug for Alias {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// A call in our terms.
#[derive(Clone, Debug, Default)]
pub struct Translated {
    /// Our family's arguments.
    pub arguments: Vec<Argument>,
    /// What is added to the law, after it is cut.
    pub shift: f64,
    /// Lowest value, before the shift.
    pub low: Option<f64>,
    /// Highest value, before the shift.
    pub high: Option<f64>,
}

impl Translated {
    /// Our arguments, all numbers.
    pub fn numbers<const N: usize>(numbers: [f64; N]) -> Translated {
        Translated { arguments: numbers.map(Argument::Number).to_vec(), ..Translated::default() }
    }
    /// The same, moved.
    pub fn shifted(self, shift: f64) -> Translated {
        Translated { shift, ..self }
    }
}

/// Every tool.
pub static VENDORS: [&Vendor; 4] = [
    &at_risk::AT_RISK,
    &crystal_ball::CRYSTAL_BALL,
    &model_risk::MODEL_RISK,
    &analytic_solver::ANALYTIC_SOLVER,
];

/// The tools' names for a family.
pub fn aliases_of(family: &Family) -> impl Iterator<Item = &'static Alias> {
    let name = family.name;
    VENDORS.iter().flat_map(|vendor| vendor.aliases).filter(move |alias| alias.family.name == name)
}

/// The tool whose function has this upper-case name, by its prefix.
pub fn vendor_of(upper_name: &str) -> Option<&'static Vendor> {
    VENDORS.iter().copied().find(|vendor| upper_name.starts_with(vendor.prefix))
}

/// Why a tool's distribution function (upper-case name) is refused, if its convention is uncertain.
pub fn uncertainty(upper_name: &str) -> Option<&'static str> {
    let listed = vendor_of(upper_name)?.uncertain;
    let found = listed.iter().find(|(name, _)| name.eq_ignore_ascii_case(upper_name));
    found.map(|(_, why)| *why)
}

/// A name whose parameters are ours, in our order.
const fn same(
    name: &'static str,
    family: &'static Family,
    parameters: &'static [&'static str],
) -> Alias {
    Alias { name, family, parameters, note: None, translate: None, has_cutoffs: false }
}

/// A name whose arguments need translating.
const fn translated(
    name: &'static str,
    family: &'static Family,
    parameters: &'static [&'static str],
    translate: Translation,
) -> Alias {
    Alias { name, family, parameters, note: None, translate: Some(translate), has_cutoffs: false }
}

impl Alias {
    const fn noted(mut self, note: &'static str) -> Alias {
        self.note = Some(note);
        self
    }

    const fn with_cutoffs(mut self) -> Alias {
        self.has_cutoffs = true;
        self
    }

    /// That tool's parameters in one line.
    pub fn convention(&self) -> String {
        let mut convention = self.parameters.join(", ");
        if self.has_cutoffs {
            convention.push_str(", [low cutoff], [high cutoff], [name]");
        }
        if let Some(note) = self.note {
            convention.push_str("; ");
            convention.push_str(note);
        }
        convention
    }

    /// The arguments as that many numbers.
    ///
    /// # Errors
    /// Another count, or an argument that is no number.
    fn numbers<const N: usize>(&self, arguments: &[Argument]) -> Result<[f64; N], ParameterError> {
        if arguments.len() != N || self.parameters.len() < N {
            return Err(self.wrong_count(arguments.len()));
        }
        let mut numbers = [0.0; N];
        for ((number, argument), name) in numbers.iter_mut().zip(arguments).zip(self.parameters) {
            *number = match argument {
                Argument::Number(number) => *number,
                Argument::List(list) if list.len() == 1 => list[0],
                _ => {
                    return Err(ParameterError(format!("{}: {name} must be a number", self.name)));
                }
            };
        }
        Ok(numbers)
    }

    fn wrong_count(&self, given: usize) -> ParameterError {
        let count = self.parameters.len();
        ParameterError(format!(
            "{} takes {count} argument{}: {}; {given} given",
            self.name,
            if count == 1 { "" } else { "s" },
            self.parameters.join(", ")
        ))
    }

    fn rules(&self) -> Rules {
        Rules(self.name)
    }

    /// This tool's call in our terms.
    ///
    /// # Errors
    /// Arguments that the tool's function doesn't take.
    pub fn translated(&self, arguments: &[Argument]) -> Result<Translated, ParameterError> {
        let (mut own, cutoffs) = self.split_cutoffs(arguments);
        // ModelRisk's U parameter, left open so that properties may follow: VoseNormal(0, 1, , ...).
        while let [rest @ .., Argument::Omitted] = own
            && own.len() > self.parameters.len()
        {
            own = rest;
        }
        let mut call = match self.translate {
            Some(translate) => translate(self, own)?,
            None if own.len() > self.parameters.len() => {
                return Err(self.wrong_count(own.len()));
            }
            None => Translated { arguments: own.to_vec(), ..Translated::default() },
        };
        let bound = |index: usize, name: &str| match cutoffs.get(index) {
            None | Some(Argument::Omitted) => Ok(None),
            // Crystal Ball writes an open end as a number that no model reaches.
            Some(Argument::Number(number)) if number.abs() >= 1e300 => Ok(None),
            Some(Argument::Number(number)) => Ok(Some(number - call.shift)),
            Some(_) => Err(ParameterError(format!("{}: {name} must be a number", self.name))),
        };
        let (low, high) = (bound(0, "low cutoff")?, bound(1, "high cutoff")?);
        if cutoffs.len() > 3 {
            return Err(self.wrong_count(arguments.len()));
        }
        call.low = call.low.or(low);
        call.high = call.high.or(high);
        Ok(call)
    }

    /// The function's own arguments, and what follows them.
    fn split_cutoffs<'a>(&self, arguments: &'a [Argument]) -> (&'a [Argument], &'a [Argument]) {
        if !self.has_cutoffs {
            return (arguments, &[]);
        }
        arguments.split_at(self.parameters.len().min(arguments.len()))
    }

    /// The input's name, where a call gives it as its last argument.
    pub fn input_name<'a>(&self, arguments: &'a [Argument]) -> Option<&'a str> {
        match self.split_cutoffs(arguments).1.get(2) {
            Some(Argument::Text(name)) if !name.is_empty() => Some(name),
            _ => None,
        }
    }
}
