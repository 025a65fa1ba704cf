//! Numbers by their place in rising order: ranks, percentiles, quartiles.

use std::sync::Arc;

use super::{require, statistic, whole};
use crate::arguments::Arguments;
use crate::function::{Function, Outcome, Parameter, example, number, values};
use crate::functions::aggregates::{percentile_exclusive, percentile_inclusive};
use crate::functions::mathematics::decimal_rounding;
use crate::value::{CellError, Value};

const K: &[Parameter] = &[values("array"), number("k")];
const QUART: &[Parameter] = &[values("array"), number("quart")];
const RANK: &[Parameter] = &[number("number"), values("ref"), number("order").optional()];
const PERCENTRANK: &[Parameter] =
    &[values("array"), number("x"), number("significance").optional()];

const PERCENTILE_INC: &str = "Percentile of numbers, for a share from 0 to 1 inclusive.";
const QUARTILE_INC: &str = "Quartile of numbers, the smallest and largest counted as 0 and 4.";
const RANK_EQ: &str = "Place of a number among others; equal ones share the best.";
const PERCENTRANK_INC: &str = "Share of numbers below a number, from 0 to 1 inclusive.";

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    statistic("LARGE", "The k-th largest number.", K, |arguments| {
        nth(arguments, |count, k| count.checked_sub(k))
    })
    .examples(&[
        example("LARGE({3,5,3,5,4;4,2,4,6,7}, 3)", "5"),
        example("LARGE({3,5,3,5,4;4,2,4,6,7}, 7)", "4"),
        example("LARGE({1,2,3}, {1,2})", "{3,2}"),
        example("LARGE({1,2}, 3)", "#NUM!"),
    ]),
    statistic("SMALL", "The k-th smallest number.", K, |arguments| {
        nth(arguments, |_, k| k.checked_sub(1))
    })
    .examples(&[
        example("SMALL({3,4,5,2,3,4,6,4,7}, 4)", "4"),
        example("SMALL({1,4,8,3,7,12,54,8,23}, 2)", "3"),
        example("SMALL({1,2}, 0)", "#NUM!"),
    ]),
    statistic("PERCENTILE", PERCENTILE_INC, K, percentile_inc).examples(&[
        example("PERCENTILE({1,2,3,4}, 0.3)", "1.9"),
        example("PERCENTILE({1,2,3,4}, 1.1)", "#NUM!"),
    ]),
    statistic("PERCENTILE.INC", PERCENTILE_INC, K, percentile_inc).examples(&[
        example("PERCENTILE.INC({1,3,2,4}, 0.3)", "1.9"),
        example("PERCENTILE.INC({1,2}, 1.1)", "#NUM!"),
    ]),
    statistic(
        "PERCENTILE.EXC",
        "Percentile of numbers, for a share between 0 and 1 exclusive.",
        K,
        |arguments| {
            Ok(percentile_exclusive(&sorted_numbers(arguments, 0)?, share(arguments)?)?.into())
        },
    )
    .examples(&[
        example("PERCENTILE.EXC({1,2,3,6,6,6,7,8,9}, 0.25)", "2.5"),
        example("PERCENTILE.EXC({1,2,3,6,6,6,7,8,9}, 0.01)", "#NUM!"),
    ]),
    statistic("QUARTILE", QUARTILE_INC, QUART, quartile_inc).examples(&[
        example("QUARTILE({1,2,4,7,8,9,10,12}, 1)", "3.5"),
        example("QUARTILE({1,2,4,7,8,9,10,12}, 5)", "#NUM!"),
    ]),
    statistic("QUARTILE.INC", QUARTILE_INC, QUART, quartile_inc).examples(&[
        example("QUARTILE.INC({1,2,4,7,8,9,10,12}, 1)", "3.5"),
        example("QUARTILE.INC({1,2}, 5)", "#NUM!"),
    ]),
    statistic("QUARTILE.EXC", "Quartile of numbers, for 1 to 3.", QUART, |arguments| {
        let quart = whole(arguments.number(1)?);
        require(quart > 0.0 && quart < 4.0)?;
        Ok(percentile_exclusive(&sorted_numbers(arguments, 0)?, quart / 4.0)?.into())
    })
    .examples(&[
        example("QUARTILE.EXC({6,7,15,36,39,40,41,42,43,47,49}, 1)", "15"),
        example("QUARTILE.EXC({6,7,15,36,39,40,41,42,43,47,49}, 3)", "43"),
        example("QUARTILE.EXC({1,2,3}, 4)", "#NUM!"),
    ]),
    statistic("RANK", RANK_EQ, RANK, rank_eq).examples(&[
        example("RANK(3.5, {7,3.5,3.5,1,2}, 1)", "3"),
        example("RANK(7, {7,3.5,3.5,1,2}, 1)", "5"),
        example("RANK(3.5, {7,3.5,3.5,1,2})", "2"),
        example("RANK(5, {7,3.5})", "#N/A"),
    ]),
    statistic("RANK.EQ", RANK_EQ, RANK, rank_eq).examples(&[
        example("RANK.EQ(7, {7,3.5,3.5,1,2}, 1)", "5"),
        example("RANK.EQ(2, {7,3.5,3.5,1,2})", "4"),
    ]),
    statistic(
        "RANK.AVG",
        "Place of a number among others; equal ones share the average.",
        RANK,
        |arguments| {
            let (better, equal) = places(arguments)?;
            Ok((better + (equal + 1.0) / 2.0).into())
        },
    )
    .examples(&[
        example("RANK.AVG(94, {89,88,92,101,94,97,95})", "4"),
        example("RANK.AVG(3.5, {7,3.5,3.5,1,2})", "2.5"),
    ]),
    statistic("PERCENTRANK", PERCENTRANK_INC, PERCENTRANK, percentrank_inc).examples(&[
        example("PERCENTRANK({13,12,11,8,4,3,2,1,1,1}, 2)", "0.333"),
        example("PERCENTRANK({13,12,11,8,4,3,2,1,1,1}, 4)", "0.555"),
        example("PERCENTRANK({13,12,11,8,4,3,2,1,1,1}, 8)", "0.666"),
        example("PERCENTRANK({13,12,11,8,4,3,2,1,1,1}, 5)", "0.583"),
    ]),
    statistic("PERCENTRANK.INC", PERCENTRANK_INC, PERCENTRANK, percentrank_inc).examples(&[
        example("PERCENTRANK.INC({13,12,11,8,4,3,2,1,1,1}, 5)", "0.583"),
        example("PERCENTRANK.INC({1,2}, 3)", "#N/A"),
        example("PERCENTRANK.INC({1,2}, 1, 0)", "#NUM!"),
    ]),
    statistic(
        "PERCENTRANK.EXC",
        "Share of numbers below a number, between 0 and 1 exclusive.",
        PERCENTRANK,
        |arguments| percentrank(arguments, 1.0),
    )
    .examples(&[
        example("PERCENTRANK.EXC({1,2,3,6,6,6,7,8,9}, 7)", "0.7"),
        example("PERCENTRANK.EXC({1,2,3,6,6,6,7,8,9}, 5.43)", "0.381"),
        example("PERCENTRANK.EXC({1,2,3,6,6,6,7,8,9}, 5.43, 1)", "0.3"),
    ]),
];

