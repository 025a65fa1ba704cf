use super::*;
use crate::random::Stream;
use crate::statistics::{Ranks, pearson_correlation, rank_correlation};

fn names(order: usize) -> Vec<String> {
    (0..order).map(|input| format!("input {input}")).collect()
}

fn pairs(order: usize, pairs: &[(usize, usize, f64)]) -> CorrelationMatrix {
    CorrelationMatrix::from_pairs(names(order), pairs).unwrap()
}

#[test]
fn what_isnt_a_correlation_matrix_is_refused_with_its_place() {
    let from_pairs = |order, pairs: &[(usize, usize, f64)]| {
        CorrelationMatrix::from_pairs(names(order), pairs).unwrap_err().to_string()
    };
    assert_eq!(
        from_pairs(2, &[(0, 1, 1.5)]),
        "the correlation of 'input 0' and 'input 1' is 1.5: it must be from -1 to 1"
    );
    assert!(from_pairs(2, &[(0, 1, f64::NAN)]).contains("is NaN"));
    assert_eq!(
        from_pairs(2, &[(0, 2, 0.5)]),
        "correlation with input number 3 of a matrix of 2 inputs"
    );
    assert_eq!(
        from_pairs(2, &[(1, 1, 0.5)]),
        "the correlation of 'input 1' with itself is 0.5: it must be 1"
    );
    assert_eq!(
        from_pairs(2, &[(0, 1, 0.5), (1, 0, 0.6)]),
        "the correlation of 'input 1' and 'input 0' is given as 0.5 and as 0.6"
    );
    let from_entries = |order, entries: &[f64]| {
        CorrelationMatrix::from_entries(names(order), entries).unwrap_err()
    };
    assert!(matches!(
        from_entries(2, &[1.0, 0.2, 0.3, 1.0]),
        CorrelationError::Contradiction { .. }
    ));
    assert!(matches!(
        from_entries(2, &[1.0, 0.2, 0.2, 0.9]),
        CorrelationError::NotOneOnDiagonal { .. }
    ));
    assert!(matches!(
        from_entries(2, &[1.0, -2.0, -2.0, 1.0]),
        CorrelationError::OutOfRange { .. }
    ));
    assert!(matches!(from_entries(2, &[1.0; 3]), CorrelationError::WrongSize { .. }));
    let twice = vec!["x".to_owned(), "x".to_owned()];
    assert_eq!(
        CorrelationMatrix::independent(twice),
        Err(CorrelationError::RepeatedName("x".into()))
    );
    let many = CorrelationMatrix::independent(names(ORDER_MAX + 1));
    assert_eq!(many, Err(CorrelationError::TooManyInputs(ORDER_MAX + 1)));
}

#[test]
fn pairs_and_entries_make_the_same_matrix() {
    let from_pairs = pairs(3, &[(0, 1, 0.5), (2, 1, -0.25), (1, 2, -0.25), (2, 2, 1.0)]);
    let entries = [1.0, 0.5, 0.0, 0.5, 1.0, -0.25, 0.0, -0.25, 1.0];
    assert_eq!(CorrelationMatrix::from_entries(names(3), &entries).unwrap(), from_pairs);
    assert_eq!(from_pairs.entries(), entries);
    assert!(CorrelationMatrix::from_entries(vec![], &[]).unwrap().cholesky().is_ok());
}

/// 2 sin(π / 12) = 0.5176380902050415 (mpmath).
#[test]
fn spearman_and_pearson() {
    let spearman = pairs(4, &[(0, 1, 0.5), (0, 2, -0.5), (1, 2, 1.0), (0, 3, -1.0)]);
    let pearson = spearman.spearman_to_pearson();
    assert!((pearson.get(1, 0) - 0.5176380902050415).abs() < 1e-15);
    assert_eq!(pearson.get(0, 2), -pearson.get(0, 1));
    assert_eq!((pearson.get(1, 2), pearson.get(0, 3), pearson.get(2, 3)), (1.0, -1.0, 0.0));
    let back = pearson.pearson_to_spearman();
    for (entry, expected) in back.entries().iter().zip(spearman.entries()) {
        assert!((entry - expected).abs() < 1e-15);
    }
}

#[test]
fn a_cholesky_factor_multiplies_back() {
    let matrix = pairs(4, &[(0, 1, 0.6), (0, 2, -0.3), (1, 2, 0.2), (2, 3, 0.7)]);
    let factor = matrix.cholesky().unwrap();
    for row in 0..4 {
        for column in 0..=row {
            let (left, right) = (factor.row(row), factor.row(column));
            let product: f64 = left.iter().zip(right).map(|(left, right)| left * right).sum();
            assert!((product - matrix.get(row, column)).abs() < 1e-15);
        }
    }
    // By hand: the correlation of 0.6 has the row (0.6, 0.8).
    assert_eq!(factor.row(1), [0.6, 0.8]);
}

