//! The random streams: Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as
//! 1, 2, 3"), keyed by seed and identity, counted by trial and draw.

/// The stream of one input: which trial and draw gives which uniform depends on nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stream {
    /// Philox key.
    pub key: [u32; 2],
}

impl Stream {
    /// The stream of the input with this identity under this seed.
    ///
    /// `identity` is its name if it has one, else sheet and cell (for a call inside a formula also
    /// its position and element); see the caller that forms it.
    pub fn new(_seed: u64, _identity: &str) -> Stream {
        todo!()
    }

    /// The uniform of one trial and draw, in the open interval (0, 1).
    pub fn uniform(&self, _trial: u64, _draw: u32) -> f64 {
        todo!()
    }

    /// The uniforms of `out.len()` trials from `first_trial` on; the same bits as
    /// [`Stream::uniform`] of each.
    pub fn fill(&self, _first_trial: u64, _draw: u32, _out: &mut [f64]) {
        todo!()
    }
}
