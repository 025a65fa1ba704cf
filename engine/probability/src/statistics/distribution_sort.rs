//! Sorting by distribution: into buckets by value, then within each bucket by leading bits.
//!
//! A first pass spreads samples over buckets of about [`BUCKET_SAMPLES`], evenly in value, so that
//! what follows stays in the first-level cache. Each bucket is spread again by the leading bits of
//! its own range of keys, and the few entries that are still out of place are inserted. Samples that one pass
//! can't tell apart (a long tail beside a dense body) are left to the next. Every pass uses up bits
//! of the key, so that time is linear in the number of samples, whatever they are.
//!
//! For a million samples this takes about half the time of `slice::sort_unstable`; a radix sort of
//! whole keys, digit by digit, is slower than either, since each digit moves all samples through
//! main memory.

use ulam_numeric::block;

/// Samples in a bucket of the first pass, about: 16 KiB with their scratch space.
const BUCKET_SAMPLES: usize = 1024;
/// More buckets than this have their ends too far apart for the caches to follow.
const BUCKETS_MAX: usize = 1024;
/// Bits that a later pass spreads entries by, at most.
const SPREAD_BITS_MAX: u32 = 11;
/// So few entries are inserted one by one.
const INSERTED_MAX: usize = 24;

/// An unsigned integer that orders as `f64::total_cmp` does.
#[inline(always)]
pub(super) fn key_of(value: f64) -> u64 {
    let bits = value.to_bits();
    bits ^ (((bits as i64 >> 63) as u64) | 1 << 63)
}

/// The number with this key.
#[inline(always)]
pub(super) fn value_of(key: u64) -> f64 {
    f64::from_bits(key ^ (((!key as i64 >> 63) as u64) | 1 << 63))
}

/// The entries of all samples, ascending. `entry_of` makes one from a sample and its position; a
/// smaller sample must never have a larger entry. No sample may be NaN.
#[inline(always)]
pub(super) fn sorted_entries(samples: &[f64], entry_of: impl Fn(usize, f64) -> u64) -> Vec<u64> {
    let (low, high) = block::min_max(samples);
    let wanted = (samples.len() / BUCKET_SAMPLES).clamp(1, BUCKETS_MAX);
    let scale = wanted as f64 / (high - low);
    // Infinite or hardly different samples: one bucket.
    let (buckets, scale) = if scale.is_normal() { (wanted, scale) } else { (1, 0.0) };
    let last = buckets as i32 - 1;
    let bucket_of = |sample: f64| (((sample - low) * scale) as i32).min(last) as usize;

    let mut ends = vec![0usize; buckets];
    for sample in samples {
        ends[bucket_of(*sample)] += 1;
    }
    let largest = ends.iter().copied().max().unwrap_or(0);
    let mut start = 0;
    for end in &mut ends {
        start += std::mem::replace(end, start);
    }
    let mut entries = vec![0u64; samples.len()];
    for (position, sample) in samples.iter().enumerate() {
        let end = &mut ends[bucket_of(*sample)];
        entries[*end] = entry_of(position, *sample);
        *end += 1;
    }
    let mut scratch = vec![0u64; largest];
    let mut start = 0;
    for end in ends {
        sort_entries(&mut entries[start..end], &mut scratch);
        start = end;
    }
    entries
}

/// Sorts entries; `scratch` has room for them all.
fn sort_entries(entries: &mut [u64], scratch: &mut [u64]) {
    if entries.len() <= INSERTED_MAX {
        insert_each(entries);
        return;
    }
    if entries.len() > u32::MAX as usize {
        entries.sort_unstable();
        return;
    }
    let smallest = entries.iter().copied().fold(u64::MAX, u64::min);
    let largest = entries.iter().copied().fold(0, u64::max);
    if smallest == largest {
        return;
    }
    let spread_bits = (usize::BITS - entries.len().leading_zeros()).min(SPREAD_BITS_MAX);
    let range_bits = u64::BITS - (largest - smallest).leading_zeros();
    let shift = range_bits.saturating_sub(spread_bits);
    let bucket_of = |entry: u64| ((entry - smallest) >> shift) as usize % (1 << SPREAD_BITS_MAX);

    let mut ends = [0u32; 1 << SPREAD_BITS_MAX];
    let ends = &mut ends[..1 << spread_bits];
    for entry in entries.iter() {
        ends[bucket_of(*entry)] += 1;
    }
    let mut start = 0;
    for end in ends.iter_mut() {
        start += std::mem::replace(end, start);
    }
    let scattered = &mut scratch[..entries.len()];
    for entry in entries.iter() {
        let end = &mut ends[bucket_of(*entry)];
        scattered[*end as usize] = *entry;
        *end += 1;
    }
    entries.copy_from_slice(scattered);
    if shift == 0 {
        return;
    }
    let mut start = 0;
    for &mut end in ends {
        let end = end as usize;
        if end - start > INSERTED_MAX {
            sort_entries(&mut entries[start..end], scratch);
        }
        start = end;
    }
    insert_each(entries);
}

/// Insertion sort.
fn insert_each(entries: &mut [u64]) {
    for next in 1..entries.len() {
        let entry = entries[next];
        let mut place = next;
        while place > 0 && entries[place - 1] > entry {
            entries[place] = entries[place - 1];
            place -= 1;
        }
        entries[place] = entry;
    }
}