#[test]
fn perfect_correlation_is_factored_and_contradiction_is_not() {
    let perfect = pairs(3, &[(0, 1, 1.0), (0, 2, -1.0), (1, 2, -1.0)]);
    assert_eq!(perfect.cholesky().unwrap().row(2), [-1.0, 0.0, 0.0]);
    for impossible in [
        pairs(3, &[(0, 1, 1.0), (0, 2, 1.0), (1, 2, -1.0)]),
        pairs(3, &[(0, 1, 0.9), (0, 2, 0.9), (1, 2, -0.9)]),
        pairs(3, &[(0, 1, 1.0), (1, 2, 0.5)]),
    ] {
        let error = impossible.cholesky().unwrap_err();
        assert!(error.to_string().contains("those of 'input 2' can't hold together"));
        assert!(!impossible.is_positive_semidefinite());
    }
}

/// Higham (2002), section 4: of the matrix with 1 beside the diagonal and 0 in the corner, the
/// nearest correlation matrix has 0.7607 and 0.1573.
#[test]
fn highams_example_is_repaired_to_highams_result() {
    let repair = pairs(3, &[(0, 1, 1.0), (1, 2, 1.0)]).nearest();
    assert!((repair.matrix.get(0, 1) - 0.7607).abs() < 5e-5);
    assert!((repair.matrix.get(1, 2) - 0.7607).abs() < 5e-5);
    assert!((repair.matrix.get(0, 2) - 0.1573).abs() < 5e-5);
    assert!(repair.matrix.cholesky().is_ok());
    assert!((repair.max_absolute_change - 0.2393).abs() < 5e-5);
    assert_eq!(repair.changes.len(), 3);
    let first = &repair.changes[0];
    assert_eq!(
        (first.first.as_str(), first.second.as_str(), first.requested),
        ("input 0", "input 1", 1.0)
    );
    let last = &repair.changes[2];
    assert_eq!((last.first.as_str(), last.second.as_str()), ("input 0", "input 2"));
    assert_eq!(last.used, repair.matrix.get(0, 2));
}

#[test]
fn a_sound_matrix_is_left_alone() {
    let matrix = pairs(3, &[(0, 1, 0.5), (1, 2, -0.5)]);
    let repair = matrix.nearest();
    assert!(repair.max_absolute_change < 1e-12);
    assert!(repair.changes.is_empty());
}

/// All correlations equal to r in an n × n matrix are possible from -1/(n - 1) on; by symmetry the
/// nearest to one below has all equal to that (but for the floor of the eigenvalues).
#[test]
fn too_much_mutual_repulsion_is_repaired_evenly() {
    for order in [3usize, 8, 20] {
        let all = (0..order).flat_map(|j| (0..j).map(move |i| (i, j, -0.9))).collect::<Vec<_>>();
        let repair = pairs(order, &all).nearest();
        let expected = -1.0 / (order - 1) as f64;
        for (entry, value) in repair.matrix.entries().iter().enumerate() {
            let expected = if entry % (order + 1) == 0 { 1.0 } else { expected };
            assert!((value - expected).abs() < 1e-7, "{order}: {value}");
        }
        assert!(repair.matrix.cholesky().is_ok());
    }
}

#[test]
fn any_random_matrix_can_be_repaired() {
    let stream = Stream::new(5, "matrices");
    for (round, order) in [2usize, 5, 10, 30, 60].into_iter().enumerate() {
        let mut all = Vec::new();
        for second in 0..order {
            for first in 0..second {
                let uniform = stream.uniform((second * order + first) as u64, round as u32);
                all.push((first, second, 2.0 * uniform - 1.0));
            }
        }
        let repair = pairs(order, &all).nearest();
        assert!(repair.matrix.cholesky().is_ok());
        assert!(repair.matrix.entries().iter().all(|entry| entry.abs() <= 1.0));
        assert!(repair.max_absolute_change <= 2.0);
    }
}

fn independent_uniforms(order: usize, trials: usize) -> Vec<f64> {
    let mut uniforms = vec![0.0; order * trials];
    for (input, row) in uniforms.chunks_exact_mut(trials).enumerate() {
        Stream::new(9, &format!("input {input}")).fill(0, 0, row);
    }
    uniforms
}

