//! Copulas from a spec to the samples of a run.

mod support;

use support::{trials, workbook};
use ulam_probability::sampling::Plan;
use ulam_probability::statistics::{Ranks, rank_correlation};
use ulam_simulation::model::Settings;
use ulam_simulation::prepare::Simulation;
use ulam_simulation::run::Control;
use ulam_simulation::spec::Spec;

/// Three inputs, shown by three outputs, and a matrix that contradicts itself in G1:I3.
const CELLS: &[(&str, &str)] = &[
    ("A1", "10"),
    ("A2", "5"),
    ("A3", "3"),
    ("B1", "=A1*1"),
    ("B2", "=A2*1"),
    ("B3", "=A3*1"),
    ("D1", "1"),
    ("D2", "0.8"),
    ("E2", "1"),
    ("D3", "-0.3"),
    ("E3", "0.1"),
    ("F3", "1"),
    ("G1", "1"),
    ("G2", "0.9"),
    ("G3", "0.9"),
    ("H2", "1"),
    ("H3", "-0.9"),
    ("I3", "1"),
];

fn spec(copulas: &[&str]) -> Spec {
    let mut spec = Spec::from_yaml(
        "inputs:
  - {cell: A1, name: Price, distribution: 'Normal(10, 2)'}
  - {cell: A2, name: Volume, distribution: 'Gamma(2, 3)'}
  - {cell: A3, name: Cost, distribution: 'Triangular(1, 2, 6)'}
outputs: [B1, B2, B3]
",
    )
    .expect("a spec");
    for copula in copulas {
        spec.add_copula(copula).unwrap_or_else(|error| panic!("{error}"));
    }
    spec
}

fn prepare(spec: &Spec) -> Result<Simulation, String> {
    let (workbook, recalculation) = workbook(CELLS);
    let bound = spec.bind(&workbook).map_err(|error| error.0)?;
    Simulation::prepare(workbook, &recalculation, bound.model).map_err(|error| error.to_string())
}

fn run(copulas: &[&str], settings: &Settings) -> Vec<Vec<f64>> {
    let simulation = prepare(&spec(copulas)).unwrap_or_else(|error| panic!("{error}"));
    simulation.run(settings, &Control::default()).expect("a run").columns
}

fn spearman(columns: &[Vec<f64>], first: usize, second: usize) -> f64 {
    let ranks = |column: usize| Ranks::new(&columns[column]).expect("numbers");
    rank_correlation(&ranks(first), &ranks(second)).expect("a correlation")
}

#[test]
fn every_family_gives_its_rank_correlation() {
    // Spearman's rho: asked for (gaussian, iman-conover), or with Kendall's tau of 0.5: Clayton
    // 0.6822, Gumbel 0.6822, Frank 0.6947 (SciPy: 12 times the integral of the copula, less 3); of t
    // with 4 degrees and the tau of a Gaussian with Spearman 0.8, 0.787 (NumPy, 10 million trials).
    for (copula, expected) in [
        ("gaussian: Price, Volume, Cost = 0.8", 0.8),
        ("iman-conover: Price, Volume, Cost = 0.8", 0.8),
        ("clayton(2): Price, Volume, Cost", 0.6822),
        ("clayton: Price, Volume, Cost = 0.5", 0.6822),
        ("gumbel(2): Price, Volume, Cost", 0.6822),
        ("frank: Price, Volume, Cost = 0.5", 0.6947),
        ("t(4): Price, Volume, Cost = 0.8", 0.787),
    ] {
        let columns = run(&[copula], &trials(40_000));
        for (first, second) in [(0, 1), (0, 2), (1, 2)] {
            let actual = spearman(&columns, first, second);
            assert!((actual - expected).abs() < 0.02, "{copula}: {actual}");
        }
    }
    let columns = run(&["frank: Price, Cost = -0.5"], &trials(40_000));
    assert!((spearman(&columns, 0, 2) + 0.6947).abs() < 0.02);
    assert!(spearman(&columns, 0, 1).abs() < 0.03);
}

#[test]
fn correlations_are_read_from_a_range() {
    for family in ["gaussian", "iman-conover"] {
        let columns = run(&[&format!("{family}: Price, A2, Cost = Model!D1:F3")], &trials(40_000));
        for (first, second, rho) in [(0, 1, 0.8), (0, 2, -0.3), (1, 2, 0.1)] {
            let actual = spearman(&columns, first, second);
            assert!((actual - rho).abs() < 0.02, "{family}: {actual}");
        }
    }
}

#[test]
fn threads_and_blocks_give_the_same_bits() {
    for copula in [
        "gaussian: Price, Volume = 0.5",
        "t(3): Price, Volume = 0.5",
        "clayton(2): Price, Volume",
        "gumbel(2): Price, Volume",
        "frank(4): Price, Volume",
        "iman-conover: Price, Volume = 0.5",
    ] {
        for plan in [Plan::Random, Plan::LatinHypercube] {
            let base = Settings { plan, ..trials(3_001) };
            let one = run(&[copula], &Settings { threads: Some(1), ..base.clone() });
            let many = Settings { threads: Some(3), block: Some(64), ..base };
            assert!(run(&[copula], &many) == one, "{copula}");
        }
    }
}

#[test]
fn reordering_keeps_the_latin_hypercube() {
    let settings = Settings { plan: Plan::LatinHypercube, ..trials(1_000) };
    let sorted = |mut columns: Vec<Vec<f64>>| {
        columns.iter_mut().for_each(|column| column.sort_by(f64::total_cmp));
        columns
    };
    let independent = sorted(run(&[], &settings));
    let reordered = sorted(run(&["iman-conover: Price, Volume, Cost = 0.6"], &settings));
    assert!(independent == reordered);
}

#[test]
fn contradictions_are_repaired_and_told() {
    for family in ["gaussian", "t(5)", "iman-conover"] {
        let spec = spec(&[&format!("{family}: Price, Volume, Cost = Model!G1:I3")]);
        let repair = prepare(&spec).expect("a simulation").correlation_repair;
        assert_eq!(repair.expect("a repair").changes.len(), 3, "{family}");
    }
}

#[test]
fn mistakes_are_told() {
    for (copulas, expected) in [
        (&["normal: Price, Volume = 0.5"][..], "the families are"),
        (&["t: Price, Volume = 0.5"], "degrees of freedom"),
        (&["t(0): Price, Volume = 0.5"], "degrees of freedom"),
        (&["clayton: Price, Volume = -0.5"], "tau"),
        (&["clayton: Price, Volume"], "parameter"),
        (&["frank(-2): Price, Volume, Cost"], "two inputs"),
        (&["gaussian(2): Price, Volume = 0.5"], "no parameter"),
        (&["gaussian: Price, Volume"], "rank correlations"),
        (&["gaussian: Price = 0.5"], "1 inputs"),
        (&["gaussian: Price, Volume = Model!D1:F3"], "2 by 2"),
        (&["gaussian: Price, Volume = 1.5"], "from -1 to 1"),
        (&["gaussian: Price, Nothing = 0.5"], "Nothing"),
        (&["gaussian: Price, A1 = 0.5"], "twice"),
        (&["gaussian: Price, Volume = 0.5", "clayton(2): Volume, Cost"], "twice"),
    ] {
        match prepare(&spec(copulas)) {
            Ok(_) => panic!("{copulas:?} is accepted"),
            Err(error) => assert!(error.contains(expected), "{copulas:?}: {error}"),
        }
    }
}
