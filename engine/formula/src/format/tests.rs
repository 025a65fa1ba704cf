//! Formats as Excel shows them.

use super::*;

fn shown(value: impl Into<Value>, code: &str) -> Result<String, CellError> {
    format(&value.into(), code, DateSystem::Since1900)
}

fn check(cases: &[(f64, &str, &str)]) {
    for (number, code, expected) in cases {
        assert_eq!(shown(*number, code).as_deref(), Ok(*expected), "{number} as {code}");
    }
}

/// Source: Excel's pages of TEXT and "Number format codes".
#[test]
fn numbers() {
    check(&[
        (1234.567, "$#,##0.00", "$1,234.57"),
        (0.285, "0.0%", "28.5%"),
        (12200000.0, "0.00E+00", "1.22E+07"),
        (1234567898.0, "[<=9999999]###-####;(###) ###-####", "(123) 456-7898"),
        (5551234.0, "[<=9999999]###-####;(###) ###-####", "555-1234"),
        (1234.0, "0000000", "0001234"),
        (123456.0, "##0° 00' 00''", "12° 34' 56''"),
        (1234.59, "####.#", "1234.6"),
        (8.9, "#.000", "8.900"),
        (0.631, "0.#", "0.6"),
        (12.0, "#.0#", "12.0"),
        (1234.568, "#.0#", "1234.57"),
        (44.398, "???.???", " 44.398"),
        (102.65, "???.???", "102.65 "),
        (2.8, "???.???", "  2.8  "),
        (12000.0, "#,###", "12,000"),
        (12000.0, "#,", "12"),
        (12200000.0, "0.0,,", "12.2"),
        (0.0, "#", ""),
        (0.0, "#.##", "."),
        (0.5, ".00", ".50"),
        (12.3, ".00", "12.30"),
        (1e9, "#,##0", "1,000,000,000"),
        (12.0, "0,000", "0,012"),
        (1.005, "0.00", "1.01"),
        (2.675, "0.00", "2.68"),
        (0.5, "0", "1"),
        (1.0, "0.", "1."),
        (123.0, "0-0-0", "1-2-3"),
        (12345.0, "##0.0E+0", "12.3E+3"),
        (999999.0, "0.0E+00", "1.0E+06"),
        (0.00012, "0.00E-00", "1.20E-04"),
        (120.0, "0.00E-00", "1.20E02"),
        (0.0, "0.00E+00", "0.00E+00"),
        (5.0, "0 \"units\"", "5 units"),
        (5.0, "0\\x", "5x"),
        (5.0, "_(0_)", " 5 "),
        (5.0, "[$€-407] 0", "€ 5"),
        (5.0, "[$-409]0.0", "5.0"),
        (0.1, "0%%", "1000%%"),
        (3.0, "\"three\"", "three"),
        (1e15, "0", "1000000000000000"),
    ]);
}

/// Source: Excel's page "Number format codes".
#[test]
fn sections() {
    check(&[
        (-5.0, "0.0", "-5.0"),
        (-5.0, "$0", "-$5"),
        (-5.0, "0;(0)", "(5)"),
        (5.0, "0;(0)", "5"),
        (0.0, "0;(0);\"nil\"", "nil"),
        (-0.001, "0.00", "-0.00"),
        (-5.0, "#,##0.00;[Red](#,##0.00)", "(5.00)"),
        (-5.0, "[Color 10]0.0_);(0.0)", "(5.0)"),
        (5.0, ";;", ""),
        (5.0, "", ""),
        (150.0, "[>=100]\"big\";[<100]\"small\"", "big"),
        (5.0, "[>=100]\"big\";[<100]\"small\"", "small"),
        (-5.0, "[>=100]0;[<100]0.0", "-5.0"),
        (1.0, "[=1]\"one\";[=2]\"two\";0", "one"),
        (2.0, "[=1]\"one\";[=2]\"two\";0", "two"),
        (3.0, "[=1]\"one\";[=2]\"two\";0", "3"),
        (-3.0, "General", "-3"),
        (-3.0, "General;General", "3"),
        (-3.5, "\"x\" General", "-x 3.5"),
        (5.0, "@", "5"),
    ]);
    assert_eq!(shown("abc", "0;0;0;\"<\"@\">\"").as_deref(), Ok("<abc>"));
    assert_eq!(shown("abc", "0.00").as_deref(), Ok("abc"));
    assert_eq!(shown("abc", "@@").as_deref(), Ok("abcabc"));
    assert_eq!(shown(true, "0").as_deref(), Ok("TRUE"));
    for code in ["[0", "\"x", "[what]0", "0;0;0;0;0", "[>x]0"] {
        assert_eq!(shown(1.0, code), Err(CellError::Value), "{code}");
    }
}

