//! The database functions.

use super::records::{Column, Query};
use crate::arguments::Arguments;
use crate::function::{
    Category, Function, Outcome, Parameter, Returns, example, reference, scalar,
};
use crate::functions::aggregates::{Aggregate, Tally};
use crate::value::{CellError, Value};

const PARAMETERS: &[Parameter] = &[reference("database"), scalar("field"), reference("criteria")];

const fn row(
    name: &'static str,
    summary: &'static str,
    returns: Returns,
    kernel: fn(&Arguments) -> Outcome,
) -> Function {
    Function::values(name, Category::Database, summary, PARAMETERS, returns, kernel)
}

const fn statistic_row(
    name: &'static str,
    summary: &'static str,
    kernel: fn(&Arguments) -> Outcome,
) -> Function {
    row(name, summary, Returns::Number, kernel)
}

/// The rows. A database takes several cells, which examples don't have: these show what is no
/// database.
pub static FUNCTIONS: &[Function] = &[
    statistic_row("DAVERAGE", "Average of a field over the records that meet criteria.", |a| {
        statistic(a, Aggregate::Average)
    })
    .examples(&[
        example("DAVERAGE(1, 1, 1)", "#VALUE!"),
        example("DAVERAGE(#REF!, 1, 1)", "#REF!"),
    ]),
    statistic_row(
        "DCOUNT",
        "Number of numbers in a field of the records that meet criteria.",
        |a| count(a, Aggregate::Count),
    )
    .examples(&[example("DCOUNT(1, 1, 1)", "#VALUE!"), example("DCOUNT(#REF!, 1, 1)", "#REF!")]),
    statistic_row(
        "DCOUNTA",
        "Number of values in a field of the records that meet criteria.",
        |a| count(a, Aggregate::CountAll),
    )
    .examples(&[example("DCOUNTA(1, 1, 1)", "#VALUE!"), example("DCOUNTA(#REF!, 1, 1)", "#REF!")]),
    row("DGET", "The field of the one record that meets criteria.", Returns::Any, dget)
        .examples(&[example("DGET(1, 1, 1)", "#VALUE!"), example("DGET(#REF!, 1, 1)", "#REF!")]),
    statistic_row("DMAX", "Largest number in a field of the records that meet criteria.", |a| {
        statistic(a, Aggregate::Maximum)
    })
    .examples(&[example("DMAX(1, 1, 1)", "#VALUE!"), example("DMAX(#REF!, 1, 1)", "#REF!")]),
    statistic_row("DMIN", "Smallest number in a field of the records that meet criteria.", |a| {
        statistic(a, Aggregate::Minimum)
    })
    .examples(&[example("DMIN(1, 1, 1)", "#VALUE!"), example("DMIN(#REF!, 1, 1)", "#REF!")]),
    statistic_row("DPRODUCT", "Product of a field over the records that meet criteria.", |a| {
        statistic(a, Aggregate::Product)
    })
    .examples(&[
        example("DPRODUCT(1, 1, 1)", "#VALUE!"),
        example("DPRODUCT(#REF!, 1, 1)", "#REF!"),
    ]),
    statistic_row(
        "DSTDEV",
        "Standard deviation, of a sample, of a field of the records that meet criteria.",
        |a| statistic(a, Aggregate::StandardDeviation),
    )
    .examples(&[example("DSTDEV(1, 1, 1)", "#VALUE!"), example("DSTDEV(#REF!, 1, 1)", "#REF!")]),
    statistic_row(
        "DSTDEVP",
        "Standard deviation, of a population, of a field of the records that meet criteria.",
        |a| statistic(a, Aggregate::StandardDeviationOfPopulation),
    )
    .examples(&[example("DSTDEVP(1, 1, 1)", "#VALUE!"), example("DSTDEVP(#REF!, 1, 1)", "#REF!")]),
    statistic_row("DSUM", "Sum of a field over the records that meet criteria.", |a| {
        statistic(a, Aggregate::Sum)
    })
    .examples(&[example("DSUM(1, 1, 1)", "#VALUE!"), example("DSUM(#REF!, 1, 1)", "#REF!")]),
    statistic_row(
        "DVAR",
        "Variance, of a sample, of a field of the records that meet criteria.",
        |a| statistic(a, Aggregate::Variance),
    )
    .examples(&[example("DVAR(1, 1, 1)", "#VALUE!"), example("DVAR(#REF!, 1, 1)", "#REF!")]),
    statistic_row(
        "DVARP",
        "Variance, of a population, of a field of the records that meet criteria.",
        |a| statistic(a, Aggregate::VarianceOfPopulation),
    )
    .examples(&[example("DVARP(1, 1, 1)", "#VALUE!"), example("DVARP(#REF!, 1, 1)", "#REF!")]),
];

/// The field's values in the records that meet the criteria.
fn tally(query: &Query, column: Column) -> Tally {
    let mut tally = Tally::default();
    query.visit_matches(&mut |record| tally.add(&query.field(record, column)));
    tally
}

fn statistic(arguments: &Arguments, statistic: Aggregate) -> Outcome {
    let query = Query::new(arguments)?;
    let column = query.column(&arguments.scalar(1))?;
    Ok(tally(&query, column).result(statistic)?.into())
}

