//! Workbooks made for other tools run as they are: properties, correlations, seeds, laws made of laws,
//! statistics in cells. Expected values are closed forms.

mod support;

use support::{Case, assert_mean, assert_probability, assert_sd, moments, trials};
use ulam_formula::address::a1;
use ulam_formula::value::{CellError, Value};
use ulam_simulation::model::Settings;
use ulam_simulation::prepare::Simulation;
use ulam_simulation::run::Control;

fn prepared(cells: &[(&str, &str)]) -> Simulation {
    Case { cells, ..Case::default() }.prepare().unwrap_or_else(|error| panic!("{error}"))
}

fn refused(cells: &[(&str, &str)]) -> String {
    match (Case { cells, ..Case::default() }).prepare() {
        Ok(_) => panic!("{cells:?} was accepted"),
        Err(error) => error.to_string(),
    }
}

/// The samples of the only output.
fn run(cells: &[(&str, &str)], settings: &Settings) -> Vec<f64> {
    let simulation = prepared(cells);
    let samples = simulation.run(settings, &Control::default()).expect("samples");
    samples.columns[0].clone()
}

#[test]
fn properties_act_whatever_their_order() {
    // The normal cut at 0 from below has mean sqrt(2/pi); cut before it is shifted.
    let half = (2.0 / std::f64::consts::PI).sqrt();
    for formula in [
        "=RiskOutput()+RiskNormal(0,1,RiskShift(10),RiskName(\"x\"),RiskTruncate(0,))",
        "=RiskOutput()+RiskNormal(0,1,RiskTruncate(0,),RiskUnits(\"EUR\"),RiskShift(10))",
        "=RiskOutput()+RiskNormal(0,1,RiskShift(10),RiskTruncate2(10,))",
        "=RiskOutput()+RiskNormal(0,1,RiskTruncateP(0.5,),RiskShift(10),RiskCollect(),RiskFit(\"a\"))",
        "=_xll.RiskOutput(\"y\")+_xll.RiskNormal(0,1,_xll.RiskTruncate(0,),_xll.RiskShift(10))",
        "=PsiOutput()+PsiNormal(10,1,PsiTruncate(0,,2))",
        "=CB.Normal(10,1,10,1E+308,\"x\")+RiskOutput()",
        "=VoseOutput(\"y\")+VoseInput(\"x\")+VoseNormal(10,1,,VoseXBounds(10,))",
    ] {
        let samples = run(&[("A1", formula)], &trials(40_000));
        assert_mean(&samples, 10.0 + half, formula);
        assert!(samples.iter().all(|sample| *sample >= 10.0), "{formula}");
    }
    let names = [
        "=RiskOutput()+RiskNormal(0,1,RiskName(\"x\"))",
        "=CB.Normal(0,1,,,\"x\")+RiskOutput()",
        "=VoseOutput()+VoseInput(\"x\")+VoseNormal(0,1)",
        "=PsiOutput()+PsiNormal(0,1,PsiName(\"x\"))",
    ];
    let all: Vec<Vec<f64>> = names.iter().map(|f| run(&[("A1", f)], &trials(100))).collect();
    // The name is the identity: the same draws.
    assert!(all.iter().all(|samples| *samples == all[0]));
}

#[test]
fn a_locked_input_stays_at_its_static_value() {
    let cells = [
        ("A1", "=RiskNormal(5,1,RiskLock(),RiskStatic(7))"),
        ("A2", "=RiskOutput()+A1+RiskUniform(0,1)"),
    ];
    let samples = run(&cells, &trials(1000));
    assert!(samples.iter().all(|sample| (7.0..=8.0).contains(sample)));
    let cells = [("A1", "=RiskOutput()+RiskNormal(5,1,RiskLock())")];
    assert!(run(&cells, &trials(10)).iter().all(|sample| *sample == 5.0));
    let cells = [("A1", "=RiskOutput()+RiskNormal(5,1,RiskLock(FALSE))")];
    assert!(moments(&run(&cells, &trials(100))).1 > 0.5);
}

#[test]
fn a_seed_of_its_own_doesnt_follow_the_runs() {
    let seeded = [("A1", "=RiskOutput()+RiskNormal(0,1,RiskSeed(1,42))")];
    let other = [("A1", "=RiskOutput()+RiskNormal(0,1,RiskSeed(1,43))")];
    let with = |seed: u64| Settings { seed, ..trials(100) };
    assert_eq!(run(&seeded, &with(1)), run(&seeded, &with(2)));
    assert_ne!(run(&seeded, &with(1)), run(&other, &with(1)));
    let plain = [("A1", "=RiskOutput()+RiskNormal(0,1)")];
    assert_ne!(run(&plain, &with(1)), run(&plain, &with(2)));
}

