//! The distribution library for the gallery, made of the engine's rows.

use std::sync::LazyLock;

use ulam_contracts::simulations::{
    DistributionAlias, DistributionCatalogue, DistributionFamily, DistributionGroup,
    DistributionModifier, DistributionParameter, ParameterKind, SketchPoint,
};
use ulam_probability::distribution::{self, Family, Parameter};
use ulam_probability::distributions::{
    FAMILIES, VENDORS, aliases_of, alternate_families, example_law, outline, signature,
};

/// Points of a sketch.
const SKETCH_POINTS: usize = 60;

/// A group: its name, title, when to look there, and its families.
struct Group {
    id: &'static str,
    title: &'static str,
    description: &'static str,
    families: &'static [&'static str],
}

/// Families that no group names stand in the last one.
static GROUPS: &[Group] = &[
    Group {
        id: "expert_estimates",
        title: "Expert estimates",
        description: "From a smallest, a most likely and a largest value, or from percentiles that someone names.",
        families: &[
            "Pert",
            "Triangular",
            "Trigen",
            "DoubleTriangular",
            "SplitTriangular",
            "LogTriangular",
            "Uniform",
            "BetaGeneral",
            "Metalog",
            "Cumulative",
            "CumulativeDescending",
            "General",
        ],
    },
    Group {
        id: "symmetric",
        title: "Symmetric",
        description: "Deviations to both sides alike: measurement errors, returns, sums of many small effects.",
        families: &[
            "Normal",
            "StudentT",
            "Logistic",
            "Laplace",
            "Error",
            "HyperbolicSecant",
            "Cauchy",
        ],
    },
    Group {
        id: "skewed",
        title: "Skewed",
        description: "Amounts that can't be negative or that lean to one side: costs, durations, sizes.",
        families: &[
            "Lognormal",
            "Lognormal2",
            "Gamma",
            "Erlang",
            "Exponential",
            "Weibull",
            "InverseGaussian",
            "LogLogistic",
            "FatigueLife",
            "Rayleigh",
            "Maxwell",
            "Nakagami",
            "ChiSquared",
            "F",
            "SkewNormal",
            "LogUniform",
            "Pearson5",
            "Pearson6",
        ],
    },
    Group {
        id: "extremes",
        title: "Extremes and heavy tails",
        description: "Largest losses, floods and other rare, large values.",
        families: &[
            "ExtremeValueMax",
            "ExtremeValueMin",
            "GEV",
            "Pareto",
            "Pareto2",
            "Frechet",
            "Burr12",
            "Dagum",
            "Levy",
        ],
    },
    Group {
        id: "shares",
        title: "Shares and probabilities",
        description: "Values between two bounds: rates, proportions, probabilities.",
        families: &["Beta", "Kumaraswamy", "JohnsonSB"],
    },
    Group {
        id: "counts",
        title: "Counts and events",
        description: "Whole numbers: how many, whether, which.",
        families: &[
            "Poisson",
            "Binomial",
            "NegativeBinomial",
            "Geometric",
            "Hypergeometric",
            "BetaBinomial",
            "Bernoulli",
            "IntegerUniform",
            "Discrete",
            "DiscreteUniform",
        ],
    },
    Group {
        id: "data",
        title: "From data",
        description: "Shapes taken from observations.",
        families: &["Empirical", "Histogram", "JohnsonSU", "JohnsonMoments"],
    },
    Group {
        id: "combined",
        title: "Combinations",
        description: "Distributions made of others: mixtures, bodies with another tail, sums of random numbers of losses.",
        families: &["Compound", "Mixture", "Splice"],
    },
];

static CATALOGUE: LazyLock<DistributionCatalogue> = LazyLock::new(build);

/// The catalogue, or the part of it that a search asks for.
pub fn catalogue(q: Option<&str>, group: Option<&str>) -> DistributionCatalogue {
    let mut found = CATALOGUE.clone();
    if let Some(group) = group {
        found.families.retain(|family| family.group == group);
    }
    if let Some(text) = q.map(|text| text.trim().to_lowercase()).filter(|text| !text.is_empty()) {
        let is_in = |field: &str| field.to_lowercase().contains(&text);
        found.families.retain(|family| {
            let known_as = family.aliases.iter().any(|alias| is_in(&alias.name));
            is_in(&family.name) || is_in(&family.summary) || known_as
        });
    }
    found
}

/// Whether there is a group of this name.
pub fn has_group(id: &str) -> bool {
    GROUPS.iter().any(|group| group.id == id)
}

fn build() -> DistributionCatalogue {
    let groups = GROUPS.iter().map(|group| DistributionGroup {
        id: group.id.to_string(),
        title: group.title.to_string(),
        description: group.description.to_string(),
    });
    DistributionCatalogue {
        groups: groups.collect(),
        families: FAMILIES.iter().map(|row| family(row)).collect(),
        modifiers: modifiers(),
    }
}

