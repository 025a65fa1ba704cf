//! Functions computed a chunk of numbers at a time, in stages.
//!
//! The operations of one number's exponential wait for each other, and a processor looks ahead only
//! so far: a loop over whole exponentials leaves most of its units idle. Cut into stages, each a
//! loop of its own over a chunk that stays in the first-level cache, many numbers are under way at
//! once, and the constants of a stage fit into registers.
//!
//! Stages serve usual arguments only. A chunk with others is computed by the scalar function, which
//! takes the same steps and so gives the same bits.

use super::CHUNK;
use crate::elementary::exponential::{self, NORMAL_EXPONENT_MAX};
use crate::elementary::{logarithm, power};
use crate::special::normal::{
    TailVariable, lower_tail, normal_cdf_of_tail, tail_polynomial, tail_variable,
};

/// One chunk.
pub(super) type Chunk = [f64; CHUNK];

/// What one stage leaves to the next.
pub(super) struct Scratch {
    first: Chunk,
    second: Chunk,
    third: Chunk,
}

impl Scratch {
    #[inline(always)]
    pub(super) fn new() -> Scratch {
        Scratch { first: [0.0; CHUNK], second: [0.0; CHUNK], third: [0.0; CHUNK] }
    }
}

/// Fills `$out` chunk by chunk: with `$usual` of the chunk and its place, which says whether it
/// could, or else with `$any` of each value. `$padding` fills up the last chunk. Gives whether all
/// results are finite, which those of `$usual` are. A macro rather than a function of closures,
/// because closures aren't always compiled into their callers.
macro_rules! fill_chunks {
    (
        $values:expr, $out:expr, $padding:expr,
        |$chunk:ident, $place:ident| $usual:expr, |$value:ident| $any:expr
    ) => {{
        let length = $out.len().min($values.len());
        let (chunks, rest) = $values[..length].as_chunks::<{ super::CHUNK }>();
        let (out_chunks, out_rest) = $out[..length].as_chunks_mut::<{ super::CHUNK }>();
        let mut padded = [$padding; super::CHUNK];
        let mut padded_out = [0.0; super::CHUNK];
        padded[..rest.len()].copy_from_slice(rest);
        let whole = chunks.iter().zip(out_chunks);
        let padded_chunks = usize::from(!rest.is_empty());
        let last = std::iter::once((&padded, &mut padded_out)).take(padded_chunks);
        let mut all_finite = true;
        for (index, ($chunk, $place)) in whole.chain(last).enumerate() {
            if !$usual {
                for (out, value) in $place.iter_mut().zip($chunk) {
                    let $value = *value;
                    *out = $any;
                }
                let filled = (length - index * super::CHUNK).min(super::CHUNK);
                all_finite &= super::finite(&$place[..filled]);
            }
        }
        out_rest.copy_from_slice(&padded_out[..rest.len()]);
        all_finite
    }};
}
pub(super) use fill_chunks;

/// 0 where `condition` holds: a lane of the same width as the numbers.
#[inline(always)]
fn unusual(condition: bool) -> u64 {
    u64::from(!condition)
}

/// The exponential, where all arguments are within ±[`NORMAL_EXPONENT_MAX`].
#[inline(always)]
pub(super) fn exp(x: &Chunk, scratch: &mut Scratch, out: &mut Chunk) -> bool {
    let Scratch { first: high, second: low, third: shifted } = scratch;
    let mut found = 0;
    for i in 0..CHUNK {
        let reduced = exponential::reduce(x[i]);
        high[i] = reduced.high;
        low[i] = reduced.low;
        shifted[i] = reduced.shifted;
        found |= unusual(x[i].abs() <= NORMAL_EXPONENT_MAX);
    }
    if found != 0 {
        return false;
    }
    for i in 0..CHUNK {
        let power = exponential::exp_of_reduced(high[i], low[i]);
        out[i] = exponential::scale_normal(power, shifted[i]);
    }
    true
}

/// The natural logarithm, where all arguments are normal, finite and above 0.
#[inline(always)]
pub(super) fn ln(x: &Chunk, scratch: &mut Scratch, out: &mut Chunk) -> bool {
    let Scratch { first: f, second: s, third: exponents } = scratch;
    let mut found = 0;
    for i in 0..CHUNK {
        let (mantissa, exponent) = logarithm::decompose(x[i]);
        let reduced = logarithm::reduce(mantissa);
        f[i] = reduced.f;
        s[i] = reduced.s;
        exponents[i] = exponent;
        found |= unusual(logarithm::is_normal_positive(x[i]));
    }
    if found != 0 {
        return false;
    }
    for i in 0..CHUNK {
        let reduced = logarithm::Reduced { f: f[i], s: s[i] };
        out[i] = logarithm::ln_of_reduced(&reduced, exponents[i]);
    }
    true
}

