//! The picture of a run while it runs: each finished block of trials is added to it.
//!
//! Counts, moments and the histogram are of all trials so far. Percentiles are of an evenly thinned
//! part of them: every n-th trial of each block, n doubled whenever the part grows too large.

use std::sync::{Mutex, MutexGuard, PoisonError};

use ulam_contracts::simulations::{LIVE_BINS_MAX, LIVE_OUTPUTS_MAX, LiveHistogram, LiveOutput};

/// Values kept for percentiles.
const KEPT_MAX: usize = 16_384;
/// Values from which a histogram's edges are taken.
const EDGES_FROM: usize = 1_000;
/// How far the edges reach beyond the first values, as a share of their range: later ones lie further
/// out.
const MARGIN: f64 = 0.25;

/// An output as it is called.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutputLabel {
    /// Its cell.
    pub cell: String,
    /// Its name.
    pub name: Option<String>,
    /// What people call it.
    pub label: String,
    /// Its number format code.
    pub number_format: Option<String>,
    /// Whether its workbook counts days from 1904.
    pub dates_from_1904: bool,
}

/// The first outputs of a run so far.
#[derive(Default)]
pub struct Picture {
    outputs: Mutex<Vec<(OutputLabel, Gathered)>>,
}

/// What is known of an output.
#[derive(Clone, Debug, Default)]
struct Gathered {
    count: u64,
    errors: u64,
    mean: f64,
    /// Sum of squared differences from the mean.
    squares: f64,
    min: f64,
    max: f64,
    /// Every `step`-th value.
    kept: Vec<f64>,
    step: usize,
    bins: Option<Bins>,
}

#[derive(Clone, Debug)]
struct Bins {
    from: f64,
    width: f64,
    counts: Vec<u64>,
    below: u64,
    above: u64,
}

impl Picture {
    /// Starts over with these outputs; of more than eight, the first.
    pub fn begin(&self, mut labels: Vec<OutputLabel>) {
        labels.truncate(LIVE_OUTPUTS_MAX);
        *self.outputs() = labels.into_iter().map(|label| (label, Gathered::new())).collect();
    }

    /// Adds a finished block: a column an output.
    pub fn add(&self, columns: &[&mut [f64]]) {
        // What takes time is done without the lock: threads finish blocks at the same time.
        let bins: Vec<Option<Bins>> = self
            .outputs()
            .iter()
            .map(|(_, gathered)| gathered.bins.as_ref().map(Bins::emptied))
            .collect();
        let blocks = columns.iter().zip(bins).map(|(column, bins)| Block::new(column, bins));
        let blocks: Vec<Block> = blocks.collect();
        let mut outputs = self.outputs();
        for ((_, gathered), (block, column)) in outputs.iter_mut().zip(blocks.iter().zip(columns)) {
            gathered.add(block, column);
        }
    }

    /// The outputs so far.
    pub fn outputs_so_far(&self) -> Vec<LiveOutput> {
        let outputs = self.outputs().clone();
        outputs.into_iter().map(|(label, gathered)| gathered.shown(label)).collect()
    }

    fn outputs(&self) -> MutexGuard<'_, Vec<(OutputLabel, Gathered)>> {
        self.outputs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Moments of a block.
struct Block {
    count: u64,
    errors: u64,
    mean: f64,
    squares: f64,
    min: f64,
    max: f64,
    /// Its values in the output's bins, if these are there.
    bins: Option<Bins>,
}

impl Block {
    fn new(column: &[f64], mut bins: Option<Bins>) -> Block {
        let (mut count, mut sum) = (0u64, 0.0);
        let (mut min, mut max) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in column.iter().filter(|value| value.is_finite()) {
            count += 1;
            sum += value;
            min = min.min(*value);
            max = max.max(*value);
        }
        let mean = if count > 0 { sum / count as f64 } else { 0.0 };
        let mut squares = 0.0;
        for value in column.iter().filter(|value| value.is_finite()) {
            squares += (value - mean) * (value - mean);
        }
        if let Some(bins) = &mut bins {
            column.iter().filter(|value| value.is_finite()).for_each(|value| bins.add(*value));
        }
        Block { count, errors: column.len() as u64 - count, mean, squares, min, max, bins }
    }
}

impl Gathered {
    fn new() -> Gathered {
        Gathered { min: f64::INFINITY, max: f64::NEG_INFINITY, step: 1, ..Gathered::default() }
    }

    fn add(&mut self, block: &Block, column: &[f64]) {
        self.errors += block.errors;
        if block.count == 0 {
            return;
        }
        // Chan, Golub, LeVeque 1983: moments of two parts together.
        let (before, added) = (self.count as f64, block.count as f64);
        let total = before + added;
        let difference = block.mean - self.mean;
        self.mean += difference * added / total;
        self.squares += block.squares + difference * difference * before * added / total;
        self.count += block.count;
        self.min = self.min.min(block.min);
        self.max = self.max.max(block.max);

        let finite = column.iter().copied().filter(|value| value.is_finite());
        self.kept.extend(finite.clone().step_by(self.step));
        match (&mut self.bins, &block.bins) {
            (Some(bins), Some(of_block)) => bins.merge(of_block),
            // The edges were found while the block was looked at.
            (Some(bins), None) => finite.for_each(|value| bins.add(value)),
            (None, _) if self.kept.len() >= EDGES_FROM => {
                // All values so far are kept: nothing is thinned before the edges are there.
                let mut bins = Bins::around(&self.kept);
                self.kept.iter().for_each(|value| bins.add(*value));
                self.bins = Some(bins);
            }
            (None, _) => {}
        }
        while self.kept.len() > KEPT_MAX {
            let mut index = 0;
            self.kept.retain(|_| {
                index += 1;
                index % 2 == 1
            });
            self.step = self.step.saturating_mul(2);
        }
    }