fn group_of(name: &str) -> &'static str {
    let named = GROUPS.iter().find(|group| group.families.contains(&name));
    named.or(GROUPS.last()).map_or("", |group| group.id)
}

fn family(row: &Family) -> DistributionFamily {
    let law = example_law(row);
    let finite = |points: Vec<(f64, f64)>| -> Vec<SketchPoint> {
        let points = points.into_iter().filter(|(x, density)| x.is_finite() && density.is_finite());
        points.map(|(x, density)| SketchPoint { x, density }).collect()
    };
    let examples = example_numbers(row.example);
    let parameters = row.parameters.iter().enumerate();
    DistributionFamily {
        name: row.name.to_string(),
        group: group_of(row.name).to_string(),
        signature: signature(row),
        summary: row.summary.to_string(),
        formula: row.formula.to_string(),
        is_discrete: law.as_ref().is_some_and(|law| law.is_discrete()),
        parameters: parameters
            .map(|(index, row)| parameter(row, examples.get(index).copied().flatten()))
            .collect(),
        example: row.example.to_string(),
        sketch: law.map_or(Vec::new(), |law| finite(outline(&*law, SKETCH_POINTS))),
        has_percentile_form: alternate_families().any(|known| known.name == row.name),
        aliases: aliases_of(row)
            .map(|alias| DistributionAlias {
                name: alias.name.to_string(),
                tool: VENDORS
                    .iter()
                    .find(|vendor| vendor.aliases.iter().any(|known| known.name == alias.name))
                    .map_or(String::new(), |vendor| vendor.name.to_string()),
                convention: alias.convention(),
            })
            .collect(),
    }
}

/// The numbers among an example's arguments, in order.
fn example_numbers(example: &str) -> Vec<Option<f64>> {
    let inner = example.split_once('(').map_or("", |(_, rest)| rest.trim_end_matches(')'));
    let (mut depth, mut start, mut numbers) = (0_i32, 0, Vec::new());
    for (at, character) in inner.char_indices() {
        match character {
            '(' | '{' => depth += 1,
            ')' | '}' => depth -= 1,
            ',' if depth == 0 => {
                numbers.push(inner[start..at].trim().parse().ok());
                start = at + 1;
            }
            _ => {}
        }
    }
    numbers.push(inner[start..].trim().parse().ok());
    numbers
}

fn parameter(row: &Parameter, example: Option<f64>) -> DistributionParameter {
    let rule = Rule::of(row.meaning);
    DistributionParameter {
        name: row.name.to_string(),
        meaning: row.meaning.to_string(),
        kind: match row.kind {
            distribution::ParameterKind::Number => ParameterKind::Number,
            distribution::ParameterKind::List => ParameterKind::List,
            distribution::ParameterKind::Law => ParameterKind::Law,
            distribution::ParameterKind::Count => ParameterKind::Count,
            distribution::ParameterKind::Laws => ParameterKind::Laws,
        },
        is_optional: row.default.is_some(),
        default: row.default.filter(|value| value.is_finite()),
        example,
        minimum: rule.minimum.map(|(value, _)| value),
        is_minimum_exclusive: rule.minimum.is_some_and(|(_, is_exclusive)| is_exclusive),
        maximum: rule.maximum.map(|(value, _)| value),
        is_maximum_exclusive: rule.maximum.is_some_and(|(_, is_exclusive)| is_exclusive),
        is_integer: rule.is_integer,
    }
}

/// The limits that a parameter's meaning states in numbers.
#[derive(Debug, Default, PartialEq)]
struct Rule {
    /// With whether it is excluded.
    minimum: Option<(f64, bool)>,
    maximum: Option<(f64, bool)>,
    is_integer: bool,
}

impl Rule {
    fn of(meaning: &str) -> Rule {
        // What follows a semicolon or stands in parentheses explains; it isn't the rule. "P(X <= low)"
        // has no space before its parenthesis.
        let explained = meaning.split(';').next().unwrap_or_default();
        let rule = explained.split(" (").next().unwrap_or_default();
        let after = |words: &str| {
            let rest = rule.split_once(words)?.1;
            let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-')));
            rest[..end.unwrap_or(rest.len())].trim_end_matches('.').parse::<f64>().ok()
        };
        let mut found = Rule { is_integer: rule.contains("a whole number"), ..Rule::default() };
        found.minimum = after(", above ")
            .map(|value| (value, true))
            .or_else(|| after(", at least ").map(|value| (value, false)))
            .or_else(|| after("between ").map(|value| (value, false)))
            .or_else(|| after(" from ").map(|value| (value, false)));
        found.maximum = after(" and below ")
            .map(|value| (value, true))
            .or_else(|| after(", at most ").map(|value| (value, false)))
            .or_else(|| after(", up to ").map(|value| (value, false)))
            .or_else(|| {
                let is_range = rule.contains("between ") || rule.contains(" from ");
                let upper = after(" and ").or_else(|| after(" to "));
                upper.filter(|_| is_range).map(|value| (value, false))
            });
        found
    }
}

