//! A trial computes what recalculating the workbook with that trial's inputs computes, bit for bit.

mod support;

use support::{Case, trials, workbook};
use ulam_formula::context::Context;
use ulam_formula::value::Value;

/// Inputs in A1:A4, constants around them.
const CELLS: &[(&str, &str)] = &[
    ("A1", "10"),
    ("A2", "0.5"),
    ("A3", "3"),
    ("A4", "1"),
    ("B1", "7"),
    ("B2", "text"),
    ("B4", "TRUE"),
    ("D1", "0"),
    ("D2", "2"),
    ("D3", "4"),
    ("D4", "6"),
    ("E1", "10"),
    ("E2", "20"),
    ("E3", "30"),
    ("E4", "40"),
    ("F1", "=A1*2"),
    ("F2", "=A2+A3"),
    ("F3", "five"),
    ("F4", "=A4>0"),
    ("H1", "=-A1*3"),
    ("H2", "=A3*2"),
    ("H3", "=A1"),
    ("H4", "=A3*A3"),
    ("H5", "=A2"),
    ("H6", "7"),
    ("H7", "=A1/A4"),
    ("I1", "40000"),
    ("I2", "40100"),
    ("I3", "40365.5"),
    ("I4", "40500"),
    ("I5", "40800"),
    ("I6", "41000"),
    ("G1", "=IF(A1>10,\"high\",\"low\")"),
    ("G2", "=IF(A1>10,A1,\"low\")"),
];

const INPUTS: &[(&str, &str)] = &[
    ("A1", "Normal(10, 2)"),
    ("A2", "Uniform(-1, 1)"),
    ("A3", "Pert(1, 3, 6)"),
    ("A4", "Discrete({0,1,2,-3}, {1,1,1,1})"),
];

