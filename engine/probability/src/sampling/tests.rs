use super::*;

fn sampler(plan: Plan, identity: &str, dimension: usize, trials: u64) -> Sampler {
    Sampler::new(plan, 42, identity, dimension, trials).unwrap()
}

fn filled(sampler: &Sampler, trials: usize) -> Vec<f64> {
    let mut uniforms = vec![0.0; trials];
    sampler.fill(0, &mut uniforms);
    uniforms
}

/// The Kolmogorov-Smirnov statistic against the uniform distribution, times √n.
fn kolmogorov_smirnov(uniforms: &[f64]) -> f64 {
    let mut sorted = uniforms.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let n = sorted.len() as f64;
    let distance = |(index, u): (usize, &f64)| {
        let index = index as f64;
        (u - index / n).abs().max(((index + 1.0) / n - u).abs())
    };
    sorted.iter().enumerate().map(distance).fold(0.0, f64::max) * n.sqrt()
}

/// Pearson's correlation of uniforms, times √n.
fn correlation(left: &[f64], right: &[f64]) -> f64 {
    let products = left.iter().zip(right).map(|(left, right)| (left - 0.5) * (right - 0.5));
    12.0 * products.sum::<f64>() / (left.len() as f64).sqrt()
}

#[test]
fn plans_are_written_as_they_are_read() {
    for plan in Plan::ALL {
        assert_eq!(plan.to_string().parse(), Ok(plan));
    }
    assert_eq!(" LHS ".parse(), Ok(Plan::LatinHypercube));
    let error = "halton".parse::<Plan>().unwrap_err();
    assert_eq!(error.to_string(), "unknown sampling plan 'halton': choose random, lhs or sobol");
}

#[test]
fn limits_have_clear_errors() {
    let new = |plan, dimension, trials| Sampler::new(plan, 1, "x", dimension, trials);
    for plan in [Plan::LatinHypercube, Plan::Sobol] {
        assert!(new(plan, SOBOL_DIMENSIONS_MAX - 1, PLANNED_TRIALS_MAX).is_ok());
        let error = new(plan, 0, PLANNED_TRIALS_MAX + 1).unwrap_err();
        assert_eq!(error, SamplingError::TooManyTrials { plan, trials: PLANNED_TRIALS_MAX + 1 });
    }
    assert!(new(Plan::Random, usize::MAX, u64::MAX).is_ok());
    assert!(new(Plan::LatinHypercube, usize::MAX, 10).is_ok());
    let error = new(Plan::Sobol, SOBOL_DIMENSIONS_MAX, 10).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the sobol plan has 4096 dimensions and this input needs number 4097: use lhs or random"
    );
}

#[test]
fn any_partition_and_any_single_trial_give_the_same_bits() {
    for plan in Plan::ALL {
        for trials in [1usize, 2, 3, 10, 255, 256, 257, 1000, 3001] {
            let sampler = sampler(plan, "Model!B2", 5, trials as u64);
            let whole = filled(&sampler, trials);
            assert!(whole.iter().all(|u| *u > 0.0 && *u < 1.0));
            for part in [1, 7, 64, 300] {
                let mut parts = vec![0.0; trials];
                for (index, out) in parts.chunks_mut(part).enumerate() {
                    sampler.fill((index * part) as u64, out);
                }
                assert_eq!(parts, whole, "{plan} in parts of {part}");
            }
            for trial in (0..trials).step_by(97) {
                assert_eq!(sampler.uniform(trial as u64), whole[trial]);
            }
        }
    }
}

#[test]
fn every_instruction_set_gives_the_same_bits() {
    use ulam_numeric::simd::Level;
    for plan in Plan::ALL {
        let sampler = sampler(plan, "demand", 3, 5000);
        let run = |level: Level| {
            level.restrict();
            filled(&sampler, 5000)
        };
        let baseline = run(Level::Baseline);
        for level in Level::supported() {
            assert_eq!(run(level), baseline);
        }
        Level::best().restrict();
    }
}

#[test]
fn seed_and_identity_decide() {
    for plan in Plan::ALL {
        let uniforms =
            |seed, identity| filled(&Sampler::new(plan, seed, identity, 1, 100).unwrap(), 100);
        assert_eq!(uniforms(1, "x"), uniforms(1, "x"));
        assert_ne!(uniforms(1, "x"), uniforms(2, "x"));
        assert_ne!(uniforms(1, "x"), uniforms(1, "y"));
    }
}

