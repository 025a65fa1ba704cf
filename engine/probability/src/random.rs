//! The random streams: Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as
//! 1, 2, 3"), keyed by seed and identity, counted by trial and draw.
//!
//! A stream is a pure function of its key, the trial and the draw: nothing is advanced, so that any
//! partition of the trials over blocks, threads and machines gives the same bits.
//!
//! **Key.** mix(FNV-1a(identity) xor mix(seed + 0x9E3779B97F4A7C15)) where FNV-1a is the 64-bit
//! hash over the identity's UTF-8 bytes and mix the finaliser of SplitMix64 (Steele, Lea and Flood
//! 2014); its low and high halves are the two key words. Under one seed, identities share a key
//! only if their 64-bit hashes collide.
//!
//! **Counter.** Trial t is lane j = t mod 16 of group g = floor(t / 16). Words 0 and 1 of the
//! counter are the low and high halves of 8g + (j mod 8), word 2 is the draw, word 3 is zero. Lanes
//! 0 to 7 take the output words (0, 1), lanes 8 to 15 the words (2, 3), the lower word first: eight
//! counters side by side give sixteen consecutive trials without interleaving. Uses of a key other
//! than uniforms (permutations, scrambling) must put something other than zero in word 3.
//!
//! **Uniform.** (floor(bits / 2^12) + 1/2) / 2^52, strictly inside (0, 1) and symmetric about 1/2.

const MULTIPLIERS: [u32; 2] = [0xD2511F53, 0xCD9E8D57];
const KEY_INCREMENTS: [u32; 2] = [0x9E3779B9, 0xBB67AE85];
const ROUNDS: usize = 10;

/// Trials of one group; see the module's text.
const GROUP: usize = 16;
/// Counters of one group.
const COUNTERS: usize = GROUP / 2;

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
    pub fn new(seed: u64, identity: &str) -> Stream {
        let key = mix(fnv_1a(identity.as_bytes()) ^ mix(seed.wrapping_add(0x9E3779B97F4A7C15)));
        Stream { key: [key as u32, (key >> 32) as u32] }
    }

    /// The four output words of one Philox counter under this stream's key.
    ///
    /// Word 3 of the counter is zero in the counters of uniforms: other uses set it.
    #[inline]
    pub fn words(&self, counter: [u32; 4]) -> [u32; 4] {
        let [mut c0, mut c1, mut c2, mut c3] = counter;
        let mut key = self.key;
        for _ in 0..ROUNDS {
            let first = u64::from(MULTIPLIERS[0]) * u64::from(c0);
            let second = u64::from(MULTIPLIERS[1]) * u64::from(c2);
            c0 = (second >> 32) as u32 ^ c1 ^ key[0];
            c1 = second as u32;
            c2 = (first >> 32) as u32 ^ c3 ^ key[1];
            c3 = first as u32;
            key[0] = key[0].wrapping_add(KEY_INCREMENTS[0]);
            key[1] = key[1].wrapping_add(KEY_INCREMENTS[1]);
        }
        [c0, c1, c2, c3]
    }

    /// 64 random bits of one trial and draw; [`Stream::uniform`] uses the upper 52 of them.
    #[inline]
    pub fn bits(&self, trial: u64, draw: u32) -> u64 {
        let lane = trial % GROUP as u64;
        let counter = trial / GROUP as u64 * COUNTERS as u64 + lane % COUNTERS as u64;
        let words = self.words([counter as u32, (counter >> 32) as u32, draw, 0]);
        let [low, high] =
            if lane < COUNTERS as u64 { [words[0], words[1]] } else { [words[2], words[3]] };
        u64::from(high) << 32 | u64::from(low)
    }

    /// The uniform of one trial and draw, in the open interval (0, 1).
    #[inline]
    pub fn uniform(&self, trial: u64, draw: u32) -> f64 {
        uniform_from_bits(self.bits(trial, draw))
    }

    /// The uniforms of `out.len()` trials from `first_trial` on; the same bits as
    /// [`Stream::uniform`] of each.
    ///
    /// Fastest where `first_trial` and the length are multiples of 16.
    pub fn fill(&self, first_trial: u64, draw: u32, out: &mut [f64]) {
        let offset = (first_trial % GROUP as u64) as usize;
        let mut group = first_trial / GROUP as u64;
        let head_length = if offset == 0 { 0 } else { (GROUP - offset).min(out.len()) };
        let (head, rest) = out.split_at_mut(head_length);
        if head_length > 0 {
            let mut whole = [[0.0; GROUP]];
            fill_groups(self.key, group, draw, &mut whole);
            head.copy_from_slice(&whole[0][offset..offset + head_length]);
            group = group.wrapping_add(1);
        }
        let (groups, tail) = rest.as_chunks_mut::<GROUP>();
        fill_groups(self.key, group, draw, groups);
        if !tail.is_empty() {
            let mut whole = [[0.0; GROUP]];
            fill_groups(self.key, group.wrapping_add(groups.len() as u64), draw, &mut whole);
            tail.copy_from_slice(&whole[0][..tail.len()]);
        }
    }
}

