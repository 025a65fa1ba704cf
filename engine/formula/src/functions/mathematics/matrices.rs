//! Matrices and arrays of numbers.

use crate::arguments::Arguments;
use crate::function::{Category, Function, Outcome, Returns, array, example, number};
use crate::value::{Array, CellError, Value};

/// Most multiplications of one matrix function: some seconds' work.
const MULTIPLICATIONS_MAX: usize = 4_000_000_000;

/// The rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "MDETERM",
        Category::Mathematics,
        "Determinant of a square matrix.",
        &[array("array")],
        Returns::Number,
        mdeterm,
    )
    .examples(&[
        example("MDETERM({1,3,8,5;1,3,6,1;1,1,1,0;7,3,10,2})", "88"),
        example("MDETERM({3,6,1;1,1,0;3,10,2})", "1"),
        example("MDETERM({1,3,8,5;1,3,6,1})", "#VALUE!"),
    ]),
    Function::values(
        "MINVERSE",
        Category::Mathematics,
        "Inverse of a square matrix.",
        &[array("array")],
        Returns::Any,
        minverse,
    )
    .examples(&[
        example("MINVERSE({4,-1;2,0})", "{0,0.5;-1,2}"),
        example("MINVERSE({1,2;2,4})", "#NUM!"),
    ]),
    Function::values(
        "MMULT",
        Category::Mathematics,
        "Product of two matrices.",
        &[array("array1"), array("array2")],
        Returns::Any,
        mmult,
    )
    .examples(&[
        example("MMULT({1,3;7,2}, {2,0;0,2})", "{2,6;14,4}"),
        example("MMULT({1,2,3}, {1;2;3})", "14"),
        example("MMULT({1,2}, {1,2})", "#VALUE!"),
    ]),
    Function::values(
        "MUNIT",
        Category::Mathematics,
        "Identity matrix of a number of rows.",
        &[number("dimension")],
        Returns::Any,
        munit,
    )
    .examples(&[example("MUNIT(3)", "{1,0,0;0,1,0;0,0,1}"), example("MUNIT(0)", "#VALUE!")]),
    Function::values(
        "SEQUENCE",
        Category::Mathematics,
        "Numbers in arithmetic progression, row by row.",
        &[
            number("rows"),
            number("columns").optional(),
            number("start").optional(),
            number("step").optional(),
        ],
        Returns::Any,
        sequence,
    )
    .examples(&[
        example("SEQUENCE(2, 3)", "{1,2,3;4,5,6}"),
        example("SEQUENCE(3,,10,-5)", "{10;5;0}"),
    ]),
];

/// A matrix of numbers, row by row.
struct Matrix {
    rows: usize,
    columns: usize,
    numbers: Vec<f64>,
}

/// An argument as a matrix: anything that is not a number is `#VALUE!`, an error is itself.
fn matrix(arguments: &Arguments, index: usize) -> Result<Matrix, CellError> {
    let array = arguments.array(index)?;
    let mut numbers = Vec::with_capacity(array.values().len());
    for value in array.values() {
        match value {
            Value::Number(number) => numbers.push(*number),
            Value::Error(error) => return Err(*error),
            _ => return Err(CellError::Value),
        }
    }
    Ok(Matrix { rows: array.rows(), columns: array.columns(), numbers })
}

fn square_matrix(arguments: &Arguments) -> Result<Matrix, CellError> {
    let matrix = matrix(arguments, 0)?;
    if matrix.rows != matrix.columns {
        return Err(CellError::Value);
    }
    bounded(matrix.rows, matrix.rows, matrix.rows)?;
    Ok(matrix)
}

fn bounded(a: usize, b: usize, c: usize) -> Result<(), CellError> {
    match a.checked_mul(b).and_then(|product| product.checked_mul(c)) {
        Some(count) if count <= MULTIPLICATIONS_MAX => Ok(()),
        _ => Err(CellError::Num),
    }
}

