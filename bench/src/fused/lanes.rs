//! Several trials side by side, for a compiler that turns short loops into vector instructions.

use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

use ulam_numeric::elementary;

/// Trials side by side: one vector of AVX-512, two of AVX2. Four trials wait for each operation's
/// latency and sixteen don't fit the registers: both measure slower.
pub const LANES: usize = 8;

/// A number for each trial.
#[derive(Clone, Copy)]
pub struct Lanes([f64; LANES]);

/// `$expression` in each lane.
macro_rules! each_lane {
    (|$lane:ident| $expression:expr) => {{
        let mut lanes = [0.0; LANES];
        for $lane in 0..LANES {
            lanes[$lane] = $expression;
        }
        Lanes(lanes)
    }};
}

impl Lanes {
    /// The same number in each trial.
    #[inline(always)]
    pub fn all(number: f64) -> Lanes {
        Lanes([number; LANES])
    }

    /// The trials of a column from `start` on.
    #[inline(always)]
    pub fn load(column: &[f64], start: usize) -> Lanes {
        let column = &column[start..start + LANES];
        each_lane!(|lane| column[lane])
    }

    /// Writes the trials of a column from `start` on.
    #[inline(always)]
    pub fn store(self, column: &mut [f64], start: usize) {
        column[start..start + LANES].copy_from_slice(&self.0);
    }

    /// The larger number.
    #[inline(always)]
    pub fn max(self, other: f64) -> Lanes {
        each_lane!(|lane| if self.0[lane] > other { self.0[lane] } else { other })
    }

    /// The smaller number.
    #[inline(always)]
    pub fn min(self, other: f64) -> Lanes {
        each_lane!(|lane| if self.0[lane] < other { self.0[lane] } else { other })
    }

    /// `then` where these are below `limit`, else `otherwise`.
    #[inline(always)]
    pub fn below(self, limit: f64, then: Lanes, otherwise: Lanes) -> Lanes {
        each_lane!(|lane| if self.0[lane] < limit { then.0[lane] } else { otherwise.0[lane] })
    }

    /// The largest absolute value.
    #[inline(always)]
    pub fn largest_magnitude(self) -> f64 {
        let mut largest = 0.0;
        for lane in self.0 {
            let magnitude = lane.abs();
            largest = if magnitude > largest { magnitude } else { largest };
        }
        largest
    }

    /// These, positive, raised to a power; accurate to some rounding errors.
    #[inline(always)]
    pub fn power(self, exponent: f64) -> Lanes {
        each_lane!(|lane| elementary::exp(exponent * elementary::ln(self.0[lane])))
    }

    /// e raised to these.
    #[inline(always)]
    pub fn exp(self) -> Lanes {
        each_lane!(|lane| elementary::exp(self.0[lane]))
    }
}

macro_rules! operator {
    ($trait:ident, $method:ident, $operator:tt) => {
        impl $trait for Lanes {
            type Output = Lanes;
            #[inline(always)]
            fn $method(self, other: Lanes) -> Lanes {
                each_lane!(|lane| self.0[lane] $operator other.0[lane])
            }
        }
        impl $trait<f64> for Lanes {
            type Output = Lanes;
            #[inline(always)]
            fn $method(self, other: f64) -> Lanes {
                each_lane!(|lane| self.0[lane] $operator other)
            }
        }
        impl $trait<Lanes> for f64 {
            type Output = Lanes;
            #[inline(always)]
            fn $method(self, other: Lanes) -> Lanes {
                each_lane!(|lane| self $operator other.0[lane])
            }
        }
    };
}

operator!(Add, add, +);
operator!(Sub, sub, -);
operator!(Mul, mul, *);
operator!(Div, div, /);

impl AddAssign for Lanes {
    #[inline(always)]
    fn add_assign(&mut self, other: Lanes) {
        *self = *self + other;
    }
}

impl Neg for Lanes {
    type Output = Lanes;
    #[inline(always)]
    fn neg(self) -> Lanes {
        each_lane!(|lane| -self.0[lane])
    }
}
