//! What a recalculation keeps of long areas changes no result: every formula is computed once more
//! from the final values of all cells, by a context that keeps nothing.

mod support;

use std::fmt::Write;

use support::File;
use ulam_formula::evaluate::evaluate_formula;
use ulam_formula::value::Value;
use ulam_workbook::Workbook;

/// Knuth's MMIX generator.
struct Random(u64);

impl Random {
    fn below(&mut self, count: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % count
    }
    fn of<'t>(&mut self, list: &[&'t str]) -> &'t str {
        list[self.below(list.len() as u64) as usize]
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn formula_cell(cell: &str, formula: &str) -> String {
    format!("<c r=\"{cell}\"><f>{}</f></c>", escaped(formula))
}

/// A cell of any kind.
fn any_cell(random: &mut Random, cell: &str, has_errors: bool) -> String {
    let number = random.below(20);
    let content =
        |kind: &str, value: &str| format!("<c r=\"{cell}\" t=\"{kind}\"><v>{value}</v></c>");
    match random.below(12) {
        0 => String::new(),
        1 => content("b", "1"),
        2 => content("str", &number.to_string()),
        3 => content("str", &format!("Key {number}")),
        4 => content("str", &format!("kEY {number}")),
        5 => content("str", random.of(&["", "a*b", "?", "Ärger", "ÄRGER", " 7 ", "50%"])),
        6 if has_errors => content("e", random.of(&["#N/A", "#DIV/0!"])),
        7 => formula_cell(cell, &format!("{number}/10+0.1+0.2")),
        8 => formula_cell(cell, "\"\""),
        9 => content("n", &format!("{}", number as f64 / 10.0 + 0.3)),
        10 => content("n", &format!("-{number}")),
        _ => content("n", &number.to_string()),
    }
}

/// What criteria and lookups ask for.
const WANTED: [&str; 20] = [
    "7",
    "\"7\"",
    "\"=7\"",
    "\"<>7\"",
    "\">7\"",
    "\"<=0.6\"",
    "\">=\"&0.1+0.2",
    "\"key 3\"",
    "\"KEY*\"",
    "\"?ey 1?\"",
    "\"<>key 3\"",
    "\"\"",
    "\"=\"",
    "\"<>\"",
    "\"~?\"",
    "TRUE",
    "\"#N/A\"",
    "\"ärger\"",
    "\">b\"",
    "-3",
];

/// A formula over some of the columns A (anything), B (numbers and blanks), C (rising), G and H
/// (computed from those above).
fn any_formula(random: &mut Random, row: u64, rows: u64) -> String {
    let name = random.of(&["A", "B", "G", "H"]);
    let range = |random: &mut Random, name: &str| match random.below(4) {
        0 => format!("{name}:{name}"),
        1 => format!("{name}$1:{name}{row}"),
        2 => format!("{name}$1:{name}${rows}"),
        _ => format!("{name}$5:{name}{}", row + 60),
    };
    let (values, same) = (range(random, name), random.below(4));
    let beside = |other: &str| values.replace(name, other);
    let wanted = match random.below(3) {
        0 => format!("A{}", 1 + random.below(rows)),
        1 => format!("B{}", 1 + random.below(rows)),
        _ => random.of(&WANTED).to_string(),
    };
    let (number, k) = (format!("B{}", 1 + random.below(rows)), 1 + random.below(9));
    match random.below(24) {
        0 => format!("SUM({values})"),
        1 => format!("COUNT({values},B1)+COUNTA({values})*1000"),
        2 => format!("COUNTBLANK({values})"),
        3 => format!("AVERAGE({values})"),
        4 => format!("MIN({values})-MAX({values},5)"),
        5 => format!("SUM(A:B)+COUNT(A:B)+MAX(B:C,{values})"),
        6 => format!("SUMIF({values},{wanted},{})", beside("B")),
        7 => format!("COUNTIF({values},{wanted})"),
        8 => format!("COUNTIFS({values},{wanted},{},\">\"&{same})", beside("B")),
        9 => format!("SUMIFS({},{values},{wanted},{},\"<>\")", beside("B"), beside("C")),
        10 => format!("AVERAGEIF({values},{wanted},{})", beside("B")),
        11 => format!("MINIFS({},{values},{wanted})", beside("B")),
        12 => format!("MAXIFS({},{values},{wanted},{},{wanted})", beside("B"), beside("A")),
        13 => format!("MATCH({wanted},{values},0)"),
        14 => format!("MATCH({number},C:C,1)+MATCH({number},{},1)", beside("C")),
        15 => format!("VLOOKUP({wanted},A:C,3,FALSE)"),
        16 => format!("VLOOKUP({number},C:C,1,TRUE)+VLOOKUP({number},B:C,{},TRUE)", 1 + same % 2),
        17 => format!(
            "XLOOKUP({wanted},{values},{},\"none\",0,{})",
            beside("C"),
            same as i64 % 2 * 2 - 1
        ),
        18 => format!("XMATCH({number},{},{},2)", beside("C"), same as i64 % 3 - 1),
        19 => format!(
            "RANK({number},{},{})+PERCENTRANK({},{number})",
            beside("B"),
            same % 2,
            beside("B")
        ),
        20 => format!("LARGE({},{k})-SMALL({},{k})", beside("B"), beside("B")),
        21 => format!("PERCENTILE({},0.{k})+QUARTILE({},1)", beside("B"), beside("C")),
        22 => format!("MEDIAN({})+TRIMMEAN({},0.{k})", beside("B"), beside("C")),
        _ => format!("SUMPRODUCT({},{})+STDEV({})", beside("B"), beside("C"), beside("B")),
    }
}

