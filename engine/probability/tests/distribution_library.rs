//! Names, arguments, errors, modifiers, tables and the properties that every law has.

mod support;

use support::{build, parse_call};
use ulam_numeric::simd::Level;
use ulam_probability::distribution::{Argument, ParameterKind, SharedDistribution};
use ulam_probability::distributions::{
    self, FAMILIES, aliases_of, find, reference_markdown, shifted, tabulated, truncated,
    truncated_by_probability,
};

fn error_of(call: &str) -> String {
    let (name, arguments) = parse_call(call);
    match distributions::build(name, &arguments) {
        Ok(law) => panic!("{call} gave {law:?}"),
        Err(error) => error.to_string(),
    }
}

/// Probabilities all over (0, 1), many of them in the tails.
fn probabilities() -> Vec<f64> {
    let mut all: Vec<f64> = (1..400).map(|index| f64::from(index) / 400.0).collect();
    let mut tail = 0.002;
    while tail > 1e-13 {
        all.push(tail);
        all.push(1.0 - tail);
        tail *= 0.3;
    }
    all.sort_by(f64::total_cmp);
    all
}

fn examples() -> Vec<(&'static str, SharedDistribution)> {
    FAMILIES.iter().map(|family| (family.example, build(family.example))).collect()
}

/// How much probability the last digits of `x` are worth.
fn rounding_of(law: &SharedDistribution, x: f64) -> f64 {
    let step = 4.0 * f64::EPSILON * x.abs();
    let below = law.cdf(x + step) - law.cdf(x - step);
    below.max(law.survival(x - step) - law.survival(x + step))
}

#[test]
fn families_are_in_alphabetical_order() {
    let names: Vec<String> = FAMILIES.iter().map(|family| family.name.to_lowercase()).collect();
    assert!(names.is_sorted(), "{names:?}");
}

#[test]
fn names_are_unique_and_found_in_any_case() {
    let mut names: Vec<String> = Vec::new();
    for family in FAMILIES {
        let found = find(&family.name.to_lowercase()).expect(family.name);
        assert_eq!((found.family.name, found.alias.is_none()), (family.name, true));
        names.push(family.name.to_uppercase());
        for alias in aliases_of(family) {
            let found = find(&alias.name.to_lowercase()).expect(alias.name);
            assert_eq!(found.family.name, family.name);
            assert_eq!(found.alias.map(|alias| alias.name), Some(alias.name));
            names.push(alias.name.to_uppercase());
        }
    }
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count);
}

#[test]
fn errors_say_what_is_wrong() {
    for (call, expected) in [
        ("Triangular(10, 8, 20)", "Triangular: minimum (10) must not be above most_likely (8)"),
        ("Triangular(10, 12, 11)", "Triangular: most_likely (12) must not be above maximum (11)"),
        ("Normal(0, -1)", "Normal: sd (-1) must be above 0"),
        ("Normal(NaN, 1)", "Normal: mean (NaN) must be a finite number"),
        ("Normal(0, inf)", "Normal: sd (inf) must be a finite number"),
        ("Uniform(3, 2)", "Uniform: min (3) must be below max (2)"),
        ("Binomial(2.5, 0.5)", "Binomial: n (2.5) must be a whole number"),
        ("Bernoulli(1.2)", "Bernoulli: p (1.2) must be between 0 and 1"),
        ("Normal({1, 2}, 3)", "Normal: mean must be one number, not a list of 2"),
        (
            "Discrete({1, 2}, {1, 2, 3})",
            "Discrete: values (2 numbers) and weights (3 numbers) must be of one length",
        ),
        ("Discrete({1, 2}, {1, -2})", "Discrete: weights must not be negative; number 2 is -2"),
        (
            "Discrete({1, 2}, {0, 0})",
            "Discrete: weights must have a sum above 0 (and finite), not 0",
        ),
        (
            "Cumulative(0, 10, {5, 2}, {0.1, 0.5})",
            "Cumulative: values must rise; number 1 (5) is followed by 2",
        ),
        (
            "Cumulative(0, 10, {2, 5}, {0.6, 0.5})",
            "Cumulative: probabilities must rise with the values",
        ),
        ("Pert(1, 2)", "Pert takes 3 arguments: Pert(minimum, most_likely, maximum); 2 given"),
        (
            "RiskPert(1, 2)",
            "RiskPert takes 3 arguments: Pert(minimum, most_likely, maximum); 2 given",
        ),
        (
            "Weibull(1)",
            "Weibull takes 2 to 3 arguments: Weibull(shape, scale, [location]); 1 given",
        ),
        (
            "Trianglar(1, 2, 3)",
            "there is no distribution named Trianglar; did you mean Triangular?",
        ),
        ("RiskNorml(1, 2)", "there is no distribution named RiskNorml; did you mean RiskNormal?"),
        ("Qwertyuiop(1)", "there is no distribution named Qwertyuiop"),
        (
            "RiskResample(1, {1, 2})",
            "RiskResample: only method 2, random with replacement, is supported",
        ),
    ] {
        assert_eq!(error_of(call), expected, "{call}");
    }
}

