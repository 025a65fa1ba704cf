//! Largest and smallest values.

use super::averages::numbers_with_texts;
use super::{NUMBERS, VALUES, statistic};
use crate::function::{Function, example};

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    statistic("MAX", "Largest number.", NUMBERS, |arguments| {
        Ok(arguments.number_tally()?.largest().unwrap_or(0.0).into())
    })
    .examples(&[
        example("MAX({10,7,9,27,2})", "27"),
        example("MAX({10,7,9,27,2}, 30)", "30"),
        example("MAX({-1,\"5\",TRUE})", "-1"),
        example("MAX(-1, \"5\", TRUE)", "5"),
        example("MAX({\"x\"})", "0"),
    ]),
    statistic("MIN", "Smallest number.", NUMBERS, |arguments| {
        Ok(arguments.number_tally()?.smallest().unwrap_or(0.0).into())
    })
    .examples(&[
        example("MIN({10,7,9,27,2})", "2"),
        example("MIN({10,7,9,27,2}, 0)", "0"),
        example("MIN({10,FALSE})", "10"),
    ]),
    statistic(
        "MAXA",
        "Largest value; TRUE counts as 1, text and FALSE as 0.",
        VALUES,
        |arguments| Ok(of_list(&numbers_with_texts(arguments)?, |a, b| a > b).into()),
    )
    .examples(&[example("MAXA(0,0.2,0.5,0.4,TRUE)", "1"), example("MAXA({-1,\"x\",TRUE})", "-1")]),
    statistic(
        "MINA",
        "Smallest value; TRUE counts as 1, text and FALSE as 0.",
        VALUES,
        |arguments| Ok(of_list(&numbers_with_texts(arguments)?, |a, b| a < b).into()),
    )
    .examples(&[example("MINA(FALSE,0.2,0.5,0.4,0.8)", "0"), example("MINA({3,TRUE})", "3")]),
];

fn of_list(numbers: &[f64], is_better: fn(f64, f64) -> bool) -> f64 {
    let better = |best, number| if is_better(number, best) { number } else { best };
    numbers.iter().copied().reduce(better).unwrap_or(0.0)
}
