//! Run-time choice of the instruction set.

use std::sync::atomic::{AtomicU8, Ordering};

/// An instruction set that the block kernels are compiled for.
///
/// Every level gives the same bits; a higher one is only faster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Level {
    /// What the target guarantees (SSE2 on x86-64, NEON on AArch64).
    Baseline = 0,
    /// 256-bit vectors on x86-64.
    Avx2 = 1,
    /// 512-bit vectors on x86-64.
    Avx512 = 2,
}

const UNDETECTED: u8 = u8::MAX;
static CURRENT: AtomicU8 = AtomicU8::new(UNDETECTED);

impl Level {
    /// The best level that this processor supports.
    pub fn best() -> Level {
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512bw")
            {
                return Level::Avx512;
            }
            if is_x86_feature_detected!("avx2") {
                return Level::Avx2;
            }
        }
        Level::Baseline
    }

    /// Every level that this processor supports, lowest first.
    pub fn supported() -> Vec<Level> {
        [Level::Baseline, Level::Avx2, Level::Avx512]
            .into_iter()
            .filter(|level| *level <= Level::best())
            .collect()
    }

    /// The level that kernels use now: the best one, unless [`Level::restrict`] lowered it.
    #[inline]
    pub fn current() -> Level {
        match CURRENT.load(Ordering::Relaxed) {
            0 => Level::Baseline,
            1 => Level::Avx2,
            2 => Level::Avx512,
            _ => {
                let best = Level::best();
                CURRENT.store(best as u8, Ordering::Relaxed);
                best
            }
        }
    }

    /// Makes every kernel of this process use at most `self`; returns the level now in force.
    ///
    /// Safe at any time, since all levels give the same bits: tests use it to show that.
    pub fn restrict(self) -> Level {
        let level = self.min(Level::best());
        CURRENT.store(level as u8, Ordering::Relaxed);
        level
    }
}

/// Defines functions whose bodies are compiled once for each [`Level`] and dispatched at run time.
///
/// The body must be a plain loop that the compiler can vectorise; whatever it calls should be
/// `#[inline(always)]` so that it is compiled for the same level.
///
/// ```
/// ulam_numeric::dispatch! {
///     /// Adds two blocks of equal length.
///     pub fn add(left: &[f64], right: &[f64], out: &mut [f64]) {
///         for ((out, left), right) in out.iter_mut().zip(left).zip(right) {
///             *out = left + right;
///         }
///     }
/// }
/// let mut out = [0.0];
/// add(&[1.0], &[2.0], &mut out);
/// assert_eq!(out, [3.0]);
/// ```
#[macro_export]
macro_rules! dispatch {
    ($($(#[$meta:meta])* $visibility:vis fn $name:ident($($argument:ident: $type:ty),* $(,)?) $(-> $result:ty)? $body:block)+) => {$(
        $(#[$meta])*
        #[inline]
        $visibility fn $name($($argument: $type),*) $(-> $result)? {
            #[inline(always)]
            fn body($($argument: $type),*) $(-> $result)? $body
            #[cfg(target_arch = "x86_64")]
            {
                #[target_feature(enable = "avx2")]
                fn avx2($($argument: $type),*) $(-> $result)? { body($($argument),*) }
                #[target_feature(enable = "avx512f,avx512dq,avx512vl,avx512bw")]
                fn avx512($($argument: $type),*) $(-> $result)? { body($($argument),*) }
                match $crate::simd::Level::current() {
                    $crate::simd::Level::Baseline => {}
                    // SAFETY: `Level::current` is never above what the processor supports.
                    $crate::simd::Level::Avx2 => return unsafe { avx2($($argument),*) },
                    // SAFETY: as above.
                    $crate::simd::Level::Avx512 => return unsafe { avx512($($argument),*) },
                }
            }
            body($($argument),*)
        }
    )+};
}
