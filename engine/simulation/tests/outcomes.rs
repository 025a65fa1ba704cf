//! What a run says beside its statistics, against closed forms.

mod support;

use support::{Case, trials};
use ulam_probability::sampling::Plan;
use ulam_probability::statistics::Tail;
use ulam_simulation::model::Settings;
use ulam_simulation::outcome::intervals::IntervalMethod;
use ulam_simulation::outcome::stop::Statistic;
use ulam_simulation::outcome::{Outcome, OutputOutcome};
use ulam_simulation::run::{Control, Samples};

fn run(case: &Case, settings: &Settings) -> (Samples, Outcome) {
    let simulation = case.prepare().unwrap_or_else(|error| panic!("{error}"));
    let samples = simulation.run(settings, &Control::default()).unwrap();
    let outcome = Outcome::new(&simulation, &samples);
    (samples, outcome)
}

fn with_sensitivity(count: u64) -> Settings {
    Settings { sensitivity: true, ..trials(count) }
}

/// 3x - 4y + 0z of standard normals, beside an output of z alone.
const LINE: Case = Case {
    cells: &[("A1", "0"), ("A2", "0"), ("A3", "0"), ("B1", "=3*A1-4*A2"), ("B2", "=A3*A3")],
    inputs: &[("A1", "Normal(0, 1)"), ("A2", "Normal(0, 1)"), ("A3", "Normal(0, 1)")],
    outputs: &["B1", "B2"],
    correlations: &[],
};

fn driver(output: &OutputOutcome, draw: usize) -> &ulam_simulation::outcome::sensitivity::Driver {
    output.drivers.iter().find(|driver| driver.draw == draw).expect("a driver")
}

#[test]
fn a_line_of_normals_is_driven_as_its_coefficients_say() {
    let (_, outcome) = run(&LINE, &with_sensitivity(100_000));
    let line = &outcome.outputs[0];
    // Only what the output depends on; the stronger first.
    let draws: Vec<usize> = line.drivers.iter().map(|driver| driver.draw).collect();
    assert_eq!(draws, [1, 0]);
    // The correlations with 3x - 4y, whose sd is 5, are 0.6 and -0.8; so are the standardised
    // coefficients. Spearman's are 6/pi asin(rho/2).
    let spearman = |rho: f64| 6.0 / std::f64::consts::PI * (rho / 2.0).asin();
    for (draw, rho, slope) in [(0, 0.6, 3.0), (1, -0.8, -4.0)] {
        let driver = driver(line, draw);
        assert!((driver.pearson_correlation.unwrap() - rho).abs() < 0.01);
        assert!((driver.rank_correlation.unwrap() - spearman(rho)).abs() < 0.01);
        let coefficient = driver.coefficient.unwrap();
        assert!((coefficient.standardised - rho).abs() < 0.01, "{coefficient:?}");
        assert!((coefficient.per_unit - slope).abs() < 1e-9, "{coefficient:?}");
        // The mean of a standard normal in its highest tenth is phi(1.2815516) / 0.1 = 1.7549833
        // (SciPy: stats.norm.pdf(stats.norm.ppf(0.9)) / 0.1), and of the line that times the slope.
        let change = driver.change.unwrap();
        let range = 2.0 * 1.7549833 * slope.abs();
        // The mean of 10,000 trials of the other input's sd of at most 4, twice.
        assert!((change.range() - range).abs() < 4.5 * 4.0 * 1.42 / 100.0, "{change:?}");
        assert_eq!(change.is_rising(), slope > 0.0);
    }
    let regression = line.regression.as_ref().unwrap();
    assert!((regression.r_squared - 1.0).abs() < 1e-9);
    assert_eq!(regression.trials, 100_000);
    // z squared: no line, but a spider that sees it: 0.1-quantile tails have mean
    // E[z^2 | z > 1.2816] = 1 + 1.2815516 * 1.7549833 = 3.2490879.
    let square = &outcome.outputs[1];
    assert_eq!(square.drivers.len(), 1);
    assert!(square.regression.as_ref().unwrap().r_squared < 0.01);
    let last = square.drivers[0].deciles[9].mean.unwrap();
    assert!((last - 3.2490879).abs() < 4.5 * 1.9 / 100.0, "{last}");
}

