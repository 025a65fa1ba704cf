//! Fitting against SciPy, against published estimates, and against laws whose parameters are known.

use ulam_probability::distribution::Argument;
use ulam_probability::distributions;
use ulam_probability::fitting::{
    Bounds, Criterion, Fit, FitError, Fitted, Kind, Options, bootstrap, fit,
};
use ulam_probability::random::Stream;

struct Expected {
    sample: String,
    data: Vec<f64>,
    family: String,
    parameters: Vec<f64>,
    log_likelihood: f64,
    kolmogorov_smirnov: Option<f64>,
    anderson_darling: Option<f64>,
}

fn numbers(text: &str) -> Vec<f64> {
    text.split_whitespace().map(|word| word.parse().expect("a number")).collect()
}

/// The rows of `data/fits.txt`, which `data/make_fits.py` writes.
fn expected() -> Vec<Expected> {
    let mut rows = Vec::new();
    let (mut sample, mut data) = (String::new(), Vec::new());
    for line in include_str!("data/fits.txt").lines() {
        let fields: Vec<&str> = line.split('|').collect();
        match fields[..] {
            ["sample", name, values] => (sample, data) = (name.to_string(), numbers(values)),
            ["fit", family, parameters, log_likelihood, ks, ad] => rows.push(Expected {
                sample: sample.clone(),
                data: data.clone(),
                family: family.to_string(),
                parameters: numbers(parameters),
                log_likelihood: log_likelihood.parse().expect("a number"),
                kolmogorov_smirnov: ks.parse().ok(),
                anderson_darling: ad.parse().ok(),
            }),
            _ => assert!(line.starts_with('#'), "{line}"),
        }
    }
    rows
}

fn fit_one(data: &[f64], family: &str) -> Result<Fit, FitError> {
    let options = Options { families: vec![family.to_string()], ..Options::default() };
    fit(data, &options).map(|mut fitted| fitted.fits.remove(0))
}

