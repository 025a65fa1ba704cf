//! Every block function gives the bits of its scalar function, at every level.

use super::*;
use crate::simd::Level;
use crate::{arithmetic as scalar, elementary, special};

/// Pseudo-random numbers by a 64-bit linear congruential generator (Knuth's MMIX).
struct Random(u64);

impl Random {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        self.0 ^ self.0 >> 29
    }

    fn uniform(&mut self) -> f64 {
        ((self.bits() >> 11) as f64 + 0.5) / 9007199254740992.0
    }
}

const ERROR: f64 = f64::from_bits(0x7FF8_0000_0000_0007);
const OTHER_ERROR: f64 = f64::from_bits(0x7FF8_0000_0000_002A);

const SPECIAL: [f64; 26] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    2.0,
    0.5,
    3.0,
    -3.0,
    5e-324,
    1e-310,
    f64::MIN_POSITIVE,
    1e-20,
    1e-12,
    1.0 - 1e-12,
    0.075,
    0.925,
    f64::MAX,
    f64::MIN,
    f64::INFINITY,
    f64::NEG_INFINITY,
    ERROR,
    OTHER_ERROR,
    710.0,
    -746.0,
    1e7,
    -0.1,
];

/// Ordinary numbers (with several lengths of remainder), then ones with special numbers in between,
/// then any bits.
fn inputs() -> Vec<Vec<f64>> {
    let mut random = Random(42);
    let mut inputs = Vec::new();
    for length in [0, 1, 7, 64, 300, 1000] {
        inputs.push((0..length).map(|_| random.uniform()).collect());
        inputs.push((0..length).map(|_| 1000.0 * (random.uniform() - 0.5)).collect());
    }
    let mut mixed = Vec::new();
    for i in 0..2000 {
        let index = random.bits() as usize % SPECIAL.len();
        mixed.push(if i % 3 == 0 { SPECIAL[index] } else { random.uniform() });
    }
    inputs.push(mixed);
    inputs.push((0..2000).map(|_| SPECIAL[random.bits() as usize % SPECIAL.len()]).collect());
    // NaNs of other bits aren't passed through everywhere: make them quiet, as all errors are.
    let any = (0..5000).map(|_| f64::from_bits(random.bits()));
    inputs.push(any.map(|value| if value.is_nan() { ERROR } else { value }).collect());
    inputs
}

fn assert_same(name: &str, actual: &[f64], expected: &[f64], all_finite: bool, inputs: &[&[f64]]) {
    for (i, (actual, expected)) in actual.iter().zip(expected).enumerate() {
        let arguments: Vec<f64> = inputs.iter().map(|input| input[i]).collect();
        assert_eq!(
            actual.to_bits(),
            expected.to_bits(),
            "{name}{arguments:?} at {:?}: {actual:e}, not {expected:e}",
            Level::current()
        );
    }
    assert_eq!(all_finite, expected.iter().all(|value| value.is_finite()), "{name}");
}

