//! Looking a probability up in rising cumulative probabilities, in constant expected time.

/// Cumulative probabilities with a guide table (Chen and Asau 1974): for each of 2^k equal slices
/// of [0, 1], where its search begins.
#[derive(Debug)]
pub struct CumulativeSearch {
    cumulative: Vec<f64>,
    guide: Vec<u32>,
}

impl CumulativeSearch {
    /// `cumulative` must not fall; at most 2^31 of them.
    pub fn new(cumulative: Vec<f64>) -> CumulativeSearch {
        // A power of two, so that slicing p is exact.
        let slices = cumulative.len().clamp(1, 1 << 20).next_power_of_two();
        let mut guide = Vec::with_capacity(slices + 1);
        let mut index = 0;
        for slice in 0..=slices {
            let start = slice as f64 / slices as f64;
            while index < cumulative.len() && cumulative[index] < start {
                index += 1;
            }
            guide.push(index as u32);
        }
        CumulativeSearch { cumulative, guide }
    }

    /// Cumulative probability at `index`.
    pub fn get(&self, index: usize) -> Option<f64> {
        self.cumulative.get(index).copied()
    }

    /// The first index whose cumulative probability is at least `p`; their count if there is none.
    #[inline]
    pub fn index(&self, p: f64) -> usize {
        let slices = self.guide.len() - 1;
        let slice = ((p * slices as f64) as usize).min(slices);
        let start = self.guide[slice] as usize;
        let end = match self.guide.get(slice + 1) {
            Some(next) => *next as usize,
            None => self.cumulative.len(),
        };
        // Most slices hold few entries.
        if end - start <= 8 {
            let mut index = start;
            while index < self.cumulative.len() && self.cumulative[index] < p {
                index += 1;
            }
            return index;
        }
        start + self.cumulative[start..end].partition_point(|cumulative| *cumulative < p)
    }
}
