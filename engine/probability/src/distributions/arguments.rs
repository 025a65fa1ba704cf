//! How a family declares its parameters and checks the arguments it is built from.

use crate::distribution::{
    Argument, Family, Parameter, ParameterError, ParameterKind, SharedDistribution,
};

/// A parameter that takes one number and must be given.
pub const fn number(name: &'static str, meaning: &'static str) -> Parameter {
    Parameter { name, meaning, kind: ParameterKind::Number, default: None }
}

/// A parameter that takes one number and may be left out.
pub const fn optional(name: &'static str, meaning: &'static str, default: f64) -> Parameter {
    Parameter { name, meaning, kind: ParameterKind::Number, default: Some(default) }
}

/// A parameter that takes a list of numbers.
pub const fn list(name: &'static str, meaning: &'static str) -> Parameter {
    Parameter { name, meaning, kind: ParameterKind::List, default: None }
}

/// A parameter that takes a law.
pub const fn law(name: &'static str, meaning: &'static str) -> Parameter {
    Parameter { name, meaning, kind: ParameterKind::Law, default: None }
}

/// A number as people write it: plain digits unless they would be many.
pub fn display(value: f64) -> String {
    let magnitude = value.abs();
    if magnitude != 0.0 && !(1e-6..1e16).contains(&magnitude) && magnitude.is_finite() {
        format!("{value:e}")
    } else {
        format!("{value}")
    }
}

/// The arguments of a family that takes `N` numbers, all finite.
pub fn numbers<const N: usize>(
    family: &Family,
    arguments: &[Argument],
) -> Result<[f64; N], ParameterError> {
    let mut values = [0.0; N];
    for (index, value) in values.iter_mut().enumerate() {
        *value = number_at(family, arguments, index)?;
    }
    Ok(values)
}

/// The argument at `index`, a finite number.
pub fn number_at(
    family: &Family,
    arguments: &[Argument],
    index: usize,
) -> Result<f64, ParameterError> {
    let name = parameter_name(family, index);
    match arguments.get(index) {
        Some(Argument::Number(value)) if value.is_finite() => Ok(*value),
        Some(Argument::Number(value)) => Err(ParameterError(format!(
            "{}: {name} ({}) must be a finite number",
            family.name,
            display(*value)
        ))),
        _ => Err(ParameterError(format!("{}: {name} must be a number", family.name))),
    }
}

/// The argument at `index`, a law.
pub fn law_at(
    family: &Family,
    arguments: &[Argument],
    index: usize,
) -> Result<SharedDistribution, ParameterError> {
    match arguments.get(index) {
        Some(Argument::Law(law)) => Ok(law.clone()),
        _ => {
            let name = parameter_name(family, index);
            Err(ParameterError(format!("{}: {name} must be a distribution", family.name)))
        }
    }
}

/// The argument at `index`, a list of one or more finite numbers.
pub fn list_at<'a>(
    family: &Family,
    arguments: &'a [Argument],
    index: usize,
) -> Result<&'a [f64], ParameterError> {
    let name = parameter_name(family, index);
    let Some(Argument::List(values)) = arguments.get(index) else {
        return Err(ParameterError(format!("{}: {name} must be a list", family.name)));
    };
    if values.is_empty() {
        return Err(ParameterError(format!("{}: {name} must not be empty", family.name)));
    }
    if let Some(position) = values.iter().position(|value| !value.is_finite()) {
        return Err(ParameterError(format!(
            "{}: {name} must be finite numbers; number {} is {}",
            family.name,
            position + 1,
            display(values[position])
        )));
    }
    Ok(values)
}

fn parameter_name(family: &Family, index: usize) -> &'static str {
    family.parameters.get(index).map_or("argument", |parameter| parameter.name)
}

