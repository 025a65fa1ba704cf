//! The copula families against their closed forms.

use super::*;
use crate::random::Stream;
use crate::sampling::{Plan, Sampler};
use crate::statistics::{Ranks, rank_correlation};

const TRIALS: usize = 20_000;

fn uniforms(identity: &str, draw: u32, trials: usize) -> Vec<f64> {
    let mut out = vec![0.0; trials];
    Stream::new(7, identity).fill(0, draw, &mut out);
    out
}

/// The uniforms of `order` inputs under a mixture; under Student's t their normals have correlation
/// `rho`.
fn sample(mixture: &Mixture, order: usize, rho: f64) -> Vec<Vec<f64>> {
    let mut mixing = vec![0.0; TRIALS];
    mixture.mix(&uniforms("copula", 0, TRIALS), &uniforms("copula", 1, TRIALS), &mut mixing);
    let mut own: Vec<f64> =
        (0..order).flat_map(|input| uniforms(&format!("input {input}"), 0, TRIALS)).collect();
    if mixture.takes_normals() {
        let names = (0..order).map(|input| input.to_string()).collect();
        let pairs: Vec<_> = (0..order).flat_map(|j| (0..j).map(move |i| (i, j, rho))).collect();
        let factor = CorrelationMatrix::from_pairs(names, &pairs).unwrap().cholesky().unwrap();
        let mut normals = vec![0.0; own.len()];
        GaussianCopula::new(factor).correlate_normals(&mut own, &mut normals);
        own = normals;
    }
    let inputs = own.chunks_exact(TRIALS).enumerate();
    inputs
        .map(|(place, own)| {
            let mut out = vec![0.0; TRIALS];
            mixture.probabilities(place, own, &mixing, &mut out);
            out
        })
        .collect()
}

/// Kendall's tau of the first trials, by its definition.
fn kendall(left: &[f64], right: &[f64]) -> f64 {
    const COUNTED: usize = 4000;
    let mut concordant = 0i64;
    for i in 0..COUNTED {
        for j in 0..i {
            let product = (left[i] - left[j]) * (right[i] - right[j]);
            concordant += if product > 0.0 { 1 } else { -1 };
        }
    }
    concordant as f64 / (COUNTED * (COUNTED - 1) / 2) as f64
}

/// P(both inputs are in their lowest share `q`) / q.
fn lower_tail(left: &[f64], right: &[f64], q: f64) -> f64 {
    let both = left.iter().zip(right).filter(|(left, right)| **left < q && **right < q).count();
    both as f64 / (q * left.len() as f64)
}

fn upper_tail(left: &[f64], right: &[f64], q: f64) -> f64 {
    let flipped = |values: &[f64]| values.iter().map(|value| 1.0 - value).collect::<Vec<_>>();
    lower_tail(&flipped(left), &flipped(right), q)
}

/// The Kolmogorov-Smirnov distance from the uniform law, times the square root of the number:
/// beyond 1.95 with probability 0.001.
fn kolmogorov_smirnov(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let count = sorted.len() as f64;
    let mut farthest = 0.0f64;
    for (index, value) in sorted.iter().enumerate() {
        farthest = farthest.max(value - index as f64 / count);
        farthest = farthest.max((index + 1) as f64 / count - value);
    }
    farthest * count.sqrt()
}

fn archimedean(family: ArchimedeanFamily, theta: f64) -> Mixture {
    Mixture::Archimedean(ArchimedeanCopula::new(family, theta).unwrap())
}

/// Standard error of Kendall's tau of 4000 trials is at most 0.0105 (independence).
const TAU_TOLERANCE: f64 = 0.04;

#[test]
fn kendalls_tau_is_that_of_the_family() {
    use ArchimedeanFamily::{Clayton, Frank, Gumbel};
    // Clayton θ/(θ+2), Gumbel 1 - 1/θ; Frank by Debye's function with mpmath 1.3.
    for (family, theta, tau) in [
        (Clayton, 2.0, 0.5),
        (Clayton, 0.5, 0.2),
        (Clayton, 18.0, 0.9),
        (Gumbel, 2.0, 0.5),
        (Gumbel, 1.25, 0.2),
        (Gumbel, 10.0, 0.9),
        (Frank, 5.736282707019971, 0.5),
        (Frank, 1.8608837808585953, 0.2),
        (Frank, 38.28120995246407, 0.9),
        (Frank, -5.736282707019971, -0.5),
    ] {
        let copula = ArchimedeanCopula::new(family, theta).unwrap();
        assert!((copula.tau() - tau).abs() < 1e-9, "{family:?} {theta}: {}", copula.tau());
        let from_tau = ArchimedeanCopula::from_tau(family, tau).unwrap();
        assert!((from_tau.theta() - theta).abs() < 1e-8 * theta.abs(), "{family:?} {tau}");
        let inputs = if theta > 0.0 { 3 } else { 2 };
        let samples = sample(&archimedean(family, theta), inputs, 0.0);
        for second in 1..inputs {
            let actual = kendall(&samples[second - 1], &samples[second]);
            assert!((actual - tau).abs() < TAU_TOLERANCE, "{family:?} {theta}: {actual}");
        }
        for input in &samples {
            assert!(input.iter().all(|uniform| *uniform > 0.0 && *uniform < 1.0));
            let distance = kolmogorov_smirnov(input);
            assert!(distance < 1.95, "{family:?} {theta}: {distance}");
        }
    }
}