#[test]
fn the_worst_trials_are_told_by_their_inputs() {
    let (_, outcome) = run(&LINE, &with_sensitivity(100_000));
    let line = &outcome.outputs[0];
    // In the worst 5% the line's mean is -5 phi(1.6448536) / 0.05 = -5 * 2.0627128; the inputs then
    // have means 0.6 and -0.8 times -2.0627128, near their medians.
    let down = driver(line, 1).worst.unwrap();
    assert!(down.is_significant && (down.sd_shift - 1.65).abs() < 0.05, "{down:?}");
    assert!(down.percentile > 0.9);
    let up = driver(line, 0).best.unwrap();
    assert!(up.is_significant && (up.sd_shift - 1.24).abs() < 0.05, "{up:?}");
    // Seen from the other side, worst and best change places.
    let mut settings = with_sensitivity(20_000);
    settings.analysis.tail = Tail::Upper;
    let (_, outcome) = run(&LINE, &settings);
    assert!(driver(&outcome.outputs[0], 1).worst.unwrap().sd_shift < -1.0);
    assert!(outcome.outputs[0].risks.iter().all(|risk| risk.tail == Tail::Upper));
}

#[test]
fn risk_of_a_normal_is_the_closed_form() {
    let case = Case {
        cells: &[("A1", "0"), ("B1", "=A1")],
        inputs: &[("A1", "Normal(100, 15)")],
        outputs: &["B1"],
        ..Case::default()
    };
    let settings = Settings { plan: Plan::Sobol, ..trials(1 << 18) };
    let (_, outcome) = run(&case, &settings);
    // SciPy: norm.ppf(0.05) = -1.6448536, norm.pdf of that / 0.05 = 2.0627128; at 1% 2.3263479 and
    // 2.6652142.
    for (risk, var, cvar) in [(0, 1.6448536, 2.0627128), (1, 2.3263479, 2.6652142)] {
        let risk = &outcome.outputs[0].risks[risk];
        assert!((risk.value_at_risk - (100.0 - 15.0 * var)).abs() < 0.01, "{risk:?}");
        assert!((risk.conditional_value_at_risk - (100.0 - 15.0 * cvar)).abs() < 0.01, "{risk:?}");
    }
    // A half-sample mode errs as n^(-1/3): 15 / 64 here, a few times over.
    let mode = outcome.outputs[0].mode.unwrap();
    assert!((mode.value - 100.0).abs() < 3.0, "{mode:?}");
    assert_eq!(outcome.interval_method, IntervalMethod::Cautious);
    let trials: Vec<u64> = outcome.outputs[0].convergence.iter().map(|p| p.trials).collect();
    assert_eq!(trials, (10..=18).map(|power| 1 << power).collect::<Vec<u64>>());
}

#[test]
fn correlated_neighbours_are_no_precedents() {
    let case = Case {
        cells: &[("A1", "0"), ("A2", "0"), ("B1", "=A1*2"), ("B2", "=A2*2")],
        inputs: &[("A1", "Normal(0, 1)"), ("A2", "Normal(0, 1)")],
        outputs: &["B1", "B2"],
        correlations: &[("A1", "A2", 0.7)],
    };
    let (_, outcome) = run(&case, &with_sensitivity(2000));
    for (index, output) in outcome.outputs.iter().enumerate() {
        let draws: Vec<usize> = output.drivers.iter().map(|driver| driver.draw).collect();
        assert_eq!(draws, [index]);
    }
}

#[test]
fn a_copy_of_an_input_is_collinear() {
    let case = Case {
        cells: &[("A1", "0"), ("A2", "0"), ("B1", "=A1+A2")],
        inputs: &[("A1", "Normal(0, 1)"), ("A2", "Normal(0, 1)")],
        outputs: &["B1"],
        correlations: &[("A1", "A2", 1.0)],
    };
    let (_, outcome) = run(&case, &with_sensitivity(2000));
    let regression = outcome.outputs[0].regression.as_ref().unwrap();
    assert_eq!((regression.coefficients.len(), regression.collinear.len()), (1, 1));
    assert!((regression.coefficients[0].per_unit - 2.0).abs() < 1e-6);
}

/// sin(x) + 7 sin(y)^2 + 0.1 z^4 sin(x) of uniforms from -pi to pi (Ishigami and Homma 1990).
const ISHIGAMI: Case = Case {
    cells: &[
        ("A1", "0"),
        ("A2", "0"),
        ("A3", "0"),
        ("B1", "=SIN(A1)+7*SIN(A2)^2+0.1*A3^4*SIN(A1)"),
    ],
    inputs: &[
        ("A1", "Uniform(-3.141592653589793, 3.141592653589793)"),
        ("A2", "Uniform(-3.141592653589793, 3.141592653589793)"),
        ("A3", "Uniform(-3.141592653589793, 3.141592653589793)"),
    ],
    outputs: &["B1"],
    correlations: &[],
};