/// The one of the first argument's numbers at the place in rising order that `place` makes of their
/// count and of the second argument, a rank from 1, fractions rounded up.
fn nth(arguments: &Arguments, place: impl Fn(usize, usize) -> Option<usize>) -> Outcome {
    let place_among = |count: usize| {
        let k = arguments.number(1)?;
        require(k >= 1.0)?;
        let k = decimal_rounding::ceil(k);
        require(k <= count as f64)?;
        place(count, k as usize).filter(|place| *place < count).ok_or(CellError::Num)
    };
    if let Some(known) = known_in_order(arguments, 0) {
        let numbers = known?;
        return Ok(numbers[place_among(numbers.len())?].into());
    }
    let mut numbers = arguments.numbers_of(0)?;
    let place = place_among(numbers.len())?;
    Ok((*numbers.select_nth_unstable_by(place, f64::total_cmp).1).into())
}

/// The numbers of an argument in rising order, if these are known.
fn known_in_order(arguments: &Arguments, index: usize) -> Option<Result<Arc<[f64]>, CellError>> {
    let known = arguments.evaluator.sorted_numbers(arguments.raw(index))?;
    Some(known.error.map_or_else(|| Ok(known.numbers.clone()), Err))
}

/// The numbers of an argument in rising order.
pub(super) fn sorted_numbers(arguments: &Arguments, index: usize) -> Result<Arc<[f64]>, CellError> {
    if let Some(known) = known_in_order(arguments, index) {
        return known;
    }
    let mut numbers = arguments.numbers_of(index)?;
    numbers.sort_unstable_by(f64::total_cmp);
    Ok(numbers.into())
}

