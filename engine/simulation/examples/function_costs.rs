//! What each kind of formula costs in a simulation: nanoseconds a trial on one thread, dearest first.
//! With a workbook and its spec as arguments, prints that model's program instead.
//!
//! ```text
//! cargo run --release -p ulam-simulation --example function_costs
//! ```

use std::sync::Arc;
use std::time::Instant;

use ulam_formula::address::SheetId;
use ulam_formula::parser::{Names, parse};
use ulam_simulation::explain::Explanation;
use ulam_simulation::model::{Input, Model, Output, Settings};
use ulam_simulation::prepare::Simulation;
use ulam_simulation::spec::Spec;
use ulam_workbook::{Limits, Workbook};

const TRIALS: u64 = 20_000;
/// Random cells in A1:A12.
const INPUTS: usize = 12;

const FORMULAS: &[&str] = &[
    "=A1+A2",
    "=A1*A2",
    "=A1/A2",
    "=A1^2",
    "=A1^A2",
    "=IF(A1>A2,A1,A2)",
    "=IF(AND(A1>1,A2>1),A1,A2)",
    "=IF(OR(A1>1,A2>1),A1,A2)",
    "=IF(NOT(A1>1),A1,A2)",
    "=XOR(A1>1,A2>1)",
    "=IFERROR(A1/A2,0)",
    "=IFS(A1>11,1,A1>10,2,TRUE,3)",
    "=SWITCH(INT(A1),9,1,10,2,3)",
    "=CHOOSE(A1/5,A1,A2,A3,A4)",
    "=SUM(A1:A12)",
    "=AVERAGE(A1:A12)",
    "=MIN(A1:A12)",
    "=MAX(A1:A12)",
    "=PRODUCT(A1:A12)",
    "=COUNT(A1:A12)",
    "=COUNTA(A1:A12)",
    "=MEDIAN(A1:A12)",
    "=LARGE(A1:A12,2)",
    "=SMALL(A1:A12,2)",
    "=PERCENTILE(A1:A12,0.9)",
    "=QUARTILE(A1:A12,1)",
    "=STDEV.S(A1:A12)",
    "=VAR.P(A1:A12)",
    "=RANK(A1,A1:A12)",
    "=CORREL(A1:A6,A7:A12)",
    "=SLOPE(A1:A6,A7:A12)",
    "=SUMPRODUCT(A1:A6,A7:A12)",
    "=SUMPRODUCT((A1:A12>10)*A1:A12)",
    "=SUMIF(A1:A12,\">10\")",
    "=SUMIFS(A1:A12,A1:A12,\">10\",A1:A12,\"<12\")",
    "=COUNTIF(A1:A12,\">10\")",
    "=COUNTIF(A1:A12,\">\"&A1)",
    "=COUNTIFS(A1:A12,\">10\",A1:A12,\"<12\")",
    "=AVERAGEIF(A1:A12,\">10\")",
    "=MAXIFS(A1:A12,A1:A12,\"<12\")",
    "=SUMSQ(A1:A12)",
    "=NPV(0.1,A1:A12)",
    "=NPV(A1/100,A2:A12)",
    "=IRR(F1:F12)",
    "=XIRR(F1:F12,G1:G12)",
    "=XNPV(0.1,F1:F12,G1:G12)",
    "=MIRR(F1:F12,0.1,0.12)",
    "=RATE(36,-A1,A2*20)",
    "=PMT(A1/100,36,A2)",
    "=PV(A1/100,36,A2)",
    "=FV(A1/100,36,A2)",
    "=NPER(A1/100,-A2,30)",
    "=IPMT(A1/100,3,36,A2)",
    "=PPMT(A1/100,3,36,A2)",
    "=CUMIPMT(A1/100,36,1000,1,12,0)",
    "=SLN(A1*100,A2,10)",
    "=DDB(A1*100,A2,10,2)",
    "=ROUND(A1,2)",
    "=ROUNDUP(A1,0)",
    "=ROUNDDOWN(A1,0)",
    "=INT(A1)",
    "=TRUNC(A1)",
    "=MOD(A1,A2)",
    "=CEILING(A1,0.5)",
    "=FLOOR(A1,0.5)",
    "=MROUND(A1,0.5)",
    "=ABS(A1)",
    "=SIGN(A1)",
    "=SQRT(A1)",
    "=EXP(A1)",
    "=LN(A1)",
    "=LOG10(A1)",
    "=LOG(A1,2)",
    "=SIN(A1)",
    "=ATAN2(A1,A2)",
    "=NORM.DIST(A1,10,2,TRUE)",
    "=NORM.S.DIST(A1-10,TRUE)",
    "=NORM.INV(A1/40,10,2)",
    "=NORM.S.INV(A1/40)",
    "=LOGNORM.INV(A1/40,1,0.5)",
    "=BETA.INV(A1/40,2,3)",
    "=GAMMA.INV(A1/40,2,3)",
    "=T.INV(A1/40,5)",
    "=CHISQ.INV(A1/40,5)",
    "=WEIBULL.DIST(A1,2,10,TRUE)",
    "=EXPON.DIST(A1,0.1,TRUE)",
    "=BINOM.INV(20,0.3,A1/40)",
    "=BINOM.DIST(INT(A1/5),20,0.3,TRUE)",
    "=POISSON.DIST(INT(A1),8,TRUE)",
    "=NORMINV(RAND(),10,2)",
    "=RANDBETWEEN(1,6)",
    "=DATE(2024,A1,1)",
    "=EDATE(45000,A1)",
    "=EOMONTH(45000,A1)",
    "=YEAR(45000+A1*10)",
    "=MONTH(45000+A1*10)",
    "=WEEKDAY(45000+A1*10)",
    "=YEARFRAC(45000,45000+A1*100)",
    "=WORKDAY(45000,A1)",
    "=NETWORKDAYS(45000,45000+A1)",
    "=VLOOKUP(A1,D1:E4,2)",
    "=VLOOKUP(INT(A1),D1:E4,2,FALSE)",
    "=HLOOKUP(A1,J1:M2,2)",
    "=MATCH(A1,D1:D4)",
    "=INDEX(A1:A12,A1/2+1)",
    "=INDEX(E1:E4,MATCH(A1,D1:D4))",
    "=INDEX(A1:A12,MATCH(MAX(A1:A12),A1:A12,0))",
    "=XLOOKUP(A1,D1:D4,E1:E4,0,-1)",
    "=LOOKUP(A1,D1:D4,E1:E4)",
    "=MATCH(TRUE,INDEX(A1:A12>12,0),0)",
    "=OFFSET(A1,INT(A2/4),0)",
    "=SUM(OFFSET(A1,0,0,INT(A2/4)+1,1))",
    "=IF(A1>10,\"high\",\"low\")",
    "=IF(A1>10,\"high\",\"low\")=\"high\"",
    "=LEN(TEXT(A1,\"0.00\"))",
    "=A1&\"\"",
    "=LET(x,A1*2,x+A2)",
    "=SUM(FILTER(A1:A12,A1:A12>10))",
    "=SUM(LARGE(A1:A12,{1,2,3}))",
    "=MAX(IF(A1:A12>10,A1:A12))",
    "=ISNUMBER(A1)",
    "=SUBTOTAL(9,A1:A12)",
    "=COUNTBLANK(A1:A12)",
    "=GAMMALN(A1)",
    "=COMBIN(20,A1/2)",
    "=FACT(A1/2)",
];

