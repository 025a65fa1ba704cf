//! Loans and savings with equal payments: CUMIPMT, CUMPRINC, FV, IPMT, ISPMT, NPER, PMT, PPMT, PV,
//! RATE.
//!
//! All of them solve pv (1+r)^n + pmt (1 + r type) ((1+r)^n - 1)/r + fv = 0 (Excel's page of PV).
//! Money paid is negative; payments fall at the end of a period, or at its start if `type` is not 0.

use ulam_numeric::elementary::{exp_m1, ln, ln_1p, pow};

use crate::function::{Category, Function, example, number};
use crate::value::CellError;

const CATEGORY: Category = Category::Financial;

type Answer = Result<f64, CellError>;

/// This part's rows.
pub static FUNCTIONS: &[Function] = &[
    Function::numbers(
        "CUMIPMT",
        CATEGORY,
        "Interest paid on a loan between two periods.",
        &[
            number("rate"),
            number("nper"),
            number("pv"),
            number("start_period"),
            number("end_period"),
            number("type"),
        ],
        |a| cumulative(a).map(|(interest, _)| interest),
    )
    .examples(&[
        example("ROUND(CUMIPMT(0.09/12, 30*12, 125000, 13, 24, 0), 5)", "-11135.23213"),
        example("ROUND(CUMIPMT(0.09/12, 30*12, 125000, 1, 1, 0), 2)", "-937.5"),
        example("CUMIPMT(0, 12, 100, 1, 2, 0)", "#NUM!"),
    ]),
    Function::numbers(
        "CUMPRINC",
        CATEGORY,
        "Principal paid back on a loan between two periods.",
        &[
            number("rate"),
            number("nper"),
            number("pv"),
            number("start_period"),
            number("end_period"),
            number("type"),
        ],
        |a| cumulative(a).map(|(_, principal)| principal),
    )
    .examples(&[
        example("ROUND(CUMPRINC(0.09/12, 30*12, 125000, 13, 24, 0), 6)", "-934.107123"),
        example("ROUND(CUMPRINC(0.09/12, 30*12, 125000, 1, 1, 0), 8)", "-68.27827118"),
    ]),
    Function::numbers(
        "FV",
        CATEGORY,
        "Future value of equal payments and a present value.",
        &[
            number("rate"),
            number("nper"),
            number("pmt"),
            number("pv").or(0.0),
            number("type").or(0.0),
        ],
        |a| fv(a[0], a[1], a[2], a[3], a[4]),
    )
    .examples(&[
        example("ROUND(FV(0.06/12, 10, -200, -500, 1), 2)", "2581.4"),
        example("ROUND(FV(0.12/12, 12, -1000), 2)", "12682.5"),
        example("FV(0, 10, -5, -7)", "57"),
    ]),
    Function::numbers(
        "IPMT",
        CATEGORY,
        "Interest part of one of a loan's equal payments.",
        &[
            number("rate"),
            number("per"),
            number("nper"),
            number("pv"),
            number("fv").or(0.0),
            number("type").or(0.0),
        ],
        |a| ipmt(a[0], a[1], a[2], a[3], a[4], a[5]),
    )
    .examples(&[
        example("ROUND(IPMT(0.1/12, 1, 3*12, 8000), 2)", "-66.67"),
        example("ROUND(IPMT(0.1, 3, 3, 8000), 2)", "-292.45"),
        example("IPMT(0.1, 4, 3, 8000)", "#NUM!"),
    ]),
    Function::numbers(
        "ISPMT",
        CATEGORY,
        "Interest of one period of a loan whose principal is paid back in equal parts.",
        &[number("rate"), number("per"), number("nper"), number("pv")],
        |a| {
            if a[2] == 0.0 {
                return Err(CellError::Div0);
            }
            Ok(a[3] * a[0] * (a[1] / a[2] - 1.0))
        },
    )
    .examples(&[
        example("ROUND(ISPMT(0.1/12, 1, 3*12, 8000000), 2)", "-64814.81"),
        example("ROUND(ISPMT(0.1, 1, 3, 8000000), 2)", "-533333.33"),
    ]),
    Function::numbers(
        "NPER",
        CATEGORY,
        "Number of periods of an investment with equal payments.",
        &[
            number("rate"),
            number("pmt"),
            number("pv"),
            number("fv").or(0.0),
            number("type").or(0.0),
        ],
        |a| nper(a[0], a[1], a[2], a[3], a[4]),
    )
    .examples(&[
        example("ROUND(NPER(0.12/12, -100, -1000, 10000, 1), 7)", "59.6738657"),
        example("ROUND(NPER(0.12/12, -100, -1000), 7)", "-9.578594"),
        example("NPER(0, -100, 1000)", "10"),
    ]),
    Function::numbers(
        "PMT",
        CATEGORY,
        "Equal payment that pays back a loan or builds up a sum.",
        &[
            number("rate"),
            number("nper"),
            number("pv"),
            number("fv").or(0.0),
            number("type").or(0.0),
        ],
        |a| pmt(a[0], a[1], a[2], a[3], a[4]),
    )
    .examples(&[
        example("ROUND(PMT(0.08/12, 10, 10000), 2)", "-1037.03"),
        example("ROUND(PMT(0.08/12, 10, 10000, 0, 1), 2)", "-1030.16"),
        example("PMT(0, 10, 100)", "-10"),
        example("PMT(0.1, 0, 100)", "#NUM!"),
    ]),
    Function::numbers(
        "PPMT",
        CATEGORY,
        "Principal part of one of a loan's equal payments.",
        &[
            number("rate"),
            number("per"),
            number("nper"),
            number("pv"),
            number("fv").or(0.0),
            number("type").or(0.0),
        ],
        |a| Ok(pmt(a[0], a[2], a[3], a[4], a[5])? - ipmt(a[0], a[1], a[2], a[3], a[4], a[5])?),
    )
    .examples(&[
        example("ROUND(PPMT(0.1/12, 1, 2*12, 2000), 2)", "-75.62"),
        example("ROUND(PPMT(0.08, 10, 10, 200000), 2)", "-27598.05"),
    ]),
    Function::numbers(
        "PV",
        CATEGORY,
        "Present value of equal payments and a future value.",
        &[
            number("rate"),
            number("nper"),
            number("pmt"),
            number("fv").or(0.0),
            number("type").or(0.0),
        ],
        |a| pv(a[0], a[1], a[2], a[3], a[4]),
    )
    .examples(&[
        example("ROUND(PV(0.08/12, 12*20, 500, , 0), 2)", "-59777.15"),
        example("PV(0, 10, 5, 7)", "-57"),
    ]),
    Function::numbers(
        "RATE",
        CATEGORY,
        "Interest rate per period of a loan or investment with equal payments.",
        &[
            number("nper"),
            number("pmt"),
            number("pv"),
            number("fv").or(0.0),
            number("type").or(0.0),
            number("guess").or(0.1),
        ],
        |a| rate(a[0], a[1], a[2], a[3], a[4], a[5]),
    )
    .examples(&[
        example("ROUND(RATE(4*12, -200, 8000), 9)", "0.007701472"),
        example("RATE(12, -100, 1200)", "0"),
        example("RATE(10, 100, 1000)", "#NUM!"),
    ]),
];

