//! Workbooks with each fault that a reviewer would point out, and without it.

mod support;

use support::{input, workbook};
use ulam_simulation::findings::{RULES, findings, reference_markdown};
use ulam_simulation::model::{Correlation, Model, Output};

type Cells<'a> = &'a [(&'a str, &'a str)];

/// The ids of what is found, each with the first cell that it names.
fn found(cells: Cells) -> Vec<String> {
    with_model(cells, &[], &[], &[])
}

fn with_model(
    cells: Cells,
    inputs: &[(&str, &str)],
    outputs: &[&str],
    correlations: &[(&str, &str, f64)],
) -> Vec<String> {
    let (workbook, recalculation) = workbook(cells);
    let model = Model {
        inputs: inputs.iter().map(|(cell, law)| input(&workbook, cell, law)).collect(),
        outputs: outputs
            .iter()
            .map(|cell| Output { cell: workbook.locate(cell).expect("a cell"), name: None })
            .collect(),
        correlations: correlations
            .iter()
            .map(|(first, second, rho)| Correlation {
                first: (*first).to_string(),
                second: (*second).to_string(),
                rho: *rho,
            })
            .collect(),
        ..Model::default()
    };
    let has_model = !(inputs.is_empty() && outputs.is_empty());
    findings(&workbook, &recalculation, has_model.then_some(&model))
        .into_iter()
        .map(|finding| {
            let cell = finding.cells.first().map(|cell| workbook.cell_name(*cell));
            let cell = cell.unwrap_or_default().replace("Model!", "");
            format!("{} {cell}", finding.rule.id).trim().to_string()
        })
        .collect()
}

fn check(cells: Cells, expected: &[&str]) {
    assert_eq!(found(cells), expected, "{cells:?}");
}

/// Cells and more cells.
fn and<'a>(cells: Cells<'a>, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    cells.iter().chain(more).copied().collect()
}

const LIST: Cells =
    &[("A1", "10"), ("A2", "20"), ("A3", "30"), ("A4", "40"), ("A5", "50"), ("A6", "60")];

#[test]
fn a_range_that_stops_short_of_a_number_that_nothing_reads() {
    check(&and(LIST, &[("C1", "=SUM(A1:A5)")]), &["range-stops-short C1"]);
    check(&and(LIST, &[("C1", "=SUM(A1:A6)")]), &[]);
    // Somebody reads the cell below: it is something else.
    check(&and(LIST, &[("C1", "=SUM(A1:A5)"), ("C2", "=C1*A6")]), &[]);
    // A total below, and a heading above, are no data.
    check(&[("A1", "2024"), ("A2", "5"), ("A3", "6"), ("A4", "7"), ("A5", "=SUM(A2:A4)")], &[]);
    check(&and(LIST, &[("C1", "=AVERAGE(A2:A6)")]), &[]);
    // A filled row.
    let row = [("A1", "1"), ("B1", "=A1+1"), ("C1", "=B1+1"), ("D1", "=C1+1"), ("E1", "=D1+1")];
    check(&and(&row, &[("A3", "=SUM(B1:D1)")]), &["range-stops-short A3"]);
}

#[test]
fn a_sum_of_its_own_subtotals() {
    let cells = [
        ("A1", "10"),
        ("A2", "20"),
        ("A3", "=SUM(A1:A2)"),
        ("A4", "30"),
        ("A5", "40"),
        ("A6", "=SUM(A4:A5)"),
    ];
    check(&and(&cells, &[("A7", "=SUM(A1:A6)")]), &["double-counting A7"]);
    check(&and(&cells, &[("A7", "=A3+A6")]), &[]);
    check(&and(&cells, &[("A7", "=SUM(A3,A6)")]), &[]);
    check(&and(&cells, &[("A7", "=SUM(A1:A6)/2")]), &[]);
    // Running totals of another column are added up on purpose.
    check(
        &and(
            LIST,
            &[
                ("B1", "=SUM(A$1:A1)"),
                ("B2", "=SUM(A$1:A2)"),
                ("B3", "=SUM(A$1:A3)"),
                ("D1", "=SUM(B1:B3)+SUM(A4:A6)"),
            ],
        ),
        &[],
    );
}

