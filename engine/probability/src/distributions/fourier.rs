//! The discrete Fourier transform of a power of two of complex numbers.
//!
//! Our own, since those of other crates take their sines from the platform's library or choose their
//! order of summation by the machine, and the results must be the same bits everywhere.

use std::f64::consts::TAU;

use ulam_numeric::elementary::{cos, sin};

/// A complex number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Complex {
    /// Real part.
    pub re: f64,
    /// Imaginary part.
    pub im: f64,
}

impl Complex {
    /// A real number.
    pub const fn real(re: f64) -> Complex {
        Complex { re, im: 0.0 }
    }
    /// The sum.
    pub fn plus(self, other: Complex) -> Complex {
        Complex { re: self.re + other.re, im: self.im + other.im }
    }
    /// The difference.
    pub fn minus(self, other: Complex) -> Complex {
        Complex { re: self.re - other.re, im: self.im - other.im }
    }
    /// The product.
    pub fn times(self, other: Complex) -> Complex {
        Complex {
            re: self.re * other.re - self.im * other.im,
            im: self.re * other.im + self.im * other.re,
        }
    }
    /// A whole power, by repeated squaring.
    pub fn power(self, mut exponent: u64) -> Complex {
        let mut power = Complex::real(1.0);
        let mut square = self;
        while exponent > 0 {
            if exponent & 1 == 1 {
                power = power.times(square);
            }
            square = square.times(square);
            exponent >>= 1;
        }
        power
    }
}

/// Transforms in place: `values[k]` becomes the sum of `values[j] e^(-2 pi i j k / n)`, or with + and
/// divided by n if `inverse`. Cooley and Tukey 1965. Lengths that are no power of two are left alone.
pub fn transform(values: &mut [Complex], inverse: bool) {
    let n = values.len();
    if !n.is_power_of_two() || n < 2 {
        return;
    }
    let bits = n.trailing_zeros();
    for index in 0..n {
        let reversed = index.reverse_bits() >> (usize::BITS - bits);
        if index < reversed {
            values.swap(index, reversed);
        }
    }
    let sign = if inverse { 1.0 } else { -1.0 };
    let twiddles: Vec<Complex> = (0..n / 2)
        .map(|index| {
            let angle = TAU * (index as f64 / n as f64);
            Complex { re: cos(angle), im: sign * sin(angle) }
        })
        .collect();
    let mut half = 1;
    while half < n {
        let stride = n / (2 * half);
        for block in values.chunks_exact_mut(2 * half) {
            let (low, high) = block.split_at_mut(half);
            for (index, (low, high)) in low.iter_mut().zip(high).enumerate() {
                let turned = high.times(twiddles[index * stride]);
                *high = low.minus(turned);
                *low = low.plus(turned);
            }
        }
        half *= 2;
    }
    if inverse {
        for value in values {
            value.re /= n as f64;
            value.im /= n as f64;
        }
    }
}
