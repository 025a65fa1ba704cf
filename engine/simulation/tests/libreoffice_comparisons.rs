//! In a workbook that LibreOffice saved, numbers that differ by less than 2^-48 of themselves are
//! equal (its `rtl::math::approxEqual`), in trials as in a recalculation.

mod support;

use support::{input, trials};
use ulam_formula::context::Context;
use ulam_formula::value::Value;
use ulam_simulation::model::{Model, Output};
use ulam_simulation::prepare::Simulation;
use ulam_workbook::{Limits, Workbook};

/// One unit in the 15th digit above and below 0.3, which Excel tells apart and LibreOffice doesn't,
/// and an error.
const FORMULAS: [&str; 8] = [
    "[.A1]=0.3",
    "[.A1]&lt;0.3",
    "[.A1]&gt;=0.3",
    "[.A1]&lt;&gt;0.3",
    "IF([.A1]&lt;=0.3;[.A1];1)",
    "[.A1]*10&gt;3",
    "1/([.A1]-0.5)&lt;[.A1]",
    "SUMPRODUCT([.A1:.A1]=0.3;[.A1:.A1])",
];

fn workbook() -> Workbook {
    let rows: String = FORMULAS
        .iter()
        .map(|formula| {
            format!(
                "<table:table-row><table:table-cell office:value-type=\"float\" \
                 office:value=\"0.3\"/><table:table-cell table:formula=\"of:={formula}\" \
                 office:value-type=\"float\" office:value=\"0\"/></table:table-row>"
            )
        })
        .collect();
    let text = format!(
        "<?xml version=\"1.0\"?><office:document \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
         office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\"><office:meta>\
         <meta:generator>LibreOffice/24.2</meta:generator></office:meta><office:body>\
         <office:spreadsheet><table:table table:name=\"Model\">{rows}</table:table>\
         </office:spreadsheet></office:body></office:document>"
    );
    let mut workbook =
        Workbook::read(text.as_bytes(), &Limits::default()).expect("a readable workbook");
    workbook.recalculate(46_024.5);
    workbook
}

fn number(value: &Value) -> f64 {
    match value {
        Value::Number(number) => *number,
        Value::Boolean(truth) => f64::from(u8::from(*truth)),
        Value::Error(error) => error.to_nan(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn numbers_nearly_equal_are_equal() {
    let mut book = workbook();
    let first = book.locate("Model!A1").expect("a cell");
    let mut results = |x: f64| -> Vec<f64> {
        book.set_constant(first, Value::Number(x));
        book.recalculate(46_024.5);
        (1..=6)
            .map(|row| number(&book.cell(book.locate(&format!("Model!B{row}")).expect("a cell"))))
            .collect()
    };
    // The relative difference 2^-48 is 3.55e-15: 1.07e-15 at 0.3.
    assert_eq!(results(0.300000000000001), [1.0, 0.0, 1.0, 0.0, 0.300000000000001, 0.0]);
    assert_eq!(results(0.299999999999999), [1.0, 0.0, 1.0, 0.0, 0.299999999999999, 0.0]);
    assert_eq!(results(0.300000000000002), [0.0, 0.0, 1.0, 1.0, 1.0, 1.0]);
    assert_eq!(results(0.299999999999998), [0.0, 1.0, 0.0, 1.0, 0.299999999999998, 0.0]);
}

#[test]
fn trials_compare_as_a_recalculation_does() {
    let book = workbook();
    let recalculation = workbook().recalculate(46_024.5);
    let law = "Discrete({0.3,0.300000000000001,0.299999999999999,0.300000000000002,0.1,0.5}, \
               {1,1,1,1,1,1})";
    let places: Vec<String> = (1..=FORMULAS.len()).map(|row| format!("Model!B{row}")).collect();
    let outputs = places
        .iter()
        .map(|place| Output { cell: book.locate(place).expect("a cell"), name: None })
        .collect();
    let model = Model { inputs: vec![input(&book, "Model!A1", law)], outputs, ..Model::default() };
    let simulation = Simulation::prepare(book, &recalculation, model).expect("a model");
    let settings = trials(60);
    let samples = simulation.run(&settings, &Default::default()).expect("a run");
    let inputs = simulation.input_samples(&[0], &settings).expect("inputs");
    for trial in 0..60 {
        let mut replay = workbook();
        let first = replay.locate("Model!A1").expect("a cell");
        replay.set_constant(first, Value::Number(inputs[0][trial]));
        replay.recalculate(46_024.5);
        for (column, place) in samples.columns.iter().zip(&places) {
            let expected = number(&replay.cell(replay.locate(place).expect("a cell")));
            assert_eq!(
                expected.to_bits(),
                column[trial].to_bits(),
                "{place} of {}: recalculated {expected}, sampled {}",
                inputs[0][trial],
                column[trial]
            );
        }
    }
}
