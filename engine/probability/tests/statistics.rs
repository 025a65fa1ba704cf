//! Statistics against NumPy and SciPy (`data/statistics_reference.py`) and known answers.

use ulam_probability::statistics::*;

const REFERENCE: &str = include_str!("data/statistics_reference.txt");
/// The probabilities of the reference's percentiles.
const PROBABILITIES: [f64; 13] =
    [0.0, 0.01, 0.025, 0.05, 0.1, 0.25, 0.333, 0.5, 0.75, 0.9, 0.95, 0.99, 1.0];

/// The lines of the reference: name of the data, statistic, numbers.
fn reference() -> Vec<(String, Vec<f64>)> {
    let parse = |line: &str| {
        let (name, numbers) = match line.strip_prefix("data ") {
            Some(rest) => rest.split_once(' ').map(|(name, rest)| (format!("data {name}"), rest)),
            None => line.split_once(' ').map(|(name, rest)| (name.to_owned(), rest)),
        }
        .unwrap();
        (name, numbers.split(' ').map(|number| number.parse().unwrap()).collect())
    };
    REFERENCE.lines().map(parse).collect()
}

fn assert_close(actual: Option<f64>, expected: f64, relative: f64, what: &str) {
    let actual = actual.unwrap_or(f64::NAN);
    let tolerance = relative * expected.abs();
    assert!((actual - expected).abs() <= tolerance, "{what}: {actual:e}, expected {expected:e}");
}

fn sorted(samples: &[f64]) -> SortedSamples {
    SortedSamples::new(samples)
}

#[test]
fn numpy_and_scipy_agree() {
    let mut data: Vec<f64> = Vec::new();
    let mut pair_x: Vec<f64> = Vec::new();
    let mut summary = Summary::default();
    let mut name = String::new();
    let mut checks = 0;
    for (statistic, expected) in reference() {
        if let Some(data_name) = statistic.strip_prefix("data ") {
            pair_x = std::mem::replace(&mut data, expected);
            name = data_name.to_owned();
            summary = Summary::new(&sorted(&data), &PROBABILITIES);
            continue;
        }
        let what = format!("{name} {statistic}");
        // The mean of samples far from zero, in units of their spread.
        let spread = summary.sd.unwrap_or(1.0);
        checks += 1;
        match statistic.as_str() {
            "mean" => {
                let error = (summary.mean.unwrap() - expected[0]).abs();
                assert!(error <= 1e-13 * spread + 1e-15 * expected[0].abs(), "{what}");
            }
            "sd" => {
                assert_close(summary.sd, expected[0], 1e-12, &what);
                let variance = expected[0] * expected[0];
                match variance.is_finite() {
                    true if variance > 0.0 => {
                        assert_close(summary.variance, variance, 1e-12, &what)
                    }
                    true => assert_eq!(summary.variance, Some(0.0), "{what}"),
                    false => assert_eq!(summary.variance, None, "{what}"),
                }
            }
            "skewness" => {
                let error = (summary.skewness.unwrap() - expected[0]).abs();
                assert!(error < 1e-12, "{what}: {:?} {expected:?}", summary.skewness);
            }
            "kurtosis" => assert_close(summary.kurtosis, expected[0], 1e-12, &what),
            "standard_error" => assert_close(summary.standard_error, expected[0], 1e-12, &what),
            "percentiles" => {
                for (percentile, expected) in summary.percentiles.iter().zip(&expected) {
                    let error = (percentile.value.unwrap() - expected).abs();
                    assert!(
                        error <= 1e-13 * spread + 1e-15 * expected.abs(),
                        "{what}: {percentile:?}"
                    );
                }
            }
            "ranks" => {
                let ranks: Vec<f64> = Ranks::new(&data).unwrap().average().collect();
                assert_eq!(ranks, expected, "{what}");
            }
            "interval" => {
                let samples = sorted(&data);
                let interval = percentile_interval(&samples, expected[0], expected[1]).unwrap();
                let at = |rank: f64| (rank > 0.0).then(|| samples.values()[rank as usize - 1]);
                assert_eq!(interval.low, at(expected[2]), "{what} {expected:?}");
                assert_eq!(interval.high, at(expected[3]), "{what} {expected:?}");
            }
            "mean_interval_90" => {
                let interval = mean_interval(&summary, 0.9).unwrap();
                for (end, expected) in [(interval.low, expected[0]), (interval.high, expected[1])] {
                    let error = (end.unwrap() - expected).abs();
                    assert!(error <= 1e-12 * spread + 1e-15 * expected.abs(), "{what}");
                }
            }
            "pearson" => {
                assert_close(pearson_correlation(&pair_x, &data), expected[0], 1e-12, &what)
            }
            "spearman" => {
                let ranks = |samples| Ranks::new(samples).unwrap();
                let actual = rank_correlation(&ranks(&pair_x), &ranks(&data));
                assert_close(actual, expected[0], 1e-12, &what);
            }
            "proportion" => {
                let actual =
                    probability(expected[0] as u64, expected[1] as u64, expected[2]).unwrap();
                assert!((actual.low - expected[3]).abs() < 1e-13, "{what}: {actual:?}");
                assert!((actual.high - expected[4]).abs() < 1e-13, "{what}: {actual:?}");
            }
            other => panic!("unknown statistic {other}"),
        }
    }
    assert!(checks > 90, "{checks}");
}