/// The uniform whose upper 52 bits these are: strictly inside (0, 1).
#[inline(always)]
fn uniform_from_bits(bits: u64) -> f64 {
    // 52 bits behind the point of a number in [1, 2); less 1 - 2^-53, which is exact.
    f64::from_bits(0x3FF0_0000_0000_0000 | bits >> 12) - (1.0 - f64::EPSILON / 2.0)
}

/// The lower half of a 64-bit lane. Words are kept in lower halves, for the processors' 32 by 32
/// bit multiplication; the upper halves hold anything between the multiplications.
const LOW: u64 = 0xFFFF_FFFF;

ulam_numeric::dispatch! {
    /// The uniforms of whole groups of trials.
    fn fill_groups(key: [u32; 2], first_group: u64, draw: u32, out: &mut [[f64; 16]]) {
        let mut keys = [[0u64; 2]; ROUNDS];
        let mut round_key = key;
        for words in &mut keys {
            *words = [u64::from(round_key[0]), u64::from(round_key[1])];
            round_key[0] = round_key[0].wrapping_add(KEY_INCREMENTS[0]);
            round_key[1] = round_key[1].wrapping_add(KEY_INCREMENTS[1]);
        }
        let mut counter = first_group.wrapping_mul(COUNTERS as u64);
        let (pairs, last) = out.as_chunks_mut::<2>();
        for pair in pairs {
            fill_interleaved(&keys, counter, draw, pair);
            counter = counter.wrapping_add(2 * COUNTERS as u64);
        }
        if let [last] = last {
            let mut pair = [[0.0; GROUP]; 2];
            fill_interleaved(&keys, counter, draw, &mut pair);
            *last = pair[0];
        }
    }
}

/// Two groups at a time: the rounds of one counter wait for each other, those of two don't.
#[inline(always)]
fn fill_interleaved(
    keys: &[[u64; 2]; ROUNDS],
    counter: u64,
    draw: u32,
    [first, second]: &mut [[f64; GROUP]; 2],
) {
    let next_counter = counter.wrapping_add(COUNTERS as u64);
    for lane in 0..COUNTERS {
        let mut a = [(counter & LOW) + lane as u64, counter >> 32, u64::from(draw), 0];
        let mut b = [(next_counter & LOW) + lane as u64, next_counter >> 32, u64::from(draw), 0];
        for words in keys {
            let a_products = products(a);
            let b_products = products(b);
            a = next_words(a, a_products, words);
            b = next_words(b, b_products, words);
        }
        first[lane] = uniform_from_bits(a[1] << 32 | a[0] & LOW);
        first[lane + COUNTERS] = uniform_from_bits(a[3] << 32 | a[2] & LOW);
        second[lane] = uniform_from_bits(b[1] << 32 | b[0] & LOW);
        second[lane + COUNTERS] = uniform_from_bits(b[3] << 32 | b[2] & LOW);
    }
}

#[inline(always)]
fn products(words: [u64; 4]) -> [u64; 2] {
    [(words[0] & LOW) * u64::from(MULTIPLIERS[0]), (words[2] & LOW) * u64::from(MULTIPLIERS[1])]
}

#[inline(always)]
fn next_words(words: [u64; 4], products: [u64; 2], key: &[u64; 2]) -> [u64; 4] {
    [
        (products[1] >> 32) ^ (words[1] ^ key[0]),
        products[1],
        (products[0] >> 32) ^ (words[3] ^ key[1]),
        products[0],
    ]
}

