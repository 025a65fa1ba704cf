//! Reading calls such as `Discrete({1, 2}, {0.5, 0.5})`.

use ulam_probability::distribution::{Argument, SharedDistribution};
use ulam_probability::distributions;

/// Name and arguments of a call.
pub fn parse_call(call: &str) -> (&str, Vec<Argument>) {
    let (name, rest) = call.split_once('(').expect("an opening parenthesis");
    let rest = rest.trim().strip_suffix(')').expect("a closing parenthesis");
    let mut arguments = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (at, character) in rest.char_indices() {
        match character {
            '(' | '{' => depth += 1,
            ')' | '}' => depth -= 1,
            ',' if depth == 0 => {
                arguments.push(argument(rest[start..at].trim()));
                start = at + 1;
            }
            _ => {}
        }
    }
    if !rest.trim().is_empty() {
        arguments.push(argument(rest[start..].trim()));
    }
    (name, arguments)
}

fn argument(text: &str) -> Argument {
    if let Some(list) = text.strip_prefix('{') {
        let list = list.strip_suffix('}').expect("a closing brace");
        let numbers = list.split(',').map(|number| number.trim().parse().expect("a number"));
        return Argument::List(numbers.collect());
    }
    if let Some(quoted) = text.strip_prefix('"') {
        return Argument::Text(quoted.trim_end_matches('"').to_string());
    }
    if text.contains('(') {
        return Argument::Law(build(text));
    }
    if text.is_empty() {
        return Argument::Omitted;
    }
    Argument::Number(text.parse().expect("a number"))
}

/// The law of a call that must work.
pub fn build(call: &str) -> SharedDistribution {
    let (name, arguments) = parse_call(call);
    distributions::build(name, &arguments).unwrap_or_else(|error| panic!("{call}: {error}"))
}