#[test]
fn without_samples_nothing_is_known() {
    for samples in [&[][..], &[f64::NAN, f64::NAN]] {
        let samples = sorted(samples);
        let summary = Summary::new(&samples, &[0.5]);
        let nothing = Summary {
            percentiles: vec![Percentile { probability: 0.5, value: None }],
            ..Summary::default()
        };
        assert_eq!(summary, nothing);
        assert_eq!(mode_estimate(&samples), None);
        assert_eq!(Histogram::new(&samples), None);
        assert_eq!(tail_risk(&samples, 0.05, Tail::Lower), None);
        assert_eq!(percentile_interval(&samples, 0.5, 0.95), None);
        assert_eq!(mean_interval(&summary, 0.95), None);
        assert!(cumulative_curve(&samples, 10).is_empty());
    }
    assert_eq!(probability(0, 0, 0.95), None);
    assert_eq!(pearson_correlation(&[], &[]), None);
    let none = Ranks::new(&[]).unwrap();
    assert_eq!(rank_correlation(&none, &none), None);
}

#[test]
fn one_sample_has_a_mean_but_no_spread() {
    let samples = sorted(&[7.5]);
    let summary = Summary::new(&samples, &[0.0, 0.3, 1.0]);
    assert_eq!((summary.count, summary.mean), (1, Some(7.5)));
    assert_eq!((summary.sd, summary.variance, summary.standard_error), (None, None, None));
    assert_eq!((summary.skewness, summary.kurtosis), (None, None));
    assert!(summary.percentiles.iter().all(|percentile| percentile.value == Some(7.5)));
    assert_eq!(mode_estimate(&samples), Some(7.5));
    let risk = tail_risk(&samples, 0.05, Tail::Upper).unwrap();
    assert_eq!((risk.value_at_risk, risk.conditional_value_at_risk), (7.5, 7.5));
    let bar = Histogram::Values { values: vec![7.5], counts: vec![1] };
    assert_eq!(Histogram::new(&samples), Some(bar));
    assert_eq!(percentile_interval(&samples, 0.5, 0.95), Some(Interval::default()));
}

#[test]
fn a_constant_has_no_shape() {
    // 0.1 summed a thousand times isn't 100.
    let constant = [0.1; 1000];
    let summary = Summary::new(&sorted(&constant), &[0.5]);
    assert_eq!((summary.mean, summary.sd, summary.variance), (Some(0.1), Some(0.0), Some(0.0)));
    assert_eq!((summary.skewness, summary.kurtosis), (None, None));
    assert_eq!(summary.standard_error, Some(0.0));
    assert_eq!(mode_estimate(&sorted(&constant)), Some(0.1));
    assert_eq!(pearson_correlation(&constant, &constant), None);
    let ranks = Ranks::new(&constant).unwrap();
    assert!(ranks.average().all(|rank| rank == 500.5));
    assert_eq!(rank_correlation(&ranks, &ranks), None);
}

