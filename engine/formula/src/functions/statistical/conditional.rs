//! Counts, averages and extremes of the cells that meet criteria.

use super::statistic;
use crate::arguments::Arguments;
use crate::evaluate::Evaluator;
use crate::function::{Function, Outcome, Parameter, example, reference, scalar};
use crate::functions::mathematics::conditional_sums::{
    Condition, are_of_one_shape, conditions, one_condition, visit_matches,
};
use crate::value::{CellError, Value};

const ONE_CONDITION: &[Parameter] = &[reference("range"), scalar("criteria")];
const CONDITIONS: &[Parameter] =
    &[reference("criteria_range").repeating(), scalar("criteria").repeating()];

/// The rows. Their ranges take cells, which examples don't have: these show empty ones and what is
/// no range.
pub static FUNCTIONS: &[Function] = &[
    statistic("COUNTIF", "Number of cells that meet a criterion.", ONE_CONDITION, |arguments| {
        count_of_matches(arguments.evaluator, &conditions(arguments, 0)?)
    })
    .examples(&[
        example("COUNTIF(A1:A3, \">0\")", "0"),
        example("COUNTIF(A1:A3, \"\")", "3"),
        example("COUNTIF({1,2}, 1)", "#VALUE!"),
    ]),
    statistic(
        "COUNTIFS",
        "Number of places where the cells of each range meet its criterion.",
        CONDITIONS,
        |arguments| count_of_matches(arguments.evaluator, &conditions(arguments, 0)?),
    )
    .examples(&[
        example("COUNTIFS(A1:A3, \"<>1\", B1:B3, \"\")", "3"),
        example("COUNTIFS(A1:A3, 1, B1:B4, 1)", "#VALUE!"),
    ]),
    statistic(
        "AVERAGEIF",
        "Mean of the cells that meet a criterion, or of those beside them.",
        &[reference("range"), scalar("criteria"), reference("average_range").optional()],
        |arguments| {
            let (values, condition) = one_condition(arguments)?;
            average_of_matches(arguments, values, &[condition])
        },
    )
    .examples(&[
        example("AVERAGEIF(A1:A3, \">0\")", "#DIV/0!"),
        example("AVERAGEIF({1,2}, 1)", "#VALUE!"),
    ]),
    statistic(
        "AVERAGEIFS",
        "Mean of the cells whose companions meet all criteria.",
        &[
            reference("average_range"),
            reference("criteria_range").repeating(),
            scalar("criteria").repeating(),
        ],
        |arguments| {
            let (values, conditions) = values_and_conditions(arguments)?;
            average_of_matches(arguments, values, &conditions)
        },
    )
    .examples(&[
        example("AVERAGEIFS(A1:A3, B1:B3, \">0\")", "#DIV/0!"),
        example("AVERAGEIFS(A1:A3, B1:B4, \">0\")", "#VALUE!"),
    ]),
    statistic(
        "MAXIFS",
        "Largest of the cells whose companions meet all criteria.",
        &[
            reference("max_range"),
            reference("criteria_range").repeating(),
            scalar("criteria").repeating(),
        ],
        |arguments| extreme_of_matches(arguments, |number, best| number > best),
    )
    .examples(&[
        example("MAXIFS(A1:A3, B1:B3, \">0\")", "0"),
        example("MAXIFS(A1:A3, B1:B4, \">0\")", "#VALUE!"),
    ]),
    statistic(
        "MINIFS",
        "Smallest of the cells whose companions meet all criteria.",
        &[
            reference("min_range"),
            reference("criteria_range").repeating(),
            scalar("criteria").repeating(),
        ],
        |arguments| extreme_of_matches(arguments, |number, best| number < best),
    )
    .examples(&[
        example("MINIFS(A1:A3, B1:B3, \">0\")", "0"),
        example("MINIFS(A1:A3, B1:B4, \">0\")", "#VALUE!"),
    ]),
];

fn values_and_conditions(
    arguments: &Arguments,
) -> Result<(crate::address::Area, Vec<Condition>), CellError> {
    let values = arguments.area(0)?;
    let conditions = conditions(arguments, 1)?;
    let fits = conditions.first().is_some_and(|first| are_of_one_shape(&values, &first.area));
    if fits { Ok((values, conditions)) } else { Err(CellError::Value) }
}

/// Counts places at which all conditions hold, looking at used cells only.
fn count_of_matches(evaluator: &Evaluator, conditions: &[Condition]) -> Outcome {
    if let [condition] = conditions
        && condition.criterion.is_of_ordered_numbers()
        && let Some(sorted) = evaluator.sorted_numbers(&Value::Area(condition.area))
        && let Some(count) = condition.criterion.count_in_order(&sorted.numbers)
    {
        return Ok(Value::Number(count as f64));
    }
    let lead = conditions.iter().position(|condition| !condition.criterion.matches_blank());
    if let Some(lead) = lead {
        let mut count = 0.0;
        visit_matches(evaluator, conditions[lead].area, conditions, &mut |_| {
            count += 1.0;
            Ok(())
        })?;
        return Ok(Value::Number(count));
    }
    // Blank cells meet every criterion: all places count but those where a used cell does not meet
    // its own. A place where several fail is counted at the first of them.
    let Some(first) = conditions.first() else {
        return Err(CellError::Value);
    };
    let mut count = first.area.rows() as f64 * first.area.columns() as f64;
    for (index, condition) in conditions.iter().enumerate() {
        let area = condition.area;
        evaluator.context.visit(area, &mut |row, column, value| {
            let is_met = match value {
                Value::Array(array) => condition.criterion.matches(array.get(0, 0)),
                scalar => condition.criterion.matches(scalar),
            };
            let fails_before = || {
                conditions[..index].iter().any(|earlier| {
                    let cell = crate::address::CellAddress {
                        sheet: earlier.area.sheet,
                        row: row - area.first_row + earlier.area.first_row,
                        column: column - area.first_column as u32
                            + earlier.area.first_column as u32,
                    };
                    !earlier.criterion.matches(&evaluator.read(cell))
                })
            };
            if !is_met && !fails_before() {
                count -= 1.0;
            }
            true
        });
    }
    Ok(Value::Number(count))
}

