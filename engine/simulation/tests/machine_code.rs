//! Machine code and kernels give the same bits.

mod support;

use std::sync::{Mutex, PoisonError};

use support::{Case, trials};
use ulam_numeric::simd::Level;
use ulam_simulation::model::{BackEnd, Settings};
use ulam_simulation::native;
use ulam_simulation::native::assembly::InstructionSet;
use ulam_simulation::prepare::Simulation;

/// Inputs in A1:A8: ordinary numbers, and some that make trouble.
const CELLS: &[(&str, &str)] = &[
    ("A1", "10"),
    ("A2", "0.5"),
    ("A3", "3"),
    ("A4", "1"),
    ("A5", "1"),
    ("A6", "0.3"),
    ("A7", "0"),
    ("A8", "1"),
];
const INPUTS: &[(&str, &str)] = &[
    ("A1", "Normal(10, 2)"),
    ("A2", "Uniform(-1, 1)"),
    ("A3", "Pert(1, 3, 6)"),
    ("A4", "Discrete({0,1,2,-3}, {1,1,1,1})"),
    // So large that their products overflow, or so small that these vanish.
    ("A5", "Discrete({1e200,-1e300,1e-200,5e-324}, {1,1,1,1})"),
    // Different numbers of the same 15 digits, and numbers that differ in the 15th.
    (
        "A6",
        "Discrete({0.3,0.30000000000000004,0.29999999999999999,0.300000000000001,0.4}, {1,1,1,1,1})",
    ),
    ("A7", "Discrete({0,1,2,3}, {97,1,1,1})"),
    ("A8", "Uniform(0, 1)"),
];

const FORMULAS: &[&str] = &[
    "=A1+A2-A3*A4/A8",
    "=A1/A4",
    "=A1/A7",
    "=-A1+A3%",
    "=-A4*A2",
    "=SQRT(A2)",
    "=SQRT(A1)+ABS(A2)+INT(A2*3)",
    "=INT(-A2*A4)",
    "=A5*A5",
    "=A5*A5-A5*A5",
    "=1/(A5*A5)",
    "=1/(1/A5)",
    "=A1/(A5*A5*A5)",
    "=IF(A5*A5>1,1,2)",
    "=MAX(A5*A5,1)",
    "=MIN(A5*1E200,A1)",
    "=MIN(A1,A2)+MAX(A3,A4)+MIN(A1:A4)-MAX(A1:A4)",
    "=MAX(0,A2)*MIN(0,A2)",
    "=A6=0.3",
    "=A6<>0.3",
    "=A6<0.3",
    "=A6<=0.3",
    "=A6>0.3",
    "=A6>=0.3",
    "=A6=A6+0",
    "=0.3*A4=A6*A4",
    "=A6*A1>0.3*A1",
    "=A6*A1<=0.3*A1",
    "=A4=0",
    "=A2>0",
    "=0<=A2",
    "=A2*A7<>0",
    "=A6-0.3",
    "=0.1+A4*0.1-0.2",
    "=A1+A2-A1-A2",
    "=A6*3-0.9",
    "=A5+A5",
    "=A5*1E200+A1",
    "=IF(A1>10,A2,A3)",
    "=IF(A4,1,2)",
    "=IF(A4=0,1/0,A1)",
    "=IF(A7>0,NA(),A1)",
    "=IF(A7>2,NA(),A1)*2+1",
    "=IF(A1/A4>0,1,2)",
    "=IF(A4=0,A1/A4,A2)",
    "=IF(A4=0,1,A1/A4)",
    "=IFERROR(A1/A4,-1)",
    "=IFERROR(A1/A7,A2)",
    "=IFNA(IF(A4=0,NA(),A1),-1)",
    "=IFNA(A1/A4,-1)",
    "=ISERROR(A1/A4)",
    "=ISNA(IF(A4=0,NA(),A1/A4))",
    "=IF(ISERROR(SQRT(A2)),0,SQRT(A2))",
    "=NOT(A4)",
    "=-NOT(A4)",
    "=AND(A1>10,A2>0,A4)",
    "=OR(A1>12,A2>0.5,A4)",
    "=AND(A1/A4>0,A2>0)",
    "=SUM(A1:A4)",
    "=SUM(A1:A5)",
    "=SUM(A5,-A5,A1)",
    "=AVERAGE(A1:A4)",
    "=PRODUCT(A1:A4)",
    "=PRODUCT(A4:A5)",
    "=SUMPRODUCT(A1:A4,A5:A8)",
    "=NPV(A8,A1,A2,A3,A4)",
    "=NPV(A4,A1,A2,A3)",
    "=NPV(0.1,A1,A2,5,A4)",
    "=NPV(A5*A5,A1,A2)",
    "=EXP(A1*2)*A2+LN(A2)",
    "=EXP(A1/10+A2)-EXP(A1/10+A2)*1",
    "=VLOOKUP(A1*2,{0,1;15,2;20,3},2)*A2+A1",
    "=A1^2+A3^A2-A1*A1",
    "=CHOOSE(A4+1,A1*2,A2+1)+A3",
    "=IF(TEXT(A1,\"0\")=\"10\",A1*2,A3+1)-A2",
    "=(A1>10)+(A2>0)*(A3<3)",
    "=IF(A1>10,1,0)*(A2>0)",
    "=IF(A1>A3,IF(A2>A4,A1,A2),IF(A3>A4,A3,A4))",
    "=1*(A1-A1)",
    "=0*-A1",
    "=1/(0*-A1)",
    "=A1/12",
    "=A2*0.0625/12+A2*0.0035/12",
    "=A5/12",
    "=-A5*A5/3",
    "=A5*A5*1E100/10",
    "=A2*A5/7",
    "=A4*A2/10",
    "=-A7/3",
    "=1/(-A7/3)",
    "=A1/-10",
    "=A1/250000000+A1/0.3+A1/8",
    "=IF(A2/3>0.1,A1/100,A3%)",
    "=AVERAGE(A1,A2,A5)",
    "=A1-A1*A8",
    "=A2*A8-A2",
    "=A1-A1*(1-A8*1E-15)",
    "=A5*1E200-A5*1E200*A8",
    "=A5-A5*(A8*A5)",
    "=A1-A1*SQRT(A2)",
];

