//! Depreciation that declines with the book value: DB, DDB, VDB.

use ulam_numeric::elementary::pow;

use crate::function::{Category, Function, boolean, example, number};
use crate::value::CellError;

const CATEGORY: Category = Category::Financial;

type Answer = Result<f64, CellError>;

/// Most periods that are stepped through.
const PERIODS_MAX: f64 = 1_000_000.0;

/// This part's rows.
pub static FUNCTIONS: &[Function] = &[
    Function::numbers(
        "DB",
        CATEGORY,
        "Depreciation of a period at a fixed declining rate.",
        &[
            number("cost"),
            number("salvage"),
            number("life"),
            number("period"),
            number("month").or(12.0),
        ],
        |a| db(a[0], a[1], a[2], a[3], a[4]),
    )
    .examples(&[
        example("ROUND(DB(1000000, 100000, 6, 1, 7), 2)", "186083.33"),
        example("ROUND(DB(1000000, 100000, 6, 2, 7), 2)", "259639.42"),
        example("ROUND(DB(1000000, 100000, 6, 7, 7), 2)", "15845.1"),
        example("DB(1000000, 100000, 6, 8, 7)", "#NUM!"),
    ]),
    Function::numbers(
        "DDB",
        CATEGORY,
        "Depreciation of a period at a multiple of the straight-line rate on the book value.",
        &[
            number("cost"),
            number("salvage"),
            number("life"),
            number("period"),
            number("factor").or(2.0),
        ],
        |a| ddb(a[0], a[1], a[2], a[3], a[4]),
    )
    .examples(&[
        example("ROUND(DDB(2400, 300, 3650, 1), 2)", "1.32"),
        example("DDB(2400, 300, 120, 1, 2)", "40"),
        example("DDB(2400, 300, 10, 2, 1.5)", "306"),
        example("ROUND(DDB(2400, 300, 10, 10), 2)", "22.12"),
    ]),
    Function::numbers(
        "VDB",
        CATEGORY,
        "Depreciation between two times by the declining-balance method, switching to a straight line.",
        &[
            number("cost"),
            number("salvage"),
            number("life"),
            number("start_period"),
            number("end_period"),
            number("factor").or(2.0),
            boolean("no_switch").or(0.0),
        ],
        |a| vdb(a[0], a[1], a[2], a[3], a[4], a[5], a[6] != 0.0),
    )
    .examples(&[
        example("ROUND(VDB(2400, 300, 120, 6, 18), 2)", "396.31"),
        example("ROUND(VDB(2400, 300, 120, 6, 18, 1.5), 2)", "311.81"),
        example("VDB(2400, 300, 10, 0, 0.875, 1.5)", "315"),
        example("ROUND(VDB(1, 0, 14, 2.5, 3.5, 1.25), 9)", "0.070747652"),
    ]),
];

fn db(cost: f64, salvage: f64, life: f64, period: f64, month: f64) -> Answer {
    let month = month.trunc();
    // A first year that isn't whole leaves a part of the last one for a period more.
    let period_max = if month < 12.0 { life + 1.0 } else { life };
    let is_valid = cost >= 0.0
        && salvage >= 0.0
        && life > 0.0
        && period > 0.0
        && period <= period_max
        && (1.0..=12.0).contains(&month)
        && life <= PERIODS_MAX;
    if !is_valid {
        return Err(CellError::Num);
    }
    if cost == 0.0 {
        return Ok(0.0);
    }
    let rate = ((1.0 - pow(salvage / cost, 1.0 / life)) * 1000.0).round() / 1000.0;
    let period = period.trunc().max(1.0) as u32;
    let mut depreciation = cost * rate * month / 12.0;
    let mut total = depreciation;
    for year in 2..=period {
        depreciation = (cost - total) * rate;
        if year as f64 > life {
            depreciation *= (12.0 - month) / 12.0;
        }
        total += depreciation;
    }
    Ok(depreciation)
}

