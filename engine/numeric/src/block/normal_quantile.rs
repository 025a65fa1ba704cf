//! The standard normal quantile of a block.

use super::finite;
use crate::dispatch;
use crate::special;
use crate::special::normal::{
    CENTRAL_HALF_WIDTH, FAR_TAIL, normal_quantile_central, normal_quantile_tail,
    normal_quantile_tail_argument,
};

/// Numbers that are looked at together for tails.
const ROW: usize = 8;
/// Tails that are gathered before they are computed.
const GATHERED: usize = 64;

dispatch! {
    /// [`special::normal_quantile`]; returns whether all results are finite.
    ///
    /// 97.5% of uniform probabilities lie in the central region, which is computed for all of them;
    /// the others are gathered, computed side by side and put in their places.
    pub fn normal_quantile(probabilities: &[f64], out: &mut [f64]) -> bool {
        let length = out.len().min(probabilities.len());
        let (probabilities, out) = (&probabilities[..length], &mut out[..length]);
        for (out, probability) in out.iter_mut().zip(probabilities) {
            *out = normal_quantile_central(*probability);
        }
        let mut tails =
            Tails { places: [0; GATHERED + ROW], probabilities: [0.5; GATHERED + ROW], count: 0 };
        let mut all_finite = true;
        let (rows, rest) = probabilities.as_chunks::<ROW>();
        for (index, row) in rows.iter().enumerate() {
            let mut central = true;
            for probability in row {
                central &= (probability - 0.5).abs() <= CENTRAL_HALF_WIDTH;
            }
            if !central {
                tails.gather(index * ROW, row);
                if tails.count >= GATHERED {
                    all_finite &= tails.scatter(out);
                }
            }
        }
        tails.gather(rows.len() * ROW, rest);
        all_finite & tails.scatter(out)
    }
}

/// Probabilities outside the central region and where they were.
struct Tails {
    places: [usize; GATHERED + ROW],
    probabilities: [f64; GATHERED + ROW],
    count: usize,
}

impl Tails {
    /// Adds the tails among at most [`ROW`] probabilities. There is room for all of them.
    #[inline(always)]
    fn gather(&mut self, first_place: usize, row: &[f64]) {
        for (i, probability) in row.iter().enumerate() {
            self.places[self.count] = first_place + i;
            self.probabilities[self.count] = *probability;
            // Without a branch, which would often be predicted wrongly.
            let central = (probability - 0.5).abs() <= CENTRAL_HALF_WIDTH;
            self.count += usize::from(!central);
        }
    }

    /// Puts the quantiles of what was gathered in their places and forgets it; returns whether they
    /// are finite.
    #[inline(always)]
    fn scatter(&mut self, out: &mut [f64]) -> bool {
        let probabilities = &self.probabilities[..self.count];
        let places = &self.places[..self.count];
        self.count = 0;
        let mut quantiles = [0.0; GATHERED + ROW];
        let mut usual = true;
        for (quantile, probability) in quantiles.iter_mut().zip(probabilities) {
            let argument = normal_quantile_tail_argument(*probability);
            let magnitude = normal_quantile_tail(argument);
            *quantile = if *probability < 0.5 { -magnitude } else { magnitude };
            usual &= argument <= FAR_TAIL;
        }
        if !usual {
            for (quantile, probability) in quantiles.iter_mut().zip(probabilities) {
                *quantile = special::normal_quantile(*probability);
            }
        }
        for (place, quantile) in places.iter().zip(&quantiles) {
            out[*place] = *quantile;
        }
        usual || finite(&quantiles[..places.len()])
    }
}