#[test]
fn infinite_samples_have_order_but_no_moments() {
    let samples = sorted(&[1.0, f64::INFINITY, 2.0, 3.0]);
    let summary = Summary::new(&samples, &[0.0, 0.5, 0.9, 1.0]);
    assert_eq!((summary.count, summary.mean, summary.sd, summary.skewness), (4, None, None, None));
    assert_eq!((summary.min, summary.max), (Some(1.0), Some(f64::INFINITY)));
    let percentiles: Vec<f64> = summary.percentiles.iter().filter_map(|p| p.value).collect();
    assert_eq!(percentiles, [1.0, 2.5, f64::INFINITY, f64::INFINITY]);
    assert!(mode_estimate(&samples).unwrap().is_finite());
    assert!(Histogram::new(&samples).is_some());
    assert_eq!(pearson_correlation(&[1.0, f64::INFINITY], &[1.0, 2.0]), None);
    assert_eq!(Histogram::new(&sorted(&[f64::NEG_INFINITY; 9])), None);
    assert_eq!(mode_estimate(&sorted(&[f64::NEG_INFINITY; 9])), None);
}

#[test]
fn errors_are_told_apart_from_numbers() {
    let partition = partition_errors(&[1.0, f64::NAN, 3.0, f64::NAN]);
    assert_eq!(partition.values, [1.0, 3.0]);
    assert_eq!(partition.error_positions, [1, 3]);
    assert_eq!(partition_errors(&[]), Partition::default());
}

/// Excel's documentation of PERCENTILE.INC: 1, 2, 3, 4 at 0.3 is 1.9; at 0 and 1 the ends.
#[test]
fn percentiles_are_excels() {
    let samples = sorted(&[1.0, 3.0, 2.0, 4.0]);
    assert!((samples.percentile(0.3).unwrap() - 1.9).abs() < 1e-15);
    assert_eq!(samples.percentile(0.0), Some(1.0));
    assert_eq!(samples.percentile(1.0), Some(4.0));
    for outside in [-0.1, 1.1, f64::NAN] {
        assert_eq!(samples.percentile(outside), None);
    }
    assert_eq!(sorted(&[f64::MIN, f64::MAX]).percentile(0.5), Some(0.0));
}

#[test]
fn cumulative_probability_counts_samples_at_or_below() {
    let samples = sorted(&[1.0, 2.0, 2.0, 4.0]);
    assert_eq!(samples.cumulative_probability(2.0), Some(0.75));
    assert_eq!(samples.cumulative_probability(0.0), Some(0.0));
    assert_eq!(samples.cumulative_probability(4.0), Some(1.0));
    assert_eq!(samples.cumulative_probability(f64::NAN), None);
}

/// 1 to 100: the worst 5% are 1 to 5, mean 3; the worst 2.5% are 1, 2 and half of 3, mean 1.8.
#[test]
fn tail_risks_of_one_to_a_hundred() {
    let hundred: Vec<f64> = (1..=100).map(f64::from).collect();
    let samples = sorted(&hundred);
    let check = |share, tail, conditional: f64, value: f64| {
        let risk = tail_risk(&samples, share, tail).unwrap();
        assert!((risk.conditional_value_at_risk - conditional).abs() < 1e-12, "{risk:?}");
        assert!((risk.value_at_risk - value).abs() < 1e-12, "{risk:?}");
    };
    check(0.05, Tail::Lower, 3.0, 5.95);
    check(0.05, Tail::Upper, 98.0, 95.05);
    check(0.025, Tail::Lower, 1.8, 3.475);
    check(0.025, Tail::Upper, 99.2, 97.525);
    check(0.001, Tail::Lower, 1.0, 1.099);
    check(1.0, Tail::Lower, 50.5, 100.0);
    for share in [0.0, -1.0, 1.5, f64::NAN] {
        assert_eq!(tail_risk(&samples, share, Tail::Lower), None);
    }
}

#[test]
fn modes() {
    assert_eq!(mode_estimate(&sorted(&[1.0, 1.0, 2.0, 2.0, 3.0, 3.0, 3.0, 9.0])), Some(3.0));
    // Of equally frequent values the smallest.
    assert_eq!(mode_estimate(&sorted(&[5.0, 5.0, 2.0, 2.0])), Some(2.0));
    // By hand: the densest four are 3 to 4, of those the densest two 3.25 and 3.375.
    assert_eq!(mode_estimate(&sorted(&[1.0, 2.0, 3.0, 3.25, 3.375, 4.0, 5.0])), Some(3.3125));
    // An exponential's quantiles: the mode is 0.
    let exponential: Vec<f64> = (0..10_000)
        .map(|i| -ulam_numeric::elementary::ln(1.0 - (f64::from(i) + 0.5) / 1e4))
        .collect();
    assert!(mode_estimate(&sorted(&exponential)).unwrap() < 0.001);
}