fn ddb(cost: f64, salvage: f64, life: f64, period: f64, factor: f64) -> Answer {
    let is_valid = cost >= 0.0
        && salvage >= 0.0
        && life > 0.0
        && factor > 0.0
        && period > 0.0
        && period <= life;
    if !is_valid {
        return Err(CellError::Num);
    }
    let rate = (factor / life).min(1.0);
    // Part of a period compounds as a power; before the first period has passed, it is the first.
    let elapsed = (period - 1.0).max(0.0);
    let before = cost * pow(1.0 - rate, elapsed);
    Ok((before * rate).min(before - salvage).max(0.0))
}

fn vdb(
    cost: f64,
    salvage: f64,
    life: f64,
    start: f64,
    end: f64,
    factor: f64,
    no_switch: bool,
) -> Answer {
    let is_valid = cost >= 0.0
        && salvage >= 0.0
        && life > 0.0
        && factor >= 0.0
        && start >= 0.0
        && start <= end
        && end <= life
        && life <= PERIODS_MAX;
    if !is_valid {
        return Err(CellError::Num);
    }
    let asset = Asset { cost, salvage, life, factor, has_switch: !no_switch };
    if asset.has_switch && start.fract() > 0.0 {
        return Ok(asset.depreciated_between(start, end));
    }
    Ok(asset.depreciated(end) - asset.depreciated(start))
}

/// What VDB depreciates.
struct Asset {
    cost: f64,
    salvage: f64,
    life: f64,
    factor: f64,
    /// Whether to go on in a straight line once that gives more.
    has_switch: bool,
}

impl Asset {
    /// Declining-balance depreciation of the next period after `total` has been depreciated.
    fn declining(&self, total: f64) -> f64 {
        let by_rate = (self.cost - total) * (self.factor / self.life).min(1.0);
        by_rate.min(self.cost - self.salvage - total).max(0.0)
    }

    /// Depreciation of the period from `elapsed` after `total`.
    fn next(&self, total: f64, elapsed: f64) -> f64 {
        let declining = self.declining(total);
        if !self.has_switch || elapsed >= self.life {
            return declining;
        }
        let straight = (self.cost - self.salvage - total) / (self.life - elapsed);
        declining.max(straight)
    }

    /// Depreciation between times of which the first lies within a period, as Excel is seen to compute it:
    /// periods are counted from there, back and forth, and at the beginning of each of those it goes
    /// over to a straight line once that gives more.
    fn depreciated_between(&self, start: f64, end: f64) -> f64 {
        let mut declined = vec![0.0];
        for period in 0..end.ceil() as usize {
            declined.push(declined[period] + self.declining(declined[period]));
        }
        let declined_by = |time: f64| {
            let whole = time.floor() as usize;
            let rest = time.fract();
            if rest == 0.0 {
                declined[whole]
            } else {
                declined[whole] + (declined[whole + 1] - declined[whole]) * rest
            }
        };
        let whole = start.floor();
        let (mut time, mut total, mut found) = (0.0, 0.0, 0.0);
        let mut straight = None;
        let mut periods = 0.0;
        while time < end {
            let next = (start + (periods - whole)).min(end);
            let part = next - time;
            let declining = declined_by(next) - declined_by(time);
            let rate = straight.unwrap_or((self.cost - self.salvage - total) / (self.life - time));
            if straight.is_none() && rate * part > declining {
                straight = Some(rate);
            }
            let depreciation = if straight.is_some() { rate * part } else { declining };
            total += depreciation;
            if time >= start {
                found += depreciation;
            }
            time = next;
            periods += 1.0;
        }
        found
    }

    /// Depreciation up to a time; part of a period takes that part of its depreciation.
    fn depreciated(&self, time: f64) -> f64 {
        let whole = time.floor();
        let mut total = 0.0;
        for elapsed in 0..whole as u32 {
            total += self.next(total, elapsed as f64);
        }
        let rest = time - whole;
        if rest > 0.0 { total + self.next(total, whole) * rest } else { total }
    }
}
