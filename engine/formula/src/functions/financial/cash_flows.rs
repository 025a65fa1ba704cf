//! Worth and return of a series of cash flows: FVSCHEDULE, IRR, MIRR, NPV, XIRR, XNPV.

use ulam_numeric::elementary::{exp, ln, ln_1p, pow};

use crate::arguments::Arguments;
use crate::coerce;
use crate::function::{Category, Function, Outcome, Returns, example, number, values};
use crate::functions::financial::root::{bisection, nearest_sign_change, newton};
use crate::value::{CellError, Value};

const CATEGORY: Category = Category::Financial;

/// This part's rows.
pub static FUNCTIONS: &[Function] = &[
    Function::values(
        "FVSCHEDULE",
        CATEGORY,
        "Future value of a principal after a series of compound interest rates.",
        &[number("principal"), values("schedule")],
        Returns::Number,
        fv_schedule,
    )
    .examples(&[example("FVSCHEDULE(1, {0.09,0.11,0.1})", "1.33089"), example("FVSCHEDULE(100, {0.1,\"x\"})", "#VALUE!"),]),
    Function::values(
        "IRR",
        CATEGORY,
        "Internal rate of return of a series of regular cash flows.",
        &[values("values"), number("guess").optional()],
        Returns::Number,
        irr_kernel,
    )
    .examples(&[
        example("ROUND(IRR({-70000,12000,15000,18000,21000}), 9)", "-0.021244848"),
        example("ROUND(IRR({-70000,12000,15000,18000,21000,26000}), 9)", "0.086630948"),
        example("ROUND(IRR({-70000,12000,15000}, -0.1), 9)", "-0.443506941"),
        example("IRR({1,2,3})", "#NUM!"),
    ]),
    Function::values(
        "MIRR",
        CATEGORY,
        "Rate of return of regular cash flows that are financed at one rate and reinvested at another.",
        &[values("values"), number("finance_rate"), number("reinvest_rate")],
        Returns::Number,
        mirr_kernel,
    )
    .examples(&[
        example("ROUND(MIRR({-120000,39000,30000,21000,37000,46000}, 0.1, 0.12), 9)", "0.12609413"),
        example("ROUND(MIRR({-120000,39000,30000,21000}, 0.1, 0.12), 9)", "-0.048044655"),
        example("MIRR({1,2}, 0.1, 0.1)", "#DIV/0!"),
    ]),
    Function::values(
        "NPV",
        CATEGORY,
        "Net present value of a series of regular cash flows, the first one at the end of the first period.",
        &[number("rate"), values("value1"), values("value").optional().repeating()],
        Returns::Number,
        npv_kernel,
    )
    .examples(&[
        example("ROUND(NPV(0.1, -10000, 3000, 4200, 6800), 2)", "1188.44"),
        example("ROUND(NPV(0.08, {8000,9200,10000,12000,14500}) - 40000, 2)", "1922.06"),
        example("NPV(-1, 5)", "#DIV/0!"),
    ]),
    Function::values(
        "XIRR",
        CATEGORY,
        "Internal rate of return of cash flows on given dates, per year of 365 days.",
        &[values("values"), values("dates"), number("guess").optional()],
        Returns::Number,
        xirr_kernel,
    )
    .examples(&[example(
        "ROUND(XIRR({-10000,2750,4250,3250,2750}, {39448,39508,39751,39859,39904}, 0.1), 7)",
        "0.3733625",
    ),
        // MS-OI29500 2.1.1070: other dates may precede the first; the root by mpmath.
        example("ROUND(XIRR({-1000,4300,-1000,-1000,-1000}, {40452,40544,40360,40179,40269}), 6)", "0.121268"),
        example("XIRR({100,100}, {39448,39508})", "#NUM!"),]),
    Function::values(
        "XNPV",
        CATEGORY,
        "Net present value of cash flows on given dates, at a rate per year of 365 days.",
        &[number("rate"), values("values"), values("dates")],
        Returns::Number,
        xnpv_kernel,
    )
    .examples(&[example(
        "ROUND(XNPV(0.09, {-10000,2750,4250,3250,2750}, {39448,39508,39751,39859,39904}), 6)",
        "2086.647602",
    ), example("XNPV(0.1, {100,-50}, {39508,39448})", "#NUM!"),]),
];