fn normal_quantiles(count: u32) -> Vec<f64> {
    let middle = |i: u32| (f64::from(i) + 0.5) / f64::from(count);
    (0..count).map(|i| ulam_numeric::special::normal_quantile(middle(i))).collect()
}

/// Every sample is in the bin that its documentation says.
fn check_bins(samples: &[f64]) -> (Vec<f64>, Vec<u64>, u64, u64) {
    let Some(Histogram::Bins { edges, counts, below, above }) = Histogram::new(&sorted(samples))
    else {
        panic!("bins expected");
    };
    assert_eq!(edges.len(), counts.len() + 1);
    assert!(edges.windows(2).all(|pair| pair[0] < pair[1]));
    for (bin, count) in counts.iter().enumerate() {
        let last = bin + 1 == counts.len();
        let inside = samples.iter().filter(|sample| {
            **sample >= edges[bin]
                && (**sample < edges[bin + 1] || last && **sample == edges[bin + 1])
        });
        assert_eq!(inside.count() as u64, *count);
    }
    assert_eq!(counts.iter().sum::<u64>() + below + above, samples.len() as u64);
    (edges, counts, below, above)
}

#[test]
fn histogram_of_a_normal_has_readable_bins_over_all_samples() {
    // Freedman-Diaconis: 2 × 1.349 / 10000^(1/3) = 0.125; readable: 0.1.
    let (edges, counts, below, above) = check_bins(&normal_quantiles(10_000));
    assert_eq!((below, above), (0, 0));
    for (index, edge) in edges.iter().enumerate() {
        assert_eq!(*edge, (index as f64 - 39.0) / 10.0);
    }
    assert_eq!(counts.len(), 78);
}

#[test]
fn histogram_of_a_long_tail_keeps_its_bins_narrow() {
    // Quantiles of a Pareto with shape 1: from 1 to 20,000.
    let samples: Vec<f64> = (0..10_000).map(|i| 1.0 / (1.0 - (f64::from(i) + 0.5) / 1e4)).collect();
    let (edges, counts, below, above) = check_bins(&samples);
    assert!(counts.len() <= BINS_MAX && counts.len() >= 10);
    assert_eq!(below, 0);
    assert!(above > 0 && above <= 100, "{above}");
    assert!(edges[edges.len() - 1] <= 105.0);
}

#[test]
fn histograms_of_odd_samples() {
    // Large offsets, tiny ranges, atoms, extremes: never a panic, always whole.
    let uniform: Vec<f64> = (0..500).map(|i| f64::from(i) / 500.0).collect();
    for (scale, offset) in [
        (1.0, 0.0),
        (1e-9, 1e9),
        (1e-300, 0.0),
        (1e300, -1e300),
        (1e308, 0.0),
        (5e-324, 0.0),
        (1e-12, 1.0),
    ] {
        let samples: Vec<f64> = uniform.iter().map(|u| u * scale + offset).collect();
        if let Some(Histogram::Bins { counts, .. }) = Histogram::new(&sorted(&samples)) {
            assert!(counts.len() <= 5 * BINS_MAX);
            check_bins(&samples);
        }
    }
    check_bins(&[f64::MIN, -1.0, 0.0, 2.0, f64::MAX]);
    check_bins(&[1.0, 1.0 + f64::EPSILON]);
    // Sixty percent at zero, the rest spread: no interquartile range.
    let atom: Vec<f64> = (0..1000).map(|i| f64::from((i - 600).max(0))).collect();
    check_bins(&atom);
    let mut outlier = vec![0.0; 1000];
    outlier.extend((0..200).map(f64::from));
    check_bins(&outlier);
}

