//! Maps whose keys are percentages: `{"5": 1.5, "50": 2.0}`, in the order of the numbers.
//!
//! For `#[serde(with = "crate::percent_keys")]`. JSON's keys are texts; a map keyed by a number can be
//! read straight from JSON, but not inside a flattened object, hence the detour.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Writes the map with its keys as texts, smallest number first.
///
/// # Errors
/// Those of the writer.
pub fn serialize<T: Serialize, S: Serializer>(
    map: &BTreeMap<u32, T>,
    target: S,
) -> Result<S::Ok, S::Error> {
    target.collect_map(map.iter().map(|(percent, value)| (percent.to_string(), value)))
}

/// Reads the map.
///
/// # Errors
/// A key that is no whole number.
pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    source: D,
) -> Result<BTreeMap<u32, T>, D::Error> {
    let texts = BTreeMap::<String, T>::deserialize(source)?;
    let parse = |(key, value): (String, T)| match key.parse() {
        Ok(percent) => Ok((percent, value)),
        Err(_) => Err(de::Error::custom(format!("'{key}' is no whole percentage"))),
    };
    texts.into_iter().map(parse).collect()
}
