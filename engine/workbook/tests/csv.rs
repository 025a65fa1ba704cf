//! Text files, read as Excel for the United States opens them.

mod support;

use support::{formula, value, warnings};
use ulam_formula::value::{CellError, Value};
use ulam_workbook::{Limits, ReadError, Workbook};

fn read(text: &[u8]) -> Workbook {
    Workbook::read(text, &Limits::default()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn fields_become_what_excel_makes_of_them() {
    let number = |number: f64| Value::Number(number);
    let text = |text: &str| Value::text(text);
    // Serial numbers: Excel's page "DATEVALUE function" (8/22/2011 is 40777).
    let cases = [
        ("12", number(12.0)),
        ("-1.5e3", number(-1500.0)),
        (" 7 ", number(7.0)),
        ("\"8\"", number(8.0)),
        ("\"1,234.5\"", number(1234.5)),
        ("$5", number(5.0)),
        ("12%", number(0.12)),
        ("(3)", number(-3.0)),
        ("8/22/2011", number(40_777.0)),
        ("2011-08-22", number(40_777.0)),
        ("22-Aug-2011", number(40_777.0)),
        ("12:00", number(0.5)),
        ("TRUE", Value::Boolean(true)),
        ("false", Value::Boolean(false)),
        ("#N/A", Value::Error(CellError::NotAvailable)),
        ("#DIV/0!", Value::Error(CellError::Div0)),
        ("#1 choice", text("#1 choice")),
        ("North", text("North")),
        ("\"a \"\"b\"\", c\"", text("a \"b\", c")),
        ("\"two\nlines\"", text("two\nlines")),
        ("1.2.3", text("1.2.3")),
        ("-", text("-")),
        ("+", text("+")),
        ("=", text("=")),
        ("12 apples", text("12 apples")),
    ];
    for (field, expected) in cases {
        let workbook = read(format!("x,{field}\ny,1\n").as_bytes());
        assert_eq!(value(&workbook, "B1"), expected, "{field}");
    }
}

#[test]
fn formulas_are_computed() {
    let mut workbook =
        read(b"Price,Units,Sales\n2.5,4,=A2*B2\n3,5,\"=A3*B3\"\n,,\"=SUM(C2:C3)\"\n");
    assert_eq!(formula(&workbook, "C4").as_deref(), Some("=SUM(C2:C3)"));
    workbook.recalculate(0.0);
    assert_eq!(value(&workbook, "C4"), Value::Number(25.0));
    let check = workbook.base_case_check();
    assert_eq!((check.formula_cells, check.not_saved, check.differing.len()), (3, 3, 0));
    assert_eq!(&*workbook.sheets()[0].name, "Sheet1");
}

#[test]
fn delimiters_are_found() {
    for text in [
        "a,b\n1,2\n",
        "a;b\n1;2\n",
        "a\tb\n1\t2\n",
        "a|b\n1|2\n",
        "sep=~\na~b\n1~2\n",
        "sep=;\r\na;b\r\n1;2\r\n",
        "\"a, a; x\";b\r\n1;2\r\n",
    ] {
        assert_eq!(value(&read(text.as_bytes()), "B2"), Value::Number(2.0), "{text:?}");
    }
    assert_eq!(value(&read(b"one column\n2\n"), "A2"), Value::Number(2.0));
}

#[test]
fn empty_lines_are_rows() {
    for text in ["1\n\n2\n", "1\r\n\r\n2", "1\r\r2\r", "1\n\n\"2\"\n"] {
        let workbook = read(text.as_bytes());
        assert_eq!(value(&workbook, "A3"), Value::Number(2.0), "{text:?}");
        assert_eq!(value(&workbook, "A2"), Value::Blank, "{text:?}");
    }
    assert_eq!(value(&read(b"\n\n5\n6"), "A3"), Value::Number(5.0));
    assert_eq!(value(&read(b"\n\n5\n6"), "A4"), Value::Number(6.0));
}

#[test]
fn encodings_are_recognised() {
    let with_mark = read("\u{FEFF}Größe,1\n".as_bytes());
    assert_eq!(value(&with_mark, "A1"), Value::text("Größe"));
    let utf16: Vec<u8> = "\u{FEFF}Größe\t1\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(value(&read(&utf16), "A1"), Value::text("Größe"));
    assert_eq!(value(&read(&utf16), "B1"), Value::Number(1.0));
    let western = read(b"Gr\xF6\xDFe,\x80 5\n");
    assert_eq!(value(&western, "A1"), Value::text("Größe"));
    assert_eq!(value(&western, "B1"), Value::Number(5.0));
    assert_eq!(warnings(&western).len(), 1);
    assert!(warnings(&western)[0].contains("Windows-1252"));
}

#[test]
fn texts_beyond_a_sheet_are_refused() {
    let too_large = |text: &str, limits: &Limits| {
        let error = Workbook::read(text.as_bytes(), limits).expect_err("a workbook");
        assert!(matches!(error, ReadError::TooLarge { .. }), "{error}");
    };
    too_large(&"1\n".repeat(1_048_577), &Limits::default());
    too_large(&format!("{}\n", "1,".repeat(16_384)), &Limits::default());
    too_large(&format!("x,{}\n", "y".repeat(200_000)), &Limits::default());
    too_large("1,2\n3,4\n", &Limits { cells_max: 3, ..Limits::default() });
}

#[test]
fn any_text_is_read_or_refused() {
    for text in
        ["\"", "\"\n\"", "\"a", "=\n", "a\"b\"c,\"", "\r", "\n", " ", "sep=", "sep=\n", "sep=é\n1"]
    {
        let _ = Workbook::read(text.as_bytes(), &Limits::default());
    }
}
