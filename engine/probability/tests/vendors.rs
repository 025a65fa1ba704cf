//! Other tools' conventions, percentile-described laws and laws made of laws, against closed forms
//! and SciPy.

mod support;

use support::{build, parse_call};
use ulam_probability::distributions::{self, VENDORS, constant};

fn check(call: &str, expected: [(&str, f64); 2]) {
    let law = build(call);
    for (quantity, expected) in expected {
        let actual = match quantity {
            "mean" => law.mean(),
            "variance" => law.variance(),
            "skewness" => law.skewness(),
            "kurtosis" => law.kurtosis(),
            "low" => law.support().0,
            "high" => law.support().1,
            "mode" => law.mode(),
            other => match other.split_once(' ') {
                Some(("cdf", at)) => law.cdf(at.parse().expect("a number")),
                Some(("quantile", at)) => law.quantile(at.parse().expect("a number")),
                _ => panic!("unknown quantity {other}"),
            },
        };
        let error = (actual - expected).abs();
        assert!(error <= 1e-7 * expected.abs().max(1e-3), "{call} {quantity}: {actual} {expected}");
    }
}

fn error_of(call: &str) -> String {
    let (name, arguments) = parse_call(call);
    match distributions::build(name, &arguments) {
        Ok(law) => panic!("{call} gave {law:?}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn every_alias_is_of_its_tools_prefix() {
    for vendor in VENDORS {
        for alias in vendor.aliases {
            assert!(alias.name.to_uppercase().starts_with(vendor.prefix), "{}", alias.name);
            assert!(!alias.parameters.is_empty(), "{}", alias.name);
        }
        for (name, _) in vendor.uncertain {
            assert!(distributions::find(name).is_none(), "{name} is both known and uncertain");
        }
    }
}

/// Expected values are the formulas of the tools' manuals, worked out by hand.
#[test]
fn conventions_are_those_of_the_manuals() {
    check("RiskErf(0.5)", [("mean", 0.0), ("variance", 2.0)]);
    check("RiskLaplace(3, 2)", [("mean", 3.0), ("variance", 4.0)]);
    check("RiskTNormal(0, 1, -1, 1)", [("low", -1.0), ("high", 1.0)]);
    check("RiskGeomet(0.25)", [("mean", 3.0), ("low", 0.0)]);
    check("CB.Geometric(0.25)", [("mean", 4.0), ("low", 1.0)]);
    check("CB.NegativeBinomial(0.25, 3)", [("mean", 12.0), ("low", 3.0)]);
    check("CB.Exponential(0.1)", [("mean", 10.0), ("variance", 100.0)]);
    // Location, mean and standard deviation of the shifted variable.
    check("CB.Lognormal(5, 20, 10)", [("mean", 20.0), ("variance", 100.0)]);
    check("CB.Lognormal(5, 20, 10, 6, 50)", [("low", 6.0), ("high", 50.0)]);
    check("CB.Gamma(100, 2, 3)", [("mean", 106.0), ("variance", 12.0)]);
    check("CB.Weibull(10, 2, 1)", [("mean", 12.0), ("low", 10.0)]);
    check("CB.Binomial(0.25, 8)", [("mean", 2.0), ("high", 8.0)]);
    check("CB.Beta(2, 3, 10)", [("mean", 4.0), ("high", 10.0)]);
    check("CB.Pareto(2, 3)", [("mean", 3.0), ("low", 2.0)]);
    check("CB.StudentT(10, 2, 5)", [("mean", 10.0), ("variance", 4.0 * 5.0 / 3.0)]);
    check("CB.Hypergeometric(30, 10, 100)", [("mean", 3.0), ("high", 10.0)]);
    check("CB.Normal(0, 1, , 0)", [("mean", -(2.0 / std::f64::consts::PI).sqrt()), ("high", 0.0)]);
    check("CB.Custom({1, 3, 5, 1}, 2)", [("mean", 2.0), ("variance", 3.0)]);
    // Modified PERT with gamma 4 is the PERT.
    check("VoseModPERT(10, 20, 40, 4)", [("mean", 130.0 / 6.0), ("low", 10.0)]);
    check("VoseStudent3(10, 2, 5)", [("mean", 10.0), ("variance", 4.0 * 5.0 / 3.0)]);
    check("VoseRiskEvent(0.2, Normal(10, 2))", [("mean", 2.0), ("variance", 0.2 * 104.0 - 4.0)]);
    check("VoseSimulate(Normal(10, 2))", [("mean", 10.0), ("variance", 4.0)]);
}

#[test]
fn uncertain_conventions_are_refused_with_a_way_out() {
    assert!(error_of("PsiPareto(1, 2)").contains("write Pareto(shape, smallest)"));
    assert!(error_of("CB.Beta2(1, 2, 3, 4)").contains("BetaGeneral"));
}

/// Normal, uniform: solved by hand with z(0.95) = 1.6448536269514722; the triangular law on [0, 30]
/// with mode 10 has these quantiles: F(5) = 25/300, F(20) = 1 - 100/600; the others from SciPy 1.14.
#[test]
fn percentiles_describe_a_law() {
    let z = 1.6448536269514722;
    check(
        "NormalAlt(0.05, 90, 0.95, 110)",
        [("mean", 100.0), ("variance", (10.0 / z) * (10.0 / z))],
    );
    check(
        "RiskNormalAlt(0.05, 90, 0.95, 110)",
        [("quantile 0.05", 90.0), ("quantile 0.95", 110.0)],
    );
    check("RiskNormalAltD(0.95, 90, 0.05, 110)", [("quantile 0.05", 90.0), ("mean", 100.0)]);
    check("RiskNormalAlt(\"mu\", 5, 0.95, 10)", [("mean", 5.0), ("quantile 0.95", 10.0)]);
    check("RiskUniformAlt(0.1, 10, 0.9, 90)", [("low", 0.0), ("high", 100.0)]);
    let (low, high) = (25.0 / 300.0, 1.0 - 100.0 / 600.0);
    let call = format!("RiskTriangAlt({low}, 5, \"m. likely\", 10, {high}, 20)");
    check(&call, [("low", 0.0), ("high", 30.0)]);
    check(
        "TriangularAlt(\"minimum\", 0, 0.5, 10, 0.9, 20)",
        [("quantile 0.5", 10.0), ("quantile 0.9", 20.0)],
    );
    // scipy.stats.gamma.ppf([0.1, 0.5, 0.9], 3, loc=7, scale=2)
    check(
        "RiskGammaAlt(0.1, 9.204130647, 0.5, 12.348120630, 0.9, 17.644640675)",
        [("mean", 13.0), ("low", 7.0)],
    );
    check("RiskExponAlt(0.5, 6.931471805599453)", [("mean", 10.0), ("low", 0.0)]);
    check("RiskLognormAlt(0.5, 10, \"sigma\", 5)", [("quantile 0.5", 10.0), ("variance", 25.0)]);
    check("RiskWeibullAlt(0.1, 5, 0.9, 20)", [("quantile 0.1", 5.0), ("quantile 0.9", 20.0)]);
    check(
        "RiskPertAlt(0.05, 10, 0.5, 20, 0.95, 40)",
        [("quantile 0.05", 10.0), ("quantile 0.95", 40.0)],
    );
    check(
        "BetaGeneralAlt(\"min\", 0, \"max\", 1, 0.1, 0.2, 0.9, 0.7)",
        [("quantile 0.1", 0.2), ("quantile 0.9", 0.7)],
    );
    for (family, _) in distributions::alternate_families().zip(0..) {
        let law = build(family.example);
        let pairs = family.parameters.len();
        let mut call = format!("{}Alt(", family.name);
        for index in 0..pairs {
            let p = (index as f64 + 0.5) / pairs as f64;
            let comma = if index == 0 { "" } else { ", " };
            call.push_str(&format!("{comma}{p}, {}", law.quantile(p)));
        }
        call.push(')');
        let found = build(&call);
        for index in 0..pairs {
            let p = (index as f64 + 0.5) / pairs as f64;
            let (expected, actual) = (law.quantile(p), found.quantile(p));
            assert!(
                (expected - actual).abs() <= 1e-6 * expected.abs().max(1e-3),
                "{call} {actual}"
            );
        }
    }
}

#[test]
fn impossible_percentiles_are_refused() {
    assert!(error_of("NormalAlt(0.05, 110, 0.95, 90)").contains("must rise"));
    assert!(error_of("NormalAlt(0.05, 110)").contains("2 pairs"));
    assert!(error_of("NormalAlt(0.05, 1, \"alpha\", 2)").contains("mean, sd"));
    // A lognormal law has no values below 0.
    let error = error_of("LognormalAlt(0.05, -10, 0.95, 5)");
    assert!(error.contains("no Lognormal has these percentiles"), "{error}");
}

/// Compound moments by the textbook formulas; P(N = 0) = e^-3; a sum of ten Bernoulli values is
/// binomial; a sum of exponentials, a gamma law; P(S <= 100) of Poisson(2) exponentials of mean 50 from
/// the series of gamma laws (mpmath).
#[test]
fn sums_of_random_length() {
    let law = build("Compound(Poisson(100), Lognormal(20, 35))");
    for (actual, expected) in
        [(law.mean(), 2000.0), (law.variance().sqrt(), 403.11289), (law.skewness(), 0.818823)]
    {
        assert!((actual / expected - 1.0).abs() < 1e-6, "{actual} {expected}");
    }
    check("Compound(Poisson(3), Normal(10, 1))", [("cdf 0", (-3.0_f64).exp()), ("mean", 30.0)]);
    check("Compound(10, Bernoulli(0.3))", [("cdf 2", 0.3827827864), ("quantile 0.5", 3.0)]);
    check("Compound(4, Exponential(5))", [("mean", 20.0), ("variance", 100.0)]);
    check("Compound(Poisson(2), 10)", [("mean", 20.0), ("cdf 10", 3.0 * (-2.0_f64).exp())]);
    check(
        "Compound(Poisson(0.5), Uniform(0, 100), 20, 50)",
        [("low", 0.0), ("mean", 0.5 * (0.5 * 25.0 + 0.3 * 50.0))],
    );
    check(
        "RiskCompound(RiskPoisson(5), RiskLognorm(10000, 10000))",
        [("mean", 5e4), ("variance", 1e9)],
    );
    // The numerical law against the gamma law, and its own mean.
    let (law, gamma) = (build("Compound(4, Exponential(5))"), build("Gamma(4, 5)"));
    for p in [1e-3, 0.1, 0.5, 0.9, 0.999, 0.999999] {
        let (actual, expected) = (law.quantile(p), gamma.quantile(p));
        assert!((actual / expected - 1.0).abs() < 2e-4, "{p} {actual} {expected}");
        assert!((law.cdf(expected) - p).abs() < 1e-6, "{p}");
    }
    let negative = build("Compound(Poisson(4), Normal(-1, 2))");
    let (mut mean, points) = (0.0, 100_000);
    for index in 0..points {
        mean += negative.quantile((f64::from(index) + 0.5) / f64::from(points)) / f64::from(points);
    }
    assert!((mean + 4.0).abs() < 1e-3, "{mean}");
    let heavy = build("Compound(Poisson(3), Pareto(1.1, 1))");
    // P(S > x) is close to E N P(Y > x) far out.
    let ratio = heavy.survival(1e6) / (3.0 * 1e6_f64.powf(-1.1));
    assert!((0.9..1.2).contains(&ratio), "{ratio}");
    assert!(heavy.quantile(0.5) > 3.0 && heavy.quantile(0.5) < 12.0);
    assert!(error_of("Compound(Normal(3, 1), Normal(0, 1))").contains("whole numbers"));
    assert!(error_of("Compound(Poisson(1000000), Normal(0, 1))").contains("at most 100000"));
}

/// By the formulas of mixtures; the splice by its two parts.
#[test]
fn mixtures_and_splices() {
    check(
        "Mixture({0.7, 0.3}, Normal(100, 10), Normal(60, 20))",
        [("mean", 88.0), ("variance", 0.7 * 100.0 + 0.3 * 400.0 + 0.21 * 1600.0)],
    );
    check(
        "Mixture({1, 1}, Uniform(0, 1), Uniform(3, 4))",
        [("quantile 0.25", 0.5), ("quantile 0.75", 3.5)],
    );
    check("Mixture({1, 1}, 5, Uniform(0, 10))", [("cdf 5", 0.75), ("quantile 0.6", 5.0)]);
    check("Mixture({2, 2}, Poisson(3), Poisson(5))", [("mean", 4.0), ("variance", 5.0)]);
    // Areas 0.5 and 0.5: a triangle's half and a uniform's half.
    check(
        "RiskSplice(RiskUniform(0, 2), RiskUniform(0, 2), 1)",
        [("quantile 0.25", 0.5), ("quantile 0.75", 1.5)],
    );
    // Areas 1/2 and 1/4: weights 2/3 and 1/3.
    check("Splice(Uniform(0, 2), Uniform(0, 4), 1)", [("cdf 1", 0.4), ("high", 4.0)]);
    assert!(error_of("Mixture({1, 2}, Normal(0, 1))").contains("2 weights and 1 distributions"));
    assert!(error_of("Splice(Uniform(0, 1), Uniform(5, 6), -3)").contains("must reach below"));
}

/// The moments asked for are the moments of the law found.
#[test]
fn johnson_laws_have_the_moments_asked_for() {
    for call in [
        "JohnsonMoments(100, 15, 0.5, 4)",
        "JohnsonMoments(100, 15, -0.5, 4)",
        "JohnsonMoments(0, 1, 0, 3)",
        "JohnsonMoments(5, 2, 0.6, 2.5)",
        "RiskJohnsonMoments(10, 1, 0, 6)",
        "JohnsonMoments(0, 1, 0, 2)",
    ] {
        let (_, arguments) = parse_call(call);
        let wanted: Vec<f64> = arguments
            .iter()
            .map(|argument| match argument {
                ulam_probability::distribution::Argument::Number(number) => *number,
                _ => f64::NAN,
            })
            .collect();
        let law = build(call);
        let found = [law.mean(), law.variance().sqrt(), law.skewness(), law.kurtosis()];
        for (wanted, found) in wanted.iter().zip(found) {
            assert!((wanted - found).abs() < 1e-5 * wanted.abs().max(1.0), "{call} {found}");
        }
    }
    assert!(error_of("JohnsonMoments(0, 1, 2, 4)").contains("skewness^2 + 1"));
    assert_eq!(constant(3.0).quantile(0.5), 3.0);
}
