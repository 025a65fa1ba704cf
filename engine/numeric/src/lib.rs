//! Numbers that are the same bits on every machine.
//!
//! Everything here is written with IEEE-754 additions, subtractions, multiplications, divisions and
//! square roots only: no platform `libm`, no fused multiply-add, no reassociation. A block kernel
//! and the scalar function of the same name therefore give identical bits, whichever instruction
//! set [`simd::Level`] selects.
//!
//! - [`arithmetic`]: addition to maximum of two numbers, with errors in NaN payloads;
//! - [`elementary`]: exp, ln, pow, trigonometry, ... of one number;
//! - [`block`]: the same functions and the arithmetic over a block of numbers, vectorised;
//! - [`special`]: gamma, beta, error and Bessel functions and their inverses;
//! - [`simd`]: run-time choice of the instruction set.

pub mod arithmetic;
pub mod block;
mod double_double;
pub mod elementary;
mod polynomial;
pub mod simd;
pub mod special;