const FORMULAS: &[&str] = &[
    "=A1+A2-A3*A4/B1",
    "=A1/A4",
    "=-A1^2+A3%",
    "=A2^0.5",
    "=A4^A4",
    "=0.1+A4*0.1-0.2",
    "=A1=A4",
    "=A4>=1",
    "=A4<>0",
    "=\"a\"<A1",
    "=A1>TRUE",
    "=F4=TRUE",
    "=IF(A1>10,A2,A3)",
    "=IF(A4,1,)",
    "=IF(A4>0,5)",
    "=IF(A4=0,1/0,A1)",
    "=IF(A1/A4>0,1,2)",
    "=IFERROR(A1/A4,-1)",
    "=IFNA(A1/A4,-1)",
    "=IFERROR(1/A4,A1/A4)",
    "=ISERROR(1/A4)",
    "=AND(A1>9,A2>0)",
    "=OR(A1>12,A4,FALSE)",
    "=AND(A1:A4)",
    "=NOT(A4)",
    "=XOR(A1>10,A2>0)",
    "=SUM(A1:A4,B1,2)",
    "=SUM(A1:B4)",
    "=SUM(F1:F4)",
    "=SUM(A:A)",
    "=SUM(A1:A4/A4)",
    "=PRODUCT(A1:A3)",
    "=PRODUCT(,A1,A3)",
    "=SUM(,A1)+MAX(,A2)+AVERAGE(,A1)",
    "=MAXA({-1,TRUE},A2)+AVERAGEA({3,TRUE,\"x\"},A1)",
    "=MROUND(A3,0.1)+DATE(2000,A3,-A3)",
    "=LEN(REGEXREPLACE(\"a-b\",\"(\\w)-(\\w)\",\"$1a$2\")&TEXT(A1*1000,\"[$-407]mmmm\"))",
    "=AVERAGE(A1:A4,5)",
    "=MIN(A1:A4)",
    "=MAX(A1,B1,A3*3)",
    "=MAX(A1,1/A4)",
    "=COUNT(A1:B4)",
    "=MEDIAN(A1:A4)",
    "=STDEV.S(A1:A4)",
    "=LARGE(A1:A4,2)",
    "=SUMPRODUCT(A1:A4,D1:D4)",
    "=SUMPRODUCT(A1:A4,D1:D4,E1:E4)",
    "=SUMPRODUCT((A1:A4>1)*D1:D4)",
    "=SUMPRODUCT(--(A1:A4>1))",
    "=SUMIF(A1:A4,\">1\",D1:D4)",
    "=COUNTIF(A1:A4,\">1\")",
    "=NPV(A2/10,A1:A4)",
    "=NPV(0.1,A1:A4,D2)",
    "=IRR({-10,1,2,3,4,5}*ABS(A1))",
    "=PMT(ABS(A2)/12,36,A1*100)",
    "=ROUND(A1,1)",
    "=ROUND(A1*A2,A4)",
    "=INT(A1)+MOD(A1,A3)",
    "=ABS(A2)+SQRT(A2)+SIGN(A4)",
    "=EXP(A2)+LN(A1)+LOG10(A3)",
    "=LN(A2)",
    "=SQRT(A1)*SIN(A2)",
    "=EXP(A1*100)",
    "=NORM.DIST(A1,10,2,TRUE)",
    "=NORM.S.INV(ABS(A2))",
    "=NORM.S.INV(A2)",
    "=VLOOKUP(A3,D1:E4,2)",
    "=VLOOKUP(A3,D1:E4,2,TRUE)",
    "=VLOOKUP(A4,D1:E4,2,FALSE)",
    "=VLOOKUP(A1-11,D1:E4,2)",
    "=HLOOKUP(A3,D1:E4,2,TRUE)",
    "=VLOOKUP(4,D1:F4,3,FALSE)",
    "=VLOOKUP(2,D1:F4,3,FALSE)",
    "=MATCH(A3,D1:D4,1)",
    "=MATCH(ROUND(A3,0),D1:D4,0)",
    "=INDEX(E1:E4,A3)",
    "=INDEX(A1:A4,2)",
    "=INDEX(A1:E4,ROUND(A3,0),1)",
    "=INDEX(A1:A4,MATCH(A3,D1:D4,1))",
    "=LOOKUP(A3,D1:D4,E1:E4)",
    "=XLOOKUP(ROUND(A3,0),D1:D4,E1:E4,-1)",
    "=CHOOSE(A3,A1,A2,5)",
    "=CHOOSE(2,A1,A2,5)",
    "=OFFSET(A1,1,0)",
    "=SUM(OFFSET(A1,0,0,ROUND(A3,0),1))",
    "=INDIRECT(\"A\"&ROUND(MIN(A3,4),0))",
    "=SUM(A1:INDEX(A1:A4,ROUND(MIN(A3,4),0)))",
    "=LEN(G1)+A1",
    "=G1=\"high\"",
    "=G2",
    "=G2*2",
    "=LEFT(G1,1)&TEXT(A1,\"0.0\")",
    "=VALUE(TEXT(A1,\"0.00\"))",
    "=LET(x,A1*2,y,x+A2,x*y)",
    "=LET(f,LAMBDA(x,x+A2),f(A1))",
    "=SUM(MAP(A1:A4,LAMBDA(x,x*x)))",
    "=SUM(FILTER(A1:A4,A1:A4>1))",
    "=SUM(SORT(A1:A4)*{1;2;3;4})",
    "=A1:A4",
    "=@A1:A4",
    "=ISNUMBER(G2)",
    "=IF(ISNUMBER(G2),G2,0)",
    "=B2*A1",
    "=A1+B3",
    "=A1&\"\"",
    "=SWITCH(A4,0,A1,1,A2,A3)",
    "=IFS(A4>1,A1,A4>0,A2,TRUE,A3)",
    "=POWER(A1,2)",
    "=YEAR(40000+A1*100)",
    "=PERCENTILE(A1:A4,0.3)",
    "=ROW(A1)+COLUMNS(A1:A4)+A1",
    "=SUBTOTAL(9,A1:B4)",
    "=SUBTOTAL(101,A1:A4)",
    "=SUBTOTAL(2,A1:B4)",
    "=SUBTOTAL(3,A1:B4)",
    "=SUBTOTAL(7,A1:A4,H1:H3)",
    "=SUBTOTAL(4,A1:A4,H7)",
    "=ISNUMBER(A1/A4)",
    "=COUNTIF(A1:A4,\">\"&A3)",
    "=COUNTIF(A1:A4,\"=\"&A3)",
    "=COUNTIF(A1:B4,\"<>\"&A3)",
    "=COUNTIF(H1:H7,\"<=\"&A3)",
    "=COUNTIF(H1:H7,\"<=\"&H7)",
    "=SUMIF(A1:A4,A3,E1:E4)",
    "=SUMIF(H1:H6,\"<\"&A1,H1:H7)",
    "=XLOOKUP(A3,D1:D4,E1:E4,-1,-1)",
    "=XLOOKUP(A3,D1:D4,E1:E4,-1,1)",
    "=XLOOKUP(A4,D1:D4,A1:A4,,-1)",
    "=LARGE(A1:A3,3)",
    "=LARGE(H1:H6,1.5)",
    "=SMALL(H1:H6,2)",
    "=SMALL(H1:H7,2)",
    "=MEDIAN(H1:H6)",
    "=MEDIAN(A1,A2,A3,7)",
    "=PERCENTILE(H1:H6,0.37)",
    "=PERCENTILE.EXC(H1:H6,0.37)",
    "=PERCENTILE.EXC(H1:H6,0.01)",
    "=QUARTILE(H1:H6,3)",
    "=QUARTILE(H1:H6,5)",
    "=VAR(H1:H6)",
    "=VAR(A1)",
    "=STDEV.P(H1:H6,A4)",
    "=STDEV(H1:H7)",
    "=SUMPRODUCT(A1:A4/A4,H1:H4)",
    "=SUMPRODUCT(A1:A2/A4,LN(A2:A3),D1:D2)",
    "=SUMPRODUCT(LN(A1:A4),A1:A4/A4)",
    "=MONTH(40000+A1*30)",
    "=WEEKDAY(40000+A1*30,2)",
    "=EDATE(40000,A1)",
    "=COUNT(H1:H7,A1,F4)",
    "=COUNT(A1:B4,A1/A4,3)",
    "=COUNTA(A1:B4,A1/A4,G1)",
    "=COUNTA(H1:H9)",
    "=IRR(A1:A4)",
    "=IRR(A1:A4,A2)",
    "=IRR(H1:H6)",
    "=IRR(H1:H6,0.2)",
    "=IRR(H1:H7)",
    "=XIRR(H1:H6,I1:I6)",
    "=XIRR(H1:H6,I1:I6,A2)",
    "=XIRR(A1:A4,D1:D4)",
    "=XNPV(0.1,H1:H6,I1:I6)",
    "=MIRR(H1:H6,0.1,0.12)",
    "=SUMIF(A1:A4,\">1\")",
    "=SUMIF(A1:A4,3,E1)",
    "=SUMIF(H1:H7,\"<>2\",A1:A4)",
    "=SUMIF(A1:B4,\">1\",D1:E4)",
    "=SUMIF(D1:D4,\">1\",A1:A4)",
    "=SUMIF(D1:D4,\">1\",H4:H7)",
    "=SUMIFS(E1:E4,A1:A4,\">0\",D1:D4,\"<5\")",
    "=SUMIFS(A1:A4,A1:A4,\">0\",E1:E4,A4)",
    "=COUNTIF(A1:B4,\"<>1\")",
    "=COUNTIF(A1:A4,\"=1\")",
    "=COUNTIF(H1:H7,\">0\")",
    "=COUNTIFS(A1:A4,\">0\",D1:D4,\"<5\")",
    "=AVERAGEIF(A1:A4,\">2\")",
    "=AVERAGEIF(A1:A4,\">2\",E1:E4)",
    "=AVERAGEIFS(A1:A4,A1:A4,\">0\",D1:D4,\"<5\")",
    "=IFS(A4>1,A1,A4>0,A2)",
    "=IFS(A1/A4>0,1,TRUE,2)",
    "=SWITCH(A4,0,A1,1,A2)",
    "=SWITCH(A1/A4,0,A1,1,A2,5)",
    "=XOR(A1>10,A4,A2/A4>0)",
    "=XOR(A1:A4)",
    "=OR(A1>100,A2/A4>0)",
    "=AND(A1:B4)",
    "=COUNTA(A1:B4)",
    "=SMALL(A1:A4,A4)",
    "=PERCENTILE.EXC(A1:A4,ABS(A2))",
    "=QUARTILE(A1:A4,1)",
    "=VAR.P(A1:A4,H1:H3)",
    "=STDEVA(A1:A4,F4)",
    "=MEDIAN(A1:A4,H7)",
    "=CORREL(A1:A4,D1:D4)",
    "=CORREL(A1:A4,D1:D3)",
    "=SLOPE(A1:A4,E1:E4)",
    "=SUMSQ(A1:B4)",
    "=SUMXMY2(A1:A4,D1:D4)",
    "=MODE(A1:A4)",
    "=GEOMEAN(A1:A3)",
    "=WORKDAY(40000,A1)",
    "=NETWORKDAYS(40000,40000+A1*3,I1:I3)",
    "=YEARFRAC(40000,40000+A1*30,1)",
    "=MAX(A1:A4,F4)",
    "=AVERAGE(A1:A4,F4)",
    "=SUM(F1:F2,F4)",
    "=LARGE(A1:A4*2,1)",
    "=SUM(LARGE(A1:A4,{1,2}))",
];