/// Days of XNPV's and XIRR's year.
pub const YEAR_DAYS: f64 = 365.0;

/// Net present value of flows at the ends of periods 1, 2, ... at a rate per period.
///
/// # Errors
/// `#DIV/0!` at a rate of -1.
pub fn npv(rate: f64, flows: &[f64]) -> Result<f64, CellError> {
    let growth = 1.0 + rate;
    if growth == 0.0 {
        return Err(CellError::Div0);
    }
    let mut sum = 0.0;
    let mut discount = 1.0;
    for flow in flows {
        discount *= growth;
        sum += flow / discount;
    }
    Ok(sum)
}

/// Internal rate of return of flows at times 0, 1, 2, ...: the root that Newton's method finds from
/// `guess`, or else the one nearest to it.
///
/// # Errors
/// `#VALUE!` for a guess of -1 or less (as Excel has it); `#NUM!` when the flows don't have both
/// signs or no rate above -1 makes them worth 0.
pub fn irr(flows: &[f64], guess: f64) -> Result<f64, CellError> {
    if guess <= -1.0 {
        return Err(CellError::Value);
    }
    if !has_both_signs(flows) {
        return Err(CellError::Num);
    }
    let root = newton(guess, -1.0, RATE_MAX, |rate| {
        let discount = 1.0 / (1.0 + rate);
        let (mut value, mut slope) = (0.0, 0.0);
        for flow in flows.iter().rev() {
            slope = slope * discount + value;
            value = value * discount + flow;
        }
        // The slope so far is by the discount factor, whose own slope by the rate is -discount^2.
        (value, -slope * discount * discount)
    });
    if let Some(root) = root {
        return Ok(root);
    }
    let worth = |log_growth: f64| {
        // Worth at time 0 or, where growth is below 1, at the end: the same sign, and no overflow.
        let (ratio, is_reversed) = (exp(-log_growth.abs()), log_growth < 0.0);
        let step = |value: f64, flow: &f64| value * ratio + flow;
        if is_reversed { flows.iter().fold(0.0, step) } else { flows.iter().rev().fold(0.0, step) }
    };
    root_by_log_growth(guess, worth)
}

/// Rates above this are no answer.
pub const RATE_MAX: f64 = 1e10;
/// Logarithms of the growth factors between which a rate is looked for: down to a rate of -1 + 1e-9,
/// and up to one of about a billion.
const LOG_GROWTH_MIN: f64 = -20.723265836946414;
const LOG_GROWTH_MAX: f64 = 20.8;

/// The rate nearest to a guess at which a function of ln(1 + rate) changes sign.
fn root_by_log_growth(guess: f64, worth: impl Fn(f64) -> f64) -> Result<f64, CellError> {
    let (low, high) =
        nearest_sign_change(ln_1p(guess), 0.0625, LOG_GROWTH_MIN, LOG_GROWTH_MAX, &worth)
            .ok_or(CellError::Num)?;
    Ok(ulam_numeric::elementary::exp_m1(bisection(low, high, worth)))
}

fn has_both_signs(flows: &[f64]) -> bool {
    flows.iter().any(|flow| *flow > 0.0) && flows.iter().any(|flow| *flow < 0.0)
}