/// Logarithms to base 2, as sums of two numbers.
pub(super) struct Logarithms {
    high: Chunk,
    low: Chunk,
}

impl Logarithms {
    #[inline(always)]
    pub(super) fn new() -> Logarithms {
        Logarithms { high: [0.0; CHUNK], low: [0.0; CHUNK] }
    }
}

/// The first half of the power function, where all bases are normal, finite and above 0.
#[inline(always)]
pub(super) fn log2_extended(x: &Chunk, scratch: &mut Scratch, logarithms: &mut Logarithms) -> bool {
    let Scratch { first: s, second: s_low, third: exponents } = scratch;
    let mut found = 0;
    for i in 0..CHUNK {
        let (mantissa, exponent) = logarithm::decompose(x[i]);
        let reduced = power::reduce(mantissa);
        s[i] = reduced.s;
        s_low[i] = reduced.s_low;
        exponents[i] = exponent;
        found |= unusual(logarithm::is_normal_positive(x[i]));
    }
    if found != 0 {
        return false;
    }
    for i in 0..CHUNK {
        let reduced = power::Reduced { s: s[i], s_low: s_low[i] };
        let logarithm = power::log2_extended(&reduced, exponents[i]);
        logarithms.high[i] = logarithm.high;
        logarithms.low[i] = logarithm.low;
    }
    true
}

/// The second half: 2^(y logarithm), where nothing comes near the ends of the range of numbers and
/// no exponent has a rule of its own.
#[inline(always)]
pub(super) fn power_of_logarithms(
    logarithms: &Logarithms,
    y: &Chunk,
    scratch: &mut Scratch,
    out: &mut Chunk,
) -> bool {
    let Scratch { first: high, second: low, third: shifted } = scratch;
    let mut found = 0;
    for i in 0..CHUNK {
        let logarithm = power::Sum { high: logarithms.high[i], low: logarithms.low[i] };
        let exponent = power::times(&logarithm, y[i]);
        let reduced = power::exp2_reduce(&exponent);
        high[i] = reduced.high;
        low[i] = reduced.low;
        shifted[i] = reduced.shifted;
        found |= unusual(exponent.sum().abs() < power::USUAL_EXPONENT_MAX);
    }
    for y in y {
        found |= unusual(power::is_usual_y(*y));
    }
    if found != 0 {
        return false;
    }
    for i in 0..CHUNK {
        let power = exponential::exp_of_reduced(high[i], low[i]);
        out[i] = exponential::scale_normal(power, shifted[i]);
    }
    true
}

/// The standard normal distribution function, where no tail is far out.
#[inline(always)]
pub(super) fn normal_cdf(x: &Chunk, scratch: &mut Scratch, out: &mut Chunk) -> bool {
    // The tail's exponential and the tail itself are normal numbers up to here.
    const USUAL_MAX: f64 = 37.0;
    let mut found = 0;
    for x in x {
        found |= unusual(x.abs() <= USUAL_MAX);
    }
    if found != 0 {
        return false;
    }
    let Scratch { first: high, second: low, third: shifted } = scratch;
    let mut factors = [0.0; CHUNK];
    for i in 0..CHUNK {
        let variable = tail_variable(x[i].abs());
        high[i] = variable.t;
        low[i] = variable.inverse;
    }
    for i in 0..CHUNK {
        factors[i] = tail_polynomial(&TailVariable { t: high[i], inverse: low[i] });
    }
    for i in 0..CHUNK {
        let tail = lower_tail(x[i].abs(), factors[i]);
        factors[i] = tail.factor;
        let reduced = exponential::reduce(tail.exponent);
        high[i] = reduced.high;
        low[i] = reduced.low;
        shifted[i] = reduced.shifted;
    }
    for i in 0..CHUNK {
        let power = exponential::exp_of_reduced(high[i], low[i]);
        let tail = exponential::scale_normal(power, shifted[i]) * factors[i];
        out[i] = normal_cdf_of_tail(x[i], tail);
    }
    true
}