fn any_workbook(seed: u64) -> Workbook {
    let mut random = Random(seed);
    let rows = 40 + random.below(200);
    let has_errors = seed % 2 == 1;
    let mut content = String::new();
    let mut rising = 0;
    for row in 1..=rows {
        write!(content, "<row r=\"{row}\">").unwrap();
        content += &any_cell(&mut random, &format!("A{row}"), has_errors);
        if random.below(5) > 0 {
            let number = random.below(50) as f64 / 10.0 - 1.0;
            write!(content, "<c r=\"B{row}\"><v>{number}</v></c>").unwrap();
        }
        if row < rows / 2 {
            rising += random.below(3);
            write!(content, "<c r=\"C{row}\"><v>{}</v></c>", rising as f64 / 10.0).unwrap();
        }
        for column in ["D", "E", "F"] {
            content +=
                &formula_cell(&format!("{column}{row}"), &any_formula(&mut random, row, rows));
        }
        // Each reads those above it, so that not all cells of a column are computed at once.
        let above = format!("G$1:G{}", row.max(2) - 1);
        let count = match row {
            1 => "1".to_string(),
            _ => format!("COUNTIF(A$1:A{row},A{row})+COUNTIF({above},\">2\")+MAX({above})/10"),
        };
        content += &formula_cell(&format!("G{row}"), &count);
        content += &formula_cell(&format!("H{row}"), &format!("IF(G{row}>3,SUM(G:G)/7,\"none\")"));
        content += "</row>";
    }
    File::with_rows(&content).workbook_read()
}

fn are_identical(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.to_bits() == right.to_bits(),
        _ => left == right,
    }
}

#[test]
fn results_are_those_of_going_through_all_cells() {
    let mut numbers = 0;
    for seed in 1..=60 {
        let mut workbook = any_workbook(seed);
        let recalculation = workbook.recalculate(0.0);
        assert_eq!(recalculation.cycles, Vec::<Vec<_>>::new(), "workbook {seed}");
        for entry in workbook.formulas() {
            let address = workbook.cells().address(entry.cell);
            let kept = workbook.cells().value(entry.cell);
            let formula = workbook.formula_of(entry.cell).expect("a readable formula");
            let plain = evaluate_formula(&workbook, address, formula.entry, formula.formula);
            numbers += usize::from(matches!(*kept, Value::Number(_)));
            assert!(
                are_identical(&kept, &plain),
                "workbook {seed}, {}: {kept:?} instead of {plain:?}: {:?}",
                workbook.cell_name(address),
                workbook.formula_text(entry.cell)
            );
        }
    }
    assert!(numbers > 15_000, "only {numbers} numbers were compared");
}