fn visit_numbers(
    arguments: &Arguments,
    values: crate::address::Area,
    conditions: &[Condition],
    visit: &mut dyn FnMut(f64),
) -> Result<(), CellError> {
    visit_matches(arguments.evaluator, values, conditions, &mut |value| {
        match value {
            Value::Number(number) => visit(*number),
            Value::Error(error) => return Err(*error),
            _ => {}
        }
        Ok(())
    })
}

fn average_of_matches(
    arguments: &Arguments,
    values: crate::address::Area,
    conditions: &[Condition],
) -> Outcome {
    let (mut sum, mut count) = (0.0, 0.0);
    visit_numbers(arguments, values, conditions, &mut |number| {
        sum += number;
        count += 1.0;
    })?;
    if count == 0.0 { Err(CellError::Div0) } else { Ok((sum / count).into()) }
}

fn extreme_of_matches(arguments: &Arguments, is_better: fn(f64, f64) -> bool) -> Outcome {
    let (values, conditions) = values_and_conditions(arguments)?;
    let mut best: Option<f64> = None;
    visit_numbers(arguments, values, &conditions, &mut |number| {
        if best.is_none_or(|best| is_better(number, best)) {
            best = Some(number);
        }
    })?;
    Ok(best.unwrap_or(0.0).into())
}

#[cfg(test)]
mod tests {
    use crate::scratch::ScratchSheet;
    use crate::value::{CellError, Value};

    fn sheet() -> ScratchSheet {
        let number = Value::Number;
        ScratchSheet::with(&[
            ("A1", Value::text("apples")),
            ("A2", Value::text("oranges")),
            ("A3", Value::text("peaches")),
            ("A4", Value::text("apples")),
            ("B1", number(32.0)),
            ("B2", number(54.0)),
            ("B3", number(75.0)),
            ("B4", number(86.0)),
            ("C1", Value::Boolean(true)),
            ("C3", Value::text("")),
            ("C4", Value::Error(CellError::Div0)),
        ])
    }

    /// The first seven: Excel's page of COUNTIF. The others follow from the rules there.
    #[test]
    fn cells_are_counted_and_averaged_by_criteria() {
        for (formula, expected) in [
            ("COUNTIF(A1:A4,\"apples\")", 2.0),
            ("COUNTIF(A1:A4,A3)", 1.0),
            ("COUNTIF(A1:A4,A2)+COUNTIF(A1:A4,A1)", 3.0),
            ("COUNTIF(B1:B4,\">55\")", 2.0),
            ("COUNTIF(B1:B4,\"<>\"&B3)", 3.0),
            ("COUNTIF(A1:A4,\"*\")", 4.0),
            ("COUNTIF(A1:A4,\"?????es\")", 2.0),
            ("COUNTIF(A:A,\"<>apples\")", 1048574.0),
            ("COUNTIF(C1:C5,\"\")", 3.0),
            ("COUNTIF(C1:C5,\"=\")", 2.0),
            ("SUM(COUNTIF(A1:A4,{\"apples\",\"peaches\"}))", 3.0),
            ("COUNTIFS(A1:A4,\"apples\",B1:B4,\">50\")", 1.0),
            ("COUNTIFS(A1:A5,\"<>apples\",B1:B5,\"<>54\")", 2.0),
            ("COUNTIFS(A:A,\"*es\",C:C,\"=\")", 1.0),
            ("AVERAGEIF(B1:B4,\">54\")", 80.5),
            ("AVERAGEIF(A1:A4,\"apples\",B1)", 59.0),
            ("AVERAGEIFS(B:B,A:A,\"*a*\",B:B,\"<80\")", 161.0 / 3.0),
            ("MAXIFS(B1:B4,A1:A4,\"apples\")", 86.0),
            ("MINIFS(B1:B4,A1:A4,\"<>apples\")", 54.0),
            ("MINIFS(C1:C3,B1:B3,\">0\")", 0.0),
        ] {
            assert_eq!(sheet().calculate(formula).unwrap(), Value::Number(expected), "{formula}");
        }
        let error = Value::Error(CellError::Div0);
        assert_eq!(sheet().calculate("MAXIFS(C1:C4,B1:B4,\">80\")").unwrap(), error);
        assert_eq!(sheet().calculate("AVERAGEIF(A1:A4,\"kiwi\",B1:B4)").unwrap(), error);
    }
}
