//! The error function, by the `libm` crate (error below 1 unit in the last place).

/// Error function.
pub fn erf(x: f64) -> f64 {
    libm::erf(x)
}

/// Complementary error function, accurate in the upper tail.
pub fn erfc(x: f64) -> f64 {
    libm::erfc(x)
}
