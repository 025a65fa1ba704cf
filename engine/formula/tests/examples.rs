//! Every example of the function library gives its documented result.

use ulam_formula::functions;
use ulam_formula::scratch::ScratchSheet;
use ulam_formula::value::Value;

/// Equal kinds and content, numbers to 1e-9 relative.
fn agree(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(a), Value::Number(b)) => {
            (a - b).abs() <= 1e-9 * a.abs().max(b.abs()) || (a - b).abs() < 1e-12
        }
        (Value::Array(a), Value::Array(b)) => {
            a.rows() == b.rows()
                && a.columns() == b.columns()
                && a.values().iter().zip(b.values()).all(|(a, b)| agree(a, b))
        }
        _ => left == right,
    }
}

#[test]
fn examples_give_their_documented_results() {
    let sheet = ScratchSheet::default();
    let mut failures = Vec::new();
    for function in functions::all() {
        for example in function.examples {
            let got = sheet.calculate(example.formula);
            let want = sheet.calculate(example.result);
            match (&got, &want) {
                (Ok(got), Ok(want)) if agree(got, want) => {}
                _ => failures.push(format!(
                    "{} = {got:?}, documented as {}",
                    example.formula, example.result
                )),
            }
        }
    }
    assert!(failures.is_empty(), "{} examples differ:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_function_has_a_summary_an_example_and_a_unique_name() {
    let mut names = std::collections::HashSet::new();
    for function in functions::all() {
        assert!(names.insert(function.name), "{} is defined twice", function.name);
        assert!(function.summary.ends_with('.'), "{}: {}", function.name, function.summary);
        // What changes with time or chance has no result to document.
        let needs_examples = !function.volatile;
        assert!(
            !needs_examples || function.examples.len() >= 2,
            "{} has less than two examples",
            function.name
        );
    }
}
