//! The public interface as a program uses it.

use std::fs;

use ulam_engine::{Book, CellError, Control, DateTime, Error, Settings, Spec, Value};

fn cash_flow() -> Book {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/cash-flow/cash-flow.xlsx");
    Book::read(&fs::read(path).unwrap(), DateTime::date(2026, 1, 31)).unwrap()
}

fn spec() -> Spec {
    let mut spec = Spec::default();
    spec.add_input("Inputs!C7=Normal(0.02, 0.012)").unwrap();
    spec.add_output("Model!D23");
    spec
}

fn settings(trials: u64) -> Settings {
    Settings { trials, ..Settings::default() }
}

#[test]
fn setting_a_cell_recalculates_and_setting_it_back_restores() {
    let mut book = cash_flow();
    let before = book.value("Model!D23").unwrap();
    book.set([("Inputs!C24", Value::text("none"))]).unwrap();
    assert_eq!(book.value("Model!D23").unwrap(), Value::Error(CellError::Value));
    book.set([("Inputs!C24", Value::Number(0.09))]).unwrap();
    assert_eq!(book.value("Model!D23").unwrap(), before);
}

#[test]
fn a_refused_cell_leaves_the_others_as_they_were() {
    let mut book = cash_flow();
    let before = book.value("Inputs!C7").unwrap();
    let refused = book.set([("Inputs!C7", Value::Number(1.0)), ("Inputs!", Value::Blank)]);
    assert!(matches!(refused, Err(Error::Cell(message)) if message.contains("Inputs!")));
    assert_eq!(book.value("Inputs!C7").unwrap(), before);
}

#[test]
fn a_run_leaves_the_book_as_it_was_and_repeats_bit_for_bit() {
    let book = cash_flow();
    let before = book.value("Model!D23").unwrap();
    let run = |book: &Book| book.simulate(&spec(), &settings(2_000), &Control::default()).unwrap();
    let (first, second) = (run(&book), run(&book));
    assert_eq!(first.output_samples(0), second.output_samples(0));
    assert_eq!(book.value("Model!D23").unwrap(), before);
    assert_eq!(first.input(0).0, "Inputs!C7");
    assert_eq!(first.input_samples(0).unwrap().len(), 2_000);
}

#[test]
fn a_cancelled_run_says_so() {
    let control = Control::default();
    control.cancel();
    assert!(matches!(
        cash_flow().simulate(&spec(), &settings(2_000), &control),
        Err(Error::Simulation(_))
    ));
}

#[test]
fn an_output_that_does_not_exist_is_named() {
    let mut spec = Spec::default();
    spec.add_output("Model!D99999999");
    let refused = cash_flow().simulate(&spec, &settings(10), &Control::default());
    assert!(matches!(refused, Err(Error::Spec(error)) if error.0.contains("D99999999")));
}
