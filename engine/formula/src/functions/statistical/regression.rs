//! LINEST, LOGEST, TREND and GROWTH: regression on several variables.

use std::sync::Arc;

use ulam_numeric::elementary::{exp, ln};

use super::least_squares::{Fit, fit};
use super::require;
use crate::arguments::Arguments;
use crate::function::{Category, Function, Outcome, Parameter, Returns, array, boolean, example};
use crate::value::{Array, CellError, Value};

const ESTIMATE: &[Parameter] = &[
    array("known_ys"),
    array("known_xs").optional(),
    boolean("const").optional(),
    boolean("stats").optional(),
];
const PREDICT: &[Parameter] = &[
    array("known_ys"),
    array("known_xs").optional(),
    array("new_xs").optional(),
    boolean("const").optional(),
];

const fn row(
    name: &'static str,
    summary: &'static str,
    parameters: &'static [Parameter],
    kernel: fn(&Arguments) -> Outcome,
) -> Function {
    Function::values(name, Category::Statistical, summary, parameters, Returns::Any, kernel)
}

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    row(
        "LINEST",
        "Coefficients of the least-squares line or plane, the last variable's first, and their \
         statistics.",
        ESTIMATE,
        |arguments| estimate(arguments, Curve::Line),
    )
    .examples(&[
        example("LINEST({1,9,5,7}, {0,4,2,3})", "{2,1}"),
        example("LINEST({1;9;5;7}, {0;4;2;3}, FALSE)", "{2.310344827586207,0}"),
        example(
            "LINEST({1;2;4}, {1;2;3}, TRUE, TRUE)",
            "{1.5,-0.6666666666666666;0.2886751345948129,0.6236095644623235;\
             0.9642857142857143,0.408248290463863;27,1;4.5,0.16666666666666666}",
        ),
        example("LINEST({1;2}, {1;2;3})", "#REF!"),
        example(
            "ROUND(LINEST({10;20;30;40;50}, {1,11;4,20;8,32;7,29;9,35}), 5)",
            "{1.47975,0,-7.58567}",
        ),
    ]),
    row(
        "LOGEST",
        "Coefficients of the exponential curve y = b m1^x1 m2^x2 ..., the last variable's first, \
         and their statistics.",
        ESTIMATE,
        |arguments| estimate(arguments, Curve::Exponential),
    )
    .examples(&[
        example(
            "LOGEST({33100;47300;69000;102000;150000;220000}, {11;12;13;14;15;16})",
            "{1.4632756281161756,495.3047701587278}",
        ),
        example("LOGEST({1;0}, {1;2})", "#NUM!"),
    ]),
    row(
        "TREND",
        "Values of the least-squares line or plane at new points.",
        PREDICT,
        |arguments| predict(arguments, Curve::Line),
    )
    .examples(&[
        example("TREND({1,9,5,7}, {0,4,2,3}, {5,6})", "{11,13}"),
        example("TREND({1;2;4})", "{0.8333333333333334;2.3333333333333335;3.8333333333333335}"),
        example("TREND({5;6;9;9}, {1,1;1,2;2,1;2,2}, {3,3})", "13.25"),
    ]),
    row("GROWTH", "Values of the fitted exponential curve at new points.", PREDICT, |arguments| {
        predict(arguments, Curve::Exponential)
    })
    .examples(&[
        example("GROWTH({2,4,8}, {1,2,3}, {4,5})", "{16,32}"),
        example("GROWTH({1;-1}, {1;2})", "#NUM!"),
    ]),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Curve {
    Line,
    /// The logarithm of y is fitted.
    Exponential,
}

/// How the cases (observations) lie in the arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    /// One variable, in any rectangle of the shape of the y.
    OneVariable,
    /// y in a column: a row is a case, a column a variable.
    Rows,
    /// y in a row: a column is a case, a row a variable.
    Columns,
}

/// The numbers of an array; anything else in it is `#VALUE!`.
fn numbers(array: &Array) -> Result<Vec<f64>, CellError> {
    let mut numbers = Vec::with_capacity(array.values().len());
    for value in array.values() {
        match value {
            Value::Number(number) => numbers.push(*number),
            Value::Error(error) => return Err(*error),
            _ => return Err(CellError::Value),
        }
    }
    Ok(numbers)
}