#[test]
fn other_tools_conventions_are_translated() {
    for (theirs, ours) in [
        ("RISKLOGNORM(20, 35)", "Lognormal(20, 35)"),
        ("RiskLognorm2(2.5, 0.4)", "Lognormal2(2.5, 0.4)"),
        ("RiskExpon(10)", "Exponential(10)"),
        ("CB.Exponential(0.1)", "Exponential(10)"),
        ("RiskPareto2(10, 3)", "Pareto2(3, 10)"),
        ("RiskTrigen(10, 20, 40, 10, 90)", "Trigen(10, 20, 40, 0.1, 0.9)"),
        ("RiskErf(2)", "Normal(0, 0.3535533905932738)"),
        ("RiskLaplace(10, 2)", "Laplace(10, 1.4142135623730951)"),
        ("RiskReciprocal(1, 100)", "LogUniform(1, 100)"),
        ("RiskResample(2, {3, 1})", "Empirical({1, 3})"),
        ("RiskCumul(0, 10, {2, 5}, {0.2, 0.6})", "Cumulative(0, 10, {2, 5}, {0.2, 0.6})"),
    ] {
        let (theirs_law, ours_law) = (build(theirs), build(ours));
        for p in [1e-6, 0.1, 0.5, 0.97] {
            let (left, right) = (theirs_law.quantile(p), ours_law.quantile(p));
            assert!((left - right).abs() <= 1e-14 * right.abs(), "{theirs}: {left}, {right}");
        }
    }
    // RiskBetaSubj(minimum, most likely, mean, maximum) has that mode and mean.
    let law = build("RiskBetaSubj(0, 2, 3, 10)");
    assert!((law.mean() - 3.0).abs() < 1e-14 && (law.mode() - 2.0).abs() < 1e-14);
}

#[test]
fn spread_zero_is_a_constant() {
    for call in [
        "Normal(5, 0)",
        "Uniform(5, 5)",
        "Triangular(5, 5, 5)",
        "Pert(5, 5, 5)",
        "Lognormal(5, 0)",
        "IntegerUniform(5, 5)",
        "Binomial(5, 1)",
    ] {
        let law = build(call);
        assert_eq!((law.quantile(0.0), law.quantile(0.3), law.quantile(1.0)), (5.0, 5.0, 5.0));
        assert_eq!((law.mean(), law.variance(), law.cdf(4.9), law.cdf(5.0)), (5.0, 0.0, 0.0, 1.0));
        let mut out = [0.0; 2];
        law.quantiles(&[0.2, 0.9], &mut out);
        assert_eq!(out, [5.0, 5.0], "{call}");
    }
    assert_eq!(build("Poisson(0)").quantile(0.7), 0.0);
    assert_eq!(build("Binomial(0, 0.4)").quantile(0.7), 0.0);
}

#[test]
fn known_answers() {
    // Lognormal with mean 20 and sd 35; the ends of Triangular and Pert estimates.
    let law = build("Lognormal(20, 35)");
    assert!((law.survival(50.0) - 0.0859855).abs() < 5e-8);
    assert!((law.quantile(0.95) - 69.56766).abs() < 5e-6);
    let triangular = build("Triangular(10, 20, 40)");
    assert!((triangular.mean() - 70.0 / 3.0).abs() < 1e-13);
    assert!((triangular.variance() - 350.0 / 9.0).abs() < 1e-12);
    let pert = build("Pert(10, 20, 40)");
    assert!((pert.mean() - 130.0 / 6.0).abs() < 1e-13);
    assert!((pert.variance() - 275.0 / 9.0).abs() < 1e-12);
}