#[test]
fn trials_beyond_the_plan_are_random() {
    let random = sampler(Plan::Random, "x", 0, 0);
    for trials in [0, 10, 700] {
        let hypercube = sampler(Plan::LatinHypercube, "x", 0, trials);
        let expected = filled(&random, 1000);
        let uniforms = filled(&hypercube, 1000);
        assert_eq!(uniforms[trials as usize..], expected[trials as usize..]);
    }
    let sobol = sampler(Plan::Sobol, "x", 0, 10);
    let first = PLANNED_TRIALS_MAX - 2;
    let (mut uniforms, mut expected) = ([0.0; 5], [0.0; 5]);
    sobol.fill(first, &mut uniforms);
    random.fill(first, &mut expected);
    assert_eq!(uniforms[2..], expected[2..]);
    assert_ne!(uniforms[..2], expected[..2]);
    // The end of the trial numbers.
    sobol.fill(u64::MAX - 1, &mut uniforms);
    sampler(Plan::LatinHypercube, "x", 0, PLANNED_TRIALS_MAX).fill(u64::MAX - 1, &mut uniforms);
}

#[test]
fn a_latin_hypercube_has_one_trial_in_each_stratum() {
    let mut sizes: Vec<usize> = (1..300).collect();
    sizes.extend([1000, 1023, 1024, 1025, 4097, 10_000, 65_535, 65_536, 65_537, 100_000]);
    for trials in sizes {
        for identity in ["a", "b"] {
            let uniforms =
                filled(&sampler(Plan::LatinHypercube, identity, 0, trials as u64), trials);
            let mut taken = vec![false; trials];
            for uniform in uniforms {
                let stratum = (uniform * trials as f64) as usize;
                assert!(!std::mem::replace(&mut taken[stratum], true), "{trials} {identity}");
            }
        }
    }
}

/// The largest hypercubes can't be listed, but a block of trials has different strata and both ends
/// of the range are reached evenly.
#[test]
fn the_largest_latin_hypercube_is_uniform() {
    for trials in [PLANNED_TRIALS_MAX, PLANNED_TRIALS_MAX - 1, (1 << 31) + 12345] {
        let sampler = sampler(Plan::LatinHypercube, "x", 0, trials);
        let mut uniforms = vec![0.0; 100_000];
        sampler.fill(trials / 2, &mut uniforms);
        assert!(kolmogorov_smirnov(&uniforms) < 2.0);
        let mut strata: Vec<u64> = uniforms.iter().map(|u| (u * trials as f64) as u64).collect();
        strata.sort_unstable();
        strata.dedup();
        assert_eq!(strata.len(), uniforms.len());
        sampler.fill(trials - 100_000, &mut uniforms);
        assert!(uniforms.iter().all(|u| *u > 0.0 && *u < 1.0));
    }
}

/// Over many pairs of inputs, strata correlate as independent random permutations do: the
/// correlation times √(n - 1) has variance 1.
#[test]
fn permutations_of_different_inputs_are_independent() {
    for (trials, pairs) in [(5, 3000), (10, 3000), (97, 3000), (1000, 600)] {
        let n = f64::from(trials);
        let permutation = |identity: String| {
            let uniforms = filled(
                &sampler(Plan::LatinHypercube, &identity, 0, trials as u64),
                trials as usize,
            );
            uniforms.into_iter().map(|u| (u * n).floor() - (n - 1.0) / 2.0).collect::<Vec<f64>>()
        };
        let square_sum = n * (n * n - 1.0) / 12.0;
        let (mut mean, mut variance, mut order_variance) = (0.0, 0.0, 0.0);
        for pair in 0..pairs {
            let left = permutation(format!("left {pair}"));
            let right = permutation(format!("right {pair}"));
            let products: f64 = left.iter().zip(&right).map(|(left, right)| left * right).sum();
            let z = products / square_sum * (n - 1.0).sqrt();
            mean += z / f64::from(pairs);
            variance += z * z / f64::from(pairs);
            // With the order of the trials too.
            let order = left.iter().enumerate();
            let products: f64 =
                order.map(|(trial, left)| (trial as f64 - (n - 1.0) / 2.0) * left).sum();
            let z = products / square_sum * (n - 1.0).sqrt();
            order_variance += z * z / f64::from(pairs);
        }
        let pairs = f64::from(pairs);
        assert!(mean.abs() < 4.0 / pairs.sqrt(), "{trials}: mean {mean}");
        let tolerance = 4.0 * (2.0 / pairs).sqrt();
        assert!((variance - 1.0).abs() < tolerance, "{trials}: variance {variance}");
        assert!((order_variance - 1.0).abs() < tolerance, "{trials}: variance {order_variance}");
    }
}

