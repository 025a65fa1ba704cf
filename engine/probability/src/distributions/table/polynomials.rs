//! Quantiles of a continuous law as polynomials in the standard normal quantile.

use ulam_numeric::dispatch;
use ulam_numeric::special::{normal_cdf, normal_quantile};

use crate::distribution::Distribution;

/// The table covers |z| <= 5.5: all but 4e-8 of the probability.
const Z_MAX: f64 = 5.5;
/// How many slices of z to try.
const SLICES: [usize; 4] = [22, 44, 110, 220];
/// Coefficients of each polynomial.
const COEFFICIENTS: usize = 12;
const U_ERROR_MAX: f64 = 1e-12;
/// And relative to the smaller tail, so that the shape of the tails is kept too.
const TAIL_ERROR_MAX: f64 = 1e-9;
/// How much probability may lie in slices whose interpolation can't be verified: around a kink of
/// the density, say. Their quantiles come out as NaN and are then computed by the law itself.
const UNVERIFIED_MASS_MAX: f64 = 0.02;

/// The nodes of Chebyshev's interpolation, cos((2k + 1) pi/24)/2 for k = 0, ..., 11, in an order
/// that keeps divided differences accurate (Leja's: each as far as can be from those before it).
const NODES: [f64; COEFFICIENTS] = [
    0.4957224306869052,
    -0.4957224306869052,
    -0.0652630961100258,
    0.30438071450436033,
    -0.30438071450436033,
    0.19134171618254492,
    -0.3966766701456175,
    0.46193976625564337,
    -0.19134171618254475,
    -0.46193976625564337,
    0.3966766701456176,
    0.06526309611002586,
];

/// One polynomial, constant term first, in rows that are taken together: of t^0 to t^3, t^4 to t^7
/// and t^8 to t^11.
type Slice = [[f64; 4]; 3];
const UNVERIFIED: Slice = [[f64::NAN; 4]; 3];

/// Polynomials in z, one for each slice.
#[derive(Debug)]
pub(super) struct Polynomials {
    /// In the distance from the slice's middle, in slices.
    slices: Vec<Slice>,
    slices_per_z: f64,
    low: f64,
    high: f64,
}

impl Polynomials {
    /// With as few slices as the law lets be verified.
    pub(super) fn build(law: &dyn Distribution) -> Option<Polynomials> {
        SLICES.iter().find_map(|slices| Polynomials::build_with(law, *slices))
    }

    fn build_with(law: &dyn Distribution, count: usize) -> Option<Polynomials> {
        let slices_per_z = count as f64 / (2.0 * Z_MAX);
        let (low, high) = law.support();
        let mut table = Polynomials { slices: vec![UNVERIFIED; count], slices_per_z, low, high };
        let mut unverified_mass = 0.0;
        // From the middle outwards: where the most probability is, too few slices show first.
        for step in 0..count {
            let slice = if step % 2 == 0 { (count + step) / 2 } else { (count - 1 - step) / 2 };
            if let Some(coefficients) = table.fit(law, slice) {
                table.slices[slice] = coefficients;
                if table.is_verified(law, slice) {
                    continue;
                }
                table.slices[slice] = UNVERIFIED;
            }
            let start = slice as f64 / slices_per_z - Z_MAX;
            unverified_mass += normal_cdf(start + 1.0 / slices_per_z) - normal_cdf(start);
            if unverified_mass > UNVERIFIED_MASS_MAX {
                return None;
            }
        }
        Some(table)
    }

    /// Interpolates the quantile at the Chebyshev nodes of a slice.
    fn fit(&self, law: &dyn Distribution, slice: usize) -> Option<Slice> {
        let mut abscissas = [0.0; COEFFICIENTS];
        let mut differences = [0.0; COEFFICIENTS];
        for (index, node) in NODES.iter().enumerate() {
            let z = (slice as f64 + 0.5 + node) / self.slices_per_z - Z_MAX;
            let p = if z <= 0.0 { normal_cdf(z) } else { 1.0 - normal_cdf(-z) };
            // The node is where p, rounded, really lies.
            abscissas[index] =
                (normal_quantile(p) + Z_MAX) * self.slices_per_z - (slice as f64 + 0.5);
            differences[index] = law.quantile(p);
            if !differences[index].is_finite() {
                return None;
            }
        }
        // Newton's divided differences, then the powers of the distance from the middle.
        for order in 1..COEFFICIENTS {
            for index in (order..COEFFICIENTS).rev() {
                differences[index] = (differences[index] - differences[index - 1])
                    / (abscissas[index] - abscissas[index - order]);
            }
        }
        let mut powers = [0.0; COEFFICIENTS];
        for index in (0..COEFFICIENTS).rev() {
            for power in (1..COEFFICIENTS).rev() {
                powers[power] = powers[power - 1] - abscissas[index] * powers[power];
            }
            powers[0] = differences[index] - abscissas[index] * powers[0];
        }
        let rows = |row: usize| std::array::from_fn(|column| powers[4 * row + column]);
        powers.iter().all(|power| power.is_finite()).then_some([rows(0), rows(1), rows(2)])
    }