#[test]
fn a_number_typed_over_a_formula() {
    let filled = |middle: &'static str| {
        and(
            LIST,
            &[
                ("B1", "=A1*2"),
                ("B2", "=A2*2"),
                ("B3", middle),
                ("B4", "=A4*2"),
                ("B5", "=A5*2"),
                ("B6", "=A6*2"),
                ("B7", "=SUM(B1:B6)"),
            ],
        )
    };
    check(&filled("77"), &["overwritten-formula B3"]);
    check(&filled("=A3*2"), &[]);
    // An input of the model stands there on purpose.
    let cells = filled("77");
    assert_eq!(with_model(&cells, &[("B3", "Normal(77, 5)")], &["B7"], &[]), Vec::<String>::new());
    // The first cells of a run are where it starts from.
    check(&[("B1", "5"), ("B2", "=B1+1"), ("B3", "=B2+1"), ("B4", "=B3+1"), ("B5", "=B4+1")], &[]);
}

#[test]
fn a_formula_that_differs_from_its_neighbours() {
    let filled = |middle: &'static str| {
        and(
            LIST,
            &[
                ("B1", "=A1*2"),
                ("B2", "=A2*2"),
                ("B3", middle),
                ("B4", "=A4*2"),
                ("B5", "=A5*2"),
                ("B6", "=A6*2"),
            ],
        )
    };
    check(&filled("=A3*2+7"), &["inconsistent-formula B3"]);
    check(&filled("=A3*2"), &[]);
    // A row that runs across is no exception of the columns that it crosses.
    let mut cells = filled("=SUM(B1:B2)");
    for (from, to) in [("B1", "C1"), ("B2", "C2"), ("B4", "C4"), ("B5", "C5")] {
        let text: &'static str = match from {
            "B1" => "=B1*2",
            "B2" => "=B2*2",
            "B4" => "=B4*2",
            _ => "=B5*2",
        };
        cells.push((to, text));
    }
    cells.push(("C3", "=SUM(C1:C2)"));
    check(&cells, &[]);
}

#[test]
fn numbers_that_are_text_in_a_sum() {
    // The writer makes texts of what doesn't parse as a number.
    let cells = [("A1", "10"), ("A2", "20"), ("A3", " 30 kg"), ("A4", "40"), ("A5", "=SUM(A1:A4)")];
    check(&cells, &[]);
    let cells = [("A1", "10"), ("A2", "20"), ("A3", "1,030"), ("A4", "40"), ("A5", "=SUM(A1:A4)")];
    check(&cells, &["text-number A3"]);
}

#[test]
fn approximate_lookups_need_sorted_keys() {
    let table = |second: &'static str| {
        [("A1", "1"), ("B1", "10"), ("A2", second), ("B2", "20"), ("A3", "3"), ("B3", "30")]
    };
    check(&and(&table("5"), &[("D1", "=VLOOKUP(2,A1:B3,2)")]), &["unsorted-lookup D1"]);
    check(&and(&table("5"), &[("D1", "=MATCH(2,A1:A3)")]), &["unsorted-lookup D1"]);
    check(&and(&table("5"), &[("D1", "=VLOOKUP(3,A1:B3,2,FALSE)")]), &[]);
    check(&and(&table("5"), &[("D1", "=MATCH(3,A1:A3,0)")]), &[]);
    check(&and(&table("2"), &[("D1", "=VLOOKUP(2,A1:B3,2)")]), &[]);
}

#[test]
fn errors_where_they_begin_and_where_they_are_hidden() {
    check(&[("A1", "1"), ("A2", "0"), ("A3", "=A1/A2"), ("A4", "=A3+1")], &["error-value A3"]);
    check(&[("A1", "1"), ("A2", "=NA()"), ("A3", "=A2+1")], &[]);
    // SQRT(-4) is an error that 0 stands in for.
    check(&[("A1", "-4"), ("A2", "=IFERROR(SQRT(A1),0)")], &["hidden-error A2"]);
    // An expected one: nothing to divide by yet, or no key.
    check(&[("A1", "1"), ("A2", "0"), ("A3", "=IFERROR(A1/A2,0)")], &[]);
    check(&[("A1", "-4"), ("A2", "=IFERROR(SQRT(A1),\"\")")], &[]);
    check(&[("A1", "4"), ("A2", "=IFERROR(SQRT(A1),0)")], &[]);
}