#[test]
fn sobol_indices_of_the_ishigami_function() {
    let mut settings = trials(100);
    settings.analysis.sobol_rows = Some(1 << 15);
    let (samples, _) = run(&ISHIGAMI, &settings);
    let found = &samples.sobol_indices[0];
    assert_eq!((found.rows, found.rows_with_error), (1 << 15, 0));
    let first = [0.3139052, 0.4424111, 0.0];
    let total = [0.5575889, 0.4424111, 0.2436837];
    for index in &found.indices {
        let first = first[index.draw] - index.first_order;
        let total = total[index.draw] - index.total;
        assert!(first.abs() < 4.5 * index.first_order_error, "{index:?}");
        assert!(total.abs() < 4.5 * index.total_error, "{index:?}");
        assert!(first.abs() < 0.01 && total.abs() < 0.01, "{index:?}");
        // A standard error of independent rows is near 1 / sqrt(rows).
        assert!(index.first_order_error < 0.03 && index.total_error < 0.03, "{index:?}");
    }
    assert_eq!(found.indices.iter().map(|index| index.draw).collect::<Vec<_>>(), [0, 1, 2]);
    let again = run(&ISHIGAMI, &settings).0;
    assert_eq!(again.sobol_indices, samples.sobol_indices);
}

#[test]
fn a_run_ends_when_its_rule_holds() {
    let case = Case {
        cells: &[("A1", "0"), ("B1", "=A1")],
        inputs: &[("A1", "Normal(100, 100)")],
        outputs: &["B1"],
        ..Case::default()
    };
    let mut settings = trials(1 << 20);
    settings.analysis.stop = vec!["mean within 2%".parse().unwrap()];
    let (samples, outcome) = run(&case, &settings);
    // 1.96 * 100 / sqrt(n) <= 2 from n = 9,604 on: at 16,384.
    let stopped = outcome.stopped.as_ref().unwrap();
    assert_eq!((stopped.trials, stopped.is_precise), (16_384, true));
    assert_eq!(samples.columns[0].len(), 16_384);
    assert_eq!(samples.settings.trials, 16_384);
    // The trials are those of a run that was meant to be as long.
    assert_eq!(samples.columns[0], run(&case, &trials(16_384)).0.columns[0]);

    settings.trials = 5000;
    settings.analysis.stop.push("p95 of B1 within 0.001".parse().unwrap());
    let (_, outcome) = run(&case, &settings);
    let stopped = outcome.stopped.unwrap();
    assert_eq!((stopped.trials, stopped.is_precise), (5000, false));
    assert_eq!(stopped.standings.len(), 2);

    let simulation = case.prepare().unwrap();
    let error = |settings: &Settings| {
        simulation.run(settings, &Control::default()).unwrap_err().to_string()
    };
    settings.plan = Plan::LatinHypercube;
    assert!(error(&settings).contains("can't end early"));
    settings.plan = Plan::Random;
    settings.analysis.stop = vec!["mean of C9 within 1%".parse().unwrap()];
    assert!(error(&settings).contains("'C9' is no output"));
}

#[test]
fn replicates_measure_what_a_stratified_plan_gains() {
    let case = Case {
        cells: &[("A1", "0"), ("A2", "0"), ("B1", "=A1+A2")],
        inputs: &[("A1", "Uniform(0, 1)"), ("A2", "Uniform(0, 1)")],
        outputs: &["B1"],
        ..Case::default()
    };
    for plan in [Plan::LatinHypercube, Plan::Sobol] {
        let mut settings = Settings { plan, ..trials(16_000) };
        settings.analysis.replicates = 16;
        let (_, outcome) = run(&case, &settings);
        let output = &outcome.outputs[0];
        assert_eq!(outcome.interval_method, IntervalMethod::Replicates);
        // Independent trials would err by 0.408 / sqrt(16,000) = 0.0032.
        assert!(output.standard_error.unwrap() < 0.0003, "{plan}");
        let interval = output.mean_interval.unwrap();
        assert!(interval.low.unwrap() < 1.0 && interval.high.unwrap() > 1.0, "{plan}");
    }
}

#[test]
fn the_tornado_can_be_of_a_percentile() {
    let mut settings = with_sensitivity(50_000);
    settings.analysis.tornado = Statistic::Percentile(0.95);
    let case = Case {
        cells: &[("A1", "0"), ("A2", "0"), ("B1", "=A1+A2")],
        inputs: &[("A1", "Uniform(0, 1)"), ("A2", "Normal(0, 1)")],
        outputs: &["B1"],
        ..Case::default()
    };
    let (_, outcome) = run(&case, &settings);
    // Within a decile of A1 the 95th percentile is that of A2, moved by A1's mean: a range of 0.9.
    let change = driver(&outcome.outputs[0], 0).change.unwrap();
    assert!((change.range() - 0.9).abs() < 4.5 * 0.04, "{change:?}");
    assert!((change.lowest - (0.05 + 1.6448536)).abs() < 4.5 * 0.03, "{change:?}");
}