struct SpecNames;

impl Names for SpecNames {
    fn sheet(&self, _name: &str) -> Option<SheetId> {
        None
    }
    fn has_plain_distributions(&self) -> bool {
        true
    }
}

type Failure = Box<dyn std::error::Error>;

fn workbook(formula: &str) -> Result<Workbook, Failure> {
    let mut writer = rust_xlsxwriter::Workbook::new();
    let sheet = writer.add_worksheet();
    for row in 0..INPUTS as u32 {
        sheet.write_number(row, 0, 10.0)?;
        let flow = if row == 0 { "=-A1*5".to_string() } else { format!("=A{}", row + 1) };
        sheet.write_formula(row, 5, flow.as_str())?;
        sheet.write_number(row, 6, 45_000.0 + 90.0 * f64::from(row))?;
    }
    for row in 0..4u32 {
        sheet.write_number(row, 3, f64::from(row) * 5.0)?;
        sheet.write_number(row, 4, f64::from(row) * 7.0 + 1.0)?;
        sheet.write_number(0, 9 + row as u16, f64::from(row) * 5.0)?;
        sheet.write_number(1, 9 + row as u16, f64::from(row) * 7.0 + 1.0)?;
    }
    if !formula.is_empty() {
        let is_array = ["FILTER", "{1,2,3}", "MAX(IF", "INDEX(A1:A12>12"]
            .iter()
            .any(|part| formula.contains(part));
        if is_array {
            sheet.write_dynamic_array_formula(0, 20, 0, 20, formula)?;
        } else {
            sheet.write_formula(0, 20, formula)?;
        }
    }
    let bytes = writer.save_to_buffer()?;
    Ok(Workbook::read(&bytes, &Limits::default())?)
}

