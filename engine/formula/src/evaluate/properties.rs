//! Property calls among a distribution's arguments: `RiskName("Price")`, `Truncate(0, )`.

use crate::syntax::{Call, Callee, Expr};

/// What a property call changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Property {
    /// The input's name.
    Name,
    /// Lowest and highest value.
    Truncate,
    /// Lowest and highest value, as probabilities.
    TruncateByProbability,
    /// Lowest and highest value of the shifted law.
    TruncateShifted,
    /// Lowest and highest value of the shifted law, as probabilities.
    TruncateShiftedByProbability,
    /// Moves the law.
    Shift,
    /// The value when not simulating.
    Static,
    /// The input stays at its static value.
    Lock,
    /// The input's own seed, read by the simulation.
    Seed,
    /// Membership in a correlation matrix, read by the simulation.
    Correlation,
    /// Correlation with the input of this identifier, read by the simulation.
    Dependent,
    /// The identifier that dependent inputs refer to, read by the simulation.
    Independent,
    /// The law of a sum of such values.
    Compound,
    /// Accepted; it changes no number.
    Display,
    /// It would change numbers, and can't be honoured: why.
    Refused(&'static str),
}

const COPULA: &str = "RiskCopula isn't supported: correlate the inputs by a matrix (RiskCorrmat), or in \
                      a spec";

/// The property that a call inside a distribution call sets, by upper-case name.
pub fn property(name: &str) -> Option<Property> {
    let name = name.rsplit('!').next().unwrap_or(name);
    let plain = ["RISK", "PSI", "VOSE"].iter().find_map(|prefix| name.strip_prefix(prefix));
    Some(match plain.unwrap_or(name) {
        "NAME" => Property::Name,
        "TRUNCATE" | "XBOUNDS" => Property::Truncate,
        "TRUNCATEP" | "PBOUNDS" => Property::TruncateByProbability,
        "TRUNCATE2" => Property::TruncateShifted,
        "TRUNCATEP2" => Property::TruncateShiftedByProbability,
        "SHIFT" => Property::Shift,
        "STATIC" | "BASECASE" => Property::Static,
        "LOCK" => Property::Lock,
        "SEED" => Property::Seed,
        "CORRMAT" | "CORRMATRIX" => Property::Correlation,
        "DEPC" => Property::Dependent,
        "INDEPC" => Property::Independent,
        "COMPOUND" if name.starts_with("PSI") => Property::Compound,
        "INDEP" | "COLLECT" | "CONVERGENCE" | "UNITS" | "CATEGORY" | "ISDATE" | "ISDISCRETE"
        | "FIT" | "SIXSIGMA" | "LIBRARY" => Property::Display,
        "COPULA" => Property::Refused(COPULA),
        "CORRDEPEN" | "CORRINDEP" | "CENSOR" | "CERTIFY" => {
            Property::Refused("this property of Analytic Solver isn't supported")
        }
        "COPULAOBJECT" | "BIVARIATE" => Property::Refused(
            "copulas of ModelRisk aren't supported: correlate the inputs in a spec",
        ),
        _ => return None,
    })
}

/// The property call that an argument is, if it is one.
pub fn property_call(argument: &Expr) -> Option<(Property, &Call)> {
    let Expr::Call(call) = argument else {
        return None;
    };
    property(property_name(call)?).map(|property| (property, call))
}

/// The upper-case name of a call that may be a property.
pub fn property_name(call: &Call) -> Option<&str> {
    match &call.callee {
        Callee::Named(name) | Callee::Distribution(name) => Some(name),
        Callee::Function(_) => None,
    }
}
