//! The `ulam` program.
use std::collections::BTreeMap;
use ulam_formula::address::a1;
use ulam_formula::value::Value;
use ulam_workbook::{Limits, Workbook};
fn main() {
    let path = std::env::args().nth(2).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    let mut workbook = match Workbook::read(&bytes, &Limits::default()) {
        Ok(w) => w,
        Err(e) => {
            eprintln!("{path}: {e}");
            std::process::exit(2)
        }
    };
    let r = workbook.recalculate(46347.5);
    if !r.cycles.is_empty() {
        eprintln!("cycles {:?}", r.cycles.len());
    }
    let mut out: BTreeMap<String, BTreeMap<String, serde_json::Value>> = BTreeMap::new();
    for entry in workbook.formulas() {
        let at = workbook.cells().address(entry.cell);
        let v = match workbook.cells().value(entry.cell) {
            Value::Number(n) => serde_json::json!(n),
            Value::Text(t) => serde_json::json!(&**t),
            Value::Boolean(b) => serde_json::json!(b),
            Value::Error(e) => serde_json::json!({"error": e.text()}),
            _ => serde_json::Value::Null,
        };
        out.entry(workbook.sheets()[at.sheet as usize].name.to_string())
            .or_default()
            .insert(a1(at.row, at.column), v);
    }
    println!("{}", serde_json::to_string(&out).unwrap());
}