/// The rules that parameters obey; an error names the family, the parameter, its value and the
/// rule.
#[derive(Clone, Copy)]
pub struct Rules(pub &'static str);

impl Rules {
    fn refuse(self, name: &str, value: f64, rule: &str) -> ParameterError {
        ParameterError(format!("{}: {name} ({}) must be {rule}", self.0, display(value)))
    }

    /// `value` > 0.
    pub fn positive(self, name: &str, value: f64) -> Result<(), ParameterError> {
        if value > 0.0 { Ok(()) } else { Err(self.refuse(name, value, "above 0")) }
    }

    /// 0 <= `value` <= 1.
    pub fn probability(self, name: &str, value: f64) -> Result<(), ParameterError> {
        if (0.0..=1.0).contains(&value) {
            Ok(())
        } else {
            Err(self.refuse(name, value, "between 0 and 1"))
        }
    }

    /// `low` <= `value` <= `high`.
    pub fn within(self, name: &str, value: f64, low: f64, high: f64) -> Result<(), ParameterError> {
        if (low..=high).contains(&value) {
            Ok(())
        } else {
            let rule = format!("between {} and {}", display(low), display(high));
            Err(self.refuse(name, value, &rule))
        }
    }

    /// `value` is a whole number between `low` and `high`.
    pub fn whole(self, name: &str, value: f64, low: f64, high: f64) -> Result<(), ParameterError> {
        if value.trunc() != value {
            return Err(self.refuse(name, value, "a whole number"));
        }
        self.within(name, value, low, high)
    }

    /// `low` <= `high`.
    pub fn not_above(
        self,
        low_name: &str,
        low: f64,
        high_name: &str,
        high: f64,
    ) -> Result<(), ParameterError> {
        if low <= high {
            return Ok(());
        }
        Err(ParameterError(format!(
            "{}: {low_name} ({}) must not be above {high_name} ({})",
            self.0,
            display(low),
            display(high)
        )))
    }

    /// `low` < `high`, and the distance between them is a finite number.
    pub fn below(
        self,
        low_name: &str,
        low: f64,
        high_name: &str,
        high: f64,
    ) -> Result<(), ParameterError> {
        let problem = if low >= high {
            "must be below"
        } else if (high - low).is_infinite() {
            "is too far from"
        } else {
            return Ok(());
        };
        Err(ParameterError(format!(
            "{}: {low_name} ({}) {problem} {high_name} ({})",
            self.0,
            display(low),
            display(high)
        )))
    }

    /// Two lists are of one length.
    pub fn same_length(
        self,
        left_name: &str,
        left: &[f64],
        right_name: &str,
        right: &[f64],
    ) -> Result<(), ParameterError> {
        if left.len() == right.len() {
            return Ok(());
        }
        Err(ParameterError(format!(
            "{}: {left_name} ({} numbers) and {right_name} ({} numbers) must be of one length",
            self.0,
            left.len(),
            right.len()
        )))
    }

    /// Every number of a list is at least 0 and at least one is above.
    pub fn weights(self, name: &str, weights: &[f64]) -> Result<(), ParameterError> {
        if let Some(position) = weights.iter().position(|weight| *weight < 0.0) {
            return Err(ParameterError(format!(
                "{}: {name} must not be negative; number {} is {}",
                self.0,
                position + 1,
                display(weights[position])
            )));
        }
        let total: f64 = weights.iter().sum();
        if !(total > 0.0 && total.is_finite()) {
            return Err(ParameterError(format!(
                "{}: {name} must have a sum above 0 (and finite), not {}",
                self.0,
                display(total)
            )));
        }
        Ok(())
    }

    /// A list rises: strictly, or with repeats allowed.
    pub fn rising(self, name: &str, values: &[f64], strictly: bool) -> Result<(), ParameterError> {
        for (index, pair) in values.windows(2).enumerate() {
            let wrong = if strictly { pair[0] >= pair[1] } else { pair[0] > pair[1] };
            if wrong {
                return Err(ParameterError(format!(
                    "{}: {name} must rise; number {} ({}) is followed by {}",
                    self.0,
                    index + 1,
                    display(pair[0]),
                    display(pair[1])
                )));
            }
        }
        Ok(())
    }
}