/// Modified internal rate of return of flows at times 0, 1, 2, ...: negative ones financed at one
/// rate, positive ones reinvested at another.
///
/// # Errors
/// `#DIV/0!` for no flow or without both signs (except that losses alone return -1); `#NUM!` where
/// the rates leave no real result.
pub fn mirr(flows: &[f64], finance_rate: f64, reinvest_rate: f64) -> Result<f64, CellError> {
    if flows.len() < 2 || !flows.iter().any(|flow| *flow < 0.0) {
        return Err(CellError::Div0);
    }
    let (mut gained, mut spent) = (0.0, 0.0);
    let mut discount = 1.0;
    for flow in flows {
        gained = gained * (1.0 + reinvest_rate) + flow.max(0.0);
        if *flow < 0.0 {
            spent += flow / discount;
        }
        discount *= 1.0 + finance_rate;
    }
    if spent == 0.0 || !spent.is_finite() {
        return Err(CellError::Div0);
    }
    Ok(pow(-gained / spent, 1.0 / (flows.len() as f64 - 1.0)) - 1.0)
}

/// Net present value of flows on days (serial numbers) at a rate per year of 365 days, on the first
/// day.
///
/// # Errors
/// `#NUM!` for a rate of -1 or less.
pub fn xnpv(rate: f64, flows: &[f64], days: &[f64]) -> Result<f64, CellError> {
    if rate <= -1.0 {
        return Err(CellError::Num);
    }
    let Some(first) = days.first() else {
        return Err(CellError::Num);
    };
    let log_growth = ln_1p(rate);
    Ok(xnpv_by_log_growth(log_growth, flows, days, *first))
}

fn xnpv_by_log_growth(log_growth: f64, flows: &[f64], days: &[f64], first: f64) -> f64 {
    flows
        .iter()
        .zip(days)
        .map(|(flow, day)| flow * exp(-log_growth * ((day - first) / YEAR_DAYS)))
        .sum()
}

/// Internal rate of return per year of 365 days of flows on days (serial numbers; that of the first may
/// be later than others): the root that Newton's method finds from `guess`, or else the one nearest to it.
///
/// # Errors
/// `#NUM!` when the flows don't have both signs, the guess is -1 or less, or no rate makes them
/// worth 0.
pub fn xirr(flows: &[f64], days: &[f64], guess: f64) -> Result<f64, CellError> {
    if !has_both_signs(flows) || guess.is_nan() || guess <= -1.0 {
        return Err(CellError::Num);
    }
    let Some(first) = days.first() else {
        return Err(CellError::Num);
    };
    let root = newton(guess, -1.0, RATE_MAX, |rate| {
        let log_growth = ln(1.0 + rate);
        let (mut value, mut slope) = (0.0, 0.0);
        for (flow, day) in flows.iter().zip(days) {
            let years = (day - first) / YEAR_DAYS;
            let worth = flow * exp(-log_growth * years);
            value += worth;
            slope -= years * worth;
        }
        (value, slope / (1.0 + rate))
    });
    if let Some(root) = root.filter(|root| ln_1p(*root) > LOG_GROWTH_MIN) {
        return Ok(found_by_halving(root, guess, flows, days, *first));
    }
    let earliest = days.iter().copied().fold(*first, f64::min);
    let last = days.iter().copied().fold(*first, f64::max);
    let root = root_by_log_growth(guess, |log_growth| {
        // Seen from the last day where growth is below 1: the same sign, and no overflow.
        let seen_from = if log_growth < 0.0 { last } else { earliest };
        xnpv_by_log_growth(log_growth, flows, days, seen_from)
    })?;
    Ok(found_by_halving(root, guess, flows, days, *first))
}

/// Most halvings of XIRR's interval.
const HALVINGS_MAX: usize = 64;

