//! The HTML report as a browser and its reader would see it.

mod support;

use quick_xml::Reader;
use quick_xml::events::Event;
use support::{Wanted, kinds, run, workbook};
use ulam_report::{Difference, Unsupported, html};

/// Elements that HTML never closes.
const VOID: [&str; 3] = ["meta", "link", "br"];

/// Checks that elements nest and close, that attributes are quoted, and that ids are unique and
/// links lead somewhere; gives the text.
fn check_well_formed(page: &str) -> String {
    let page = page.strip_prefix("<!DOCTYPE html>").expect("a document type");
    let mut reader = Reader::from_str(page);
    reader.config_mut().check_end_names = false;
    let mut open: Vec<String> = Vec::new();
    let (mut ids, mut references, mut text) = (Vec::new(), Vec::new(), String::new());
    loop {
        let event = reader.read_event().expect("well-formed markup");
        match event {
            Event::Start(start) | Event::Empty(start) => {
                let name = start.name().as_ref().to_string();
                for attribute in start.html_attributes() {
                    let attribute = attribute.expect("a well-formed attribute");
                    let key = attribute.key.as_ref().to_string();
                    let value = attribute.value.to_string();
                    assert!(!key.starts_with("on"), "event handler {key}");
                    match key.as_str() {
                        "id" => ids.push(value),
                        "aria-labelledby" => {
                            references.extend(value.split(' ').map(str::to_string));
                        }
                        "href" => references
                            .push(value.strip_prefix('#').expect("a link within").to_string()),
                        "src" | "style" => panic!("{key} in <{name}>"),
                        _ => {}
                    }
                }
                if !VOID.contains(&name.as_str()) {
                    open.push(name);
                }
            }
            Event::End(end) => {
                let name = end.name().as_ref().to_string();
                assert_eq!(open.pop().as_deref(), Some(name.as_str()), "closing tag");
            }
            Event::Text(found) => text.push_str(&found),
            Event::GeneralRef(_) => text.push('&'),
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(open.is_empty(), "left open: {open:?}");
    let mut unique = ids.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), ids.len(), "ids are unique");
    for reference in references {
        assert!(ids.contains(&reference), "nothing has the id {reference}");
    }
    text
}

#[test]
fn every_kind_of_outcome_gives_a_page() {
    for (kind, case) in kinds() {
        let page = html(&case.report());
        let text = check_well_formed(&page);
        assert!(!page.contains("<script"), "{kind}");
        for wrong in ["NaN", "inf ", ">inf", "-0 "] {
            let found = text.find(wrong).map(|at| text[at.saturating_sub(40)..].chars().take(60));
            let found: Option<String> = found.map(Iterator::collect);
            assert_eq!(found, None, "{kind}: {wrong}");
        }
        assert!(!page.contains("NaN"), "{kind}");
    }
}

#[test]
fn headlines_say_what_happens() {
    let headlines: Vec<(&str, String)> = kinds()
        .into_iter()
        .map(|(kind, case)| {
            let page = html(&case.report());
            let start = page.find("<p class=\"headline\">").unwrap() + 20;
            let end = start + page[start..].find("</p>").unwrap();
            (kind, page[start..end].to_string())
        })
        .collect();
    let headline = |kind: &str| &headlines.iter().find(|(known, _)| *known == kind).unwrap().1;
    let continuous = headline("continuous");
    assert!(continuous.starts_with("Model!A2 is "), "{continuous}");
    assert!(continuous.contains("9 times out of 10 it lies between -3."), "{continuous}");
    assert!(continuous.contains("it is below zero in "), "{continuous}");
    assert!(headline("two values").contains("Model!A2 is 1 in "), "{}", headline("two values"));
    assert!(headline("rare event").contains("at least 9 times out of 10 it is 0"));
    assert_eq!(headline("constant"), "Model!A2 is always 7: no uncertain input reaches it.");
    assert_eq!(headline("the same in every trial"), "Model!A2 came to 1 in every trial.");
    assert_eq!(
        headline("always an error"),
        "Model!A2 gave an error in every trial: #DIV/0! in 100 trials."
    );
    let some = headline("sometimes an error");
    assert!(some.contains("of trials gave an error (#NUM!) and are left out."), "{some}");
    assert!(headline("one trial").contains(" in the only trial."));
}