/// Source: the General format of a cell of standard width or wider in Excel.
#[test]
fn general_in_cells() {
    check(&[
        (1.0 / 3.0, "General", "0.333333333"),
        (1234567.891, "General", "1234567.891"),
        (12345678901.0, "General", "12345678901"),
        (123456789012.0, "General", "1.23457E+11"),
        (0.00001, "General", "0.00001"),
        (0.0000123456789, "General", "1.23457E-05"),
        (1e20, "General", "1E+20"),
        (1234567890.123, "General", "1234567890"),
        (0.1, "General", "0.1"),
        (0.0, "General", "0"),
    ]);
}

/// Source: Excel's page "Display numbers as fractions"; the values by hand.
#[test]
fn fractions() {
    check(&[
        (1.5, "# ?/?", "1 1/2"),
        (0.5, "# ?/?", " 1/2"),
        (2.0, "# ?/?", "2    "),
        (0.0, "# ?/?", "0    "),
        (123.456, "# ?/?", "123 1/2"),
        (123.456, "# ??/??", "123 26/57"),
        (123.456, "# ???/???", "123  57/125"),
        (std::f64::consts::PI, "# ??/??", "3  1/7 "),
        (std::f64::consts::PI, "# ???/???", "3  16/113"),
        (1.5, "?/?", "3/2"),
        (0.25, "# ?/8", " 2/8"),
        (4.34, "# ?/?", "4 1/3"),
        (0.999, "# ?/?", "1    "),
        (-1.5, "# ?/?", "-1 1/2"),
        (0.625, "# ??/16", " 10/16"),
        (1.5e15, "# ?/?", "1500000000000000    "),
    ]);
}

/// Source: Excel's pages of TEXT and "Number format codes".
#[test]
fn dates_and_times() {
    let moment = 43_890.0 + (16.0 * 3600.0 + 5.0 * 60.0 + 9.25) / 86_400.0;
    check(&[
        (moment, "yyyy-mm-dd", "2020-02-29"),
        (moment, "m/d/yy", "2/29/20"),
        (moment, "dddd, mmmm d, yyyy", "Saturday, February 29, 2020"),
        (moment, "ddd mmm mmmmm", "Sat Feb F"),
        (moment, "h:mm AM/PM", "4:05 PM"),
        (moment, "hh:mm:ss", "16:05:09"),
        (moment, "h:mm:ss.00", "16:05:09.25"),
        (moment + 0.25 / 86_400.0, "h:mm:ss.00 s.0 s.000", "16:05:09.50 9.5 9.500"),
        (moment, "h:mm a/p", "4:05 p"),
        (moment, "mm:ss", "05:09"),
        (moment, "m", "2"),
        (moment, "[$-409]d-mmm-yyyy", "29-Feb-2020"),
        (moment, "[$-F800]dddd, mmmm dd, yyyy", "Saturday, February 29, 2020"),
        (moment, "yyyymmddhhmmss", "20200229160509"),
        (1.5, "[h]:mm", "36:00"),
        (1.5, "[mm]", "2160"),
        (1.5, "[ss]", "129600"),
        (0.0, "d mmm yyyy", "0 Jan 1900"),
        (60.0, "yyyy-mm-dd", "1900-02-29"),
        (0.5, "h AM/PM", "12 PM"),
        (0.0, "h:mm AM/PM", "12:00 AM"),
        (0.999999, "h:mm:ss", "0:00:00"),
        (43890.999999, "yyyy-mm-dd", "2020-02-29"),
        (43890.999999, "yyyy-mm-dd hh:mm", "2020-03-01 00:00"),
        (39300.0, "yyyy", "2007"),
    ]);
    assert_eq!(shown(-1.0, "yyyy"), Err(CellError::Value));
    assert_eq!(shown(1e300, "yyyy"), Err(CellError::Value));
}

