//! Simulations whose exact answers mathematics gives, at a million trials within 4.5 standard errors.

mod support;

use support::{Case, assert_mean, assert_probability, assert_sd, moments, trials};
use ulam_probability::sampling::Plan;
use ulam_simulation::model::Settings;

const MILLION: u64 = 1_000_000;

const NPV: &[(&str, &str)] = &[
    ("A1", "-1000"),
    ("A2", "300"),
    ("A3", "300"),
    ("A4", "300"),
    ("A5", "300"),
    ("A6", "300"),
    ("B1", "=A1+NPV(0.1,A2:A6)"),
];

const FLOWS: &[(&str, &str)] = &[
    ("A2", "Normal(300, 50)"),
    ("A3", "Normal(300, 50)"),
    ("A4", "Normal(300, 50)"),
    ("A5", "Normal(300, 50)"),
    ("A6", "Normal(300, 50)"),
];

#[test]
fn net_present_value_of_normal_flows() {
    let case = Case { cells: NPV, inputs: FLOWS, outputs: &["B1"], ..Case::default() };
    let samples = &case.run(&trials(MILLION)).columns[0];
    assert_mean(samples, 137.23603, "NPV");
    assert_sd(samples, 85.52754, "NPV");
    assert_probability(samples, |npv| npv < 0.0, 0.0542928, "P(NPV < 0)");
}

#[test]
fn net_present_value_of_correlated_flows() {
    // Pearson's 0.5 between normals is Spearman's 6/pi asin(0.25).
    let rho = 6.0 / std::f64::consts::PI * 0.25f64.asin();
    let cells = ["A2", "A3", "A4", "A5", "A6"];
    let mut correlations = Vec::new();
    for (index, first) in cells.iter().enumerate() {
        correlations.extend(cells[index + 1..].iter().map(|second| (*first, *second, rho)));
    }
    let case = Case { cells: NPV, inputs: FLOWS, outputs: &["B1"], correlations: &correlations };
    let samples = &case.run(&trials(MILLION)).columns[0];
    assert_mean(samples, 137.23603, "NPV");
    assert_sd(samples, 147.03762, "NPV with correlated flows");
}

#[test]
fn black_scholes_by_simulation() {
    let cells = [
        ("A1", "0"),
        ("B1", "=100*EXP((0.05-0.2^2/2)+0.2*A1)"),
        ("C1", "=EXP(-0.05)*MAX(B1-100,0)"),
        ("D1", "=EXP(-0.05)*MAX(100-B1,0)"),
    ];
    let case = Case {
        cells: &cells,
        inputs: &[("A1", "Normal(0, 1)")],
        outputs: &["C1", "D1"],
        ..Case::default()
    };
    let run = case.run(&trials(MILLION));
    assert_mean(&run.columns[0], 10.450583572186, "call");
    assert_mean(&run.columns[1], 5.573526022257, "put");
}

#[test]
fn maximum_of_two_normals() {
    let case = Case {
        cells: &[("A1", "10"), ("A2", "9"), ("B1", "=MAX(A1:A2)")],
        inputs: &[("A1", "Normal(10, 2)"), ("A2", "Normal(9, 3)")],
        outputs: &["B1"],
        ..Case::default()
    };
    let samples = &case.run(&trials(MILLION)).columns[0];
    assert_mean(samples, 10.9933783, "max");
    assert_sd(samples, 1.9933890, "max");
}