/// DCOUNT and DCOUNTA: without a field they count records.
fn count(arguments: &Arguments, statistic: Aggregate) -> Outcome {
    let query = Query::new(arguments)?;
    if matches!(arguments.raw(1), Value::Omitted) {
        let mut count = 0u32;
        query.visit_matches(&mut |_| count += 1);
        return Ok(Value::Number(count as f64));
    }
    let column = query.column(&arguments.scalar(1))?;
    Ok(tally(&query, column).result(statistic)?.into())
}

fn dget(arguments: &Arguments) -> Outcome {
    let query = Query::new(arguments)?;
    let column = query.column(&arguments.scalar(1))?;
    let mut found = None;
    let mut count = 0u32;
    query.visit_matches(&mut |record| {
        count += 1;
        found.get_or_insert(record);
    });
    match found {
        None => Err(CellError::Value),
        Some(_) if count > 1 => Err(CellError::Num),
        Some(record) => match query.field(record, column) {
            Value::Blank => Ok(Value::Number(0.0)),
            value => Ok(value),
        },
    }
}

#[cfg(test)]
mod tests {
    use crate::scratch::ScratchSheet;
    use crate::value::{CellError, Value};

    /// The orchard of Excel's page of DAVERAGE and its sisters.
    fn orchard() -> ScratchSheet {
        let mut cells = Vec::new();
        let columns = ["A", "B", "C", "D", "E"];
        let rows: [[&str; 5]; 7] = [
            ["Tree", "Height", "Age", "Yield", "Profit"],
            ["Apple", "18", "20", "14", "105"],
            ["Pear", "12", "12", "10", "96"],
            ["Cherry", "13", "14", "9", "105"],
            ["Apple", "14", "15", "10", "75"],
            ["Pear", "9", "8", "8", "77"],
            ["Apple", "8", "9", "6", "45"],
        ];
        for (row, fields) in rows.iter().enumerate() {
            for (letter, field) in columns.iter().zip(fields) {
                let value = field.parse().map_or_else(|_| Value::text(*field), Value::Number);
                cells.push((format!("{letter}{}", row + 4), value));
            }
        }
        let criteria: [(&str, &str); 10] = [
            ("A1", "Tree"),
            ("B1", "Height"),
            ("F1", "Height"),
            ("A2", "=Apple"),
            ("B2", ">10"),
            ("F2", "<16"),
            ("A3", "=Pear"),
            ("H1", "Tree"),
            ("H2", "p"),
            ("I1", "Tree"),
        ];
        for (at, text) in criteria {
            cells.push((at.to_string(), Value::text(text)));
        }
        let cells: Vec<(&str, Value)> =
            cells.iter().map(|(at, value)| (at.as_str(), value.clone())).collect();
        ScratchSheet::with(&cells)
    }

    #[test]
    fn statistics_of_an_orchard() {
        for (formula, expected) in [
            // Excel's page: 225, 12, 1, 3, 75, 96, 140...
            ("DSUM(A4:E10,\"Profit\",A1:A2)", 225.0),
            ("DSUM(A4:E10,\"Profit\",A1:F2)", 75.0),
            ("DAVERAGE(A4:E10,\"Yield\",A1:B2)", 12.0),
            ("DAVERAGE(A4:E10,3,A4:E10)", 13.0),
            ("DCOUNT(A4:E10,\"Age\",A1:F2)", 1.0),
            ("DCOUNTA(A4:E10,\"profit\",A1:F2)", 1.0),
            ("DCOUNT(A4:E10,,A1:A3)", 5.0),
            ("DMAX(A4:E10,\"Profit\",A1:F3)", 96.0),
            ("DMIN(A4:E10,\"Profit\",A1:B2)", 75.0),
            ("DPRODUCT(A4:E10,\"Yield\",A1:A3)", 14.0 * 10.0 * 10.0 * 8.0 * 6.0),
            ("ROUND(DSTDEV(A4:E10,\"Yield\",A1:A3),5)", 2.96648),
            ("ROUND(DSTDEVP(A4:E10,\"Yield\",A1:A3),5)", 2.6533),
            ("ROUND(DVAR(A4:E10,\"Yield\",A1:A3),1)", 8.8),
            ("ROUND(DVARP(A4:E10,\"Yield\",A1:A3),2)", 7.04),
            ("DGET(A4:E10,\"Yield\",A1:F2)", 10.0),
            // Text without an operator means what begins with it; an empty row means all.
            ("DSUM(A4:E10,5,H1:H2)", 173.0),
            ("DSUM(A4:E10,5,I1:I2)", 503.0),
        ] {
            assert_eq!(orchard().calculate(formula).unwrap(), Value::Number(expected), "{formula}");
        }
        for (formula, expected) in [
            ("DGET(A4:E10,\"Yield\",A1:A3)", CellError::Num),
            ("DGET(A4:E10,\"Yield\",A1:F1)", CellError::Value),
            ("DSUM(A4:E10,\"Nothing\",A1:A2)", CellError::Value),
            ("DSUM(A4:E10,6,A1:A2)", CellError::Value),
            ("DSUM(A4:E4,5,A1:A2)", CellError::Value),
        ] {
            assert_eq!(orchard().calculate(formula).unwrap(), Value::Error(expected), "{formula}");
        }
    }
}
