//! Same seed, same bits: whatever the threads, the blocks, the instruction set, and whatever other
//! inputs there are.

mod support;

use support::{Case, trials};
use ulam_numeric::simd::Level;
use ulam_probability::sampling::Plan;
use ulam_simulation::model::Settings;

const CELLS: &[(&str, &str)] = &[
    ("A1", "10"),
    ("A2", "5"),
    ("A3", "=RAND()"),
    ("A4", "3"),
    ("B1", "=IF(A1>10,A1*A2,A1-A2)/A3"),
    ("B2", "=EXP(A2/10)+LN(A1)^2+SQRT(A3)"),
    ("B3", "=TEXT(A1,\"0.0\")&\"x\""),
    ("B4", "=LEN(B3)+ROUND(B2,2)+VLOOKUP(A2,D1:E3,2)"),
    ("B5", "=SUMPRODUCT(A1:A3,A2:A4)+MAX(B1:B2)+NORM.INV(RAND(),0,1)"),
    ("B6", "=IRR(C1:C4)+XIRR(C1:C4,F1:F4)"),
    ("B7", "=SUMIF(C1:C4,\">5\")+COUNTIF(A1:A2,\"<9\")+MEDIAN(A1:A3)+SUM(C1:C4,A1:A3)"),
    ("C1", "=-A1*2"),
    ("C2", "=A2"),
    ("C3", "=A1"),
    ("C4", "=A1+A3"),
    ("F1", "40000"),
    ("F2", "40200"),
    ("F3", "40500"),
    ("F4", "41000"),
    ("D1", "-100"),
    ("D2", "4"),
    ("D3", "6"),
    ("E1", "1"),
    ("E2", "2"),
    ("E3", "3"),
];
const INPUTS: &[(&str, &str)] = &[("A1", "Normal(10, 2)"), ("A2", "Pert(2, 5, 9)")];
const OUTPUTS: &[&str] = &["B1", "B2", "B4", "B5", "B6", "B7"];

fn bits(case: &Case, settings: &Settings) -> Vec<Vec<u64>> {
    let run = case.run(settings);
    run.columns.iter().map(|column| column.iter().map(|x| x.to_bits()).collect()).collect()
}

fn plans() -> [Plan; 3] {
    [Plan::Random, Plan::LatinHypercube, Plan::Sobol]
}

#[test]
fn threads_blocks_and_instruction_sets_do_not_matter() {
    let case = Case { cells: CELLS, inputs: INPUTS, outputs: OUTPUTS, ..Case::default() };
    for plan in plans() {
        let base = Settings { plan, threads: Some(1), ..trials(10_007) };
        let expected = bits(&case, &base);
        for threads in [2, 3] {
            let settings = Settings { threads: Some(threads), ..base.clone() };
            assert_eq!(bits(&case, &settings), expected, "{threads} threads, {plan:?}");
        }
        for block in [1, 7, 64, 1000, 20_000] {
            let settings = Settings { block: Some(block), ..base.clone() };
            assert_eq!(bits(&case, &settings), expected, "blocks of {block}, {plan:?}");
        }
        for level in Level::supported() {
            level.restrict();
            assert_eq!(bits(&case, &base), expected, "{level:?}, {plan:?}");
        }
        Level::best().restrict();
    }
}

#[test]
fn an_unrelated_input_changes_nothing() {
    let cells: Vec<(&str, &str)> =
        CELLS.iter().copied().chain([("Z1", "1"), ("Z2", "=Z1+RAND()")]).collect();
    let outputs: Vec<&str> = OUTPUTS.iter().copied().chain(["Z2"]).collect();
    for plan in [Plan::Random, Plan::LatinHypercube] {
        let settings = Settings { plan, ..trials(5_000) };
        let without = Case { cells: CELLS, inputs: INPUTS, outputs: OUTPUTS, ..Case::default() };
        let inputs: Vec<(&str, &str)> =
            [("Z1", "Uniform(0, 1)")].into_iter().chain(INPUTS.iter().copied()).collect();
        let with = Case { cells: &cells, inputs: &inputs, outputs: &outputs, ..Case::default() };
        assert_eq!(bits(&with, &settings)[..6], bits(&without, &settings)[..], "{plan:?}");
    }
}

#[test]
fn another_seed_gives_other_samples() {
    let case = Case { cells: CELLS, inputs: INPUTS, outputs: OUTPUTS, ..Case::default() };
    let one = bits(&case, &trials(100));
    let other = bits(&case, &Settings { seed: 2, ..trials(100) });
    assert!(one.iter().zip(&other).all(|(one, other)| one != other));
}