#[test]
fn quantiles_rise_and_invert_the_distribution_function() {
    for (call, law) in examples() {
        let mut last = f64::NEG_INFINITY;
        let (low, high) = law.support();
        assert_eq!((law.quantile(0.0), law.quantile(1.0)), (low, high), "{call}");
        for p in probabilities() {
            let x = law.quantile(p);
            assert!(x >= last, "{call}: quantile({p}) = {x} after {last}");
            assert!(x >= low && x <= high, "{call}: quantile({p}) = {x} outside [{low}, {high}]");
            last = x;
            if law.is_discrete() {
                assert!(law.cdf(x) >= p, "{call}: cdf({x}) < {p}");
                if x > low {
                    assert!(law.cdf(x.next_down()) < p, "{call}: {x} isn't the smallest for {p}");
                }
            } else {
                let error = if p < 0.5 { law.cdf(x) - p } else { law.survival(x) - (1.0 - p) };
                let allowed = 1e-12 * p.min(1.0 - p) + rounding_of(&law, x);
                assert!(error.abs() < allowed, "{call}: cdf(quantile({p})) is off by {error:e}");
            }
        }
    }
}

#[test]
fn tails_add_up_and_density_is_the_slope() {
    for (call, law) in examples() {
        for p in [0.01, 0.12, 0.37, 0.5, 0.71, 0.93, 0.995] {
            let x = law.quantile(p);
            assert!((law.cdf(x) + law.survival(x) - 1.0).abs() < 1e-13, "{call} at {x}");
            if law.is_discrete() {
                let jump = law.cdf(x) - law.cdf(x.next_down());
                assert!((law.pdf(x) - jump).abs() < 1e-13, "{call} at {x}");
            } else if x != law.mode() {
                let step = 1e-5 * (law.quantile(0.75) - law.quantile(0.25));
                let slope = (law.cdf(x + step) - law.cdf(x - step)) / (2.0 * step);
                let error = (law.pdf(x) / slope - 1.0).abs();
                assert!(error < 1e-3, "{call} at {x}: {} and {slope}", law.pdf(x));
            }
        }
        assert!(law.cdf(f64::INFINITY) == 1.0 && law.cdf(f64::NEG_INFINITY) == 0.0, "{call}");
        assert!(law.survival(f64::INFINITY) == 0.0, "{call}");
        let mode = law.mode();
        if law.pdf(mode).is_finite() {
            for p in probabilities() {
                let density = law.pdf(law.quantile(p));
                assert!(density <= law.pdf(mode) * (1.0 + 1e-9), "{call}: mode {mode}, {p}");
            }
        }
    }
}

#[test]
fn blocks_have_the_bits_of_single_quantiles_at_every_level() {
    let mut p = probabilities();
    p.extend([0.0, 1.0, f64::MIN_POSITIVE, 0.5]);
    for (call, law) in examples() {
        let low = law.quantile(0.1);
        let laws = [
            law.clone(),
            tabulated(law.clone()),
            shifted(law.clone(), 3.7),
            truncated(law.clone(), Some(low), None).expect(call),
        ];
        for law in laws {
            let single: Vec<u64> = p.iter().map(|p| law.quantile(*p).to_bits()).collect();
            for level in Level::supported() {
                level.restrict();
                let mut out = vec![0.0; p.len()];
                law.quantiles(&p, &mut out);
                for (index, x) in out.iter().enumerate() {
                    assert_eq!(x.to_bits(), single[index], "{call} {level:?} at {}", p[index]);
                }
            }
            Level::best().restrict();
        }
    }
}