#[test]
fn inputs_depend_on_one_another_by_name() {
    // Normals of rank correlation r have Pearson's 2 sin(pi r / 6).
    let cells = [
        ("A1", "=RiskNormal(0,1,RiskIndepC(\"oil\"))"),
        ("A2", "=RiskNormal(0,1,RiskDepC(\"Oil\",0.8))"),
        ("A3", "=RiskOutput()+A1*A2"),
    ];
    let rho = 2.0 * (std::f64::consts::PI * 0.8 / 6.0).sin();
    assert_mean(&run(&cells, &trials(100_000)), rho, "product");
    let message = refused(&[("A1", "=RiskOutput()+RiskNormal(0,1,RiskDepC(\"gas\",0.8))")]);
    assert!(message.contains("RiskIndepC(\"gas\")"), "{message}");
}

#[test]
fn laws_are_made_of_laws() {
    let settings = trials(50_000);
    // Mean and variance of a compound Poisson: 5 * 10 and 5 * (1 + 100).
    let direct = [("A1", "=RiskOutput()+RiskCompound(RiskPoisson(5),RiskNormal(10,1))")];
    let samples = run(&direct, &settings);
    assert_mean(&samples, 50.0, "compound");
    assert_sd(&samples, 505.0_f64.sqrt(), "compound");
    // By references: the frequency is the number that its cell shows in the trial.
    let cells = [
        ("A1", "=RiskPoisson(5)"),
        ("A2", "=RiskNormal(10,1)"),
        ("A3", "=RiskCompound(A1,A2)"),
        ("A4", "=RiskOutput()+A3-10*A1"),
    ];
    let samples = run(&cells, &settings);
    assert_mean(&samples, 0.0, "given the frequency");
    assert_sd(&samples, 5.0_f64.sqrt(), "given the frequency");
    let objects =
        [("A1", "=VoseLognormalObject(20,35)"), ("A2", "=VoseOutput()+VoseAggregateMC(100,A1)")];
    assert_mean(&run(&objects, &settings), 2000.0, "aggregate");
    let object = [("A1", "=VoseNormalObject(10,2)"), ("A2", "=VoseOutput()+VoseSimulate(A1)")];
    assert_sd(&run(&object, &settings), 2.0, "object");
    let psi = [("A1", "=PsiOutput()+PsiNormal(10,1,PsiCompound(4))")];
    assert_mean(&run(&psi, &settings), 40.0, "PsiCompound");
    let custom = [
        ("A1", "10"),
        ("B1", "0.25"),
        ("A2", "20"),
        ("B2", "0.75"),
        ("A3", "=RiskOutput()+CB.Custom(A1:B2)"),
    ];
    assert_mean(&run(&custom, &settings), 17.5, "custom");
    // Percentiles that are themselves uncertain.
    let alternate = [
        ("A1", "=RiskDiscrete({100,200},{1,1})"),
        ("A2", "=RiskOutput()+RiskNormalAlt(0.5,A1,\"sigma\",1)"),
    ];
    assert_mean(&run(&alternate, &trials(2000)), 150.0, "percentiles");
    let mixed = [("A1", "=RiskOutput()+RiskSplice(RiskUniform(0,2),RiskUniform(0,2),1)")];
    assert_mean(&run(&mixed, &settings), 1.0, "splice");
}