/// Microsoft, "Date systems in Excel": the 1904 system has negative dates and times.
#[test]
fn the_1904_system_has_negative_dates_and_times() {
    let shown = |number: f64, code| format(&Value::Number(number), code, DateSystem::Since1904);
    assert_eq!(shown(-0.25, "h:mm").as_deref(), Ok("-6:00"));
    assert_eq!(shown(-1.5, "[h]:mm").as_deref(), Ok("-36:00"));
    assert_eq!(shown(-1.0, "d mmm yyyy").as_deref(), Ok("-2 Jan 1904"));
    assert_eq!(shown(-0.25, "h:mm;(h:mm)").as_deref(), Ok("(6:00)"));
    assert_eq!(shown(1.0, "d mmm yyyy").as_deref(), Ok("2 Jan 1904"));
    assert_eq!(shown(-1e300, "yyyy"), Err(CellError::Value));
}

/// The languages' own words, as dictionaries have them.
#[test]
fn months_and_weekdays_in_the_language_asked_for() {
    check(&[
        (43_890.0, "[$-407]dddd, d. mmmm yyyy", "Samstag, 29. Februar 2020"),
        (43_890.0, "[$-de-DE]dddd", "Samstag"),
        (43_890.0, "[$-de]mmmm", "Februar"),
        (43_890.0, "[$-807]mmmm", "Februar"),
        (43_890.0, "[$-10407]mmmm", "Februar"),
        (43_890.0, "[$-40C]d mmmm yyyy", "29 février 2020"),
        (43_890.0, "[$-fr-CA]dddd", "samedi"),
        (43_890.0, "[$-C0A]dddd d \\d\\e mmmm", "sábado 29 de febrero"),
        (43_890.0, "[$-411]mmmm", "2月"),
        (43_892.0, "[$-416]dddd", "segunda-feira"),
        (43_890.0, "[$-40C]mmmmm", "f"),
        (43_890.0, "[$-410]ddd mmm", "sab feb"),
        // Declined within a date, not declined alone.
        (43_890.0, "[$-419]d mmmm yyyy", "29 февраля 2020"),
        (43_890.0, "[$-415]d mmmm", "29 lutego"),
        (43_890.0, "[$-415]mmmm yyyy", "luty 2020"),
        // No language, or none that is known: English.
        (43_890.0, "[$-F000]mmmm", "February"),
        (43_890.0, "[$-xx-XX]mmmm", "February"),
        (43_890.0, "[$€]mmmm", "€February"),
        (43_890.0, "mmmm;[$-407]mmmm", "February"),
    ]);
}

#[test]
fn no_code_panics() {
    let pieces = [
        "0", "#", "?", ".", ",", "%", "E+", "e-", "/", "8", "General", "@", "\"a\"", "\\", "_",
        "*", "y", "mmm", "d", "h", "s", "[h]", "[>1]", ";", "AM/PM", " ", "[$-F400]", "[$-419]",
        "é", "[", "!",
    ];
    let numbers = [0.0, 1.0, -0.5, 1e300, -1e-300, 123456.789, 0.999999999, 2958465.99999999];
    for first in pieces {
        for second in pieces {
            for third in pieces {
                let code = format!("{first}{second}{third}");
                for number in numbers {
                    let _ = shown(number, &code);
                }
                let _ = shown("text", &code);
            }
        }
    }
}