/// (1 + rate)^periods and that less 1, as precisely as can be.
fn growth(rate: f64, periods: f64) -> (f64, f64) {
    growth_beyond(0.5, rate, periods)
}

/// (1 + rate)^periods and that less 1; by the plain formula, whose last digits spreadsheets show,
/// unless growth is so near to 1 that the subtraction would lose many digits.
fn plain_growth(rate: f64, periods: f64) -> (f64, f64) {
    growth_beyond(1e-3, rate, periods)
}

fn growth_beyond(exponent_min: f64, rate: f64, periods: f64) -> (f64, f64) {
    let growth = pow(1.0 + rate, periods);
    let exponent = if rate > -1.0 { periods * ln_1p(rate) } else { f64::NAN };
    let gain = if exponent.abs() < exponent_min { exp_m1(exponent) } else { growth - 1.0 };
    (growth, gain)
}

/// 1 + rate for payments at the start of a period, else 1.
fn start_factor(rate: f64, payment_type: f64) -> f64 {
    if payment_type != 0.0 { 1.0 + rate } else { 1.0 }
}

/// Future value after `nper` periods.
///
/// # Errors
/// `#NUM!` where it is no finite number (as for all of this file); `#DIV/0!` where it divides by 0.
pub fn fv(rate: f64, nper: f64, pmt: f64, pv: f64, payment_type: f64) -> Answer {
    if rate == 0.0 {
        return Ok(-(pv + pmt * nper));
    }
    if rate == -1.0 && nper < 0.0 {
        return Err(CellError::Div0);
    }
    let (growth, gain) = plain_growth(rate, nper);
    finite(-(pv * growth + pmt * start_factor(rate, payment_type) * gain / rate))
}