fn bits(simulation: &Simulation, settings: &Settings) -> Vec<Vec<u64>> {
    let run = simulation.run(settings, &Default::default()).expect("a run");
    run.columns.iter().map(|column| column.iter().map(|x| x.to_bits()).collect()).collect()
}

fn by(back_end: BackEnd, count: u64) -> Settings {
    Settings { back_end, ..trials(count) }
}

/// The level is the process's, and code is compiled for it.
static LEVEL: Mutex<()> = Mutex::new(());

/// Asserts that machine code of every instruction set of this machine gives the kernels' bits in every
/// output, over threads and blocks.
fn check(case: &Case, names: &[String], count: u64) {
    let _only_one = LEVEL.lock().unwrap_or_else(PoisonError::into_inner);
    let mut sets = Vec::new();
    for level in Level::supported() {
        level.restrict();
        let set = InstructionSet::best();
        if !sets.contains(&set) {
            check_set(case, names, count);
            sets.push(set);
        }
    }
    assert_eq!(sets.contains(&Some(InstructionSet::Avx512)), Level::best() == Level::Avx512);
}

fn check_set(case: &Case, names: &[String], count: u64) {
    let simulation = case.prepare().expect("a model");
    if native::is_supported() {
        assert!(native::extent(simulation.program()).instructions > 0);
        assert!(simulation.schedule().engine(BackEnd::MachineCode, 1).is_native());
    }
    let expected = bits(&simulation, &by(BackEnd::Kernels, count));
    let variants = [
        by(BackEnd::MachineCode, count),
        Settings { threads: Some(1), ..by(BackEnd::MachineCode, count) },
        Settings { block: Some(1), ..by(BackEnd::MachineCode, count.min(600)) },
        Settings { block: Some(13), ..by(BackEnd::MachineCode, count) },
        Settings { block: Some(100_000), threads: Some(3), ..by(BackEnd::MachineCode, count) },
    ];
    for settings in variants {
        let found = bits(&simulation, &settings);
        for ((found, expected), name) in found.iter().zip(&expected).zip(names) {
            for (trial, (found, expected)) in found.iter().zip(expected).enumerate() {
                assert_eq!(
                    found,
                    expected,
                    "{name} in trial {trial} with {settings:?}: {} by machine code, {} by kernels",
                    f64::from_bits(*found),
                    f64::from_bits(*expected)
                );
            }
        }
    }
}