    /// Measures the u-error between the nodes, where interpolation is worst.
    fn is_verified(&self, law: &dyn Distribution, slice: usize) -> bool {
        [-0.499, -0.38, 0.066, 0.26, 0.48].iter().all(|offset| {
            let z = (slice as f64 + 0.5 + offset) / self.slices_per_z - Z_MAX;
            let p = if z <= 0.0 { normal_cdf(z) } else { 1.0 - normal_cdf(-z) };
            let x = self.value_at(normal_quantile(p)).unwrap_or(f64::NAN);
            let (error, tail) =
                if p <= 0.5 { (law.cdf(x) - p, p) } else { (law.survival(x) - (1.0 - p), 1.0 - p) };
            error.abs() <= U_ERROR_MAX && error.abs() <= TAIL_ERROR_MAX * tail
        })
    }

    /// The quantile whose standard normal one is `z`, if the table has it.
    pub(super) fn value_at(&self, z: f64) -> Option<f64> {
        let Position { slice, t } = self.position(z);
        let t4 = (t * t) * (t * t);
        let sums = sums_of_rows(self.slices.get(slice as usize)?, t4);
        let x = self.value_of_sums(&sums, t, z);
        (!x.is_nan()).then_some(x)
    }

    /// Replaces standard normal quantiles with the law's; NaN where the table has none. Returns
    /// whether it had all.
    pub(super) fn interpolate(&self, values: &mut [f64]) -> bool {
        interpolate(self, values)
    }

    /// The slice of `z` and its distance from the slice's middle; some slice, where `z` is outside.
    #[inline(always)]
    fn position(&self, z: f64) -> Position {
        // Adding 2^52 rounds to a whole number and leaves it in the lowest bits.
        const TWO_TO_52: f64 = 4503599627370496.0;
        let position = (z + Z_MAX) * self.slices_per_z;
        let wanted = position - 0.5;
        let last = (self.slices.len() - 1) as f64;
        let wanted = if wanted > 0.0 { wanted } else { 0.0 };
        let wanted = if wanted < last { wanted } else { last };
        let rounded = wanted + TWO_TO_52;
        let t = position - ((rounded - TWO_TO_52) + 0.5);
        Position { slice: rounded.to_bits() & 0xFFFF, t }
    }

    /// The polynomial's value, inside the law's support; NaN where `z` is outside the table.
    #[inline(always)]
    fn value_of_sums(&self, sums: &[f64; 4], t: f64, z: f64) -> f64 {
        let x = (sums[0] + sums[1] * t) + (sums[2] + sums[3] * t) * (t * t);
        let x = if x < self.low { self.low } else { x };
        let x = if x > self.high { self.high } else { x };
        if z.abs() <= Z_MAX { x } else { f64::NAN }
    }
}

struct Position {
    slice: u64,
    t: f64,
}

/// The coefficients of t^0, ..., t^3 once the higher powers are gathered into them.
#[inline(always)]
fn sums_of_rows(rows: &Slice, t4: f64) -> [f64; 4] {
    std::array::from_fn(|column| rows[0][column] + t4 * (rows[1][column] + t4 * rows[2][column]))
}

/// Numbers interpolated together.
const CHUNK: usize = 64;

dispatch! {
    fn interpolate(table: &Polynomials, values: &mut [f64]) -> bool {
        let mut slices = [0u64; CHUNK];
        let mut distances = [0.0; CHUNK];
        let mut fourth_powers = [0.0; CHUNK];
        let mut sums = [[0.0; 4]; CHUNK];
        let mut missing = 0;
        // In stages, of which the middle one reads each number's polynomial a row at a time: one
        // load for four coefficients, where gathering a coefficient of four numbers takes four.
        for chunk in values.chunks_mut(CHUNK) {
            for (i, z) in chunk.iter().enumerate() {
                let Position { slice, t } = table.position(*z);
                slices[i] = slice;
                distances[i] = t;
                fourth_powers[i] = (t * t) * (t * t);
            }
            for ((sums, slice), t4) in sums.iter_mut().zip(&slices).zip(&fourth_powers) {
                if let Some(rows) = table.slices.get(*slice as usize) {
                    *sums = sums_of_rows(rows, *t4);
                }
            }
            for (i, value) in chunk.iter_mut().enumerate() {
                let x = table.value_of_sums(&sums[i], distances[i], *value);
                *value = x;
                missing |= u64::from(x.is_nan());
            }
        }
        missing == 0
    }
}