/// An array's variables, each with an element for each case.
fn variables(array: &Array, layout: Layout) -> Result<Vec<Vec<f64>>, CellError> {
    let all = numbers(array)?;
    let (rows, columns) = (array.rows(), array.columns());
    Ok(match layout {
        Layout::OneVariable => vec![all],
        Layout::Rows => (0..columns)
            .map(|column| (0..rows).map(|row| all[row * columns + column]).collect())
            .collect(),
        Layout::Columns => all.chunks(columns).map(<[f64]>::to_vec).collect(),
    })
}

/// The known points: y, their x (1, 2, 3, ... where not given) and how they lie.
struct Known {
    y: Vec<f64>,
    x: Arc<Array>,
    layout: Layout,
}

fn known(arguments: &Arguments, curve: Curve) -> Result<Known, CellError> {
    let ys = arguments.array(0)?;
    let mut y = numbers(&ys)?;
    if curve == Curve::Exponential {
        require(y.iter().all(|y| *y > 0.0))?;
        for y in &mut y {
            *y = ln(*y);
        }
    }
    let x = if arguments.is_given(1) {
        arguments.array(1)?
    } else {
        let columns = ys.columns();
        Arc::new(Array::from_fn(ys.rows(), columns, |row, column| {
            Value::Number((row * columns + column + 1) as f64)
        })?)
    };
    let layout = if x.rows() == ys.rows() && x.columns() == ys.columns() {
        Layout::OneVariable
    } else if ys.columns() == 1 && x.rows() == ys.rows() {
        Layout::Rows
    } else if ys.rows() == 1 && x.columns() == ys.columns() {
        Layout::Columns
    } else {
        return Err(CellError::Ref);
    };
    Ok(Known { y, x, layout })
}

/// A boolean argument, or its default where it is absent or left empty.
fn choice(arguments: &Arguments, index: usize, default: bool) -> Result<bool, CellError> {
    if arguments.is_given(index) { arguments.boolean(index) } else { Ok(default) }
}

fn estimate(arguments: &Arguments, curve: Curve) -> Outcome {
    let known = known(arguments, curve)?;
    let has_intercept = choice(arguments, 2, true)?;
    let wants_statistics = choice(arguments, 3, false)?;
    let fit = fit(known.y, variables(&known.x, known.layout)?, has_intercept)?;
    let shown = |coefficient: f64| -> Value {
        match curve {
            Curve::Line => coefficient.into(),
            Curve::Exponential => exp(coefficient).into(),
        }
    };
    let mut values: Vec<Value> = fit.coefficients.iter().rev().map(|b| shown(*b)).collect();
    values.push(shown(fit.intercept));
    let columns = values.len();
    if !wants_statistics {
        return Ok(Array::new(1, columns, values)?.into());
    }
    values.extend(fit.errors.iter().rev().map(|error| Value::from(*error)));
    values.push(if has_intercept {
        fit.intercept_error.into()
    } else {
        CellError::NotAvailable.into()
    });
    for pair in statistics(&fit) {
        values.extend(pair);
        values.extend((2..columns).map(|_| Value::Error(CellError::NotAvailable)));
    }
    Ok(Array::new(5, columns, values)?.into())
}

/// The third to fifth rows of LINEST's statistics.
fn statistics(fit: &Fit) -> [[Value; 2]; 3] {
    let degrees = fit.degrees as f64;
    let total = fit.explained + fit.residual;
    let determination = if total == 0.0 { 1.0 } else { fit.explained / total };
    let deviation = if fit.degrees == 0 { 0.0 } else { (fit.residual / degrees).sqrt() };
    let f = if fit.degrees == 0 || fit.variables == 0 || fit.residual == 0.0 {
        CellError::Num.into()
    } else {
        Value::number(fit.explained / fit.variables as f64 / (fit.residual / degrees))
    };
    [
        [determination.into(), deviation.into()],
        [f, degrees.into()],
        [fit.explained.into(), fit.residual.into()],
    ]
}

fn predict(arguments: &Arguments, curve: Curve) -> Outcome {
    let known = known(arguments, curve)?;
    let has_intercept = choice(arguments, 3, true)?;
    let new_x = if arguments.is_given(2) { arguments.array(2)? } else { known.x.clone() };
    let known_x = variables(&known.x, known.layout)?;
    let (rows, columns) = match known.layout {
        Layout::OneVariable => (new_x.rows(), new_x.columns()),
        Layout::Rows if new_x.columns() == known_x.len() => (new_x.rows(), 1),
        Layout::Columns if new_x.rows() == known_x.len() => (1, new_x.columns()),
        _ => return Err(CellError::Ref),
    };
    let new_x = variables(&new_x, known.layout)?;
    let fit = fit(known.y, known_x, has_intercept)?;
    let values = Array::from_fn(rows, columns, |row, column| {
        let case = row * columns + column;
        let height = fit.at(new_x.iter().map(|variable| variable[case]));
        match curve {
            Curve::Line => height.into(),
            Curve::Exponential => exp(height).into(),
        }
    })?;
    Ok(values.into())
}

