//! The simulation spec: what is to be simulated, as a small YAML file beside the workbook.
//!
//! ```yaml
//! inputs:
//!   - cell: Model!B3
//!     name: Price
//!     distribution: Pert(8, 10, 15)
//!   - cell: Model!B4
//!     distribution: Normal(100, 15, Truncate(0, ))
//! outputs:
//!   - Model!B20
//!   - cell: Model!B21
//!     name: Payback
//! correlations:
//!   - [Price, Model!B4, -0.4]
//! copulas:
//!   - { family: t, parameter: 4, inputs: [Demand, Supply], rho: 0.5 }
//! probabilities:
//!   - Model!B20 < 0
//! trials: 100000
//! seed: 1
//! sampling: random
//! ```
//!
//! This file holds the spec and its YAML form; `one_line` the forms in which a command line gives
//! parts of it; `bind` turns it into a [`crate::model::Model`] of a workbook.

mod bind;
mod copula;
mod one_line;

use std::fmt;
use std::str::FromStr;

use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ulam_probability::sampling::Plan;

use crate::model::Settings;

pub use bind::{Bound, locate, locate_area};
pub use copula::CopulaSpec;
pub use one_line::{parse_count, split_assignment};

/// Largest spec file read, in bytes.
pub const SPEC_BYTES_MAX: u64 = 8 << 20;

/// What is wrong with a spec: one sentence, with the place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SpecError(pub String);

/// A simulation of a workbook, before it is tied to the workbook's cells.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Spec {
    /// Uncertain cells.
    #[serde(deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<InputSpec>,
    /// Cells whose distributions are wanted.
    #[serde(deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub outputs: Vec<OutputSpec>,
    /// Rank correlations between inputs.
    #[serde(deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub correlations: Vec<CorrelationSpec>,
    /// Families of dependence between inputs.
    #[serde(deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub copulas: Vec<CopulaSpec>,
    /// Conditions whose probabilities are wanted, such as `Model!B20 < 0`.
    #[serde(deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub probabilities: Vec<String>,
    /// Number of trials.
    #[serde(deserialize_with = "count", skip_serializing_if = "Option::is_none")]
    pub trials: Option<u64>,
    /// Seed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// Sampling plan.
    #[serde(
        deserialize_with = "plan",
        serialize_with = "plan_name",
        skip_serializing_if = "Option::is_none"
    )]
    pub sampling: Option<Plan>,
}

/// An uncertain cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputSpec {
    /// `Sheet!A1` or a defined name.
    pub cell: String,
    /// What it is called, and what keys its random stream; else the cell's defined name, if it has
    /// one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A distribution call, such as `Pert(8, 10, 15)`.
    pub distribution: String,
}

/// A cell whose distribution is wanted. In YAML just the cell, where it has no name.
#[derive(Clone, Debug, PartialEq)]
pub struct OutputSpec {
    /// `Sheet!A1` or a defined name.
    pub cell: String,
    /// What it is called.
    pub name: Option<String>,
}

/// A rank correlation between two inputs. In YAML `[first, second, rho]`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(from = "(String, String, f64)")]
pub struct CorrelationSpec {
    /// The inputs, by name or cell.
    pub inputs: [String; 2],
    /// Spearman's rho, from -1 to 1.
    pub rho: f64,
}

impl Spec {
    /// Reads a spec file's text.
    ///
    /// # Errors
    /// Text that is no YAML, an unknown key, or a value of the wrong kind, each with its line.
    pub fn from_yaml(text: &str) -> Result<Spec, SpecError> {
        let is_empty = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
        if text.lines().all(is_empty) {
            return Ok(Spec::default());
        }
        serde_saphyr::from_str(text).map_err(|error| SpecError(described(&error)))
    }

    /// The spec as a file's text.
    ///
    /// # Errors
    /// None that text of this kind can cause; the writer's are passed on.
    pub fn to_yaml(&self) -> Result<String, SpecError> {
        serde_saphyr::to_string(self).map_err(|error| SpecError(error.to_string()))
    }

    /// The settings of a run: the spec's, and defaults for those that it leaves open.
    pub fn settings(&self) -> Settings {
        let default = Settings::default();
        Settings {
            trials: self.trials.unwrap_or(default.trials),
            seed: self.seed.unwrap_or(default.seed),
            plan: self.sampling.unwrap_or(default.plan),
            ..default
        }
    }
}

/// A YAML error on one line, in words that don't suppose that one knows how YAML is read.
fn described(error: &serde_saphyr::Error) -> String {
    const WORDS: [(&str, &str); 6] = [
        ("expected sequence start", "a list is expected here"),
        ("expected mapping start", "keys and values (`key: value`) are expected here"),
        ("expected string scalar", "one text is expected here"),
        (", set DuplicateKeyPolicy in Options if acceptable", ""),
        ("invalid u64", "a whole number from 0 is expected here"),
        ("a tuple of size 3", "[first input, second input, rho]"),
    ];
    let location = error.location();
    let message = error.without_snippet().to_string();
    let mut message = message.lines().next().unwrap_or_default().to_string();
    for (theirs, ours) in WORDS {
        message = message.replace(theirs, ours);
    }
    let Some(location) = location else {
        return message;
    };
    let place = format!("line {}, column {}", location.line(), location.column());
    let message = message.replace(&format!(" at {place}"), "");
    format!("{place}: {message}")
}

/// A list; a key with nothing behind it is an empty one.
fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(source: D) -> Result<Vec<T>, D::Error> {
    Ok(Option::<Vec<T>>::deserialize(source)?.unwrap_or_default())
}