#[test]
fn circles_are_pointed_out() {
    let circle = found(&[("A1", "=B1+1"), ("B1", "=A1*0.5")]);
    assert!(circle.len() == 1 && circle[0].starts_with("circular-reference"), "{circle:?}");
    check(&[("A1", "=B1+1"), ("B1", "3")], &[]);
}

#[test]
fn one_size_for_all_events() {
    let claims = [
        ("A1", "Claims a year"),
        ("B1", "=RiskPoisson(100)"),
        ("A2", "Size of a claim"),
        ("B2", "=RiskLognorm(20, 35)"),
    ];
    check(&and(&claims, &[("B3", "=B1*B2")]), &["severity-times-count B3"]);
    check(&and(&claims, &[("B3", "=RiskCompound(B1,B2)"), ("C3", "=B3")]), &[]);
    let sales = [
        ("A1", "Units sold"),
        ("B1", "=RiskPoisson(100)"),
        ("A2", "Price"),
        ("B2", "=RiskLognorm(20, 5)"),
        ("B3", "=B1*B2"),
    ];
    check(&sales, &[]);
    // One event that may happen has one size.
    let event = [
        ("A1", "Happens"),
        ("B1", "=RiskBernoulli(0.2)"),
        ("A2", "Damage"),
        ("B2", "=RiskLognorm(20, 5)"),
        ("B3", "=B1*B2"),
    ];
    check(&event, &[]);
}

#[test]
fn values_that_cannot_be() {
    let price = |law: &'static str| [("A1", "Price"), ("B1", law), ("B2", "=B1*3")];
    check(&price("=RiskNormal(100, 40)"), &["impossible-values B1"]);
    check(&price("=RiskNormal(100, 40, RiskTruncate(0,))"), &[]);
    check(&price("=RiskNormal(100, 15)"), &[]);
    check(&[("A1", "Price change"), ("B1", "=RiskNormal(0.01, 0.2)"), ("B2", "=B1*3")], &[]);
    check(
        &[("A1", "Market share"), ("B1", "=RiskNormal(0.8, 0.1)"), ("B2", "=B1*3")],
        &["impossible-values B1"],
    );
    check(&[("A1", "Market share"), ("B1", "=RiskBeta(8, 2)"), ("B2", "=B1*3")], &[]);
}

#[test]
fn divisors_that_cross_zero() {
    let ratio = |law: &'static str| [("A1", "5"), ("B1", law), ("B2", "=A1/B1")];
    check(&ratio("=RiskNormal(1, 1)"), &["zero-divisor B2"]);
    check(&ratio("=RiskPoisson(2)"), &["zero-divisor B2"]);
    check(&ratio("=RiskNormal(100, 10)"), &[]);
    check(&[("A1", "5"), ("B1", "=RiskNormal(1, 1)"), ("B2", "=IF(B1=0,0,A1/B1)")], &[]);
}

#[test]
fn a_value_missing_among_its_kind() {
    let rows = |third: &'static str| {
        let mut cells = and(
            LIST,
            &[
                ("B1", "1"),
                ("B2", "2"),
                ("B4", "4"),
                ("B5", "5"),
                ("C1", "=A1*B1"),
                ("C2", "=A2*B2"),
                ("C3", "=A3*B3"),
                ("C4", "=A4*B4"),
                ("C5", "=A5*B5"),
                ("C6", "=SUM(C1:C5)"),
            ],
        );
        if !third.is_empty() {
            cells.push(("B3", third));
        }
        cells
    };
    check(&rows(""), &["missing-operand C3"]);
    check(&rows("0"), &[]);
}