#[test]
fn discrete_samples_have_a_bar_each() {
    let dice: Vec<f64> = (0..600).map(|i| f64::from(i % 6 + 1)).collect();
    let Some(Histogram::Values { values, counts }) = Histogram::new(&sorted(&dice)) else {
        panic!("bars expected");
    };
    assert_eq!(values, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    assert_eq!(counts, [100; 6]);
}

#[test]
fn cumulative_curves_keep_both_ends() {
    let samples = sorted(&(0..1000).map(f64::from).collect::<Vec<f64>>());
    let curve = cumulative_curve(&samples, 11);
    assert_eq!(curve.len(), 11);
    assert_eq!(curve[0], CumulativePoint { value: 0.0, probability: 0.001 });
    assert_eq!(curve[10], CumulativePoint { value: 999.0, probability: 1.0 });
    assert_eq!(curve[5], CumulativePoint { value: 499.0, probability: 0.5 });
    assert_eq!(cumulative_curve(&samples, 1)[0].probability, 1.0);
    assert!(cumulative_curve(&samples, 0).is_empty());
    let steps = cumulative_curve(&sorted(&[1.0, 1.0, 1.0, 2.0]), 100);
    let expected = [(1.0, 0.75), (2.0, 1.0)]
        .map(|(value, probability)| CumulativePoint { value, probability });
    assert_eq!(steps, expected);
}

#[test]
fn ranks_of_many_kinds_of_numbers() {
    let mut state = 11u64;
    let mut bits = || {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        state ^ state >> 31
    };
    let makers: [&dyn Fn(u64) -> f64; 5] = [
        &|bits| (bits % 100) as f64,
        &|bits| [0.0, -0.0, 1.0, f64::INFINITY, f64::NEG_INFINITY][bits as usize % 5],
        &|bits| if bits % 1000 == 0 { 1e300 } else { 1.0 + (bits % 500) as f64 * f64::EPSILON },
        &|bits| (bits >> 11) as f64 - 4e15,
        &|bits| 0.25 + ((bits % 999) as f64 + 0.5) / (1u64 << 52) as f64,
    ];
    for make in makers {
        let samples: Vec<f64> = (0..5000).map(|_| make(bits())).collect();
        let ascending = sorted(&samples);
        let ascending = ascending.values();
        let expected: Vec<f64> = samples
            .iter()
            .map(|sample| {
                let below = ascending.partition_point(|other| other < sample);
                let through = ascending.partition_point(|other| other <= sample);
                (below + through + 1) as f64 / 2.0
            })
            .collect();
        let ranks = Ranks::new(&samples).unwrap();
        assert_eq!(ranks.average().collect::<Vec<f64>>(), expected);
        if samples.iter().all(|sample| *sample > 0.0 && *sample < 1.0) {
            assert_eq!(Ranks::of_uniforms(&samples).unwrap(), ranks);
        }
    }
    let uniforms: Vec<f64> =
        (0..50_000).map(|_| ((bits() >> 12) as f64 + 0.5) / (1u64 << 52) as f64).collect();
    assert_eq!(Ranks::of_uniforms(&uniforms), Ranks::new(&uniforms));
    assert_eq!(Ranks::new(&[1.0, f64::NAN]), None);
    assert_eq!(Ranks::of_uniforms(&[0.5, f64::NAN]), None);
    // What isn't in (0, 1) has a rank too, if not a meaningful one.
    assert_eq!(Ranks::of_uniforms(&[-1.0, 2.0, f64::INFINITY]).unwrap().count(), 3);
}

#[test]
fn contributions_share_one_between_the_inputs() {
    let shares = contributions_to_variance(&[Some(0.6), Some(-0.8), None, Some(0.0)]);
    assert!((shares[0] - 0.36).abs() < 1e-15);
    assert!((shares[1] + 0.64).abs() < 1e-15);
    assert_eq!(shares[2..], [0.0, 0.0]);
    assert_eq!(contributions_to_variance(&[None, Some(0.0)]), [0.0, 0.0]);
    assert!(contributions_to_variance(&[]).is_empty());
}

#[test]
fn correlations_at_their_limits() {
    let x: Vec<f64> = (0..100).map(f64::from).collect();
    let falling: Vec<f64> = x.iter().map(|x| 3.0 - 0.1 * x).collect();
    assert_eq!(pearson_correlation(&x, &x), Some(1.0));
    assert!(pearson_correlation(&x, &falling).unwrap() < -1.0 + 1e-15);
    let (ranks, falling_ranks) = (Ranks::new(&x).unwrap(), Ranks::new(&falling).unwrap());
    assert_eq!(rank_correlation(&ranks, &falling_ranks), Some(-1.0));
    assert_eq!(pearson_correlation(&x, &falling[1..]), None);
    assert_eq!(pearson_correlation(&[1.0, f64::NAN, 2.0], &[1.0, 2.0, 3.0]), None);
}
