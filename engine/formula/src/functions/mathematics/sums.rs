//! Sums and products of many numbers.
//!
//! All of them go through their arguments left to right and through an area row by row, adding one
//! number at a time: simulations reproduce that order bit for bit.

use ulam_numeric::elementary;

use crate::arguments::Arguments;
use crate::function::{
    Category, Function, Outcome, Parameter, Returns, array, example, number, values,
};
use crate::value::{ARRAY_ELEMENTS_MAX, CellError, Value};

const NUMBERS: &[Parameter] = &[values("number1"), values("number2").optional().repeating()];
const TWO_ARRAYS: &[Parameter] = &[array("array_x"), array("array_y")];

const fn row(
    name: &'static str,
    summary: &'static str,
    parameters: &'static [Parameter],
    kernel: fn(&Arguments) -> Outcome,
) -> Function {
    Function::values(name, Category::Mathematics, summary, parameters, Returns::Number, kernel)
}

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    row("SUM", "Sum of numbers.", NUMBERS, sum).examples(&[
        example("SUM(3, 2)", "5"),
        example("SUM(\"5\", 15, TRUE)", "21"),
        example("SUM({1,\"5\",TRUE})", "1"),
    ]),
    row("PRODUCT", "Product of numbers.", NUMBERS, product).examples(&[
        example("PRODUCT({5,15,30})", "2250"),
        example("PRODUCT({5,15,30}, 2)", "4500"),
        example("PRODUCT(, 5)", "5"),
    ]),
    row("SUMSQ", "Sum of the squares of numbers.", NUMBERS, sumsq)
        .examples(&[example("SUMSQ(3, 4)", "25"), example("SUMSQ({1,2;3,4})", "30")]),
    row(
        "SUMPRODUCT",
        "Sum of the products of corresponding elements of arrays.",
        &[array("array1"), array("array2").optional().repeating()],
        sumproduct,
    )
    .examples(&[
        example("SUMPRODUCT({3,4;8,6;1,9}, {2,7;6,7;5,3})", "156"),
        example("SUMPRODUCT({1,2,3}, {1,2})", "#VALUE!"),
        example("SUMPRODUCT(({1,2,3}>1)*{10,20,30})", "50"),
    ]),
    row("SUMX2MY2", "Sum of the differences of squares of two arrays.", TWO_ARRAYS, sumx2my2)
        .examples(&[
            example("SUMX2MY2({2,3,9,1,8,7,5}, {6,5,11,7,5,4,4})", "-55"),
            example("SUMX2MY2({1,2}, {1,2,3})", "#N/A"),
        ]),
    row("SUMX2PY2", "Sum of the sums of squares of two arrays.", TWO_ARRAYS, sumx2py2).examples(&[
        example("SUMX2PY2({2,3,9,1,8,7,5}, {6,5,11,7,5,4,4})", "521"),
        example("SUMX2PY2({1,2}, {1,2,3})", "#N/A"),
    ]),
    row("SUMXMY2", "Sum of the squares of differences of two arrays.", TWO_ARRAYS, sumxmy2)
        .examples(&[
            example("SUMXMY2({2,3,9,1,8,7,5}, {6,5,11,7,5,4,4})", "79"),
            example("SUMXMY2({1,2}, {1,2,3})", "#N/A"),
        ]),
    row(
        "SERIESSUM",
        "Sum of a power series: a1*x^n + a2*x^(n+m) + a3*x^(n+2m) + ...",
        &[number("x").strict(), number("n").strict(), number("m").strict(), values("coefficients")],
        seriessum,
    )
    .examples(&[
        example(
            "SERIESSUM(PI()/4, 0, 2, {1,-0.5,0.041666666666666664,-0.001388888888888889})",
            "0.7071032148228457",
        ),
        example("SERIESSUM(2, 0, 1, {1,1,1})", "7"),
    ]),
    row(
        "PERCENTOF",
        "Sum of a subset as a share of the sum of all.",
        &[values("data_subset"), values("data_all")],
        percentof,
    )
    .examples(&[
        example("PERCENTOF({1,2}, {1,2,3,4})", "0.3"),
        example("PERCENTOF(1, 0)", "#DIV/0!"),
    ]),
];

fn sum(arguments: &Arguments) -> Outcome {
    Ok(arguments.number_tally()?.sum().into())
}

fn product(arguments: &Arguments) -> Outcome {
    let mut product = None;
    // What is left out is no factor.
    for index in (0..arguments.count()).filter(|index| arguments.raw(*index) != &Value::Omitted) {
        arguments
            .numbers_at(index, &mut |number| product = Some(product.unwrap_or(1.0) * number))?;
    }
    // Of no numbers at all it is 0.
    Ok(product.unwrap_or(0.0).into())
}

fn sumsq(arguments: &Arguments) -> Outcome {
    let mut sum = 0.0;
    arguments.numbers_from(0, &mut |number| sum += number * number)?;
    Ok(sum.into())
}