/// Present value.
///
/// # Errors
/// As [`fv`].
pub fn pv(rate: f64, nper: f64, pmt: f64, fv: f64, payment_type: f64) -> Answer {
    if rate == 0.0 {
        return Ok(-(fv + pmt * nper));
    }
    let (growth, gain) = plain_growth(rate, nper);
    if growth == 0.0 {
        return Err(CellError::Div0);
    }
    if growth.is_infinite() {
        return finite(-pmt * start_factor(rate, payment_type) / rate);
    }
    finite(-(fv + pmt * start_factor(rate, payment_type) * gain / rate) / growth)
}

/// Payment per period.
///
/// # Errors
/// As [`fv`]; also for no period.
pub fn pmt(rate: f64, nper: f64, pv: f64, fv: f64, payment_type: f64) -> Answer {
    if nper == 0.0 {
        return Err(CellError::Num);
    }
    if rate == 0.0 {
        return Ok(-(pv + fv) / nper);
    }
    let (growth, gain) = growth(rate, nper);
    // (pv g + fv)/(g - 1) = pv + (pv + fv)/(g - 1), which stands when g overflows.
    let repaid = if growth.is_infinite() { pv } else { pv + (pv + fv) / gain };
    finite(-rate * repaid / start_factor(rate, payment_type))
}

/// Number of periods.
///
/// # Errors
/// As [`fv`]; also where no number of periods will do.
pub fn nper(rate: f64, pmt: f64, pv: f64, fv: f64, payment_type: f64) -> Answer {
    if rate == 0.0 {
        return if pmt == 0.0 { Err(CellError::Num) } else { Ok(-(pv + fv) / pmt) };
    }
    if rate <= -1.0 {
        return Err(CellError::Num);
    }
    let payment = pmt * start_factor(rate, payment_type);
    let ratio = (payment - fv * rate) / (payment + pv * rate);
    if ratio.is_nan() || ratio <= 0.0 {
        return Err(CellError::Num);
    }
    finite(ln(ratio) / ln_1p(rate))
}

/// Interest part of the payment of period `per` (1 to `nper`).
///
/// # Errors
/// As [`fv`]; also for a period outside.
pub fn ipmt(rate: f64, per: f64, nper: f64, pv: f64, fv_end: f64, payment_type: f64) -> Answer {
    // A last period that is not whole still has its interest.
    if nper <= 0.0 || per < 1.0 || per >= nper + 1.0 {
        return Err(CellError::Num);
    }
    let payment = pmt(rate, nper, pv, fv_end, payment_type)?;
    if payment_type != 0.0 && per == 1.0 {
        return Ok(0.0);
    }
    let balance = fv(rate, per - 1.0, payment, pv, payment_type)?;
    // Paid at the start of a period, interest is due one period earlier.
    finite(balance * rate / start_factor(rate, payment_type))
}