fn check_formulas(formulas: &[String], count: u64) {
    let places: Vec<String> = (0..formulas.len()).map(|row| format!("C{}", row + 1)).collect();
    let mut cells = CELLS.to_vec();
    cells.extend(places.iter().zip(formulas).map(|(place, f)| (place.as_str(), f.as_str())));
    let outputs: Vec<&str> = places.iter().map(String::as_str).collect();
    let case = Case { cells: &cells, inputs: INPUTS, outputs: &outputs, ..Case::default() };
    check(&case, formulas, count);
}

/// Alone: a formula that is often an error leaves the whole region to the kernels.
#[test]
fn each_formula_alone_has_the_kernels_bits() {
    for formula in FORMULAS {
        // Machine code needs something to do, whatever the formula is made of.
        check_formulas(&[formula.to_string(), "=A1*A2+A3".to_string()], 1_003);
    }
}

#[test]
fn all_formulas_together_have_the_kernels_bits() {
    let formulas: Vec<String> = FORMULAS.iter().map(|formula| formula.to_string()).collect();
    check_formulas(&formulas, 3_001);
}

/// Pseudo-random numbers below a bound (a linear congruence, Knuth's MMIX).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % bound
    }
    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// A formula of the inputs and of cells `C1` to `C{row}`.
fn random_formula(dice: &mut Dice, row: usize) -> String {
    let operand = |dice: &mut Dice| match dice.below(10) {
        0 => dice.pick(&["0", "1", "-1", "0.3", "2", "1E-14", "100"]).to_string(),
        1..=3 if row > 0 => format!("C{}", 1 + dice.below(row)),
        4..=6 if row > 0 => format!("C{}", row - dice.below(row.min(6))),
        // Those that make trouble, less often.
        7 => dice.pick(&["A4", "A5", "A6", "A7"]).to_string(),
        _ => dice.pick(&["A1", "A2", "A3", "A8"]).to_string(),
    };
    let (a, b, c) = (operand(dice), operand(dice), operand(dice));
    let compared = dice.pick(&["=", "<>", "<", "<=", ">", ">="]);
    match dice.below(16) {
        0..=4 => format!("={a}{}{b}", dice.pick(&["+", "-", "*", "*", "/"])),
        5 => format!("=({a}{}{b})*{c}", dice.pick(&["+", "-"])),
        6 => format!("=IF({a}{compared}{b},{b},{c})"),
        7 => format!("={a}{compared}{b}"),
        8 => format!("={}({a},{b},{c})", dice.pick(&["MIN", "MAX", "SUM", "AVERAGE", "PRODUCT"])),
        9 => format!("={}({a},{b}>0,{c})", dice.pick(&["AND", "OR"])),
        10 => format!("=IFERROR({a}/{b},{c})"),
        11 => format!("=SQRT(ABS({a}))+INT({b})"),
        12 => format!("=NPV({a}/10,{b},{c},{a})"),
        13 => format!("=-{a}+NOT({b})-{c}%"),
        14 => format!("=EXP(-ABS({a}))-{b}"),
        _ => format!("=SUMPRODUCT(A1:A3,A2:A4)+{a}-{b}"),
    }
}

#[test]
fn random_models_have_the_kernels_bits() {
    for seed in 0..30 {
        let mut dice = Dice(seed);
        let rows = 5 + dice.below(60);
        let formulas: Vec<String> = (0..rows).map(|row| random_formula(&mut dice, row)).collect();
        check_formulas(&formulas, 515);
    }
}

/// Long enough for several parts, whose sums and balances cross from one to the next.
#[test]
fn a_long_chain_has_the_kernels_bits() {
    let mut formulas = vec!["=A1*100".to_string(), "=A2/100".to_string()];
    for row in 3..900 {
        formulas.push(match row % 3 {
            0 => format!("=C{}*(1+C2)-A8", row - 2),
            1 => format!("=IF(C{}>900,C{}-A3,C{})", row - 1, row - 1, row - 1),
            _ => format!("=MAX(C{},C{}-A2)", row - 1, row - 2),
        });
    }
    formulas.push("=SUM(C3:C899)".to_string());
    formulas.push("=SUMPRODUCT(C3:C899,C3:C899)".to_string());
    formulas.push("=NPV(A8/100,C3:C899)".to_string());
    check_formulas(&formulas, 300);
}