#[test]
fn hostile_text_stays_text() {
    let hostile =
        "<img src=x onerror=alert(1)>\"'&</title></style><script>alert(2)</script>\0\u{1b}";
    let sheet = "<b>&\"onload=x";
    let bytes = workbook(
        sheet,
        &[(0, 0, "5", "General"), (1, 0, "=A1*2", "\"<script>\"0.00\"</script>\"")],
    );
    let quoted = format!("'{sheet}'");
    let (input, output) = (format!("{quoted}!A1"), format!("{quoted}!A2"));
    let wanted = Wanted {
        inputs: &[(&input, hostile, "Normal(0, 1)")],
        outputs: &[(&output, hostile), (&output, "")],
        below: &[(&output, 1.0)],
        trials: 200,
        ..Wanted::default()
    };
    let mut case = run(&bytes, &wanted);
    case.name = hostile.to_string();
    case.command = hostile.to_string();
    case.spec = hostile.to_string();
    case.warnings = vec![hostile.to_string()];
    let text = hostile.to_string();
    case.base_case.checked += 1;
    case.base_case.differing = vec![Difference {
        cell: text.clone(),
        formula: text.clone(),
        expected: text.clone(),
        ours: text.clone(),
    }];
    case.base_case.unsupported = vec![Unsupported { cell: text.clone(), reason: text }];
    let page = html(&case.report());
    let text = check_well_formed(&page);
    assert!(!page.contains("<script"));
    assert!(!page.contains("<img"));
    assert!(!page.contains("<b>"));
    assert!(!page.contains('\0') && !page.contains('\u{1b}'));
    // The page still shows it, as text.
    assert!(text.contains("img src=x onerror=alert(1)"));
    assert_eq!(page.matches("</style>").count(), 1);
}

#[test]
fn long_lists_say_how_many_more() {
    let bytes = workbook("Model", &[(0, 0, "5", "General"), (1, 0, "=A1*2", "0.00")]);
    let mut case = run(
        &bytes,
        &Wanted {
            inputs: &[("Model!A1", "x", "Normal(0, 1)")],
            outputs: &[("Model!A2", "y")],
            trials: 100,
            ..Wanted::default()
        },
    );
    let difference = Difference { cell: "Model!A2".into(), ..Difference::default() };
    case.base_case.differing = vec![difference; 250];
    case.base_case.checked = 1000;
    case.base_case.equal = 0;
    let page = html(&case.report());
    check_well_formed(&page);
    assert!(page.contains("0 of 1,000 formulas compute what the workbook shows; 1,000 differ."));
    assert!(page.contains("and 800 more"));
}

#[test]
fn drivers_show_their_direction_and_strength() {
    let mut cells = vec![(20, 0, "=A1-2*A2", "0")];
    cells.extend((0..14).map(|row| (row, 0, "1", "General")));
    let bytes = workbook("Model", &cells);
    let names: Vec<(String, String)> =
        (1..=14).map(|row| (format!("Model!A{row}"), format!("input {row}"))).collect();
    let inputs: Vec<(&str, &str, &str)> =
        names.iter().map(|(cell, name)| (cell.as_str(), name.as_str(), "Normal(0, 1)")).collect();
    let case = run(
        &bytes,
        &Wanted {
            inputs: &inputs,
            outputs: &[("Model!A21", "profit")],
            trials: 5000,
            ..Wanted::default()
        },
    );
    let page = html(&case.report());
    check_well_formed(&page);
    // Of x - 2y the variance is 1 + 4, four fifths of it from y.
    assert!(page.contains("input 2 matters most: it explains 8"), "share of four fifths");
    assert!(page.contains("more of it makes the result lower"));
    // The output is lowest where y is high.
    assert!(page.contains("<rect class=\"high\" x=\"4\""));
}