/// The share that PERCENTILE.EXC is asked for.
fn share(arguments: &Arguments) -> Result<f64, CellError> {
    let share = arguments.number(1)?;
    require(share > 0.0 && share < 1.0)?;
    Ok(share)
}

fn percentile_inc(arguments: &Arguments) -> Outcome {
    Ok(percentile_inclusive(&sorted_numbers(arguments, 0)?, arguments.number(1)?)?.into())
}

fn quartile_inc(arguments: &Arguments) -> Outcome {
    let quart = whole(arguments.number(1)?);
    Ok(percentile_inclusive(&sorted_numbers(arguments, 0)?, quart / 4.0)?.into())
}

/// How many numbers of the list come before the given one, and how many equal it.
///
/// # Errors
/// `#N/A` if it is not in the list; the first error in the list.
fn places(arguments: &Arguments) -> Result<(f64, f64), CellError> {
    let number = arguments.number(0)?;
    let is_rising = arguments.number_or(2, 0.0)? != 0.0;
    if let Some(known) = known_in_order(arguments, 1) {
        let numbers = known?;
        let below = numbers.partition_point(|other| *other < number);
        let up_to = numbers.partition_point(|other| *other <= number);
        let better = if is_rising { below } else { numbers.len() - up_to };
        let equal = up_to - below;
        let found = (better as f64, equal as f64);
        return if equal == 0 { Err(CellError::NotAvailable) } else { Ok(found) };
    }
    let (mut better, mut equal) = (0.0, 0.0);
    arguments.visit(1, &mut |value, _| {
        match value {
            Value::Number(other) if *other == number => equal += 1.0,
            Value::Number(other) if (*other < number) == is_rising => better += 1.0,
            Value::Error(error) => return Err(*error),
            _ => {}
        }
        Ok(())
    })?;
    if equal == 0.0 { Err(CellError::NotAvailable) } else { Ok((better, equal)) }
}

fn rank_eq(arguments: &Arguments) -> Outcome {
    let (better, _) = places(arguments)?;
    Ok((better + 1.0).into())
}

fn percentrank_inc(arguments: &Arguments) -> Outcome {
    percentrank(arguments, 0.0)
}

/// Share of numbers below x, cut off to some digits. `outside` is how many numbers are imagined
/// beyond each end.
fn percentrank(arguments: &Arguments, outside: f64) -> Outcome {
    let numbers = sorted_numbers(arguments, 0)?;
    let x = arguments.number(1)?;
    let digits = if arguments.is_given(2) { whole(arguments.number(2)?) } else { 3.0 };
    require(digits >= 1.0 && !numbers.is_empty())?;
    let below = numbers.partition_point(|number| *number < x);
    let Some(next) = numbers.get(below) else {
        return Err(CellError::NotAvailable);
    };
    let place = if *next == x {
        below as f64
    } else {
        // Between two numbers: as far from the lower one's place as x is from the number itself.
        let last_below = below.checked_sub(1).and_then(|place| numbers.get(place));
        let previous = last_below.ok_or(CellError::NotAvailable)?;
        below as f64 - 1.0 + (x - previous) / (next - previous)
    };
    let intervals = numbers.len() as f64 - 1.0 + 2.0 * outside;
    // A number alone is both the smallest and the largest.
    let share = if intervals == 0.0 { 1.0 } else { (place + outside) / intervals };
    let digits = decimal_rounding::digits_argument(digits);
    // LibreOffice rounds the inclusive share.
    if outside == 0.0 && arguments.context().follows_libreoffice() {
        return Ok(decimal_rounding::round(share, digits).into());
    }
    Ok(decimal_rounding::round_down(share, digits).into())
}