#[test]
fn lognormal_triangular_and_pert() {
    let case = Case {
        cells: &[
            ("A1", "20"),
            ("A2", "20"),
            ("A3", "20"),
            ("B1", "=A1"),
            ("B2", "=A2"),
            ("B3", "=A3"),
        ],
        inputs: &[
            ("A1", "Lognormal(20, 35)"),
            ("A2", "Triangular(10, 20, 40)"),
            ("A3", "Pert(10, 20, 40)"),
        ],
        outputs: &["B1", "B2", "B3"],
        ..Case::default()
    };
    let run = case.run(&trials(MILLION));
    assert_probability(&run.columns[0], |x| x > 50.0, 0.0859855, "P(lognormal > 50)");
    assert_probability(&run.columns[0], |x| x <= 69.56766, 0.95, "lognormal P95");
    assert_mean(&run.columns[1], 70.0 / 3.0, "triangular");
    assert_sd(&run.columns[1], 38.8889f64.sqrt(), "triangular");
    assert_mean(&run.columns[2], 130.0 / 6.0, "pert");
    assert_sd(&run.columns[2], 30.5556f64.sqrt(), "pert");
}

#[test]
fn random_functions_of_a_plain_workbook_are_inputs() {
    let case = Case {
        cells: &[
            ("A1", "=RAND()"),
            ("A2", "=RANDBETWEEN(1,6)"),
            ("A3", "=NORM.INV(RAND(),10,2)"),
            ("A4", "=RiskTriang(10,20,40)"),
            ("A5", "=_xll.RiskNormal(5,1,RiskShift(2),RiskName(\"shifted\"))"),
            ("B1", "=A1"),
            ("B2", "=A2"),
            ("B3", "=A3"),
            ("B4", "=A4"),
            ("B5", "=RiskOutput(\"x\")+A5"),
        ],
        outputs: &["B1", "B2", "B3", "B4", "B5"],
        ..Case::default()
    };
    let run = case.run(&trials(MILLION));
    assert_mean(&run.columns[0], 0.5, "RAND");
    assert_sd(&run.columns[0], (1.0f64 / 12.0).sqrt(), "RAND");
    assert_mean(&run.columns[1], 3.5, "RANDBETWEEN");
    assert!(run.columns[1].iter().all(|x| (1.0..=6.0).contains(x) && x.fract() == 0.0));
    assert_mean(&run.columns[2], 10.0, "NORM.INV(RAND())");
    assert_sd(&run.columns[2], 2.0, "NORM.INV(RAND())");
    assert_mean(&run.columns[3], 70.0 / 3.0, "RiskTriang");
    assert_mean(&run.columns[4], 7.0, "RiskNormal shifted");
    assert_sd(&run.columns[4], 1.0, "RiskNormal shifted");
}

#[test]
fn gaussian_copula_gives_the_rank_correlation_asked_for() {
    let case = Case {
        cells: &[("A1", "1"), ("A2", "1"), ("B1", "=A1"), ("B2", "=A2")],
        inputs: &[("A1", "Exponential(3)"), ("A2", "Pert(0, 1, 5)")],
        outputs: &["B1", "B2"],
        correlations: &[("A1", "A2", 0.7859393)],
    };
    let run = case.run(&trials(MILLION));
    let ranks = |column: &[f64]| ulam_probability::statistics::Ranks::new(column).expect("numbers");
    let rho = ulam_probability::statistics::rank_correlation(
        &ranks(&run.columns[0]),
        &ranks(&run.columns[1]),
    );
    // The standard error of Spearman's rho at n trials is below 1/sqrt(n).
    assert!((rho.expect("a correlation") - 0.7859393).abs() < 4.5e-3, "{rho:?}");
}

#[test]
fn stratified_plans_estimate_a_smooth_mean_better() {
    let case = Case { cells: NPV, inputs: FLOWS, outputs: &["B1"], ..Case::default() };
    let error = |plan| {
        let samples = case.run(&Settings { plan, ..trials(65_536) });
        (moments(&samples.columns[0]).0 - 137.23603).abs()
    };
    // The standard error of independent trials is 0.334 here.
    assert!(error(Plan::LatinHypercube) < 0.01, "lhs {}", error(Plan::LatinHypercube));
    assert!(error(Plan::Sobol) < 0.01, "sobol {}", error(Plan::Sobol));
}