/// A count written as `100000`, `1e6` or `1_000_000`.
fn count<'de, D: Deserializer<'de>>(source: D) -> Result<Option<u64>, D::Error> {
    struct Count;
    impl Visitor<'_> for Count {
        type Value = u64;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a whole number, such as 100000 or 1e6")
        }
        fn visit_u64<E: de::Error>(self, number: u64) -> Result<u64, E> {
            Ok(number)
        }
        fn visit_i64<E: de::Error>(self, number: i64) -> Result<u64, E> {
            u64::try_from(number).map_err(|_| E::custom(format!("{number} is below 0")))
        }
        fn visit_f64<E: de::Error>(self, number: f64) -> Result<u64, E> {
            parse_count(&number.to_string()).map_err(E::custom)
        }
        fn visit_str<E: de::Error>(self, text: &str) -> Result<u64, E> {
            parse_count(text).map_err(E::custom)
        }
    }
    source.deserialize_any(Count).map(Some)
}

fn plan<'de, D: Deserializer<'de>>(source: D) -> Result<Option<Plan>, D::Error> {
    let name = String::deserialize(source)?;
    Plan::from_str(&name).map(Some).map_err(de::Error::custom)
}

fn plan_name<S: Serializer>(plan: &Option<Plan>, target: S) -> Result<S::Ok, S::Error> {
    target.serialize_str(plan.unwrap_or_default().name())
}

impl From<(String, String, f64)> for CorrelationSpec {
    fn from((first, second, rho): (String, String, f64)) -> CorrelationSpec {
        CorrelationSpec { inputs: [first, second], rho }
    }
}

impl Serialize for CorrelationSpec {
    fn serialize<S: Serializer>(&self, target: S) -> Result<S::Ok, S::Error> {
        let [first, second] = &self.inputs;
        serde_saphyr::FlowSeq((first, second, self.rho)).serialize(target)
    }
}

impl Serialize for OutputSpec {
    fn serialize<S: Serializer>(&self, target: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let Some(name) = &self.name else {
            return target.serialize_str(&self.cell);
        };
        let mut fields = target.serialize_struct("OutputSpec", 2)?;
        fields.serialize_field("cell", &self.cell)?;
        fields.serialize_field("name", name)?;
        fields.end()
    }
}

impl<'de> Deserialize<'de> for OutputSpec {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<OutputSpec, D::Error> {
        struct Output;
        impl<'de> Visitor<'de> for Output {
            type Value = OutputSpec;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a cell, or a cell and a name")
            }
            fn visit_str<E: de::Error>(self, cell: &str) -> Result<OutputSpec, E> {
                Ok(OutputSpec { cell: cell.to_string(), name: None })
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<OutputSpec, A::Error> {
                let (mut cell, mut name) = (None, None);
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        "cell" => cell = Some(map.next_value()?),
                        "name" => name = map.next_value()?,
                        other => {
                            return Err(de::Error::unknown_field(other, &["cell", "name"]));
                        }
                    }
                }
                let cell = cell.ok_or_else(|| de::Error::missing_field("cell"))?;
                Ok(OutputSpec { cell, name })
            }
        }
        source.deserialize_any(Output)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FULL: &str = "\
inputs:
  - cell: Model!B3
    name: Price
    distribution: Pert(8, 10, 15)
  - cell: \"'My, sheet'!B4\"
    distribution: Normal(100, 15, Truncate(0, ))
outputs:
  - Model!B20
  - cell: Model!B21
    name: Payback
correlations:
  - [Price, Model!B4, -0.4]
probabilities:
  - Model!B20 < 0
trials: 1e6
seed: 7
sampling: lhs
";

    #[test]
    fn a_spec_is_read_and_written_without_loss() {
        let spec = Spec::from_yaml(FULL).unwrap();
        assert_eq!(spec.inputs[1].cell, "'My, sheet'!B4");
        assert_eq!(spec.outputs[1].name.as_deref(), Some("Payback"));
        assert_eq!((spec.trials, spec.seed), (Some(1_000_000), Some(7)));
        assert_eq!(spec.sampling, Some(Plan::LatinHypercube));
        let text = spec.to_yaml().unwrap();
        assert_eq!(Spec::from_yaml(&text).unwrap(), spec, "{text}");
    }

    #[test]
    fn what_is_left_open_has_defaults() {
        for text in ["", "# nothing yet\n", "inputs:\noutputs:\n"] {
            let spec = Spec::from_yaml(text).unwrap();
            assert_eq!(spec, Spec::default());
            assert_eq!(spec.settings().trials, 100_000);
        }
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        let check = |text: &str, line: &str, about: &str| {
            let message = Spec::from_yaml(text).unwrap_err().0;
            assert!(message.contains(line) && message.contains(about), "{message}");
            assert!(!message.contains('\n'), "{message}");
        };
        check("trials: 10\ntrails: 20\n", "line 2", "trails");
        check("inputs:\n  - cell: A1\n    distribtion: Normal(0, 1)\n", "line 3", "distribtion");
        check("outputs:\n  - cell: A1\n    title: x\n", "line 3", "title");
        check("inputs:\n  - cell: A1\n", "line 2", "distribution");
        check("correlations:\n  - [Price, 0.5]\n", "line 2", "");
        check("correlations:\n  - [Price, Volume, high]\n", "line 2", "floating point");
        check("trials: many\n", "line 1", "many");
        check("trials: 1.5\n", "line 1", "1.5");
        check("sampling: best\n", "line 1", "best");
        check("seed: 1\n  x: [\n", "line ", "");
    }
}
