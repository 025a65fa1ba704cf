//! The standard normal distribution function of a block.

use super::stages::{self, Scratch, fill_chunks};
use crate::{dispatch, special};

dispatch! {
    /// [`special::normal_cdf`]; returns whether all results are finite.
    pub fn normal_cdf(x: &[f64], out: &mut [f64]) -> bool {
        let mut scratch = Scratch::new();
        fill_chunks!(
            x,
            out,
            0.0,
            |chunk, place| stages::normal_cdf(chunk, &mut scratch, place),
            |x| special::normal_cdf(x)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::normal_cdf;
    use crate::simd::Level;
    use crate::special;

    /// From mpmath 1.3 at 60 digits: erfc(-x / sqrt(2)) / 2.
    const VALUES: &[(f64, f64)] = &[
        (-37.5, 4.6053530095819548438e-308),
        (-30.0, 4.9067139271481870595e-198),
        (-20.3, 6.4292444676983463386e-92),
        (-10.1, 2.7621094717645167894e-24),
        (-8.3, 5.2055697448902540246e-17),
        (-6.25, 2.0522634252189388816e-10),
        (-5.7, 5.9903714010635281878e-9),
        (-4.1, 2.0657506912546770507e-5),
        (-3.3, 4.834241423837775071e-4),
        (-2.7, 3.4669738030406666448e-3),
        (-1.96, 2.4997895148220436213e-2),
        (-1.1, 1.3566606094638265582e-1),
        (-0.6, 2.7425311775007358769e-1),
        (-0.3, 3.8208857781104736693e-1),
        (-1e-3, 4.9960105778608893741e-1),
        (-1e-20, 0.5),
        (0.0, 0.5),
        (1e-3, 5.0039894221391106259e-1),
        (0.2, 5.7925970943910302738e-1),
        (0.7, 7.5803634777692697138e-1),
        (1.3, 9.0319951541438967446e-1),
        (1.6448536269514722, 9.4999999999999994607e-1),
        (2.5, 9.9379033467422386483e-1),
        (3.9, 9.9995190365598239727e-1),
        (6.0, 9.9999999901341235496e-1),
        (8.2, 9.9999999999999987981e-1),
    ];

    fn one(x: f64) -> f64 {
        let mut out = [0.0];
        normal_cdf(&[x], &mut out);
        out[0]
    }

    #[test]
    fn values_are_those_of_mpmath() {
        for (x, expected) in VALUES {
            let error = (one(*x) - expected).abs() / expected;
            assert!(error < 1.5e-15, "{x}: relative error {error:e}");
        }
    }

    #[test]
    fn far_and_odd_arguments() {
        assert_eq!(one(f64::NEG_INFINITY), 0.0);
        assert_eq!(one(-40.0), 0.0);
        assert_eq!(one(40.0), 1.0);
        assert_eq!(one(f64::INFINITY), 1.0);
        assert!(one(f64::NAN).is_nan());
    }

    #[test]
    fn grows_with_x_up_to_rounding() {
        let x: Vec<f64> = (-40_000..40_000).map(|step| f64::from(step) / 1000.0).collect();
        let mut out = vec![0.0; x.len()];
        normal_cdf(&x, &mut out);
        assert!(out.windows(2).all(|pair| pair[1] >= pair[0] * (1.0 - 1e-15)));
    }

    #[test]
    fn every_instruction_set_gives_the_bits_of_the_scalar_function() {
        let x: Vec<f64> = (-999..=999).map(|step| f64::from(step) * 0.0391).collect();
        let run = |level: Level| {
            level.restrict();
            let mut out = vec![0.0; x.len()];
            normal_cdf(&x, &mut out);
            out.into_iter().map(f64::to_bits).collect::<Vec<u64>>()
        };
        let baseline: Vec<u64> = x.iter().map(|x| special::normal_cdf(*x).to_bits()).collect();
        for level in Level::supported() {
            assert!(run(level) == baseline);
        }
        Level::best().restrict();
    }
}