#[test]
fn tables_keep_the_law() {
    let mut calls: Vec<&str> = FAMILIES.iter().map(|family| family.example).collect();
    calls.extend([
        "Gamma(0.05, 1)",
        "Gamma(0.5, 2)",
        "Gamma(100000, 1)",
        "Beta(0.1, 0.2)",
        "Beta(0.5, 40)",
        "Beta(3000, 2)",
        "Pert(0, 0, 1)",
        "StudentT(1)",
        "StudentT(2.5)",
        "StudentT(0.3)",
        "F(1, 2)",
        "Pearson5(0.5, 1)",
        "Error(0, 1, 30)",
        "Poisson(0.01)",
        "Poisson(1e5)",
        "Binomial(1000000, 0.5)",
        "NegativeBinomial(0.1, 0.001)",
        "Hypergeometric(5000, 20000, 100000)",
        "InverseGaussian(1, 0.01)",
        "SkewNormal(0, 1, -30)",
    ]);
    for call in calls {
        let law = build(call);
        let table = tabulated(law.clone());
        for p in probabilities() {
            let (exact, x) = (law.quantile(p), table.quantile(p));
            if law.is_discrete() {
                // Where probabilities are as small as rounding, a neighbour will do.
                let difference = (law.cdf(x) - law.cdf(exact)).abs();
                assert!(x == exact || difference < 1e-14, "{call} at {p}: {exact}, {x}");
            } else {
                let error = if p < 0.5 { law.cdf(x) - p } else { law.survival(x) - (1.0 - p) };
                let allowed = 1.01e-12 + rounding_of(&law, exact);
                assert!(error.abs() < allowed, "{call} at {p}: {exact}, {x}, u-error {error:e}");
            }
        }
        assert_eq!(table.quantile(0.0), law.quantile(0.0), "{call}");
        assert_eq!(table.quantile(1.0), law.quantile(1.0), "{call}");
    }
}

#[test]
fn truncation_restricts_and_renormalises() {
    // Half normal: mean sqrt(2/pi), variance 1 - 2/pi, skewness sqrt(2)(4 - pi)/(pi - 2)^1.5,
    // excess kurtosis 8(pi - 3)/(pi - 2)^2.
    let pi = std::f64::consts::PI;
    let half = truncated(build("Normal(0, 1)"), Some(0.0), None).unwrap();
    assert!((half.mean() - (2.0 / pi).sqrt()).abs() < 1e-13);
    assert!((half.variance() - (1.0 - 2.0 / pi)).abs() < 1e-13);
    assert!((half.skewness() - 0.9952717464311565).abs() < 1e-12);
    assert!((half.kurtosis() - 3.8691773036057517).abs() < 1e-11);
    assert_eq!(half.support(), (0.0, f64::INFINITY));
    // Far out in a tail (mpmath).
    let far = truncated(build("Normal(0, 1)"), Some(8.0), None).unwrap();
    assert!((far.quantile(0.5) / 8.084911007391544 - 1.0).abs() < 1e-14);
    assert!((far.mean() / 8.121368112236113 - 1.0).abs() < 1e-12);
    assert!((far.cdf(far.quantile(0.3)) - 0.3).abs() < 1e-12);
    // A truncated exponential is a shifted one.
    let exponential = truncated(build("Exponential(10)"), Some(25.0), None).unwrap();
    assert!((exponential.mean() - 35.0).abs() < 1e-11);
    assert!((exponential.kurtosis() - 9.0).abs() < 1e-9);
    // Discrete: the bounds belong to the range.
    let die = truncated(build("IntegerUniform(1, 6)"), Some(2.0), Some(4.0)).unwrap();
    assert_eq!((die.quantile(0.0), die.quantile(1.0)), (2.0, 4.0));
    assert_eq!(die.quantile(0.34), 3.0);
    assert!((die.mean() - 3.0).abs() < 1e-14 && (die.variance() - 2.0 / 3.0).abs() < 1e-14);
    assert!((die.pdf(2.0) - 1.0 / 3.0).abs() < 1e-15);
    let poisson = truncated(build("Poisson(4)"), Some(0.5), None).unwrap();
    let error = poisson.mean() - 4.0 / (1.0 - (-4.0_f64).exp());
    assert!(error.abs() < 1e-13, "{error:e}");
    assert_eq!(poisson.quantile(1e-12), 1.0);
    // By percentile.
    let middle = truncated_by_probability(build("Uniform(0, 100)"), Some(0.1), Some(0.6)).unwrap();
    assert_eq!(middle.support(), (10.0, 60.0));
    assert!((middle.mean() - 35.0).abs() < 1e-12);
    // Open bounds change nothing.
    let open = truncated(build("Normal(0, 1)"), None, None).unwrap();
    assert_eq!(open.quantile(0.3), build("Normal(0, 1)").quantile(0.3));
    // Tails without moments have them once cut off on both sides.
    let cauchy = truncated(build("Cauchy(0, 1)"), Some(-5.0), Some(5.0)).unwrap();
    assert!(cauchy.mean().abs() < 1e-12);
    assert!((cauchy.variance() - (5.0 / 5.0_f64.atan() - 1.0)).abs() < 1e-11);
    let half_cauchy = truncated(build("Cauchy(0, 1)"), Some(0.0), None).unwrap();
    assert_eq!(half_cauchy.mean(), f64::INFINITY);
}