/// Rows and columns of an argument as it is written: a whole column has all of its rows.
fn size(value: &Value) -> (usize, usize) {
    match value {
        Value::Area(area) => (area.rows(), area.columns()),
        Value::Array(array) => (array.rows(), array.columns()),
        _ => (1, 1),
    }
}

/// The numbers of an array that are to be multiplied with those of others: whatever is no number counts
/// as 0.
struct Factors {
    rows: usize,
    columns: usize,
    numbers: Vec<f64>,
    /// The first error.
    error: Option<CellError>,
}

impl Factors {
    fn of(arguments: &Arguments, index: usize) -> Result<Factors, CellError> {
        let has_no_booleans = arguments.context().comparisons_are_numbers();
        let mut error = None;
        let mut number = |value: &Value| match value {
            Value::Number(number) => *number,
            Value::Boolean(true) if has_no_booleans => 1.0,
            Value::Error(found) => {
                error = error.or(Some(*found));
                0.0
            }
            _ => 0.0,
        };
        // Cells are read where they are: an array of them would take thrice the memory.
        let (rows, columns, numbers) = if let Value::Area(area) = arguments.raw(index) {
            let area = arguments.evaluator.clipped(*area);
            let (rows, columns) = (area.rows(), area.columns());
            if rows * columns > ARRAY_ELEMENTS_MAX {
                return Err(CellError::Num);
            }
            let mut numbers = vec![0.0; rows * columns];
            arguments.context().visit(area, &mut |row, column, value| {
                let row = (row - area.first_row) as usize;
                let column = (column - u32::from(area.first_column)) as usize;
                numbers[row * columns + column] = match value {
                    Value::Array(array) => number(array.get(0, 0)),
                    scalar => number(scalar),
                };
                true
            });
            (rows, columns, numbers)
        } else {
            let array = arguments.array(index)?;
            (array.rows(), array.columns(), array.values().iter().map(number).collect())
        };
        Ok(Factors { rows, columns, numbers, error })
    }
}

fn sumproduct(arguments: &Arguments) -> Outcome {
    let mut arrays: Vec<Factors> = Vec::with_capacity(arguments.count());
    for index in 0..arguments.count() {
        if size(arguments.raw(index)) != size(arguments.raw(0)) {
            return Err(CellError::Value);
        }
        // Text counts as 0 among others; a single cell must hold a number.
        let is_single = size(arguments.raw(index)) == (1, 1);
        if is_single && matches!(arguments.scalar(index), Value::Text(_)) {
            return Err(CellError::Value);
        }
        arrays.push(Factors::of(arguments, index)?);
    }
    if let Some(error) = arrays.iter().find_map(|array| array.error) {
        return Err(error);
    }
    // Whole columns are cut to the used part of their own sheets, beyond which all is blank.
    let rows = arrays.iter().map(|array| array.rows).min().unwrap_or(0);
    let columns = arrays.iter().map(|array| array.columns).min().unwrap_or(0);
    let mut sum = 0.0;
    for row in 0..rows {
        for column in 0..columns {
            let factor = |array: &Factors| array.numbers[row * array.columns + column];
            sum += arrays.iter().map(factor).fold(1.0, |product, factor| product * factor);
        }
    }
    Ok(sum.into())
}

fn sum_of_pairs(arguments: &Arguments, term: fn(f64, f64) -> f64) -> Outcome {
    let pairs = arguments.number_pairs(0, 1)?;
    // As Excel does where no place has a number in both.
    if pairs.is_empty() {
        return Err(CellError::Div0);
    }
    let mut sum = 0.0;
    for (x, y) in pairs {
        sum += term(x, y);
    }
    Ok(sum.into())
}

fn sumx2my2(arguments: &Arguments) -> Outcome {
    sum_of_pairs(arguments, |x, y| x * x - y * y)
}

fn sumx2py2(arguments: &Arguments) -> Outcome {
    sum_of_pairs(arguments, |x, y| x * x + y * y)
}

fn sumxmy2(arguments: &Arguments) -> Outcome {
    sum_of_pairs(arguments, |x, y| (x - y) * (x - y))
}

fn seriessum(arguments: &Arguments) -> Outcome {
    let (x, n, m) = (arguments.number(0)?, arguments.number(1)?, arguments.number(2)?);
    let dates = arguments.context().date_system();
    let mut sum = 0.0;
    let mut index = 0.0;
    arguments.visit(3, &mut |value, _| {
        let coefficient = match value {
            Value::Boolean(_) => return Err(CellError::Value),
            Value::Omitted => return Err(CellError::NotAvailable),
            other => crate::coerce::to_number(other, dates)?,
        };
        sum += coefficient * elementary::pow(x, n + index * m);
        index += 1.0;
        Ok(())
    })?;
    Ok(sum.into())
}

fn percentof(arguments: &Arguments) -> Outcome {
    let mut sums = [0.0, 0.0];
    for (index, sum) in sums.iter_mut().enumerate() {
        for number in arguments.numbers_of(index)? {
            *sum += number;
        }
    }
    if sums[1] == 0.0 { Err(CellError::Div0) } else { Ok((sums[0] / sums[1]).into()) }
}