#[test]
fn estimates_and_distances_are_those_of_scipy() {
    let rows = expected();
    assert!(rows.len() > 60);
    let mut failures = Vec::new();
    for row in rows {
        let what = format!("{} to {}", row.family, row.sample);
        let fit = match fit_one(&row.data, &row.family) {
            Ok(fit) => fit,
            Err(error) => {
                failures.push(format!("{what}: {error}"));
                continue;
            }
        };
        // SciPy's search ends a little short of the maximum.
        let gain = fit.log_likelihood - row.log_likelihood;
        if !(-1e-8 * row.log_likelihood.abs()..2e-5).contains(&gain) {
            failures.push(format!("{what}: ln L {} {}", fit.log_likelihood, row.log_likelihood));
            continue;
        }
        for (estimate, expected) in fit.parameters.iter().zip(&row.parameters) {
            // Where the likelihood is flat, a small gain is a long way.
            let reach = estimate.standard_error.unwrap_or(0.0) * 0.01;
            let difference = (estimate.value - expected).abs();
            if difference > 2e-5 * expected.abs() + reach {
                failures.push(format!("{what}: {} {} {expected}", estimate.name, estimate.value));
            }
        }
        let distances = [
            (Some(fit.kolmogorov_smirnov), row.kolmogorov_smirnov),
            (fit.anderson_darling, row.anderson_darling),
        ];
        for (actual, expected) in distances {
            let (Some(actual), Some(expected)) = (actual, expected) else {
                continue;
            };
            if (actual - expected).abs() > 2e-4 * expected.abs() {
                failures.push(format!("{what}: distance {actual} {expected}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Estimates that textbooks print, to the digits they print.
#[test]
fn published_estimates() {
    let sample = |name: &str| {
        let rows = expected();
        rows.into_iter().find(|row| row.sample == name).expect("a sample").data
    };
    for (name, family, printed, half_a_digit) in [
        // Lawless 2003, section 5.1.2.
        ("bearings", "Weibull", vec![2.10, 81.88], vec![0.005, 0.005]),
        // Chhikara and Folks 1977.
        ("repairs", "InverseGaussian", vec![3.607, 1.659], vec![0.0006, 0.0006]),
        // Ng, Kundu and Balakrishnan 2003.
        ("strips", "FatigueLife", vec![131.8188, 0.1704], vec![0.0001, 0.0001]),
        // Coles 2001, section 3.4.1: standard errors 0.028, 0.020 and 0.098.
        ("sea levels", "GEV", vec![3.87, 0.198, -0.050], vec![0.005, 0.0005, 0.0005]),
        // Bortkiewicz 1898.
        ("kicks", "Poisson", vec![0.61], vec![1e-12]),
    ] {
        let fit = fit_one(&sample(name), family).expect("a fit");
        for ((estimate, printed), half_a_digit) in
            fit.parameters.iter().zip(printed).zip(half_a_digit)
        {
            assert!((estimate.value - printed).abs() <= half_a_digit, "{name}: {estimate:?}");
        }
    }
    let gev = fit_one(&sample("sea levels"), "GEV").expect("a fit");
    for (estimate, printed) in gev.parameters.iter().zip([0.028, 0.020, 0.098]) {
        let error = estimate.standard_error.expect("a standard error");
        assert!((error - printed).abs() < 0.0006, "{estimate:?}");
    }
}

/// Every family finds its own parameters again, within what their uncertainty allows.
#[test]
fn every_family_is_recovered_from_its_own_sample() {
    let cases: &[(&str, &str, &[f64], f64)] = &[
        ("Normal", "Normal", &[10.0, 3.0], 0.0),
        ("Laplace", "Laplace", &[-2.0, 3.0], 0.0),
        ("Logistic", "Logistic", &[5.0, 2.0], 0.0),
        ("Cauchy", "Cauchy", &[5.0, 2.0], 0.0),
        ("StudentT", "StudentT", &[4.0, 5.0, 2.0], 0.0),
        ("ExtremeValueMax", "ExtremeValueMax", &[100.0, 20.0], 0.0),
        ("ExtremeValueMin", "ExtremeValueMin", &[100.0, 20.0], 0.0),
        ("GEV", "GEV", &[10.0, 2.0, 0.2], 0.0),
        ("HyperbolicSecant", "HyperbolicSecant", &[10.0, 2.0], 0.0),
        ("Error", "Error", &[10.0, 2.0, 1.5], 0.0),
        ("SkewNormal", "SkewNormal", &[10.0, 2.0, 4.0], 0.0),
        ("JohnsonSU", "JohnsonSU", &[-1.0, 1.5, 10.0, 2.0], 0.0),
        ("Lognormal", "Lognormal", &[20.0, 12.0], 0.0),
        ("Lognormal shifted", "Lognormal", &[20.0, 12.0], 30.0),
        ("Gamma", "Gamma", &[2.5, 4.0], 0.0),
        ("Gamma shifted", "Gamma", &[3.5, 4.0], -20.0),
        ("Exponential", "Exponential", &[7.0], 0.0),
        ("Weibull", "Weibull", &[0.8, 12.0], 0.0),
        ("Weibull shifted", "Weibull", &[2.5, 12.0, 100.0], 0.0),
        ("LogLogistic", "LogLogistic", &[0.0, 12.0, 3.0], 0.0),
        ("LogLogistic shifted", "LogLogistic", &[50.0, 12.0, 4.0], 0.0),
        ("InverseGaussian", "InverseGaussian", &[8.0, 20.0], 0.0),
        ("InverseGaussian shifted", "InverseGaussian", &[8.0, 20.0], 5.0),
        ("FatigueLife", "FatigueLife", &[0.0, 12.0, 0.6], 0.0),
        ("FatigueLife shifted", "FatigueLife", &[20.0, 12.0, 0.8], 0.0),
        ("Pareto2", "Pareto2", &[3.0, 12.0], 0.0),
        ("Pearson5", "Pearson5", &[3.0, 12.0], 0.0),
        ("Pearson6", "Pearson6", &[2.0, 4.0, 12.0], 0.0),
        ("Burr12", "Burr12", &[0.0, 12.0, 2.0, 1.5], 0.0),
        ("Dagum", "Dagum", &[0.0, 12.0, 3.0, 0.6], 0.0),
        ("Frechet", "Frechet", &[0.0, 12.0, 2.5], 0.0),
        ("Rayleigh", "Rayleigh", &[12.0], 0.0),
        ("Maxwell", "Maxwell", &[12.0], 0.0),
        ("Nakagami", "Nakagami", &[1.5, 30.0], 0.0),
        ("ChiSquared", "ChiSquared", &[6.0], 0.0),
        ("Levy", "Levy", &[0.0, 3.0], 0.0),
        ("Beta", "Beta", &[2.0, 5.0], 0.0),
        ("Kumaraswamy", "Kumaraswamy", &[2.0, 5.0, 0.0, 1.0], 0.0),
        ("BetaGeneral", "BetaGeneral", &[3.0, 4.0, 10.0, 30.0], 0.0),
        ("Kumaraswamy general", "Kumaraswamy", &[3.0, 4.0, 10.0, 30.0], 0.0),
        ("JohnsonSB", "JohnsonSB", &[0.5, 1.5, 10.0, 30.0], 0.0),
        ("Pert", "Pert", &[10.0, 15.0, 30.0], 0.0),
        ("Poisson", "Poisson", &[4.0], 0.0),
        ("NegativeBinomial", "NegativeBinomial", &[3.0, 0.4], 0.0),
        ("Geometric", "Geometric", &[0.3], 0.0),
    ];
    let mut failures = Vec::new();
    for (name, family, arguments, shift) in cases {
        let call: Vec<Argument> = arguments.iter().map(|value| Argument::Number(*value)).collect();
        let law =
            distributions::shifted(distributions::build(family, &call).expect("a law"), *shift);
        let mut uniforms = vec![0.0; 1500];
        Stream::new(7, name).fill(0, 0, &mut uniforms);
        let data: Vec<f64> = uniforms.iter().map(|p| law.quantile(*p)).collect();
        let fit = match fit_one(&data, name) {
            Ok(fit) => fit,
            Err(error) => {
                failures.push(format!("{name}: {error}"));
                continue;
            }
        };
        let truth: f64 = data.iter().map(|x| law.pdf(*x).ln()).sum();
        // Wilks 1938: twice the gain of a few parameters is chi-squared with as many degrees, so
        // below 25 but for one sample in ten thousand.
        let gain = 2.0 * (fit.log_likelihood - truth);
        if !(-1e-6..25.0).contains(&gain) {
            failures.push(format!("{name}: gain {gain}"));
        }
        let mut known: Vec<f64> = arguments.to_vec();
        known.retain(|value| *value != 0.0 || family == &"Normal");
        if *shift != 0.0 {
            known.push(*shift);
        }
        if known.len() == fit.parameters.len() {
            for (estimate, known) in fit.parameters.iter().zip(known) {
                let Some(error) = estimate.standard_error else {
                    failures.push(format!("{name}: no standard error of {}", estimate.name));
                    continue;
                };
                if (estimate.value - known).abs() > 4.5 * error {
                    failures.push(format!(
                        "{name}: {} {} ({error}), {known}",
                        estimate.name, estimate.value
                    ));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn ends_of_the_data_are_estimates_where_the_law_ends() {
    let data = [3.0, 4.5, 5.25, 7.0, 9.0, 4.25];
    let uniform = fit_one(&data, "Uniform").expect("a fit");
    assert_eq!(uniform.call, "Uniform(3, 9)");
    assert!(uniform.parameters.iter().all(|parameter| parameter.standard_error.is_none()));
    let exponential = fit_one(&data, "Exponential shifted").expect("a fit");
    assert_eq!(exponential.call, "Exponential(2.5, Shift(3))");
    let dice = fit_one(&[1.0, 6.0, 3.0, 3.0, 2.0], "IntegerUniform").expect("a fit");
    assert_eq!(dice.call, "IntegerUniform(1, 6)");
    // 1 / mean(ln(x / 3)), by hand: ln of 1, 1.5, 1.75, 7/3, 3, 17/12 sum to 3.26076...
    let pareto = fit_one(&data, "Pareto").expect("a fit");
    let logarithms: f64 = data.iter().map(|x| (x / 3.0).ln()).sum();
    assert!((pareto.parameters[0].value - 6.0 / logarithms).abs() < 1e-12);
}

/// The likelihood of a triangular law, searched over a grid of ends with every observation as mode.
#[test]
fn the_triangular_law_is_the_most_likely_one() {
    let law = distributions::build("Triangular", &[10.0, 14.0, 30.0].map(Argument::Number))
        .expect("a law");
    let mut uniforms = vec![0.0; 60];
    Stream::new(3, "triangular").fill(0, 0, &mut uniforms);
    let data: Vec<f64> = uniforms.iter().map(|p| law.quantile(*p)).collect();
    let fit = fit_one(&data, "Triangular").expect("a fit");
    let (least, most) = data.iter().fold((f64::MAX, f64::MIN), |(a, b), x| (a.min(*x), b.max(*x)));
    for low in 1..60 {
        for high in 1..60 {
            for mode in &data {
                let ends = [least - 0.05 * f64::from(low), *mode, most + 0.05 * f64::from(high)];
                let other =
                    distributions::build("Triangular", &ends.map(Argument::Number)).expect("a law");
                let log_likelihood: f64 = data.iter().map(|x| other.pdf(*x).ln()).sum();
                assert!(log_likelihood <= fit.log_likelihood + 1e-6, "{ends:?} {}", fit.call);
            }
        }
    }
}

#[test]
fn a_binomial_law_finds_the_number_of_trials() {
    // The likelihood of every number of trials up to 200, with the best probability for each.
    let data: Vec<f64> =
        expected().into_iter().find(|row| row.sample == "defects").expect("a sample").data;
    let mean = data.iter().sum::<f64>() / data.len() as f64;
    let most = data.iter().copied().fold(0.0, f64::max) as u32;
    let mut best = (f64::MIN, 0.0);
    for n in most..200 {
        let call = [f64::from(n), mean / f64::from(n)].map(Argument::Number);
        let law = distributions::build("Binomial", &call).expect("a law");
        let value: f64 = data.iter().map(|k| law.pdf(*k).ln()).sum();
        if value > best.0 {
            best = (value, f64::from(n));
        }
    }
    let fit = fit_one(&data, "Binomial").expect("a fit");
    assert_eq!(fit.parameters[0].value, best.1);
    assert!((fit.log_likelihood - best.0).abs() < 1e-9);
    // As spread out as Poisson's: no number of trials is best.
    let claims = expected().into_iter().find(|row| row.sample == "claims").expect("a sample").data;
    assert!(fit_one(&claims, "Binomial").is_err());
    assert!(fit_one(&data, "NegativeBinomial").is_err());
}

#[test]
fn known_bounds_are_kept() {
    let data: Vec<f64> =
        expected().into_iter().find(|row| row.sample == "shifted").expect("a sample").data;
    let options =
        Options { bounds: Bounds { below: Some(50.0), above: None }, ..Options::default() };
    let fitted = fit(&data, &options).expect("fits");
    let lognormal = fitted.fits.iter().find(|fit| fit.name == "Lognormal").expect("a fit");
    // ln(x - 50) is normal: its mean and standard deviation make those of X.
    let logarithms: Vec<f64> = data.iter().map(|x| (x - 50.0).ln()).collect();
    let mu = logarithms.iter().sum::<f64>() / data.len() as f64;
    let variance = logarithms.iter().map(|y| (y - mu) * (y - mu)).sum::<f64>() / data.len() as f64;
    let mean = (mu + variance / 2.0).exp();
    assert!((lognormal.parameters[0].value - mean).abs() < 1e-9 * mean, "{lognormal:?}");
    assert!(lognormal.call.ends_with("Shift(50))"), "{}", lognormal.call);
    assert!(fitted.fits.iter().all(|fit| fit.law.support().0 >= 50.0));
    assert!(
        fitted
            .fits
            .iter()
            .any(|fit| fit.call.starts_with("Weibull(") && fit.call.ends_with(", 50)"))
    );

    let both =
        Options { bounds: Bounds { below: Some(0.0), above: Some(200.0) }, ..Options::default() };
    let fitted = fit(&data, &both).expect("fits");
    assert!(fitted.fits.iter().all(|fit| fit.law.support() == (0.0, 200.0)), "{fitted:?}");
    let crossed =
        Options { bounds: Bounds { below: Some(60.0), above: None }, ..Options::default() };
    assert!(matches!(fit(&data, &crossed), Err(FitError::BeyondBound { .. })));
}

fn drawn(family: &str, arguments: &[f64], count: usize) -> Vec<f64> {
    let call: Vec<Argument> = arguments.iter().map(|value| Argument::Number(*value)).collect();
    let law = distributions::build(family, &call).expect("a law");
    let mut uniforms = vec![0.0; count];
    Stream::new(11, family).fill(0, 0, &mut uniforms);
    uniforms.iter().map(|p| law.quantile(*p)).collect()
}

fn all_of(data: &[f64], criterion: Criterion) -> Fitted {
    fit(data, &Options { criterion, ..Options::default() }).expect("fits")
}

#[test]
fn the_right_family_ranks_high_and_a_wrong_one_low() {
    let data = drawn("Gamma", &[2.0, 15.0], 800);
    for criterion in [Criterion::Bic, Criterion::Aic, Criterion::Aicc] {
        let fitted = all_of(&data, criterion);
        let place = |name: &str| fitted.fits.iter().position(|fit| fit.name == name);
        // Laws of more parameters that contain it may fit a little better.
        let places = if criterion == Criterion::Bic { 4 } else { 12 };
        assert!(place("Gamma").is_some_and(|place| place < places), "{criterion:?}");
        assert!(place("Gamma") < place("Normal") && place("Normal") < place("Levy"));
        let values: Vec<f64> = fitted.fits.iter().map(|fit| fit.rank_value(criterion)).collect();
        assert!(values.windows(2).all(|pair| pair[0] <= pair[1]), "{values:?}");
    }
    // Laws that end where the data end have no chance against what the data are.
    let normal = all_of(&drawn("Normal", &[100.0, 5.0], 400), Criterion::Bic);
    assert_eq!(normal.fits[0].name, "Normal");
    // Counts are recognised.
    let counts = all_of(&drawn("Poisson", &[3.0], 300), Criterion::Bic);
    assert_eq!(counts.fits[0].name, "Poisson");
    assert_eq!(counts.notes.len(), 1);
}

#[test]
fn the_bootstrap_tells_right_from_wrong() {
    let data = drawn("Normal", &[100.0, 5.0], 200);
    let right = fit_one(&data, "Normal").expect("a fit");
    let found = bootstrap(&right, data.len(), 200, 1);
    assert_eq!(found.replicates, 200);
    assert!(found.anderson_darling.is_some_and(|p| p > 0.01), "{found:?}");
    assert!(found.kolmogorov_smirnov.is_some_and(|p| p > 0.01), "{found:?}");
    // The standard error of a mean is sd / sqrt(n), and that of sd is sd / sqrt(2n); the
    // bootstrap's own error with 200 replicates is 5%.
    let error = |index: usize| found.parameters[index].expect("an error").0;
    let sd = right.parameters[1].value;
    assert!((error(0) / (sd / 200f64.sqrt()) - 1.0).abs() < 0.2, "{found:?}");
    assert!((error(1) / (sd / 400f64.sqrt()) - 1.0).abs() < 0.2, "{found:?}");
    assert_eq!(found, bootstrap(&right, data.len(), 200, 1));
    assert_ne!(found, bootstrap(&right, data.len(), 200, 2));

    let wrong = fit_one(&data, "Exponential").expect("a fit");
    let found = bootstrap(&wrong, data.len(), 99, 1);
    assert_eq!(found.anderson_darling, Some(0.01));
    assert_eq!(found.kolmogorov_smirnov, Some(0.01));
}

#[test]
fn observations_that_nothing_fits_are_refused() {
    let refused = |data: &[f64]| fit(data, &Options::default()).expect_err("an error");
    assert_eq!(refused(&[1.0, 2.0, 3.0, 4.0]), FitError::TooFew { count: 4 });
    assert_eq!(refused(&[2.0; 9]), FitError::Constant { value: 2.0 });
    assert_eq!(refused(&[1.0, 2.0, f64::INFINITY, 3.0, 4.0]), FitError::NotFinite { position: 2 });
    assert_eq!(refused(&[1.0, f64::NAN, 2.0, 3.0, 4.0]), FitError::NotFinite { position: 1 });
    assert_eq!(refused(&[-f64::MAX, f64::MAX, 1.0, 2.0, 3.0]), FitError::TooWide);
    let unknown = Options { families: vec!["Gauss".to_string()], ..Options::default() };
    let error = fit(&[1.0, 2.0, 3.0, 4.0, 6.0], &unknown).expect_err("an error").to_string();
    assert!(error.contains("Gauss") && error.contains("Normal"), "{error}");
    // Whole numbers are needed for a discrete law.
    let discrete = Options { kind: Kind::Discrete, ..Options::default() };
    assert!(matches!(
        fit(&[1.5, 2.0, 3.0, 4.0, 6.0], &discrete),
        Err(FitError::NothingFits { .. })
    ));
}

/// Extreme, tied, tiny and huge observations: whatever is returned is usable.
#[test]
fn awkward_observations_give_usable_laws() {
    let mut cases: Vec<Vec<f64>> = vec![
        vec![1.0, 1.0, 1.0, 1.0, 2.0],
        vec![0.0, 0.0, 0.0, 0.0, 1e-300],
        vec![1e300, 2e300, 3e300, 4e300, 5.5e300],
        vec![-5.0, -4.0, -3.9, -3.5, -1.0, 0.0],
        (0..50).map(|i| f64::from(i % 3)).collect(),
        (0..40).map(|i| f64::from(i) * 1e-9).collect(),
        (0..40).map(|i| 1e9 + f64::from(i)).collect(),
    ];
    let mut with_outlier = drawn("Normal", &[10.0, 1.0], 50);
    with_outlier.push(1e12);
    cases.push(with_outlier);
    for data in cases {
        let Ok(fitted) = fit(&data, &Options::default()) else {
            continue;
        };
        for fit in &fitted.fits {
            assert!(fit.log_likelihood.is_finite(), "{data:?} {fit:?}");
            assert!((0.0..=1.0).contains(&fit.kolmogorov_smirnov), "{data:?} {fit:?}");
            assert!(!fit.call.contains("NaN") && !fit.call.contains("inf"), "{}", fit.call);
            let middle = fit.law.quantile(0.5);
            assert!(middle.is_finite(), "{data:?} {fit:?}");
        }
    }
    let outliers = |data: &[f64]| fit(data, &Options::default()).expect("fits").sample.outliers();
    let mut data = drawn("Normal", &[10.0, 1.0], 50);
    assert_eq!(outliers(&data), Vec::<f64>::new());
    data.push(1000.0);
    assert_eq!(outliers(&data), vec![1000.0]);
    assert_eq!(outliers(&drawn("Lognormal", &[20.0, 35.0], 200)), Vec::<f64>::new());
}
