//! Special functions and their inverses. Relative accuracy about 1e-14 unless a function says less.
//!
//! Far in a tail, where a result is e to the minus hundreds, the rounding of the exponent alone
//! costs up to 1e-13.

mod bessel;
mod beta;
mod error_function;
mod gamma;
mod incomplete_beta;
mod incomplete_gamma;
mod newton;
pub(crate) mod normal;
#[cfg(test)]
mod test_values;
#[cfg(test)]
mod tests;

pub use bessel::{bessel_i, bessel_j, bessel_k, bessel_y};
pub use beta::{ln_beta, ln_choose};
pub use error_function::{erf, erfc};
pub use gamma::{digamma, gamma, ln_factorial, ln_gamma, ln_gamma_1p};
pub use incomplete_beta::{
    beta_i, beta_i_complement, beta_i_complement_inverse, beta_i_inverse, beta_i_inverse_pair,
    beta_i_pair,
};
pub use incomplete_gamma::{gamma_p, gamma_p_inverse, gamma_q, gamma_q_inverse};
pub use normal::{normal_cdf, normal_pdf, normal_quantile};
