//! Any text: read as a spec it is one or an error; written out and read again it is the same; tied to a
//! workbook it gives a simulation that runs or an error.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use ulam_engine::{Book, Control, DateTime, Settings, Spec};

static WORKBOOK: &[u8] = include_bytes!("../../examples/cash-flow/cash-flow.xlsx");

/// Enough to reach every kernel; a spec's own number of trials would only take longer.
const TRIALS: u64 = 40;

fn book() -> &'static Book {
    static BOOK: OnceLock<Book> = OnceLock::new();
    BOOK.get_or_init(|| {
        Book::read(WORKBOOK, DateTime::date(2026, 1, 31)).expect("the example is a workbook")
    })
}

fuzz_target!(|text: &str| {
    let Ok(spec) = Spec::from_yaml(text) else { return };
    let written = spec.to_yaml().expect("a spec can be written");
    let again = Spec::from_yaml(&written).expect("what was written can be read");
    assert_eq!(again.to_yaml().expect("a spec can be written"), written);
    let settings = Settings { trials: TRIALS, threads: Some(1), ..spec.settings() };
    let _ = book().simulate(&spec, &settings, &Control::default());
});
