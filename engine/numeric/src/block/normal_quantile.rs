//! The standard normal quantile of a block.

use super::finite;
use crate::dispatch;
use crate::special;
use crate::special::normal::{
    CENTRAL_HALF_WIDTH, FAR_TAIL, normal_quantile_central, normal_quantile_tail,
    normal_quantile_tail_argument,
};

/// Numbers of which the tails are gathered before they are computed.
const GATHERED: usize = 256;

dispatch! {
    /// [`special::normal_quantile`]; returns whether all results are finite.
    ///
    /// 85% of uniform probabilities lie in the central region, which is computed for all of them;
    /// the others are gathered, computed side by side and put in their places.
    pub fn normal_quantile(probabilities: &[f64], out: &mut [f64]) -> bool {
        let length = out.len().min(probabilities.len());
        let mut all_finite = true;
        let parts = probabilities[..length].chunks(GATHERED);
        for (probabilities, out) in parts.zip(out[..length].chunks_mut(GATHERED)) {
            for (out, probability) in out.iter_mut().zip(probabilities) {
                *out = normal_quantile_central(probability - 0.5);
            }
            let mut places = [0u8; GATHERED];
            let mut gathered = [0.0; GATHERED];
            let mut count = 0;
            for (place, probability) in probabilities.iter().enumerate() {
                places[count] = place as u8;
                gathered[count] = *probability;
                let central = (probability - 0.5).abs() <= CENTRAL_HALF_WIDTH;
                count += usize::from(!central);
            }
            let mut arguments = [0.0; GATHERED];
            let mut magnitudes = [0.0; GATHERED];
            for i in 0..count {
                arguments[i] = normal_quantile_tail_argument(gathered[i]);
                magnitudes[i] = normal_quantile_tail(arguments[i]);
            }
            let mut usual = true;
            for i in 0..count {
                usual &= arguments[i] <= FAR_TAIL;
                let magnitude = magnitudes[i];
                out[usize::from(places[i])] = if gathered[i] < 0.5 { -magnitude } else { magnitude };
            }
            if !usual {
                for i in 0..count {
                    out[usize::from(places[i])] = special::normal_quantile(gathered[i]);
                }
                all_finite &= finite(out);
            }
        }
        all_finite
    }
}