fn simulation(formula: &str) -> Result<Simulation, Failure> {
    let mut workbook = workbook(formula)?;
    let recalculation = workbook.recalculate(46_024.5);
    let mut inputs = Vec::new();
    for row in 1..=INPUTS {
        let cell = workbook.locate(&format!("Sheet1!A{row}")).map_err(|e| e.to_string())?;
        let distribution = "Normal(10, 1.5)".to_string();
        let parsed = parse(&distribution, cell, &SpecNames).map_err(|e| e.message.to_string())?;
        inputs.push(Input { cell, name: None, distribution, formula: Arc::new(parsed) });
    }
    let place = if formula.is_empty() { "Sheet1!F1" } else { "Sheet1!U1" };
    let cell = workbook.locate(place).map_err(|e| e.to_string())?;
    let model = Model {
        inputs,
        outputs: vec![Output { cell, name: None }],
        correlations: Vec::new(),
        conditions: Vec::new(),
        ..Model::default()
    };
    Ok(Simulation::prepare(workbook, &recalculation, model)?)
}

/// The shortest of some runs, in nanoseconds a trial.
fn nanoseconds(simulation: &Simulation) -> Result<f64, Failure> {
    let settings =
        Settings { trials: TRIALS, threads: Some(1), sensitivity: false, ..Settings::default() };
    let mut shortest = f64::INFINITY;
    for _ in 0..3 {
        let started = Instant::now();
        simulation.run(&settings, &Default::default())?;
        shortest = shortest.min(started.elapsed().as_nanos() as f64 / TRIALS as f64);
    }
    Ok(shortest)
}

fn explain(workbook: &str, spec: &str) -> Result<(), Failure> {
    let mut workbook = Workbook::read(&std::fs::read(workbook)?, &Limits::default())?;
    let recalculation = workbook.recalculate(46_024.5);
    let spec = Spec::from_yaml(&std::fs::read_to_string(spec)?)?;
    let bound = spec.bind(&workbook)?;
    let simulation = Simulation::prepare(workbook, &recalculation, bound.model)?;
    println!("{}", Explanation(&simulation));
    println!("{:.0} ns a trial", nanoseconds(&simulation)?);
    Ok(())
}

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [workbook, spec] = &arguments[..] {
        return explain(workbook, spec);
    }
    let mut costs = Vec::new();
    for formula in FORMULAS {
        match simulation(formula) {
            Ok(simulation) => {
                let interpreted = simulation.program().interpreted_count();
                let draws = simulation.draws().len();
                costs.push((nanoseconds(&simulation)?, interpreted, draws, *formula));
            }
            Err(error) => println!("{formula}: {error}"),
        }
    }
    costs.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("{:>10}  {:>11}  formula", "ns a trial", "interpreted");
    for (cost, interpreted, _, formula) in costs {
        println!("{cost:>10.0}  {interpreted:>11}  {formula}");
    }
    Ok(())
}