/// The 64-bit FNV-1a hash (Fowler, Noll and Vo).
fn fnv_1a(bytes: &[u8]) -> u64 {
    let mut hash: u64 = 0xCBF29CE484222325;
    for byte in bytes {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x100000001B3);
    }
    hash
}

/// The finaliser of SplitMix64: a bijection in which every bit depends on every bit.
fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ bits >> 30).wrapping_mul(0xBF58476D1CE4E5B9);
    bits = (bits ^ bits >> 27).wrapping_mul(0x94D049BB133111EB);
    bits ^ bits >> 31
}

#[cfg(test)]
mod tests {
    use super::*;
    use ulam_numeric::simd::Level;

    #[test]
    fn philox_gives_the_known_answers_of_random123() {
        let zero = Stream { key: [0, 0] }.words([0; 4]);
        assert_eq!(zero, [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]);
        let ones = Stream { key: [u32::MAX; 2] }.words([u32::MAX; 4]);
        assert_eq!(ones, [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]);
        let pi = Stream { key: [0xa4093822, 0x299f31d0] }
            .words([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344]);
        assert_eq!(pi, [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1]);
    }

    #[test]
    fn hashes_give_their_published_answers() {
        // http://www.isthe.com/chongo/tech/comp/fnv/
        assert_eq!(fnv_1a(b""), 0xcbf29ce484222325);
        assert_eq!(fnv_1a(b"a"), 0xaf63dc4c8601ec8c);
        assert_eq!(fnv_1a(b"foobar"), 0x85944171f73967e8);
        // The first output of java.util.SplittableRandom from seed 0.
        assert_eq!(mix(0x9E3779B97F4A7C15), 0xe220a8397b1dcdaf);
    }

    #[test]
    fn uniforms_are_strictly_inside_the_unit_interval() {
        assert_eq!(uniform_from_bits(0), f64::EPSILON / 2.0);
        assert_eq!(uniform_from_bits(u64::MAX), 1.0 - f64::EPSILON / 2.0);
        assert_eq!(uniform_from_bits(1 << 63), 0.5 + f64::EPSILON / 2.0);
    }

    #[test]
    fn fill_gives_the_bits_of_uniform_for_any_start_length_and_level() {
        let stream = Stream::new(7, "Model!B3");
        for level in Level::supported() {
            level.restrict();
            for first_trial in [0, 1, 7, 8, 15, 16, 12345, (1 << 36) - 5, u64::MAX - 100] {
                for length in [0, 1, 5, 15, 16, 17, 40, 100] {
                    let mut out = vec![0.0; length];
                    stream.fill(first_trial, 3, &mut out);
                    for (i, value) in out.iter().enumerate() {
                        let expected = stream.uniform(first_trial + i as u64, 3);
                        assert_eq!(value.to_bits(), expected.to_bits(), "{first_trial} + {i}");
                    }
                }
            }
        }
        Level::best().restrict();
    }

    #[test]
    fn moments_and_correlations_are_those_of_independent_uniforms() {
        const TRIALS: usize = 1 << 16;
        let mut streams = Vec::new();
        for (seed, identity, draw) in
            [(1, "A", 0), (2, "A", 0), (1, "B", 0), (1, "A", 1), (1, "a", 0)]
        {
            let mut out = vec![0.0; TRIALS];
            Stream::new(seed, identity).fill(0, draw, &mut out);
            streams.push(out);
        }
        // Each standardised sum is normal; 5 standard deviations.
        let limit = 5.0 / (TRIALS as f64).sqrt();
        for (i, left) in streams.iter().enumerate() {
            let mean = left.iter().sum::<f64>() / TRIALS as f64;
            assert!(((mean - 0.5) * 12f64.sqrt()).abs() < limit);
            for (j, right) in streams.iter().enumerate() {
                let covariance = left.iter().zip(right).map(|(x, y)| (x - 0.5) * (y - 0.5));
                let correlation = 12.0 * covariance.sum::<f64>() / TRIALS as f64;
                let expected = if i == j { 1.0 } else { 0.0 };
                assert!((correlation - expected).abs() < limit, "{i} {j} {correlation}");
            }
        }
    }
}
