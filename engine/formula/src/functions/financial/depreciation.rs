//! Depreciation in a straight line and by the sum of the years' digits: SLN, SYD.

use crate::function::{Category, Function, example, number};
use crate::value::CellError;

const CATEGORY: Category = Category::Financial;

/// This part's rows.
pub static FUNCTIONS: &[Function] = &[
    Function::numbers(
        "SLN",
        CATEGORY,
        "Straight-line depreciation per period.",
        &[number("cost"), number("salvage"), number("life")],
        |a| {
            if a[2] == 0.0 {
                return Err(CellError::Div0);
            }
            Ok((a[0] - a[1]) / a[2])
        },
    )
    .examples(&[example("SLN(30000, 7500, 10)", "2250"), example("SLN(1, 0, 0)", "#DIV/0!")]),
    Function::numbers(
        "SYD",
        CATEGORY,
        "Depreciation of a period by the sum of the years' digits.",
        &[number("cost"), number("salvage"), number("life"), number("per")],
        |a| {
            let (cost, salvage, life, period) = (a[0], a[1], a[2], a[3]);
            if salvage < 0.0 || life <= 0.0 || period <= 0.0 || period > life {
                return Err(CellError::Num);
            }
            Ok((cost - salvage) * (life - period + 1.0) * 2.0 / (life * (life + 1.0)))
        },
    )
    .examples(&[
        example("ROUND(SYD(30000, 7500, 10, 1), 2)", "4090.91"),
        example("ROUND(SYD(30000, 7500, 10, 10), 2)", "409.09"),
        example("SYD(30000, 7500, 10, 11)", "#NUM!"),
    ]),
];