/// What Excel's XIRR gives for a root: the middle of an interval that it doubles away from the guess
/// (or, below 0, halves towards -1) until the root is inside, and then halves until the interval is
/// about 0.000001 percent long and the flows are worth 0 to that precision. The root itself where
/// Excel's way isn't known.
///
/// Found from what Excel gives: its results are the guess times whole numbers over powers of 2, such
/// as 0.373362535238266 for the example of its page, whose root is 0.373362533518832.
pub fn found_by_halving(root: f64, guess: f64, flows: &[f64], days: &[f64], first: f64) -> f64 {
    if !(guess > 0.0 && guess < 1.0) || root.abs() < 1e-12 || (root - guess).abs() < 1e-12 {
        return root;
    }
    let (mut low, mut high) = (-guess, 0.0);
    if root > 0.0 {
        (low, high) = (0.0, guess);
        while high < root {
            (low, high) = (high, 2.0 * high);
        }
    } else if root < -guess {
        let mut growth = 1.0 - guess;
        while growth / 2.0 > 1.0 + root {
            growth /= 2.0;
        }
        (low, high) = (growth / 2.0 - 1.0, growth - 1.0);
    }
    for _ in 0..HALVINGS_MAX {
        let middle = (low + high) / 2.0;
        if high - low <= 1.5e-8 * (1.0 + middle.abs()) {
            let log_growth = ln(1.0 + middle);
            let (mut value, mut size) = (0.0, 0.0);
            for (flow, day) in flows.iter().zip(days) {
                let worth = flow * exp(-log_growth * (day - first) / YEAR_DAYS);
                value += worth;
                size += worth.abs();
            }
            if value.abs() <= 1e-8 * size {
                return middle;
            }
        }
        if middle < root { low = middle } else { high = middle }
    }
    root
}

fn npv_kernel(arguments: &Arguments) -> Outcome {
    let rate = arguments.number(0)?;
    let mut growth = 1.0;
    let mut sum = 0.0;
    arguments.numbers_from(1, &mut |flow| {
        growth *= 1.0 + rate;
        sum += flow / growth;
    })?;
    if rate == -1.0 {
        return Err(CellError::Div0);
    }
    Ok(Value::number(sum))
}

fn irr_kernel(arguments: &Arguments) -> Outcome {
    let flows = arguments.numbers_of(0)?;
    let guess = if arguments.is_given(1) { arguments.number(1)? } else { 0.1 };
    Ok(Value::number(irr(&flows, guess)?))
}

fn mirr_kernel(arguments: &Arguments) -> Outcome {
    let flows = arguments.numbers_of(0)?;
    Ok(Value::number(mirr(&flows, arguments.number(1)?, arguments.number(2)?)?))
}

fn fv_schedule(arguments: &Arguments) -> Outcome {
    let dates = arguments.context().date_system();
    let mut value = arguments.number(0)?;
    arguments.visit(1, &mut |rate, is_direct| {
        value *= match rate {
            Value::Number(rate) => 1.0 + rate,
            other if is_direct => 1.0 + coerce::to_number(other, dates)?,
            Value::Error(error) => return Err(*error),
            _ => return Err(CellError::Value),
        };
        Ok(())
    })?;
    Ok(Value::number(value))
}

/// Days of flows, without the time of day.
///
/// # Errors
/// `#NUM!` where there are none or one is negative.
pub fn whole_days(days: Vec<f64>) -> Result<Vec<f64>, CellError> {
    let days: Vec<f64> = days.into_iter().map(f64::floor).collect();
    if days.is_empty() || days.iter().any(|day| *day < 0.0) {
        return Err(CellError::Num);
    }
    Ok(days)
}

fn xnpv_kernel(arguments: &Arguments) -> Outcome {
    let rate = arguments.number(0)?;
    let flows = arguments.numbers_of(1)?;
    let days = arguments.numbers_of(2)?;
    // Excel's XNPV takes no negative rate, though the sum would have a value.
    if rate < 0.0 || flows.len() != days.len() {
        return Err(CellError::Num);
    }
    let days = whole_days(days)?;
    // Unlike XIRR's (MS-OI29500 2.1.1070), none may be before the first.
    if days.iter().any(|day| *day < days[0]) {
        return Err(CellError::Num);
    }
    Ok(Value::number(xnpv(rate, &flows, &days)?))
}