/// A Gaussian copula of Pearson correlation 0.8 has Spearman correlation (6/π) asin(0.4) =
/// 0.7859393.
#[test]
fn simulated_rank_correlation_is_the_copulas() {
    const TRIALS: usize = 200_000;
    let factor = pairs(2, &[(0, 1, 0.8)]).cholesky().unwrap();
    let copula = GaussianCopula::new(factor);
    let mut uniforms = independent_uniforms(2, TRIALS);
    let mut normals = vec![0.0; 2 * TRIALS];
    let before = uniforms.clone();
    copula.correlate_normals(&mut uniforms, &mut normals);
    assert_eq!(uniforms[..TRIALS], before[..TRIALS]);
    let (x, y) = uniforms.split_at(TRIALS);
    let spearman =
        rank_correlation(&Ranks::of_uniforms(x).unwrap(), &Ranks::new(y).unwrap()).unwrap();
    // The standard error is at most that of independent pairs, 1 / √n.
    let standard_error = 1.0 / (TRIALS as f64).sqrt();
    assert!((spearman - 0.7859393).abs() < 4.5 * standard_error, "{spearman}");
    let pearson = pearson_correlation(&normals[..TRIALS], &normals[TRIALS..]).unwrap();
    assert!((pearson - 0.8).abs() < 4.5 * (1.0 - 0.64) * standard_error, "{pearson}");
    let mean: f64 = y.iter().sum::<f64>() / TRIALS as f64;
    assert!((mean - 0.5).abs() < 4.5 * standard_error / 12f64.sqrt());
}

#[test]
fn a_group_gets_the_spearman_correlations_asked_for() {
    const TRIALS: usize = 100_000;
    // Seven inputs, more than a kernel's four rows at once; input 3 stays independent.
    let asked = [
        (0, 1, 0.7),
        (0, 2, -0.4),
        (1, 2, -0.2),
        (4, 5, 0.9),
        (0, 6, 0.3),
        (5, 6, 0.5),
        (4, 6, 0.4),
    ];
    let spearman = pairs(7, &asked);
    let fit = GaussianCopula::from_spearman(&spearman).unwrap();
    assert!(fit.repair.is_none());
    let mut uniforms = independent_uniforms(7, TRIALS);
    let before = uniforms.clone();
    fit.copula.correlate(&mut uniforms);
    let rows: Vec<&[f64]> = uniforms.chunks_exact(TRIALS).collect();
    for input in [0, 3] {
        assert_eq!(rows[input], &before[input * TRIALS..(input + 1) * TRIALS]);
    }
    let ranks: Vec<Ranks> = rows.iter().map(|row| Ranks::new(row).unwrap()).collect();
    for second in 0..7 {
        for first in 0..second {
            let actual = rank_correlation(&ranks[first], &ranks[second]).unwrap();
            let error = (actual - spearman.get(first, second)).abs();
            assert!(error < 4.5 / (TRIALS as f64).sqrt(), "{first} {second}: {actual}");
        }
    }
}

#[test]
fn impossible_spearman_correlations_are_repaired_and_told() {
    let spearman = pairs(3, &[(0, 1, 0.9), (0, 2, 0.9), (1, 2, -0.9)]);
    let fit = GaussianCopula::from_spearman(&spearman).unwrap();
    let repair = fit.repair.unwrap();
    assert_eq!(repair.changes.len(), 3);
    assert!(repair.changes.iter().all(|pair| pair.requested.abs() == 0.9 && pair.used.abs() < 0.9));
    assert!(repair.max_absolute_change > 0.3);
}

#[test]
fn a_block_in_parts_gives_the_same_bits_on_every_instruction_set() {
    use ulam_numeric::simd::Level;
    const TRIALS: usize = 1003;
    let order = 6;
    let all = (0..order)
        .flat_map(|j| (0..j).map(move |i| (i, j, 0.1 * (j - i) as f64)))
        .collect::<Vec<_>>();
    let copula = GaussianCopula::new(pairs(order, &all).cholesky().unwrap());
    let uniforms = independent_uniforms(order, TRIALS);
    let mut whole = uniforms.clone();
    copula.correlate(&mut whole);
    for level in Level::supported() {
        level.restrict();
        for trial in [0, 1, 500, TRIALS - 1] {
            let mut one: Vec<f64> =
                (0..order).map(|input| uniforms[input * TRIALS + trial]).collect();
            copula.correlate(&mut one);
            for (input, uniform) in one.iter().enumerate() {
                assert_eq!(*uniform, whole[input * TRIALS + trial]);
            }
        }
    }
    Level::best().restrict();
}

#[test]
fn extreme_uniforms_stay_inside_the_interval() {
    let copula = GaussianCopula::new(
        pairs(3, &[(0, 1, 0.99), (0, 2, -1.0), (1, 2, -0.99)]).cholesky().unwrap(),
    );
    let extremes = [f64::MIN_POSITIVE, 1.0 - f64::EPSILON / 2.0];
    let mut uniforms: Vec<f64> = extremes.iter().cycle().take(6).copied().collect();
    copula.correlate(&mut uniforms);
    assert!(uniforms.iter().all(|uniform| *uniform > 0.0 && *uniform < 1.0));
    // No trials, no inputs, too little room: nothing to do.
    copula.correlate(&mut []);
    copula.correlate(&mut [0.5, 0.5]);
    copula.correlate_normals(&mut [0.5; 3], &mut [0.0; 2]);
    let none = CorrelationMatrix::independent(vec![]).unwrap().cholesky().unwrap();
    GaussianCopula::new(none).correlate(&mut [0.5]);
}
