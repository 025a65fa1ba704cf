//! Which inputs are unusual in the worst and in the best trials of an output.
//!
//! An input is unusual in a tail where its ranks there differ from those of all trials beyond chance
//! (Wilcoxon's rank-sum test at three in a thousand) and by enough to matter: on average by more
//! than a tenth of all trials. Its median in the tail is then told as a percentile of the input and
//! as a distance from its overall median in standard deviations.

use ulam_probability::statistics::{Ranks, Tail};

use super::sensitivity::Driver;

/// The share of trials in a tail.
pub const TAIL_SHARE: f64 = 0.05;
/// Standard errors beyond which a mean rank isn't chance: a risk of three in a thousand.
const STANDARD_ERRORS: f64 = 3.0;
/// Least distance of the mean percentile from a half.
const LEAST_SHIFT: f64 = 0.1;
/// Fewest trials of a tail.
const TRIALS_MIN: usize = 20;

/// How an input lies in a tail of an output.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TailShift {
    /// The input's median in the tail.
    pub median: f64,
    /// Which percentile of the input that is, from 0 to 1.
    pub percentile: f64,
    /// Its distance from the median of all trials, in standard deviations of the input.
    pub sd_shift: f64,
    /// The input's mean percentile in the tail, from 0 to 1; one half of an input that doesn't
    /// matter.
    pub mean_percentile: f64,
    /// Whether the input is unusual in the tail.
    pub is_significant: bool,
}

/// The trials of an output's tail, ascending: the worst or best [`TAIL_SHARE`] by rank. `None` where
/// they are too few, or where ties at the edge leave less than half of that share.
pub fn tail_trials(ranks: &Ranks, tail: Tail) -> Option<Vec<u32>> {
    let count = ranks.count();
    let wanted = (TAIL_SHARE * count as f64) as usize;
    let largest = 2 * wanted as u32;
    // Twice a rank runs from 2 to 2n; seen from the other end it is 2n + 2 less that.
    let mirrored = 2 * count as u32 + 2;
    let is_in = |doubled: u32| match tail {
        Tail::Lower => doubled <= largest,
        Tail::Upper => mirrored - doubled <= largest,
    };
    let trials = ranks.doubled().iter().enumerate().filter(|(_, doubled)| is_in(**doubled));
    let trials: Vec<u32> = trials.map(|(trial, _)| trial as u32).collect();
    (trials.len() >= TRIALS_MIN && trials.len() * 2 >= wanted).then_some(trials)
}

/// What an input is over all trials, found once for all tails that it is looked for in.
#[derive(Clone, Copy, Debug)]
pub struct Usual {
    median: f64,
    sd: f64,
}

impl Usual {
    /// Of an input that varies, with its standard deviation.
    pub fn new(ranks: &Ranks, input: &[f64], sd: f64) -> Option<Usual> {
        let median = overall_median(ranks.doubled(), input)?;
        (sd > 0.0).then_some(Usual { median, sd })
    }
}

/// How an input lies in a tail.
pub fn tail_shift(ranks: &Ranks, input: &[f64], usual: Usual, tail: &[u32]) -> Option<TailShift> {
    let count = ranks.count();
    let doubled = ranks.doubled();
    if tail.is_empty() || tail.len() >= count || input.len() != count {
        return None;
    }
    let mut of_tail: Vec<(u32, u32)> = Vec::with_capacity(tail.len());
    let mut sum = 0u64;
    for trial in tail {
        let doubled = *doubled.get(*trial as usize)?;
        sum += u64::from(doubled);
        of_tail.push((doubled, *trial));
    }
    let middle = (of_tail.len() - 1) / 2;
    let (_, &mut (median_rank, median_trial), _) = of_tail.select_nth_unstable(middle);
    let median = input[median_trial as usize];

    let (n, m) = (count as f64, tail.len() as f64);
    let mean_rank = sum as f64 / m / 2.0;
    // Of m ranks drawn without replacement from 1 to n.
    let standard_error = ((n + 1.0) * (n - m) / (12.0 * m)).sqrt();
    let distance = mean_rank - (n + 1.0) / 2.0;
    let mean_percentile = (mean_rank - 0.5) / n;
    Some(TailShift {
        median,
        percentile: (f64::from(median_rank) / 2.0 - 0.5) / n,
        sd_shift: (median - usual.median) / usual.sd,
        mean_percentile,
        is_significant: distance.abs() > STANDARD_ERRORS * standard_error
            && (mean_percentile - 0.5).abs() > LEAST_SHIFT,
    })
}

/// How a driver is shifted in one of the tails.
pub type OfTail = fn(&Driver) -> Option<TailShift>;

/// The drivers that are unusual in one of the tails, the most unusual first.
pub fn unusual(drivers: &[Driver], of_driver: OfTail) -> Vec<(usize, TailShift)> {
    let shifts = drivers.iter().filter_map(|driver| Some((driver.draw, of_driver(driver)?)));
    let mut unusual: Vec<(usize, TailShift)> =
        shifts.filter(|(_, shift)| shift.is_significant).collect();
    let distance = |shift: &TailShift| (shift.mean_percentile - 0.5).abs();
    unusual.sort_by(|a, b| distance(&b.1).total_cmp(&distance(&a.1)).then(a.0.cmp(&b.0)));
    unusual
}

/// The value whose rank is nearest to the middle.
fn overall_median(doubled: &[u32], input: &[f64]) -> Option<f64> {
    let middle = doubled.len() as u32 + 1;
    let nearest = doubled.iter().enumerate().min_by_key(|(_, doubled)| doubled.abs_diff(middle));
    input.get(nearest?.0).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_trials_of_a_sum() {
        // y = x: the worst 5% of 0 to 999 are 0 to 49, with median 24 (the lower middle).
        let x: Vec<f64> = (0..1000).map(|i| f64::from(i * 387 % 1000)).collect();
        let other: Vec<f64> = (0..1000).map(|i| f64::from(i * 619 % 1000)).collect();
        let ranks = Ranks::new(&x).unwrap();
        let worst = tail_trials(&ranks, Tail::Lower).unwrap();
        assert_eq!(worst.len(), 50);
        assert!(worst.iter().all(|trial| x[*trial as usize] < 50.0));
        let shift = tail_shift(&ranks, &x, Usual::new(&ranks, &x, 288.8).unwrap(), &worst).unwrap();
        assert_eq!(shift.median, 24.0);
        assert!((shift.percentile - 0.0245).abs() < 1e-12);
        assert!((shift.mean_percentile - 0.025).abs() < 1e-12);
        assert!((shift.sd_shift + 475.0 / 288.8).abs() < 0.01, "{shift:?}");
        assert!(shift.is_significant);
        let other_ranks = Ranks::new(&other).unwrap();
        let usual = Usual::new(&other_ranks, &other, 288.8).unwrap();
        let unmoved = tail_shift(&other_ranks, &other, usual, &worst).unwrap();
        assert!(!unmoved.is_significant, "{unmoved:?}");
        let best = tail_trials(&ranks, Tail::Upper).unwrap();
        assert!(best.iter().all(|trial| x[*trial as usize] >= 950.0));
    }

    #[test]
    fn an_edge_of_ties_is_no_tail() {
        let x: Vec<f64> = (0..1000).map(|i| f64::from((i % 10 - 3).max(0))).collect();
        let ranks = Ranks::new(&x).unwrap();
        assert_eq!(tail_trials(&ranks, Tail::Lower), None);
    }
}