/// Every element as a number: blank is 0, text and booleans of a range are `#VALUE!`, texts of an array
/// the dates or numbers that they spell.
fn strict_numbers(arguments: &Arguments, index: usize) -> Result<Vec<f64>, CellError> {
    let array = arguments.array(index)?;
    let is_array = matches!(arguments.raw(index), Value::Array(_));
    let dates = arguments.context().date_system();
    let mut numbers = Vec::with_capacity(array.values().len());
    for value in array.values() {
        numbers.push(match value {
            Value::Text(_) if is_array => coerce::to_number(value, dates)?,
            Value::Number(number) => *number,
            Value::Blank | Value::Omitted => 0.0,
            Value::Error(error) => return Err(*error),
            _ => return Err(CellError::Value),
        });
    }
    Ok(numbers)
}

fn xirr_kernel(arguments: &Arguments) -> Outcome {
    let flows = strict_numbers(arguments, 0)?;
    let days = strict_numbers(arguments, 1)?;
    let guess = if arguments.is_given(2) { arguments.number(2)? } else { 0.1 };
    if flows.len() != days.len() {
        return Err(CellError::Num);
    }
    Ok(Value::number(xirr(&flows, &whole_days(days)?, guess)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: Result<f64, CellError>, expected: f64) {
        let found = found.expect("a number");
        assert!((found - expected).abs() < 1e-9 * expected.abs().max(1.0), "{found} {expected}");
    }

    /// The roots of the polynomials, by the quadratic formula.
    #[test]
    fn rates_of_return_are_roots() {
        // -20 + 5x + 5x^2 = 0 with x = 1 / (1 + rate).
        close(irr(&[-20.0, 5.0, 5.0], 0.1), 2.0 / (17f64.sqrt() - 1.0) - 1.0);
        // (1 + rate) is 1.1 or 1.2: the guess decides.
        let flows = [-100.0, 230.0, -132.0];
        close(irr(&flows, 0.05), 0.1);
        close(irr(&flows, 0.25), 0.2);
        close(irr(&[-100.0, 1e9], 0.1), 1e7 - 1.0);
        close(irr(&[-1e6, 1.0], 0.1), 1e-6 - 1.0);
        close(irr(&[-400.0, 1.0, 1.0, 1.0, 1.0, 1.0], 0.1), -0.6737366751808405);
    }

    #[test]
    fn flows_without_return_are_errors() {
        for flows in [&[][..], &[1.0, 2.0], &[-1.0], &[0.0, 0.0], &[1.0, -1.0, 1.0]] {
            assert_eq!(irr(flows, 0.1), Err(CellError::Num), "{flows:?}");
        }
        assert_eq!(irr(&[-1.0, 2.0], -1.0), Err(CellError::Value));
        assert_eq!(xirr(&[-1.0, 2.0], &[1.0, 2.0], -1.0), Err(CellError::Num));
        assert_eq!(xirr(&[], &[], 0.1), Err(CellError::Num));
        assert_eq!(mirr(&[], 0.1, 0.1), Err(CellError::Div0));
    }

    /// A year of 365 days gives the plain rate; the second case is -0.9 after two years.
    #[test]
    fn dated_flows() {
        // Excel's page; the root is 0.3733625335.
        let flows = [-10000.0, 2750.0, 4250.0, 3250.0, 2750.0];
        let days = [39448.0, 39508.0, 39751.0, 39859.0, 39904.0];
        close(xirr(&flows, &days, 0.1), 0.373362535238266);
        close(xirr(&[-100.0, 110.0], &[1000.0, 1365.0], 0.1), 0.1);
        let loss = xirr(&[-100.0, 1.0], &[1000.0, 1730.0], 0.1).unwrap();
        assert!((loss + 0.9).abs() < 1e-8, "{loss}");
        let gain = xirr(&[-1.0, 1e6], &[1000.0, 1365.0], 0.1).unwrap();
        assert!((gain - 999_999.0).abs() < 0.02, "{gain}");
        close(xnpv(0.1, &[-100.0, 121.0], &[0.0, 730.0]), 0.0);
    }
}