/// Interest and principal paid from `start` to `end`: (rate, nper, pv, start, end, type).
fn cumulative(a: &[f64]) -> Result<(f64, f64), CellError> {
    let (rate, nper, pv, payment_type) = (a[0], a[1], a[2], a[5]);
    let (start, end) = (a[3].ceil(), a[4].floor());
    let is_valid = rate > 0.0
        && nper > 0.0
        && pv > 0.0
        && a[3] >= 1.0
        && a[3] <= a[4]
        && a[4] <= nper
        && (payment_type == 0.0 || payment_type == 1.0);
    if !is_valid {
        return Err(CellError::Num);
    }
    if start > end {
        return Ok((0.0, 0.0));
    }
    let payment = pmt(rate, nper, pv, 0.0, payment_type)?;
    // What is still owed after the payment of a period.
    let owed = |period: f64| -> Answer {
        if period == 0.0 {
            return Ok(pv);
        }
        Ok(-fv(rate, period, payment, pv, payment_type)? / start_factor(rate, payment_type))
    };
    let principal = owed(end)? - owed(start - 1.0)?;
    let interest = payment * (end - start + 1.0) - principal;
    Ok((finite(interest)?, finite(principal)?))
}

/// Most steps of RATE. Excel documents 20 but finds rates that need more; where steps of Newton's
/// method on the future value don't settle within these, Excel gives `#NUM!` too.
const RATE_STEPS_MAX: usize = 128;

/// Interest rate per period, by Newton's method on the future value from `guess`, as Excel finds it.
///
/// # Errors
/// `#NUM!` when the steps don't settle on a rate above -1.
pub fn rate(nper: f64, pmt: f64, pv: f64, fv: f64, payment_type: f64, guess: f64) -> Answer {
    if nper <= 0.0 || guess <= -1.0 {
        return Err(CellError::Num);
    }
    let is_start = if payment_type != 0.0 { 1.0 } else { 0.0 };
    let mut rate = guess;
    let mut step_before = f64::INFINITY;
    for _ in 0..RATE_STEPS_MAX {
        let (value, slope) = future_value_and_slope(rate, nper, pmt, pv, fv, is_start);
        let step = value / slope;
        if value == 0.0 {
            break;
        }
        let next = rate - step;
        if !next.is_finite() {
            return Err(CellError::Num);
        }
        rate = next;
        let size = step.abs();
        if size <= 1e-15 || (size <= 1e-10 && size >= step_before) {
            break;
        }
        step_before = size;
    }
    let is_settled = {
        let (value, slope) = future_value_and_slope(rate, nper, pmt, pv, fv, is_start);
        (value / slope).abs() <= 1e-7 || value == 0.0
    };
    // A rate so near to 0 is 0 seen through rounding.
    let rate = if rate.abs() < 1e-14 { 0.0 } else { rate };
    if is_settled && rate > -1.0 { Ok(rate) } else { Err(CellError::Num) }
}

/// pv (1+r)^n + pmt (1 + r type) ((1+r)^n - 1)/r + fv, and its slope by r.
fn future_value_and_slope(
    rate: f64,
    nper: f64,
    pmt: f64,
    pv: f64,
    fv: f64,
    is_start: f64,
) -> (f64, f64) {
    if rate.abs() < 1e-7 {
        // Series at 0: ((1+r)^n - 1)/r = n + n(n-1)/2 r + n(n-1)(n-2)/6 r^2 + ...
        let (first, second) = (nper * (nper - 1.0) / 2.0, nper * (nper - 1.0) * (nper - 2.0) / 6.0);
        let annuity = nper + first * rate + second * rate * rate;
        let annuity_slope = first + 2.0 * second * rate;
        let (growth, gain) = growth(rate, nper);
        let start = 1.0 + rate * is_start;
        let value = pv + pv * gain + pmt * start * annuity + fv;
        let slope =
            pv * nper * growth / (1.0 + rate) + pmt * (is_start * annuity + start * annuity_slope);
        return (value, slope);
    }
    let (growth, gain) = growth(rate, nper);
    let growth_slope = nper * growth / (1.0 + rate);
    let annuity = gain / rate;
    let annuity_slope = (growth_slope - annuity) / rate;
    let start = 1.0 + rate * is_start;
    let value = pv * growth + pmt * start * annuity + fv;
    let slope = pv * growth_slope + pmt * (is_start * annuity + start * annuity_slope);
    (value, slope)
}

