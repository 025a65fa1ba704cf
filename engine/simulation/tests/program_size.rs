//! Programs stay small: what is equal is computed once, and few columns are alive at once.

mod support;

use support::Case;
use ulam_simulation::prepare::Simulation;
use ulam_simulation::program::{BinaryOperation, Instruction, Operation};

const MONTHS: usize = 120;

fn count(simulation: &Simulation, is_wanted: impl Fn(&Operation) -> bool) -> usize {
    let instructions = simulation.program().instructions.iter();
    instructions
        .filter(|instruction| match instruction {
            Instruction::Number(number) => is_wanted(&number.operation),
            Instruction::Value(..) => false,
        })
        .count()
}

/// A loan with prepayments: a balance that goes on from month to month, and sums down the columns.
fn loan() -> Vec<(String, String)> {
    let mut cells: Vec<(String, String)> = [
        ("A1", "0.05"),
        ("A2", "0.01"),
        ("M1", "-1"),
        ("M2", "0.02"),
        ("M3", "0.06"),
        ("N1", "0.1"),
        ("N2", "0.2"),
        ("N3", "0.3"),
        ("B10", "1000"),
    ]
    .map(|(place, content)| (place.to_string(), content.to_string()))
    .into();
    for row in 10..10 + MONTHS {
        let mut put =
            |column: &str, formula: String| cells.push((format!("{column}{row}"), formula));
        if row > 10 {
            put("B", format!("=F{}", row - 1));
        }
        put("C", format!("=B{row}*A$1/12"));
        put("D", "=VLOOKUP(A$1,M$1:N$3,2)*A$2".to_string());
        put("E", format!("=MIN(B{row}*D{row},B{row})"));
        put("F", format!("=B{row}-E{row}"));
        put("G", format!("=SUM(E$10:E{row})"));
    }
    let last = 9 + MONTHS;
    for (place, formula) in [
        ("C1", format!("=SUM(C10:C{last})")),
        ("C2", format!("=SUM(E10:E{last})")),
        ("C3", format!("=SUMPRODUCT(C10:C{last},E10:E{last})/C2")),
        ("C4", format!("=MAX(F10:F{last})+SUM(G10:G{last})")),
    ] {
        cells.push((place.to_string(), formula));
    }
    cells
}

#[test]
fn a_loan_keeps_few_columns_alive_and_looks_up_once() {
    let owned = loan();
    let cells: Vec<(&str, &str)> =
        owned.iter().map(|(place, content)| (place.as_str(), content.as_str())).collect();
    let case = Case {
        cells: &cells,
        inputs: &[("A1", "Normal(0.05, 0.01)"), ("A2", "Uniform(0.01, 0.02)")],
        outputs: &["C1", "C2", "C3", "C4"],
        ..Case::default()
    };
    let simulation = case.prepare().expect("a model");
    let alive = simulation.schedule().buffer_count();
    assert!(alive <= 24, "{alive} columns are alive at once");
    assert_eq!(count(&simulation, |operation| matches!(operation, Operation::Lookup { .. })), 1);
    // Running totals go on from each other: two additions a month for them and their sum, and one
    // for each other sum.
    let additions = count(&simulation, |operation| {
        matches!(operation, Operation::Binary(BinaryOperation::Add, ..))
    });
    assert!(additions <= 5 * MONTHS, "{additions} additions");
}

#[test]
fn what_the_inputs_make_certain_is_folded() {
    let case = Case {
        cells: &[
            ("A1", "5"),
            ("B1", "=MIN(A1,100)*1"),
            ("B2", "=IF(A1>0,B1,-B1)+0"),
            ("B3", "=IFERROR(SUM(B2),0)"),
            ("B4", "=MAX(0,B3)"),
        ],
        inputs: &[("A1", "Pert(1, 5, 9)")],
        outputs: &["B4"],
        ..Case::default()
    };
    let simulation = case.prepare().expect("a model");
    // The uniform and its quantile are all there is.
    assert_eq!(simulation.program().instructions.len(), 2);
}