fn modifiers() -> Vec<DistributionModifier> {
    let row = |name: &str, signature: &str, summary: &str, example: &str| DistributionModifier {
        name: name.to_string(),
        signature: signature.to_string(),
        summary: summary.to_string(),
        example: example.to_string(),
    };
    vec![
        row(
            "Truncate",
            "Truncate(low, high)",
            "Values outside these bounds don't occur; either may be left empty.",
            "Normal(100, 15, Truncate(0, ))",
        ),
        row(
            "TruncateP",
            "TruncateP(low, high)",
            "As Truncate, with the bounds as probabilities.",
            "Normal(100, 15, TruncateP(0.05, 0.95))",
        ),
        row("Shift", "Shift(by)", "Adds a number to every value.", "Lognormal(20, 5, Shift(10))"),
        row(
            "Static",
            "Static(value)",
            "The value when not simulating.",
            "Normal(100, 15, Static(100))",
        ),
        row("Lock", "Lock()", "Keeps the input at its static value.", "Normal(100, 15, Lock())"),
        row(
            "Seed",
            "Seed(number)",
            "The input's own seed, whatever the run's.",
            "Normal(100, 15, Seed(7))",
        ),
        row(
            "Name",
            "Name(\"text\")",
            "What the input is called.",
            "Normal(100, 15, Name(\"Price\"))",
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gallery_has_every_family_in_a_group_with_a_sketch() {
        let all = catalogue(None, None);
        assert_eq!(all.families.len(), FAMILIES.len());
        for family in &all.families {
            assert!(all.groups.iter().any(|group| group.id == family.group), "{}", family.name);
            assert!(family.sketch.len() > 1, "{} has no sketch", family.name);
            assert!(family.sketch.iter().any(|point| point.density > 0.0), "{}", family.name);
        }
        for group in GROUPS {
            for name in group.families {
                assert!(FAMILIES.iter().any(|family| family.name == *name), "{name} is no family");
                let groups = GROUPS.iter().filter(|other| other.families.contains(name));
                assert_eq!(groups.count(), 1, "{name}");
            }
        }
        let named: usize = GROUPS.iter().map(|group| group.families.len()).sum();
        assert_eq!(named, FAMILIES.len(), "a family stands in no group");
    }

    #[test]
    fn limits_are_those_that_the_meanings_state() {
        let rule = |minimum, maximum, is_integer| Rule { minimum, maximum, is_integer };
        let cases = [
            ("standard deviation, above 0", rule(Some((0.0, true)), None, false)),
            ("shape m, at least 0.5", rule(Some((0.5, false)), None, false)),
            (
                "probability of 1, between 0 and 1",
                rule(Some((0.0, false)), Some((1.0, false)), false),
            ),
            (
                "P(X <= medium), above 0 and below 1",
                rule(Some((0.0, true)), Some((1.0, true)), false),
            ),
            (
                "probability of success, above 0, at most 1",
                rule(Some((0.0, true)), Some((1.0, false)), false),
            ),
            (
                "number of trials, a whole number from 0 to 1000000",
                rule(Some((0.0, false)), Some((1e6, false)), true),
            ),
            ("smallest value, a whole number", rule(None, None, true)),
            ("largest value, above min", rule(None, None, false)),
            ("most likely value, between minimum and maximum", rule(None, None, false)),
            ("shape; above 0 leans right, 0 is Normal", rule(None, None, false)),
            (
                "scale, above 0; the standard deviation is scale sqrt(2)",
                rule(Some((0.0, true)), None, false),
            ),
        ];
        for (meaning, expected) in cases {
            assert_eq!(Rule::of(meaning), expected, "{meaning}");
        }
    }

    #[test]
    fn families_are_found_by_other_tools_names() {
        let found = catalogue(Some("riskpert"), None);
        assert_eq!(found.families.len(), 1);
        let pert = &found.families[0];
        assert_eq!((pert.name.as_str(), pert.group.as_str()), ("Pert", "expert_estimates"));
        let examples: Vec<Option<f64>> =
            pert.parameters.iter().map(|parameter| parameter.example).collect();
        assert!(examples.iter().all(Option::is_some), "{examples:?}");
        assert!(pert.has_percentile_form);
        assert!(catalogue(Some("no such thing"), None).families.is_empty());
    }
}
