//! The families that are fitted: what each needs of the data, its coordinates, and where the search
//! begins.

mod bounded;
mod counts;
mod line;
mod positive;
mod triangular;

use super::coordinates::{Bounds, Coordinate};
use super::sample::Sample;

/// What observations a family can produce.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Any.
    Anything,
    /// At least 0.
    NonNegative,
    /// Above 0.
    Positive,
    /// Above 0 and below 1.
    Share,
    /// Whole numbers.
    Whole,
    /// Whole numbers, at least 0.
    Counts,
}

/// Where an argument of the call comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Slot {
    /// The next parameter.
    Parameter,
    /// The place where the law begins, 0 unless a bound is known.
    Start,
    /// A number.
    Constant(f64),
}

/// What a family's own solution finds, given the sample and the known ends.
pub type Solution = fn(&Sample, Bounds) -> Result<Vec<f64>, &'static str>;

/// One family as it is fitted.
pub struct Form {
    /// Name, by which it is chosen: the family's, with ` shifted` where a shift is estimated too.
    pub name: &'static str,
    /// The family in the library.
    pub family: &'static str,
    /// What it needs.
    pub needs: Needs,
    /// The kinds of its parameters. With [`Form::is_shifted`] the last is the shift.
    pub coordinates: &'static [Coordinate],
    /// Names of the parameters.
    pub parameters: &'static [&'static str],
    /// The arguments of the call.
    pub slots: &'static [Slot],
    /// Whether the last parameter is a shift beside the family's own.
    pub is_shifted: bool,
    /// Parameters from which the search starts; empty where `solution` finds the estimate.
    pub starts: fn(&Sample, Bounds) -> Vec<Vec<f64>>,
    /// The estimate itself.
    pub solution: Option<Solution>,
    /// Whether second derivatives of the likelihood say how uncertain the parameters are.
    pub is_smooth: bool,
}

impl Form {
    /// Whether the law is one of whole numbers.
    pub fn is_discrete(&self) -> bool {
        matches!(self.needs, Needs::Whole | Needs::Counts)
    }
    /// Whether the law begins at a fixed place, which can be moved to a known bound.
    pub fn begins_at_zero(&self) -> bool {
        matches!(self.needs, Needs::NonNegative | Needs::Positive | Needs::Counts)
    }
    /// Whether the family can take a known smallest value.
    pub fn has_lower_end(&self) -> bool {
        self.begins_at_zero() || self.has_below() || self.has_held_ends()
    }
    /// Whether the family can take a known largest value.
    pub fn has_upper_end(&self) -> bool {
        self.coordinates.contains(&Coordinate::Above) || self.has_held_ends()
    }
    fn has_below(&self) -> bool {
        self.coordinates.contains(&Coordinate::Below)
    }
    fn has_held_ends(&self) -> bool {
        matches!(self.family, "Uniform" | "IntegerUniform")
    }
}

const P: Slot = Slot::Parameter;

fn no_starts(_: &Sample, _: Bounds) -> Vec<Vec<f64>> {
    Vec::new()
}

/// All forms, in the order in which equal ones rank.
pub fn all() -> impl Iterator<Item = &'static Form> {
    [line::FORMS, positive::FORMS, bounded::FORMS, counts::FORMS].into_iter().flatten()
}

/// The form of this name, without regard to case and spaces.
pub fn find(name: &str) -> Option<&'static Form> {
    let plain = |text: &str| text.replace([' ', '-', '_'], "").to_lowercase();
    let wanted = plain(name);
    all().find(|form| plain(form.name) == wanted)
}