/// Gaussian elimination with partial pivoting of `[a | b]`, both `n` rows: leaves `a` in upper
/// triangular form. Gives the sign of the row exchanges, or 0 for a singular matrix.
fn eliminate(a: &mut [f64], n: usize, b: &mut [f64], b_columns: usize) -> f64 {
    let mut sign = 1.0;
    for column in 0..n {
        let mut pivot = column;
        for row in column + 1..n {
            if a[row * n + column].abs() > a[pivot * n + column].abs() {
                pivot = row;
            }
        }
        if a[pivot * n + column] == 0.0 {
            return 0.0;
        }
        if pivot != column {
            sign = -sign;
            for k in 0..n {
                a.swap(pivot * n + k, column * n + k);
            }
            for k in 0..b_columns {
                b.swap(pivot * b_columns + k, column * b_columns + k);
            }
        }
        for row in column + 1..n {
            let factor = a[row * n + column] / a[column * n + column];
            if factor == 0.0 {
                continue;
            }
            a[row * n + column] = 0.0;
            for k in column + 1..n {
                a[row * n + k] -= factor * a[column * n + k];
            }
            for k in 0..b_columns {
                b[row * b_columns + k] -= factor * b[column * b_columns + k];
            }
        }
    }
    sign
}

fn mdeterm(arguments: &Arguments) -> Outcome {
    let mut matrix = square_matrix(arguments)?;
    let n = matrix.rows;
    let mut determinant = eliminate(&mut matrix.numbers, n, &mut [], 0);
    for k in 0..n {
        determinant *= matrix.numbers[k * n + k];
    }
    Ok(determinant.into())
}

fn minverse(arguments: &Arguments) -> Outcome {
    let Matrix { rows: n, numbers: mut a, .. } = square_matrix(arguments)?;
    let mut inverse = vec![0.0; n * n];
    for k in 0..n {
        inverse[k * n + k] = 1.0;
    }
    if eliminate(&mut a, n, &mut inverse, n) == 0.0 {
        return Err(CellError::Num);
    }
    for row in (0..n).rev() {
        for k in 0..n {
            let mut sum = inverse[row * n + k];
            for below in row + 1..n {
                sum -= a[row * n + below] * inverse[below * n + k];
            }
            inverse[row * n + k] = sum / a[row * n + row];
        }
    }
    if inverse.iter().any(|number| !number.is_finite()) {
        return Err(CellError::Num);
    }
    Ok(Array::from_fn(n, n, |row, column| inverse[row * n + column].into())?.into())
}

fn mmult(arguments: &Arguments) -> Outcome {
    let (left, right) = (matrix(arguments, 0)?, matrix(arguments, 1)?);
    if left.columns != right.rows {
        return Err(CellError::Value);
    }
    bounded(left.rows, left.columns, right.columns)?;
    let product = Array::from_fn(left.rows, right.columns, |row, column| {
        let mut sum = 0.0;
        for k in 0..left.columns {
            sum += left.numbers[row * left.columns + k] * right.numbers[k * right.columns + column];
        }
        sum.into()
    })?;
    Ok(product.into())
}

fn munit(arguments: &Arguments) -> Outcome {
    let dimension = arguments.integer(0)?;
    if dimension < 1 {
        return Err(CellError::Value);
    }
    let n = dimension as usize;
    Ok(Array::from_fn(n, n, |row, column| Value::Number((row == column) as u8 as f64))?.into())
}

/// A number of rows or columns: 1 when not given, `#VALUE!` when negative.
pub(super) fn dimension(arguments: &Arguments, index: usize) -> Result<usize, CellError> {
    if !arguments.is_given(index) {
        return Ok(1);
    }
    usize::try_from(arguments.integer(index)?).map_err(|_| CellError::Value)
}

fn sequence(arguments: &Arguments) -> Outcome {
    let (rows, columns) = (dimension(arguments, 0)?, dimension(arguments, 1)?);
    let number_or_1 =
        |index| if arguments.is_given(index) { arguments.number(index) } else { Ok(1.0) };
    let (start, step) = (number_or_1(2)?, number_or_1(3)?);
    let array = Array::from_fn(rows, columns, |row, column| {
        (start + (row * columns + column) as f64 * step).into()
    })?;
    Ok(array.into())
}
