//! Any value is shown by any format code without a panic, in both date systems.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ulam_formula::date::DateSystem;
use ulam_formula::format::NumberFormat;
use ulam_formula::value::Value;

fuzz_target!(|input: (f64, &str)| {
    let (number, code) = input;
    let Ok(format) = NumberFormat::parse(code) else { return };
    let values = [Value::Number(number), Value::Boolean(true), Value::text(code), Value::Blank];
    // A cell never holds an infinity or what is no number.
    let values = if number.is_finite() { &values[..] } else { &values[1..] };
    for dates in [DateSystem::Since1900, DateSystem::Since1904] {
        for value in values {
            let _ = format.shown(value, dates);
        }
    }
});