fn finite(number: f64) -> Answer {
    if number.is_finite() { Ok(number) } else { Err(CellError::Num) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: Answer, expected: f64) {
        let found = found.expect("a number");
        assert!((found - expected).abs() < 1e-9 * expected.abs().max(1.0), "{found} {expected}");
    }

    /// A payment's parts add up to it, a cumulated sum is the sum of its parts, and the present value
    /// of the payments is the loan: the definitions.
    #[test]
    fn parts_add_up() {
        for payment_type in [0.0, 1.0] {
            let (r, n, loan) = (0.0075, 24.0, 5000.0);
            let (mut interest, mut principal) = (0.0, 0.0);
            for per in 4..=9 {
                let part = ipmt(r, per as f64, n, loan, 0.0, payment_type).unwrap();
                interest += part;
                principal += pmt(r, n, loan, 0.0, payment_type).unwrap() - part;
            }
            let (total_interest, total_principal) =
                cumulative(&[r, n, loan, 4.0, 9.0, payment_type]).unwrap();
            close(Ok(total_interest), interest);
            close(Ok(total_principal), principal);
            let payment = pmt(r, n, loan, 300.0, payment_type).unwrap();
            close(pv(r, n, payment, 300.0, payment_type), loan);
            close(fv(r, n, payment, loan, payment_type), 300.0);
            close(nper(r, payment, loan, 300.0, payment_type), n);
            close(rate(n, payment, loan, 300.0, payment_type, 0.1), r);
        }
    }

    /// Roots by mpmath's findroot; the last two, which Excel's steps don't reach, are `#NUM!` there.
    #[test]
    fn rates() {
        close(rate(300.0, -200.0, 8000.0, 0.0, 0.0, 0.1), 0.024984769422422157);
        close(rate(2.0, -200.0, 8000.0, 0.0, 0.0, 0.1), -0.82889278074438091);
        close(rate(48.0, -100.0, 8000.0, 0.0, 1.0, 0.1), -0.019899484660836925);
        close(rate(12.0, -100.0, 1200.0, 0.0, 0.0, 0.1), 0.0);
        assert_eq!(rate(10.0, -1200.0, 2000.0, 0.0, 1.0, 0.1), Err(CellError::Num));
        assert_eq!(rate(3300.0, -200.0, 8000.0, 0.0, 1.0, 0.1), Err(CellError::Num));
    }

    #[test]
    fn extreme_arguments_are_errors_or_finite() {
        let extremes = [0.0, -1.0, 1.0, -2.5, 1e-300, 1e300, -1e300, 0.1];
        for a in extremes {
            for b in extremes {
                for c in extremes {
                    for answer in [
                        fv(a, b, c, 1.0, 1.0),
                        pv(a, b, c, 1.0, 1.0),
                        pmt(a, b, c, 1.0, 1.0),
                        nper(a, b, c, 1.0, 1.0),
                        ipmt(a, 1.0, b, c, 1.0, 1.0),
                        rate(a, b, c, 1.0, 1.0, 0.1),
                    ] {
                        assert!(answer.is_err() || answer.is_ok_and(|x| !x.is_nan()));
                    }
                }
            }
        }
    }
}