#[test]
fn statistics_in_cells_are_computed_after_the_run() {
    let cells = [
        ("A1", "=RiskNormal(100,15,RiskName(\"Price\"))"),
        ("A2", "=RiskOutput(\"Profit\")+2*A1"),
        ("B1", "=RiskMean(A2)"),
        ("B2", "=RiskStdDev(\"profit\")"),
        ("B3", "=RiskPtoX(A2,0.95)-RiskPercentileD(A2,0.05)"),
        ("B4", "=RiskXtoP(A2,200)"),
        ("B5", "=ROUND(B1,0)+1"),
        ("B6", "=RiskMean(A2,1,RiskTruncate(200,))"),
        ("B7", "=RiskCorrel(A1,A2)"),
        ("B8", "=RiskData(A2,3)/2-RiskData(\"Price\",3)"),
        ("B9", "=RiskMax(A2)-RiskMin(A2)-RiskRange(A2)"),
        ("B10", "=RiskMean(C9)"),
        ("B11", "=CB.GetForeStatFN(A2,5)/CB.GetForeStatFN(A2,1)"),
        ("B12", "=RiskTheoMean(A1)+RiskTheoStdDev(A1)+RiskTheoPercentile(A1,0.5)"),
        ("B13", "=RiskTheoXtoP(RiskUniform(0,10),4)"),
        ("C9", "12"),
    ];
    let simulation = prepared(&cells);
    let theoretical = |place: &str| {
        let cell = simulation.workbook().locate(place).expect("a cell");
        ulam_formula::context::Context::cell(simulation.workbook(), cell)
    };
    assert_eq!(theoretical("B12"), Value::Number(215.0));
    assert_eq!(theoretical("B13"), Value::Number(0.4));
    let samples = simulation.run(&trials(40_000), &Control::default()).expect("samples");
    let found = simulation.statistics_in_cells(&samples);
    let value = |place: &str| {
        let statistic = found.iter().find(|s| a1(s.cell.row, s.cell.column) == place);
        match statistic.map(|statistic| &statistic.value) {
            Some(Value::Number(number)) => *number,
            other => panic!("{place}: {other:?}"),
        }
    };
    let (mean, sd, _) = moments(&samples.columns[0]);
    assert!((value("B1") - mean).abs() < 1e-9 && (mean - 200.0).abs() < 1.0);
    assert!((value("B2") - sd).abs() < 1e-9);
    assert_eq!(value("B3"), 0.0);
    assert!((value("B4") - 0.5).abs() < 0.02);
    assert_eq!(value("B5"), 201.0);
    // The mean of the upper half of N(200, 30).
    assert!((value("B6") - 200.0 - 30.0 * (2.0 / std::f64::consts::PI).sqrt()).abs() < 1.0);
    assert!((value("B7") - 1.0).abs() < 1e-12);
    assert!(value("B8").abs() < 1e-12);
    assert_eq!(value("B9"), 0.0);
    assert_eq!(value("B10"), 12.0);
    assert!((value("B11") - sd / 40_000.0).abs() < 1e-12);
    assert!(!found.iter().any(|statistic| a1(statistic.cell.row, statistic.cell.column) == "B12"));
}

#[test]
fn a_trial_that_needs_a_statistic_is_refused() {
    let message = refused(&[
        ("A1", "=RiskNormal(0,1)"),
        ("A2", "=RiskMean(A1)"),
        ("A3", "=RiskOutput()+RiskNormal(A2,1)"),
    ]);
    assert!(message.contains("Model!A2 takes a statistic"), "{message}");
    // Before a run there is none.
    let simulation = prepared(&[("A1", "=RiskOutput()+RiskNormal(0,1)"), ("A2", "=RiskMean(A1)")]);
    let cell = simulation.workbook().locate("A2").expect("a cell");
    let value = ulam_formula::context::Context::cell(simulation.workbook(), cell);
    assert_eq!(value, Value::Error(CellError::NotAvailable));
}

#[test]
fn what_cant_be_honoured_is_refused_by_name() {
    for (formula, part) in [
        ("=RiskOutput()+RiskNormal(0,1,RiskCopula(B1:B2,1))", "RiskCopula"),
        ("=RiskOutput()+PsiPareto(1,2)", "order of its parameters"),
        ("=RiskOutput()+CB.Beta2(1,2,3,4)", "BetaGeneral"),
        ("=RiskOutput()+VoseNormal(0,1,0.5)", "VoseNormal takes 2 arguments"),
        ("=RiskOutput()+PsiNormal(0,1,PsiTruncate(0,),PsiShift(1))", "isn't certain"),
        ("=RiskOutput()+RiskCompound(RiskPoisson(2),B1)", "formula with one in it"),
    ] {
        let message = refused(&[("A1", formula), ("B1", "=1+RiskNormal(0,1)")]);
        assert!(message.contains("Model!A1") && message.contains(part), "{formula}: {message}");
    }
}

#[test]
fn marks_and_inputs_of_other_tools_are_known() {
    // PsiOutput in a cell of its own marks another.
    let simulation =
        prepared(&[("A1", "=PsiUniform(0,1)"), ("A2", "=A1*2"), ("B2", "=PsiOutput(A2)")]);
    assert_eq!(simulation.workbook().cell_name(simulation.model().outputs[0].cell), "Model!A2");
    let samples = run(
        &[("A1", "=RiskUniform(0,1)"), ("A2", "=RiskOutput()+RiskMakeInput(A1+1)")],
        &trials(5000),
    );
    assert_mean(&samples, 1.5, "RiskMakeInput");
    let yes = run(&[("A1", "=CB.YesNo(0.3)+RiskOutput()")], &trials(20_000));
    assert_probability(&yes, |sample| sample == 1.0, 0.3, "CB.YesNo");
}
