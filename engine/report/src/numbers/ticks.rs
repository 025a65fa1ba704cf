//! Ticks of an axis at readable numbers, and their labels.

use super::{exponent_of_ten, fixed, plain, power_of_ten, ten_to};

/// Multiples of 1, 2, 2.5 or 5 times a power of ten from `low` to `high`, at most `count_max` and
/// usually not many fewer; none where the range is empty or too narrow for its numbers.
pub fn ticks(low: f64, high: f64, count_max: usize) -> Vec<f64> {
    let range = high - low;
    let largest = low.abs().max(high.abs());
    if !range.is_normal() || range <= 0.0 || range < largest * 1e-12 || count_max < 2 {
        return Vec::new();
    }
    let start = exponent_of_ten(range, 1) - 2;
    for exponent in start..start + 4 {
        for tenths in [10.0, 20.0, 25.0, 50.0] {
            let step = multiple(tenths, exponent);
            if !step.is_normal() {
                continue;
            }
            // A hair of tolerance, so that rounding doesn't lose a tick at the end of the axis.
            let first = (low / step - 1e-9).ceil();
            let last = (high / step + 1e-9).floor();
            let count = last - first + 1.0;
            if count >= 1.0 && count <= count_max as f64 {
                let positions = 0..count as usize;
                return positions
                    .map(|n| multiple((first + n as f64) * tenths, exponent))
                    .collect();
            }
        }
    }
    Vec::new()
}

/// `tenths` times ten to the power `exponent - 1`, rounded once.
fn multiple(tenths: f64, exponent: i32) -> f64 {
    let power = ten_to((exponent - 1).abs());
    if exponent >= 1 { tenths * power } else { tenths / power }
}

/// Labels of ticks, alike in decimals and in size: `0`, `50k`, `100k`.
pub fn axis_labels(ticks: &[f64]) -> Vec<String> {
    let largest = ticks.iter().fold(0.0f64, |largest, tick| largest.max(tick.abs()));
    let (power, suffix) = match exponent_of_ten(largest, 4) {
        15.. => return ticks.iter().map(|tick| scientific(*tick)).collect(),
        12.. => (12, "tn"),
        9.. => (9, "bn"),
        6.. => (6, "M"),
        4.. => (3, "k"),
        -4.. => (0, ""),
        _ => return ticks.iter().map(|tick| scientific(*tick)).collect(),
    };
    let scaled: Vec<f64> = ticks.iter().map(|tick| tick / ten_to(power)).collect();
    // The fewest decimals that show every tick exactly enough.
    let is_enough = |decimals: &i32| {
        let unit = ten_to(-decimals);
        scaled.iter().all(|tick| ((tick / unit).round() * unit - tick).abs() < unit * 1e-3)
    };
    let decimals = (0..8).find(is_enough).unwrap_or(8);
    let label = |tick: &f64| match *tick == 0.0 {
        true => "0".to_string(),
        false => format!("{}{suffix}", fixed(*tick, decimals)),
    };
    scaled.iter().map(label).collect()
}

fn scientific(tick: f64) -> String {
    if tick == 0.0 { plain(tick) } else { power_of_ten(tick) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_readable_numbers_within_the_range() {
        let check = |low: f64, high: f64, count_max: usize, expected: &[&str]| {
            assert_eq!(axis_labels(&ticks(low, high, count_max)), expected, "{low} to {high}");
        };
        check(0.0, 1.0, 6, &["0", "0.2", "0.4", "0.6", "0.8", "1.0"]);
        check(-100.0, 400.0, 6, &["-100", "0", "100", "200", "300", "400"]);
        check(0.0, 100_000.0, 5, &["0", "25k", "50k", "75k", "100k"]);
        check(1_200_000.0, 3_300_000.0, 5, &["1.5M", "2.0M", "2.5M", "3.0M"]);
        check(0.0, 0.08, 5, &["0", "0.02", "0.04", "0.06", "0.08"]);
        check(-3e18, 3e18, 4, &["-2×10¹⁸", "0", "2×10¹⁸"]);
    }

    #[test]
    fn hopeless_ranges_have_no_ticks() {
        for (low, high) in [
            (1.0, 1.0),
            (2.0, 1.0),
            (f64::NAN, 1.0),
            (f64::NEG_INFINITY, 1.0),
            (1e300, 1e300 * (1.0 + 1e-15)),
            (f64::MIN, f64::MAX),
            (0.0, f64::MIN_POSITIVE / 4.0),
        ] {
            assert!(ticks(low, high, 6).is_empty(), "{low} to {high}");
        }
    }

    #[test]
    fn any_range_gives_few_ticks() {
        let sizes = [1e-300, 1e-20, 0.03, 1.0, 7.7, 1234.5, 9.99e15, 1e200];
        for size in sizes {
            for low in [0.0, -size / 3.0, size * 10.0] {
                for count_max in 2..9 {
                    let found = ticks(low, low + size, count_max);
                    assert!(found.len() <= count_max, "{low} {size} {count_max}");
                    assert!(found.iter().all(|tick| tick.is_finite()));
                }
            }
        }
    }
}