#[cfg(test)]
mod tests {
    use crate::scratch::ScratchSheet;
    use crate::value::{CellError, Value};

    /// The office buildings of Excel's page of LINEST: floor space, offices, entrances, age; value.
    const BUILDINGS: [[f64; 5]; 11] = [
        [2310.0, 2.0, 2.0, 20.0, 142000.0],
        [2333.0, 2.0, 2.0, 12.0, 144000.0],
        [2356.0, 3.0, 1.5, 33.0, 151000.0],
        [2379.0, 3.0, 2.0, 43.0, 150000.0],
        [2402.0, 2.0, 3.0, 53.0, 139000.0],
        [2425.0, 4.0, 2.0, 23.0, 169000.0],
        [2448.0, 2.0, 1.5, 99.0, 126000.0],
        [2471.0, 2.0, 2.0, 34.0, 142900.0],
        [2494.0, 3.0, 3.0, 23.0, 163000.0],
        [2517.0, 4.0, 4.0, 55.0, 169000.0],
        [2540.0, 2.0, 3.0, 22.0, 149000.0],
    ];

    fn sheet() -> ScratchSheet {
        let mut cells = Vec::new();
        for (row, building) in BUILDINGS.iter().enumerate() {
            for (column, number) in ["A", "B", "C", "D", "E"].iter().zip(building) {
                cells.push((format!("{column}{}", row + 1), Value::Number(*number)));
            }
        }
        let cells: Vec<(&str, Value)> =
            cells.iter().map(|(at, value)| (at.as_str(), value.clone())).collect();
        ScratchSheet::with(&cells)
    }

    fn check(formula: &str, expected: &[&[f64]]) {
        let Value::Array(array) = sheet().calculate(formula).unwrap() else {
            panic!("{formula} is no array");
        };
        for (row, expected) in expected.iter().enumerate() {
            for (column, expected) in expected.iter().enumerate() {
                let Value::Number(number) = array.get(row, column) else {
                    panic!("{formula} at {row}, {column}: {:?}", array.get(row, column));
                };
                let error = (number - expected).abs() / expected.abs().max(1e-300);
                assert!(error < 1e-8, "{formula} at {row}, {column}: {number}, not {expected}");
            }
        }
    }

    /// Expected values: NumPy's least squares; they show the digits that Excel's page has.
    #[test]
    fn the_page_of_linest_is_reproduced() {
        check(
            "LINEST(E1:E11,A1:D11,TRUE,TRUE)",
            &[
                &[
                    -234.23716447120628,
                    2553.21066039158,
                    12529.768167086717,
                    27.641387366020503,
                    52317.8305072908,
                ],
                &[
                    13.268011475500593,
                    530.6691519304019,
                    400.06683819395516,
                    5.429374041545995,
                    12237.361602863875,
                ],
                &[0.99674799338451, 970.5784629285114],
                &[459.75367422538756, 6.0],
                &[1732393319.2292504, 5652135.31620403],
            ],
        );
        // Through the origin.
        let slopes: &[f64] =
            &[-250.1350323841816, 1248.7952249647587, 12540.261860152556, 50.711937506403316];
        check("LINEST(E1:E11,A1:D11,FALSE)", &[slopes]);
    }

    /// A variable that is a combination of longer ones gets 0 and the fit stays the same.
    #[test]
    fn redundant_variables_are_left_out() {
        check("LINEST({1;9;5;7},{0,0;4,8;2,4;3,6})", &[&[1.0, 0.0, 1.0]]);
        check("TREND({1;9;5;7},{0,0;4,8;2,4;3,6},{5,10;6,12})", &[&[11.0], &[13.0]]);
    }

    #[test]
    fn what_is_no_number_has_no_fit() {
        let sheet = sheet();
        let error = |formula: &str| sheet.calculate(formula).unwrap();
        assert_eq!(error("LINEST(E1:E12,A1:A12)"), Value::Error(CellError::Value));
        assert_eq!(error("TREND(E1:E11,A1:B11,{1,2,3})"), Value::Error(CellError::Ref));
    }
}