    fn shown(self, label: OutputLabel) -> LiveOutput {
        let is_known = self.count > 0;
        let mut sorted = self.kept;
        sorted.sort_unstable_by(f64::total_cmp);
        let percentile = |share: f64| {
            let last = sorted.len().checked_sub(1)?;
            sorted.get((share * last as f64).round() as usize).copied()
        };
        let finite = |value: f64| (is_known && value.is_finite()).then_some(value);
        let variance = self.squares / (self.count.saturating_sub(1)).max(1) as f64;
        let histogram = match self.bins {
            Some(bins) => Some(bins.shown()),
            None if is_known => {
                let mut bins = Bins::around(&sorted);
                sorted.iter().for_each(|value| bins.add(*value));
                Some(bins.shown())
            }
            None => None,
        };
        LiveOutput {
            cell: label.cell,
            name: label.name,
            label: label.label,
            number_format: label.number_format,
            dates_from_1904: label.dates_from_1904,
            count: self.count,
            errors: self.errors,
            mean: finite(self.mean),
            sd: finite(variance.sqrt()).filter(|_| self.count > 1),
            min: finite(self.min),
            max: finite(self.max),
            p5: percentile(0.05),
            p25: percentile(0.25),
            p50: percentile(0.5),
            p75: percentile(0.75),
            p95: percentile(0.95),
            histogram,
        }
    }
}

impl Bins {
    /// Bins around values, of which there is at least one: a little beyond the middle 99% of them.
    fn around(values: &[f64]) -> Bins {
        let mut sorted = values.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        let last = sorted.len().saturating_sub(1);
        let at =
            |share: f64| sorted.get((share * last as f64).round() as usize).copied().unwrap_or(0.0);
        let (low, high) = (at(0.005), at(0.995));
        let range = high - low;
        let margin = if range > 0.0 { range * MARGIN } else { (low.abs() * 0.01).max(0.5) };
        let from = (low - margin).max(f64::MIN / 4.0);
        let to = (high + margin).min(f64::MAX / 4.0);
        let width = (to - from) / LIVE_BINS_MAX as f64;
        Bins { from, width, counts: vec![0; LIVE_BINS_MAX], below: 0, above: 0 }
    }

    /// The same bins with nothing in them.
    fn emptied(&self) -> Bins {
        let counts = vec![0; self.counts.len()];
        Bins { from: self.from, width: self.width, counts, below: 0, above: 0 }
    }

    /// Adds what other bins with the same edges hold.
    fn merge(&mut self, other: &Bins) {
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count += more;
        }
        self.below += other.below;
        self.above += other.above;
    }

    fn add(&mut self, value: f64) {
        let bin = (value - self.from) / self.width;
        if bin < 0.0 {
            self.below += 1;
        } else if let Some(count) = self.counts.get_mut(bin as usize) {
            *count += 1;
        } else {
            self.above += 1;
        }
    }

    fn shown(self) -> LiveHistogram {
        let edge = |index: usize| self.from + self.width * index as f64;
        LiveHistogram {
            edges: (0..=self.counts.len()).map(edge).collect(),
            counts: self.counts,
            below: self.below,
            above: self.above,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(cell: &str) -> OutputLabel {
        OutputLabel { cell: cell.to_string(), label: cell.to_string(), ..OutputLabel::default() }
    }

    #[test]
    fn the_picture_is_of_all_trials_in_whatever_order_blocks_come() {
        let picture = Picture::default();
        picture.begin(vec![label("A1")]);
        // 0 to 99,999 in blocks of 1,000, in an order that isn't theirs; each tenth is an error.
        for block in (0..100).map(|block| (block * 37) % 100) {
            let mut column: Vec<f64> =
                (0..1_000).map(|trial| f64::from(block * 1_000 + trial)).collect();
            column.iter_mut().step_by(10).for_each(|value| *value = f64::NAN);
            picture.add(&[&mut column]);
        }
        let outputs = picture.outputs_so_far();
        let output = outputs.first().expect("there is one");
        assert_eq!((output.count, output.errors), (90_000, 10_000));
        // The mean of the numbers below 100,000 that aren't multiples of 10 is 50,000.
        assert!((output.mean.expect("a mean") - 50_000.0).abs() < 1e-6);
        assert_eq!((output.min, output.max), (Some(1.0), Some(99_999.0)));
        assert!((output.p50.expect("a median") - 50_000.0).abs() < 500.0);
        assert!((output.p95.expect("a percentile") - 95_000.0).abs() < 500.0);
        let histogram = output.histogram.as_ref().expect("a histogram");
        assert_eq!(histogram.edges.len(), histogram.counts.len() + 1);
        let counted: u64 = histogram.counts.iter().sum();
        assert_eq!(counted + histogram.below + histogram.above, 90_000);
    }

    #[test]
    fn constants_errors_and_nothing_have_pictures_too() {
        let picture = Picture::default();
        picture.begin(vec![label("A1"), label("A2"), label("A3")]);
        let (mut constant, mut errors, mut huge) = ([5.0; 8], [f64::NAN; 8], [f64::MAX; 8]);
        assert_eq!(picture.outputs_so_far().len(), 3);
        picture.add(&[&mut constant, &mut errors, &mut huge]);
        let outputs = picture.outputs_so_far();
        let histogram = outputs[0].histogram.as_ref().expect("a histogram");
        assert_eq!(histogram.counts.iter().sum::<u64>(), 8);
        assert_eq!((outputs[1].errors, outputs[1].mean), (8, None));
        assert!(outputs[1].histogram.is_none());
        let edges = &outputs[2].histogram.as_ref().expect("a histogram").edges;
        assert!(edges.iter().all(|edge| edge.is_finite()));
    }
}
