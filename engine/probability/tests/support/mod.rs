//! Reading calls such as `Discrete({1, 2}, {0.5, 0.5})`.

use ulam_probability::distribution::{Argument, SharedDistribution};
use ulam_probability::distributions;

/// Name and arguments of a call.
pub fn parse_call(call: &str) -> (&str, Vec<Argument>) {
    let (name, rest) = call.split_once('(').expect("an opening parenthesis");
    let mut rest = rest.strip_suffix(')').expect("a closing parenthesis").trim();
    let mut arguments = Vec::new();
    while !rest.is_empty() {
        let (argument, after) = if let Some(list) = rest.strip_prefix('{') {
            let (list, after) = list.split_once('}').expect("a closing brace");
            let numbers = list.split(',').map(|number| number.trim().parse().expect("a number"));
            (Argument::List(numbers.collect()), after)
        } else {
            let end = rest.find(',').unwrap_or(rest.len());
            (Argument::Number(rest[..end].trim().parse().expect("a number")), &rest[end..])
        };
        arguments.push(argument);
        rest = after.trim_start_matches(',').trim();
    }
    (name, arguments)
}

/// The law of a call that must work.
pub fn build(call: &str) -> SharedDistribution {
    let (name, arguments) = parse_call(call);
    distributions::build(name, &arguments).unwrap_or_else(|error| panic!("{call}: {error}"))
}