type Unary = (&'static str, fn(&[f64], &mut [f64]) -> bool, fn(f64) -> f64);
type Binary = (&'static str, fn(&[f64], &[f64], &mut [f64]) -> bool, fn(f64, f64) -> f64);
type WithScalar = (&'static str, fn(&[f64], f64, &mut [f64]) -> bool, fn(f64, f64) -> f64);
type ScalarWith = (&'static str, fn(f64, &[f64], &mut [f64]) -> bool, fn(f64, f64) -> f64);

const UNARY: [Unary; 8] = [
    ("exp", exp, elementary::exp),
    ("ln", ln, elementary::ln),
    ("sqrt", sqrt, elementary::sqrt),
    ("sin", sin, elementary::sin),
    ("cos", cos, elementary::cos),
    ("negate", negate, scalar::negate),
    ("absolute", absolute, scalar::absolute),
    ("normal_quantile", normal_quantile, special::normal_quantile),
];

const BINARY: [Binary; 7] = [
    ("add", add, scalar::add),
    ("subtract", subtract, scalar::subtract),
    ("multiply", multiply, scalar::multiply),
    ("divide", divide, scalar::divide),
    ("minimum", minimum, scalar::minimum),
    ("maximum", maximum, scalar::maximum),
    ("pow", pow, elementary::pow),
];

const WITH_SCALAR: [WithScalar; 7] = [
    ("add_scalar", add_scalar, scalar::add),
    ("subtract_scalar", subtract_scalar, scalar::subtract),
    ("multiply_scalar", multiply_scalar, scalar::multiply),
    ("divide_scalar", divide_scalar, scalar::divide),
    ("minimum_scalar", minimum_scalar, scalar::minimum),
    ("maximum_scalar", maximum_scalar, scalar::maximum),
    ("pow_scalar", pow_scalar, elementary::pow),
];

const SCALAR_WITH: [ScalarWith; 3] = [
    ("scalar_subtract", scalar_subtract, scalar::subtract),
    ("scalar_divide", scalar_divide, scalar::divide),
    ("scalar_pow", scalar_pow, elementary::pow),
];

#[test]
fn blocks_give_the_bits_of_the_scalar_functions_at_every_level() {
    let inputs = inputs();
    for level in Level::supported() {
        level.restrict();
        for values in &inputs {
            let mut out = vec![0.0; values.len()];
            for (name, block, one) in UNARY {
                let expected: Vec<f64> = values.iter().map(|value| one(*value)).collect();
                let all_finite = block(values, &mut out);
                assert_same(name, &out, &expected, all_finite, &[values]);
            }
            let mut others = values.clone();
            others.rotate_left(values.len() / 3);
            for (name, block, one) in BINARY {
                let pairs = values.iter().zip(&others);
                let expected: Vec<f64> = pairs.map(|(left, right)| one(*left, *right)).collect();
                let all_finite = block(values, &others, &mut out);
                assert_same(name, &out, &expected, all_finite, &[values, &others]);
            }
            for number in [0.0, -1.0, 2.5, f64::INFINITY, OTHER_ERROR] {
                for (name, block, one) in WITH_SCALAR {
                    let expected: Vec<f64> =
                        values.iter().map(|value| one(*value, number)).collect();
                    let all_finite = block(values, number, &mut out);
                    assert_same(name, &out, &expected, all_finite, &[values]);
                }
                for (name, block, one) in SCALAR_WITH {
                    let expected: Vec<f64> =
                        values.iter().map(|value| one(number, *value)).collect();
                    let all_finite = block(number, values, &mut out);
                    assert_same(name, &out, &expected, all_finite, &[values]);
                }
            }
        }
    }
    Level::best().restrict();
}

#[test]
fn reductions_give_the_same_bits_at_every_level() {
    let mut random = Random(7);
    for length in [0, 1, 15, 16, 17, 511, 512, 513, 1024, 1025, 5000, 100_000] {
        let values: Vec<f64> = (0..length).map(|_| random.uniform() - 0.3).collect();
        let others: Vec<f64> = (0..length).map(|_| random.uniform()).collect();
        let mut results = Vec::new();
        for level in Level::supported() {
            level.restrict();
            let [first, second, third, fourth] = sums_of_powers(&values, 0.1);
            let (low, high) = min_max(&values);
            let product = dot(&values, &others);
            results.push(
                [sum(&values), product, first, second, third, fourth, low, high]
                    .map(|value: f64| value.to_bits()),
            );
        }
        Level::best().restrict();
        assert!(results.windows(2).all(|pair| pair[0] == pair[1]), "{length}");
        let [total, product, _, second, ..] = results[0].map(f64::from_bits);
        let plain: f64 = values.iter().sum();
        assert!((total - plain).abs() <= 1e-11 * length as f64);
        let plain: f64 = values.iter().zip(&others).map(|(left, right)| left * right).sum();
        assert!((product - plain).abs() <= 1e-11 * length as f64);
        let plain: f64 = values.iter().map(|value| (value - 0.1) * (value - 0.1)).sum();
        assert!((second - plain).abs() <= 1e-11 * length as f64);
    }
}

#[test]
fn sums_of_parts_add_up_to_the_bits_of_the_whole() {
    let mut random = Random(3);
    let values: Vec<f64> = (0..4 * SUM_LEAF).map(|_| random.uniform()).collect();
    let parts: Vec<f64> = values.chunks(SUM_LEAF).map(sum).collect();
    let added = (parts[0] + parts[1]) + (parts[2] + parts[3]);
    assert_eq!(added.to_bits(), sum(&values).to_bits());
}

#[test]
fn reductions_find_errors() {
    let mut values = vec![1.0; 2000];
    assert!(all_finite(&values));
    values[1900] = OTHER_ERROR;
    values[1500] = ERROR;
    assert!(!all_finite(&values));
    assert_eq!(sum(&values).to_bits(), ERROR.to_bits());
    assert_eq!(dot(&vec![1.0; 2000], &values).to_bits(), ERROR.to_bits());
    assert!(sums_of_powers(&values, 0.0)[1].is_nan());
    assert_eq!(min_max(&values), (1.0, 1.0));
    values[3] = f64::NEG_INFINITY;
    assert!(!all_finite(&values[..10]));
    assert_eq!(sum(&[]), 0.0);
}