#[test]
fn a_fresh_draw_in_each_branch() {
    check(&[("A1", "=IF(RAND()<0.2,1,IF(RAND()<0.5,2,3))")], &["repeated-draw A1"]);
    check(&[("B1", "=RAND()"), ("A1", "=IF(B1<0.2,1,IF(B1<0.5,2,3))")], &[]);
    check(&[("A1", "=IF(RAND()<0.2,NORM.INV(RAND(),5,1),0)")], &[]);
    check(&[("A1", "=SQRT(-2*LN(RAND()))*COS(2*PI()*RAND())")], &[]);
    check(&[("A1", "=RiskNormal(5,1)*2+RiskNormal(5,1)*3")], &["repeated-draw A1"]);
}

#[test]
fn assumptions_inside_formulas() {
    check(&[("A1", "5"), ("A2", "=A1*0.19")], &["hard-coded-number A2"]);
    for usual in ["=A1*12", "=A1/365", "=A1/100", "=A1*1000", "=A1^0.5", "=ROUND(A1,13)", "=1-A1"] {
        check(&[("A1", "5"), ("A2", usual)], &[]);
    }
}

#[test]
fn the_time_of_day() {
    check(
        &[("A1", "=TODAY()"), ("A2", "=A1-45000+A1")],
        &["hard-coded-number A2", "volatile-clock A1"],
    );
    check(&[("A1", "Printed"), ("B1", "=TODAY()")], &[]);
}

#[test]
fn what_concerns_a_model() {
    let cells = [
        ("A1", "Price"),
        ("B1", "10"),
        ("A2", "Units"),
        ("B2", "5"),
        ("A3", "Fee"),
        ("B3", "1"),
        ("B4", "=B1*B2"),
        ("B5", "=3*B3"),
    ];
    let sound = [("B1", "Pert(8, 10, 15)"), ("B2", "Pert(3, 5, 9)")];
    assert_eq!(with_model(&cells, &sound, &["B4"], &[]), Vec::<String>::new());
    let unused = and(&sound, &[("B3", "Pert(0.5, 1, 2)")]);
    assert_eq!(with_model(&cells, &unused, &["B4"], &[]), ["unused-input B3"]);
    assert_eq!(with_model(&cells, &sound, &["B4", "B5"], &[]), ["constant-output B5"]);
    let wrong_unit = [("B1", "Pert(800, 1000, 1500)"), ("B2", "Pert(3, 5, 9)")];
    assert_eq!(with_model(&cells, &wrong_unit, &["B4"], &[]), ["base-case-outside B1"]);
    let constant = [("B1", "Pert(10, 10, 10)"), ("B2", "Pert(3, 5, 9)")];
    assert_eq!(with_model(&cells, &constant, &["B4"], &[]), ["narrow-distribution B1"]);

    let three = and(&cells, &[("B6", "=B1+B2+B3")]);
    let impossible = [("B1", "B2", 0.9), ("B2", "B3", 0.9), ("B1", "B3", -0.9)];
    assert_eq!(with_model(&three, &unused, &["B6"], &impossible), ["impossible-correlations"]);
    let possible = [("B1", "B2", 0.9), ("B2", "B3", 0.9), ("B1", "B3", 0.8)];
    assert_eq!(with_model(&three, &unused, &["B6"], &possible), Vec::<String>::new());
}

#[test]
fn a_draw_that_nothing_reads() {
    check(&[("A1", "=RiskNormal(5,1)"), ("A2", "=3*4")], &["unused-input A1"]);
    check(&[("A1", "=RiskNormal(5,1)"), ("A2", "=A1*4")], &[]);
    check(&[("A1", "=RiskOutput(\"x\")+RiskNormal(5,1)")], &[]);
}

#[test]
fn rules_are_documented_once_each() {
    let mut ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    let text = reference_markdown();
    for rule in RULES {
        assert!(text.contains(&format!("\n## {}\n", rule.id)));
        assert!(rule.why.len() > 40 && rule.remedy.len() > 20 && rule.when.len() > 20);
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), RULES.len());
}
