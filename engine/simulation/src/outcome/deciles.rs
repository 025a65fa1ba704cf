//! How an output changes across an input's deciles: tornado and spider.
//!
//! The trials are put into ten groups by the rank of an input's value: its lowest tenth, the next,
//! and so on; equal values stay together. The mean of the output in each group is a spider line; the
//! range of a statistic of the output over the groups is the tornado's bar. Neither supposes that
//! the output follows the input linearly or in one direction.

use ulam_probability::statistics::Ranks;

use super::stop::Statistic;

/// Number of groups.
pub const DECILES: usize = 10;

/// The trials in which an input lies in one of its deciles.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Decile {
    /// Their number; 0 where ties leave a decile empty.
    pub trials: u64,
    /// Mean of the input in them.
    pub input: Option<f64>,
    /// Mean of the output in them.
    pub mean: Option<f64>,
    /// The tornado's statistic of the output in them.
    pub statistic: Option<f64>,
}

/// How far the output's statistic moves over an input's deciles: a bar of the tornado.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The lowest statistic, and the input's decile (from 1) that has it.
    pub lowest: f64,
    /// The decile.
    pub lowest_decile: u8,
    /// The highest.
    pub highest: f64,
    /// Its decile.
    pub highest_decile: u8,
}

impl Change {
    /// The bar's length.
    pub fn range(&self) -> f64 {
        self.highest - self.lowest
    }
    /// Whether the output's statistic is highest for higher values of the input than those for
    /// which it is lowest.
    pub fn is_rising(&self) -> bool {
        self.highest_decile > self.lowest_decile
    }
}

/// The decile, from 0, of each trial by the ranks of an input.
pub fn decile_of_trials(ranks: &Ranks) -> Vec<u8> {
    // Twice the rank lies from 2 to 2n. A lone value of rank r is in decile (r - 1) * 10 / n.
    let scale = DECILES as f64 / (2.0 * ranks.count().max(1) as f64);
    let last = (DECILES - 1) as u8;
    ranks
        .doubled()
        .iter()
        .map(|doubled| ((f64::from(*doubled - 1) * scale) as u8).min(last))
        .collect()
}

/// The deciles of an input: means of input and output, and the statistic of the output.
pub fn deciles(decile: &[u8], input: &[f64], output: &[f64], statistic: Statistic) -> Vec<Decile> {
    let mut counts = [0u64; DECILES];
    let mut input_sums = [0.0; DECILES];
    let mut output_sums = [0.0; DECILES];
    for ((decile, input), output) in decile.iter().zip(input).zip(output) {
        let decile = usize::from(*decile).min(DECILES - 1);
        counts[decile] += 1;
        input_sums[decile] += input;
        output_sums[decile] += output;
    }
    let mean = |sum: f64, count: u64| {
        Some(sum / count as f64).filter(|mean| count > 0 && mean.is_finite())
    };
    let mut deciles: Vec<Decile> = (0..DECILES)
        .map(|index| {
            let count = counts[index];
            let output = mean(output_sums[index], count);
            Decile {
                trials: count,
                input: mean(input_sums[index], count),
                mean: output,
                statistic: output,
            }
        })
        .collect();
    if let Statistic::Percentile(probability) = statistic {
        let mut groups: Vec<Vec<f64>> =
            counts.iter().map(|count| Vec::with_capacity(*count as usize)).collect();
        for (decile, output) in decile.iter().zip(output) {
            groups[usize::from(*decile).min(DECILES - 1)].push(*output);
        }
        for (decile, group) in deciles.iter_mut().zip(&mut groups) {
            decile.statistic = percentile(group, probability);
        }
    }
    deciles
}

/// The bar of the tornado; `None` where fewer than two deciles have a statistic.
pub fn change(deciles: &[Decile]) -> Option<Change> {
    let known = deciles.iter().enumerate().filter_map(|(index, decile)| {
        let statistic = decile.statistic.filter(|statistic| statistic.is_finite())?;
        Some((statistic, index as u8 + 1))
    });
    let known: Vec<(f64, u8)> = known.collect();
    if known.len() < 2 {
        return None;
    }
    let lowest = known.iter().min_by(|a, b| a.0.total_cmp(&b.0))?;
    let highest = known.iter().max_by(|a, b| a.0.total_cmp(&b.0))?;
    Some(Change {
        lowest: lowest.0,
        lowest_decile: lowest.1,
        highest: highest.0,
        highest_decile: highest.1,
    })
}

/// The percentile with linear interpolation, as of sorted samples; reorders the numbers.
pub(super) fn percentile(numbers: &mut [f64], probability: f64) -> Option<f64> {
    let last = numbers.len().checked_sub(1)?;
    let position = probability.clamp(0.0, 1.0) * last as f64;
    let below = (position as usize).min(last);
    let (_, low, above) = numbers.select_nth_unstable_by(below, f64::total_cmp);
    let low = *low;
    let high = above.iter().copied().min_by(f64::total_cmp).unwrap_or(low);
    let fraction = position - below as f64;
    if fraction == 0.0 || low == high { Some(low) } else { Some(low + fraction * (high - low)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deciles_of_a_line() {
        // y = 3x on x = 0 to 999, in an order of no pattern: the decile means of x are 49.5, 149.5, ...
        let x: Vec<f64> = (0..1000).map(|i| f64::from(i * 387 % 1000)).collect();
        let y: Vec<f64> = x.iter().map(|x| 3.0 * x).collect();
        let decile = decile_of_trials(&Ranks::new(&x).unwrap());
        let found = deciles(&decile, &x, &y, Statistic::Mean);
        for (index, decile) in found.iter().enumerate() {
            assert_eq!(decile.trials, 100);
            assert_eq!(decile.input, Some(49.5 + 100.0 * index as f64));
            assert_eq!(decile.mean, Some(148.5 + 300.0 * index as f64));
        }
        let bar = change(&found).unwrap();
        assert_eq!((bar.lowest_decile, bar.highest_decile), (1, 10));
        assert_eq!(bar.range(), 2700.0);
        // NumPy: percentile(3 * arange(100), 90) = 267.3.
        let ninety = deciles(&decile, &x, &y, Statistic::Percentile(0.9));
        assert!((ninety[0].statistic.unwrap() - 267.3).abs() < 1e-9);
        assert_eq!(ninety[0].mean, Some(148.5));
    }

    #[test]
    fn equal_values_stay_together() {
        let x: Vec<f64> = (0..100).map(|i| f64::from(u8::from(i % 4 == 0))).collect();
        let decile = decile_of_trials(&Ranks::new(&x).unwrap());
        let found = deciles(&decile, &x, &x, Statistic::Mean);
        let filled: Vec<u64> = found.iter().map(|d| d.trials).filter(|count| *count > 0).collect();
        assert_eq!(filled, [75, 25]);
        assert!(change(&found).unwrap().is_rising());
        let constant = decile_of_trials(&Ranks::new(&[5.0; 20]).unwrap());
        assert_eq!(change(&deciles(&constant, &[5.0; 20], &[1.0; 20], Statistic::Mean)), None);
    }
}