#[test]
fn students_t_has_the_gaussian_tau_and_dependent_tails() {
    let rho = 0.7f64;
    let mixture = Mixture::Student(StudentMixture::new(3.0).unwrap());
    let samples = sample(&mixture, 3, rho);
    // Kendall's tau of every elliptical copula: 2/π arcsin(0.7).
    let tau = 0.4936333;
    assert!((kendall(&samples[0], &samples[2]) - tau).abs() < TAU_TOLERANCE);
    for input in &samples {
        assert!(kolmogorov_smirnov(input) < 1.95);
    }
    // The limit is 2 T4(-sqrt(4 (1-ρ)/(1+ρ))) = 0.448; at 2% the share is 0.473 (NumPy, 4 million trials).
    let lower = lower_tail(&samples[0], &samples[1], 0.02);
    let upper = upper_tail(&samples[0], &samples[1], 0.02);
    assert!((lower - 0.47).abs() < 0.09 && (upper - 0.47).abs() < 0.09, "{lower} {upper}");
}

#[test]
fn tails_depend_as_the_family_says() {
    // C(q, q) / q in closed form. Clayton: (2 q^-θ - 1)^(-1/θ) / q. Gumbel, above:
    // (1 - 2 (1-q) + C(1-q, 1-q)) / q with C(v, v) = v^(2^(1/θ)). Here θ = 2 and q = 0.02.
    let clayton = sample(&archimedean(ArchimedeanFamily::Clayton, 2.0), 2, 0.0);
    let gumbel = sample(&archimedean(ArchimedeanFamily::Gumbel, 2.0), 2, 0.0);
    let q = 0.02;
    let clayton_lower = 0.7071775;
    let gumbel_upper = 0.5916674;
    // Five standard errors of 400 trials in the tail.
    let tolerance = 0.12;
    assert!((lower_tail(&clayton[0], &clayton[1], q) - clayton_lower).abs() < tolerance);
    assert!((upper_tail(&gumbel[0], &gumbel[1], q) - gumbel_upper).abs() < tolerance);
    assert!(upper_tail(&clayton[0], &clayton[1], q) < 0.15);
    assert!(lower_tail(&gumbel[0], &gumbel[1], q) < 0.35);
}

#[test]
fn parameters_outside_the_family_are_refused() {
    use ArchimedeanFamily::{Clayton, Frank, Gumbel};
    for (family, theta) in [
        (Clayton, 0.0),
        (Clayton, -0.5),
        (Gumbel, 0.9),
        (Frank, 0.0),
        (Frank, f64::NAN),
        (Gumbel, f64::INFINITY),
    ] {
        assert!(ArchimedeanCopula::new(family, theta).is_err(), "{family:?} {theta}");
    }
    for (family, tau) in [(Clayton, -0.2), (Gumbel, 1.0), (Frank, 0.0), (Clayton, f64::NAN)] {
        assert!(ArchimedeanCopula::from_tau(family, tau).is_err(), "{family:?} {tau}");
    }
    assert!(StudentMixture::new(0.0).is_err());
    assert!(StudentMixture::new(f64::NAN).is_err());
}

#[test]
fn any_part_of_the_trials_has_the_same_bits() {
    let mixtures = [
        Mixture::Student(StudentMixture::new(4.5).unwrap()),
        archimedean(ArchimedeanFamily::Clayton, 1.5),
        archimedean(ArchimedeanFamily::Gumbel, 1.5),
        archimedean(ArchimedeanFamily::Frank, 4.0),
    ];
    let (first, second) = (uniforms("copula", 0, 300), uniforms("copula", 1, 300));
    let own = uniforms("own", 0, 300);
    for mixture in &mixtures {
        let of = |range: std::ops::Range<usize>| {
            let mut mixing = vec![0.0; range.len()];
            mixture.mix(&first[range.clone()], &second[range.clone()], &mut mixing);
            let mut out = vec![0.0; range.len()];
            mixture.probabilities(0, &own[range], &mixing, &mut out);
            out
        };
        let whole = of(0..300);
        for part in [0..1, 0..64, 63..130, 299..300] {
            assert_eq!(of(part.clone()), whole[part]);
        }
    }
}

#[test]
fn reordering_keeps_every_stratum_and_meets_the_correlations() {
    const LHS_TRIALS: usize = 2000;
    let wanted = [(0, 1, 0.8), (0, 2, -0.3), (1, 2, 0.1)];
    let names = (0..3).map(|input| input.to_string()).collect();
    let spearman = CorrelationMatrix::from_pairs(names, &wanted).unwrap();
    let factor = spearman.spearman_to_pearson().cholesky().unwrap();
    let mut columns = Vec::new();
    for input in 0..3 {
        let identity = format!("input {input}");
        let sampler =
            Sampler::new(Plan::LatinHypercube, 1, &identity, 0, LHS_TRIALS as u64).unwrap();
        let mut column = vec![0.0; LHS_TRIALS];
        sampler.fill(0, &mut column);
        columns.push(column);
    }
    let before = columns.clone();
    reorder(&mut columns, &factor).unwrap();
    let sorted = |column: &Vec<f64>| {
        let mut sorted = column.clone();
        sorted.sort_unstable_by(f64::total_cmp);
        sorted
    };
    for (column, before) in columns.iter().zip(&before) {
        assert_eq!(sorted(column), sorted(before));
    }
    let ranks: Vec<Ranks> = columns.iter().map(|column| Ranks::new(column).unwrap()).collect();
    for (first, second, rho) in wanted {
        let actual = rank_correlation(&ranks[first], &ranks[second]).unwrap();
        // Far closer than sampling error, 0.022.
        assert!((actual - rho).abs() < 0.012, "{first} {second}: {actual}");
    }
}