#[test]
fn impossible_truncations_are_refused() {
    let refuse = |low, high| {
        truncated(build("Uniform(0, 1)"), low, high).expect_err("must be refused").to_string()
    };
    assert_eq!(
        refuse(Some(3.0), Some(2.0)),
        "truncation: minimum (3) must not be above maximum (2)"
    );
    assert_eq!(
        refuse(Some(3.0), None),
        "truncation: the distribution has no values between 3 and inf (it ranges from 0 to 1)"
    );
    assert_eq!(refuse(Some(f64::NAN), None), "truncation: the bounds must be numbers");
    let law = build("Uniform(0, 1)");
    assert!(truncated_by_probability(law.clone(), Some(0.6), Some(0.5)).is_err());
    assert!(truncated_by_probability(law, Some(-0.1), None).is_err());
}

#[test]
fn shifting_moves_everything() {
    for (call, law) in examples() {
        let moved = shifted(law.clone(), 0.3);
        for p in [0.001, 0.4, 0.9] {
            let (x, y) = (law.quantile(p), moved.quantile(p));
            assert_eq!(y, 0.3 + x, "{call}");
            assert!((moved.cdf(y) - law.cdf(x)).abs() < 1e-12, "{call} at {p}");
        }
        if law.mean().is_finite() {
            assert!((moved.mean() - law.mean() - 0.3).abs() < 1e-12 * (1.0 + law.mean().abs()));
        }
    }
}

#[test]
fn odd_parameters_give_errors_or_laws_but_never_panic() {
    let values = [
        0.0,
        -0.0,
        1.0,
        -1.0,
        0.5,
        1e-300,
        1e300,
        -1e300,
        1e15,
        f64::MAX,
        5e-324,
        3.0,
        1e9,
        f64::INFINITY,
        f64::NAN,
    ];
    let laws =
        ["Normal(0, 1)", "Pareto(0.5, 1)", "Poisson(3)", "Cauchy(0, 1)", "Lognormal(20, 35)"]
            .map(build);
    let mut state = 1_u64;
    let mut next = |bound: usize| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as usize % bound
    };
    for family in FAMILIES {
        for _ in 0..60 {
            let arguments: Vec<Argument> = family
                .parameters
                .iter()
                .map(|parameter| match parameter.kind {
                    ParameterKind::Number => Argument::Number(values[next(values.len())]),
                    ParameterKind::List => {
                        Argument::List((0..next(4)).map(|_| values[next(values.len())]).collect())
                    }
                    ParameterKind::Count => Argument::Law(build("Poisson(2)")),
                    ParameterKind::Law | ParameterKind::Laws => {
                        Argument::Law(laws[next(laws.len())].clone())
                    }
                })
                .collect();
            let Ok(law) = distributions::build(family.name, &arguments) else {
                continue;
            };
            for p in [0.0, 1e-300, 1e-3, 0.5, 0.999, 1.0, f64::NAN, -1.0, 2.0] {
                let x = law.quantile(p);
                let _ = (law.pdf(x), law.cdf(x), law.survival(x));
            }
            for x in values {
                let _ = (law.pdf(x), law.cdf(x), law.survival(x));
            }
            let table = tabulated(law.clone());
            let _ = table.quantile(0.37);
            if let Ok(law) = truncated(law, Some(0.25), Some(7.5)) {
                let _ = law.quantile(0.37);
            }
        }
    }
}

#[test]
fn reference_lists_every_family_and_alias() {
    let text = reference_markdown();
    assert!(text.starts_with("# Distributions\n"));
    for family in FAMILIES {
        assert!(text.contains(&format!("\n## {}\n", family.name)));
        assert!(text.contains(family.example), "{}", family.name);
        for alias in aliases_of(family) {
            assert!(text.contains(alias.name), "{}", alias.name);
        }
    }
    assert!(text.contains("`Weibull(shape, scale, [location])`"));
}