/// Each stratum is as likely as any other for a given trial: chi-square over 2,600 inputs.
#[test]
fn a_trial_is_in_any_stratum_equally_often() {
    const STRATA: usize = 13;
    let mut counts = [0.0; STRATA];
    for input in 0..2600 {
        let sampler = sampler(Plan::LatinHypercube, &input.to_string(), 0, STRATA as u64);
        counts[(sampler.uniform(7) * STRATA as f64) as usize] += 1.0;
    }
    let chi_square: f64 =
        counts.iter().map(|count| (count - 200.0) * (count - 200.0) / 200.0).sum();
    // The 99.99th percentile with 12 degrees of freedom is 39.1 (SciPy).
    assert!(chi_square < 39.1, "{chi_square}");
}

/// 99.99% of Kolmogorov-Smirnov statistics of independent uniforms are below 2.23 (SciPy); those of
/// the other plans are far below.
#[test]
fn every_plan_is_uniform() {
    for plan in Plan::ALL {
        for dimension in 0..20 {
            let identity = format!("input {dimension}");
            let uniforms = filled(&sampler(plan, &identity, dimension, 10_000), 10_000);
            let limit = if plan == Plan::Random { 2.23 } else { 0.2 };
            let statistic = kolmogorov_smirnov(&uniforms);
            assert!(statistic < limit, "{plan} {dimension}: {statistic}");
        }
    }
}

/// Of 4,950 pairs of inputs, 5 standard errors are exceeded by none. (For the Sobol plan, 4,096 trials
/// are more than the 2,500 advised for 100 inputs.)
#[test]
fn inputs_are_uncorrelated_under_every_plan() {
    const INPUTS: usize = 100;
    const TRIALS: usize = 4096;
    assert!(sobol_trials_advised(INPUTS) <= TRIALS as u64);
    for plan in Plan::ALL {
        let columns: Vec<Vec<f64>> = (0..INPUTS)
            .map(|input| {
                filled(&sampler(plan, &format!("input {input}"), input, TRIALS as u64), TRIALS)
            })
            .collect();
        for right in 0..INPUTS {
            for left in 0..right {
                let z = correlation(&columns[left], &columns[right]);
                assert!(z.abs() < 5.0, "{plan} {left} {right}: {z}");
            }
        }
    }
}

/// Scrambling keeps the elementary intervals: each 2^-k cell has one of each 2^k points in turn.
#[test]
fn scrambled_sobol_points_keep_their_elementary_intervals() {
    for dimension in [0, 1, 2, 17, 500, 4095] {
        let uniforms = filled(&sampler(Plan::Sobol, "x", dimension, 4096), 4096);
        for level in 0..=12 {
            let cells = 1usize << level;
            for points in uniforms.chunks_exact(cells) {
                let mut taken = vec![false; cells];
                for point in points {
                    assert!(!std::mem::replace(&mut taken[(point * cells as f64) as usize], true));
                }
            }
        }
    }
    // In two dimensions the first two coordinates are a (0, m, 2)-net.
    let x = filled(&sampler(Plan::Sobol, "x", 0, 1024), 1024);
    let y = filled(&sampler(Plan::Sobol, "y", 1, 1024), 1024);
    for columns in 0..=10 {
        let (columns, rows) = (1usize << columns, 1usize << (10 - columns));
        let mut taken = vec![false; 1024];
        for (x, y) in x.iter().zip(&y) {
            let cell = (x * columns as f64) as usize * rows + (y * rows as f64) as usize;
            assert!(!std::mem::replace(&mut taken[cell], true));
        }
    }
}

/// The mean of Π (1 + (u - 1/2) / j) over j = 1 to 6 is 1. Owen's scrambling has an error of order
/// n^(-3/2) for it, random trials of order n^(-1/2).
#[test]
fn sobol_integrates_a_smooth_function_much_faster_than_chance() {
    let root_mean_square_error = |trials: usize| {
        let repetitions = 20;
        let mut square = 0.0;
        for seed in 0..repetitions {
            let mut products = vec![1.0; trials];
            for input in 0..6 {
                let identity = format!("input {input}");
                let sampler =
                    Sampler::new(Plan::Sobol, seed, &identity, input, trials as u64).unwrap();
                for (product, uniform) in products.iter_mut().zip(filled(&sampler, trials)) {
                    *product *= 1.0 + (uniform - 0.5) / (input + 1) as f64;
                }
            }
            let error = products.iter().sum::<f64>() / trials as f64 - 1.0;
            square += error * error / repetitions as f64;
        }
        square.sqrt()
    };
    let (few, many) = (root_mean_square_error(256), root_mean_square_error(4096));
    // 16 times the trials: a sixteenth of the error at least, where chance gives a quarter.
    assert!(many < few / 16.0, "{few:e} {many:e}");
    // Random trials would have 0.36 / √4096 = 6e-3.
    assert!(many < 1e-4, "{many:e}");
}
