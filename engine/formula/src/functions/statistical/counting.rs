//! Counts of values, whatever they are.

use super::{VALUES, statistic};
use crate::arguments::Arguments;
use crate::coerce;
use crate::function::{Category, Function, Outcome, Returns, array, example, values};
use crate::value::{Array, CellError, Value};

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    statistic(
        "COUNT",
        "Number of numbers; text that looks like one counts where it is an argument itself.",
        VALUES,
        count,
    )
    .examples(&[
        example("COUNT({10,\"x\",TRUE,#DIV/0!,22.24})", "2"),
        example("COUNT(2, \"3\", TRUE, \"x\", #N/A)", "3"),
    ]),
    statistic("COUNTA", "Number of values that are not empty.", VALUES, |arguments| {
        let mut count = 0.0;
        for index in 0..arguments.count() {
            if let Some(known) = arguments.known_counts(index) {
                count += f64::from(known?.values);
                continue;
            }
            arguments.visit(index, &mut |_, _| {
                count += 1.0;
                Ok(())
            })?;
        }
        Ok(Value::Number(count))
    })
    .examples(&[
        example("COUNTA({10,\"x\",TRUE,#DIV/0!,\"\"})", "5"),
        example("COUNTA(A1:A9)", "0"),
    ]),
    statistic(
        "COUNTBLANK",
        "Number of cells that are empty or hold empty text.",
        &[values("range")],
        countblank,
    )
    .examples(&[example("COUNTBLANK(A1:B5)", "10"), example("COUNTBLANK(A:A)", "1048576")]),
    Function::values(
        "FREQUENCY",
        Category::Statistical,
        "How many numbers fall up to each bin's end and beyond the one before, in a column.",
        &[array("data_array"), array("bins_array")],
        Returns::Any,
        frequency,
    )
    .examples(&[
        example("FREQUENCY({79;85;78;85;50;81;95;88;97}, {70;79;89})", "{1;2;4;2}"),
        example("FREQUENCY({1,2,3}, {3,2,2})", "{1;2;0;0}"),
    ]),
];

fn count(arguments: &Arguments) -> Outcome {
    let dates = arguments.context().date_system();
    let has_no_booleans = arguments.context().comparisons_are_numbers();
    let mut count = 0.0;
    for index in 0..arguments.count() {
        if let Some(known) = arguments.known_counts(index) {
            let known = known?;
            count += f64::from(known.numbers);
            if has_no_booleans {
                count += f64::from(known.booleans);
            }
            continue;
        }
        arguments.visit(index, &mut |value, is_direct| {
            let is_number = match value {
                Value::Number(_) => true,
                Value::Boolean(_) if has_no_booleans => true,
                other => is_direct && coerce::to_number(other, dates).is_ok(),
            };
            count += is_number as u8 as f64;
            Ok(())
        })?;
    }
    Ok(Value::Number(count))
}

fn countblank(arguments: &Arguments) -> Outcome {
    let argument = arguments.raw(0);
    let cells = match argument {
        Value::Area(area) => area.rows() * area.columns(),
        Value::Union(areas) => areas.iter().map(|area| area.rows() * area.columns()).sum(),
        Value::Error(error) => return Err(*error),
        _ => return Err(CellError::Value),
    };
    let mut count = cells as f64;
    if let Some(known) = arguments.known_counts(0) {
        let known = known?;
        return Ok(Value::Number(count - f64::from(known.values - known.empty_texts)));
    }
    arguments.visit(0, &mut |value, _| {
        let is_blank = match value {
            Value::Text(text) => text.is_empty(),
            other => other.is_blank(),
        };
        if !is_blank {
            count -= 1.0;
        }
        Ok(())
    })?;
    Ok(Value::Number(count))
}

fn frequency(arguments: &Arguments) -> Outcome {
    let (data, bins) = (arguments.numbers_of(0)?, arguments.numbers_of(1)?);
    // Places of the bins in rising order of their ends; of equal ones the first takes all.
    let mut rising: Vec<usize> = (0..bins.len()).collect();
    rising.sort_by(|left, right| bins[*left].total_cmp(&bins[*right]).then(left.cmp(right)));
    let mut counts = vec![0.0; bins.len() + 1];
    for number in data {
        let place = rising.partition_point(|bin| bins[*bin] < number);
        counts[rising.get(place).copied().unwrap_or(bins.len())] += 1.0;
    }
    Ok(Array::from_fn(counts.len(), 1, |row, _| Value::Number(counts[row]))?.into())
}

#[cfg(test)]
mod tests {
    use crate::scratch::ScratchSheet;
    use crate::value::{CellError, Value};

    /// Source: Excel's pages of COUNT, COUNTA and COUNTBLANK.
    #[test]
    fn cells_are_counted_by_what_they_hold() {
        let sheet = ScratchSheet::with(&[
            ("A1", Value::Number(39790.0)),
            ("A3", Value::Number(22.24)),
            ("A4", Value::Boolean(true)),
            ("A5", Value::Error(CellError::Div0)),
            ("A6", Value::text("")),
            ("A7", Value::text("12")),
        ]);
        for (formula, expected) in [
            ("COUNT(A1:A7)", 2.0),
            ("COUNT(A1:A7,2)", 3.0),
            ("COUNT(A7)", 0.0),
            ("COUNTA(A1:A7)", 6.0),
            ("COUNTA(A:A)", 6.0),
            ("COUNTBLANK(A1:A7)", 2.0),
            ("COUNTBLANK(A1:B7)", 9.0),
        ] {
            assert_eq!(sheet.calculate(formula).unwrap(), Value::Number(expected), "{formula}");
        }
    }
}