fn is_same(recalculated: &Value, sample: f64) -> bool {
    match recalculated {
        Value::Number(number) => number.to_bits() == sample.to_bits(),
        Value::Boolean(boolean) => sample == f64::from(u8::from(*boolean)),
        Value::Error(error) => sample.to_bits() == error.to_nan().to_bits(),
        // Text has no place in a distribution.
        _ => sample.is_nan(),
    }
}

/// Compares some trials of every formula, entered as `entered` writes it, with recalculation.
fn check(entered: impl Fn(&str) -> String) {
    let places: Vec<(String, String)> = FORMULAS
        .iter()
        .enumerate()
        .map(|(index, formula)| (format!("H{}", index + 10), entered(formula)))
        .collect();
    let mut cells = CELLS.to_vec();
    cells.extend(places.iter().map(|(place, formula)| (place.as_str(), formula.as_str())));
    let outputs: Vec<&str> = places.iter().map(|(place, _)| place.as_str()).collect();
    let case = Case { cells: &cells, inputs: INPUTS, outputs: &outputs, ..Case::default() };
    let simulation = case.prepare().expect("a model");
    let settings = trials(40);
    let samples = simulation.run(&settings, &Default::default()).expect("a run");
    let inputs = simulation.input_samples(&[0, 1, 2, 3], &settings).expect("inputs");
    let mut failures = Vec::new();
    for trial in 0..40 {
        let (mut replay, _) = workbook(&cells);
        for (input, (place, _)) in inputs.iter().zip(INPUTS) {
            let cell = replay.locate(place).expect("a cell");
            replay.set_constant(cell, Value::Number(input[trial]));
        }
        replay.recalculate(46_024.5);
        for (column, (place, formula)) in samples.columns.iter().zip(&places) {
            let value = replay.cell(replay.locate(place).expect("a cell"));
            if !is_same(&value, column[trial]) {
                failures.push(format!(
                    "trial {trial} {:?}: {formula} is {value:?}, sampled {}",
                    inputs.iter().map(|i| i[trial]).collect::<Vec<_>>(),
                    column[trial]
                ));
            }
        }
    }
    failures.truncate(40);
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn ordinary_formulas_are_sampled_as_they_are_recalculated() {
    check(|formula| formula.to_string());
}

#[test]
fn array_formulas_are_sampled_as_they_are_recalculated() {
    // Each on its own row and column, with room for what it spills.
    check(|formula| match formula {
        // These spill over the formulas below them.
        "=A1:A4" | "=SUM(A1:A4/A4)" => "=1".to_string(),
        _ => format!("{{{formula}}}"),
    });
}
