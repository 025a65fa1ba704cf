//! .xlsb files, made record by record after [MS-XLSB].

mod support;

use support::xlsb::{BinaryFile, Rows, area, distance, longs, record, reference, wide};
use support::{formula, id, value, warnings};
use ulam_formula::context::DateSystem;
use ulam_formula::value::{CellError, Value};
use ulam_workbook::{Limits, ReadError, Workbook};

fn read(file: &BinaryFile) -> Workbook {
    Workbook::read(&file.bytes(), &Limits::default()).unwrap_or_else(|error| panic!("{error}"))
}

fn joined(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

/// A file with something of everything.
fn rich_file() -> BinaryFile {
    let sum = joined(&[&area((0, 2), (0, 0)), &[0x22, 1, 4, 0]]);
    let if_text = joined(&[
        &reference(0, 0),
        &[0x1E, 1, 0, 0x0D, 0x19, 0x02, 0, 0],
        &[0x17, 2, 0, b'"', 0, b'a', 0, 0x19, 0x08, 0, 0],
        &[0x17, 1, 0, b'b', 0, 0x19, 0x08, 0, 0, 0x22, 3, 1, 0],
    ]);
    let mut other = vec![0x3A, 1, 0];
    other.extend(0_u32.to_le_bytes());
    other.extend(0xC000_u16.to_le_bytes());
    let mut rate = vec![0x3A, 0, 0];
    rate.extend(0_u32.to_le_bytes());
    rate.extend(0_u16.to_le_bytes());
    let name = joined(&[&[0x23], &1_u32.to_le_bytes(), &[0x1F], &0.5_f64.to_le_bytes(), &[0x05]]);
    let future = joined(&[&[0x23], &2_u32.to_le_bytes(), &reference(0, 0), &[0x22, 2, 255, 0]]);
    // {1,"x";TRUE,#N/A}
    let array_extra = joined(&[
        &longs(&[2, 2]),
        &[0],
        &1_f64.to_le_bytes(),
        &[1, 1, 0, b'x', 0, 2, 1, 4, 0x2A, 0, 0, 0],
    ]);
    let array = joined(&[&[0x60], &[0; 14], &[0x21, 76, 0]]);
    let rows = Rows::default()
        .row(0, false)
        .number(0, 1.5)
        .shared_text(1, 0)
        .boolean(2, true)
        .error(3, 0x07)
        .formula(4, 2.0, &sum)
        .text_formula(5, "\"a", &if_text)
        .row(1, true)
        .whole(0, -3)
        .text(1, "in the cell")
        .pointing(2, 3.0, (1, 2))
        .shared(427, [1, 3, 2, 2], &joined(&[&distance(-1, -2), &[0x1E, 2, 0, 0x05]]))
        .formula(4, 7.0, &other)
        .formula(5, 0.75, &name)
        .row(2, false)
        .number(0, 4.0)
        .pointing(2, -6.0, (1, 2))
        .formula(4, 1.0, &future)
        .formula_and(5, 2.0, &array, &array_extra)
        .row(3, false)
        .pointing(2, 8.0, (1, 2))
        .raw(49, &longs(&[1]))
        .pointing(4, 2.0, (3, 4))
        .shared(426, [3, 4, 4, 4], &joined(&[&area((0, 1), (0, 0)), &[0x1E, 2, 0, 0x05]]))
        .row(4, false)
        .number(4, -6.0)
        .raw(146, &[])
        .raw(176, &longs(&[8, 9, 0, 1]));
    BinaryFile::default()
        .sheet("Model", rows)
        .sheet("Other sheet", Rows::default().row(0, false).number(0, 7.0))
        .shared_text("caf\u{e9}")
        .sheet_table(2)
        .name("Rate", None, &rate)
        .name("_xlfn.STDEV.S", None, &[])
}

#[test]
fn values_are_read() {
    let workbook = read(&rich_file());
    for (cell, expected) in [
        ("A1", Value::Number(1.5)),
        ("B1", Value::text("caf\u{e9}")),
        ("C1", Value::Boolean(true)),
        ("D1", Value::Error(CellError::Div0)),
        ("A2", Value::Number(-3.0)),
        ("B2", Value::text("in the cell")),
        ("F1", Value::text("\"a")),
        ("E5", Value::Number(-6.0)),
    ] {
        assert_eq!(value(&workbook, cell), expected, "{cell}");
    }
    let sheet = &workbook.sheets()[0];
    assert!(sheet.hidden_rows.contains(1) && !sheet.hidden_rows.contains(0));
    assert_eq!(sheet.merged.len(), 1);
    assert_eq!(warnings(&workbook), Vec::<&str>::new());
}

#[test]
fn formulas_are_read() {
    let workbook = read(&rich_file());
    for (cell, expected) in [
        ("E1", "=SUM($A$1:$A$3)"),
        ("F1", "=IF(A1>1,\"\"\"a\",\"b\")"),
        ("C2", "=A1*2"),
        ("C3", "=A2*2"),
        ("C4", "=A3*2"),
        ("E2", "='Other sheet'!A1"),
        ("F2", "=Rate*0.5"),
        ("E3", "=STDEV.S(A1)"),
        ("F3", "=ROWS({1,\"x\";TRUE,#N/A})"),
        ("E4", "=$A$1:$A$2*2"),
    ] {
        assert_eq!(formula(&workbook, cell).as_deref(), Some(expected), "{cell}");
    }
    assert_eq!(formula(&workbook, "E5"), None);
    let array = workbook.array_at(id(&workbook, 0, "E5")).expect("an array");
    assert_eq!((array.area.to_string().as_str(), array.is_dynamic), ("E4:E5", true));
    assert_eq!(&*workbook.names().all()[0].text, "Model!$A$1");
}

#[test]
fn they_compute_what_was_saved() {
    let mut workbook = read(&rich_file());
    workbook.recalculate(0.0);
    assert_eq!(value(&workbook, "E1"), Value::Number(2.5));
    let check = workbook.base_case_check();
    let differing: Vec<String> =
        check.differing.iter().map(|difference| workbook.cell_name(difference.cell)).collect();
    // The sum and the array were saved wrong on purpose, and one number has no sample deviation.
    assert_eq!(differing, ["Model!E1", "Model!E3", "Model!E4"]);
}

#[test]
fn dates_may_count_from_1904() {
    let rows = || Rows::default().row(0, false).number(0, 1.0);
    let file = BinaryFile::default().sheet("S", rows()).since_1904();
    assert_eq!(read(&file).date_system(), DateSystem::Since1904);
    let file = BinaryFile::default().sheet("S", rows());
    assert_eq!(read(&file).date_system(), DateSystem::Since1900);
}

#[test]
fn structured_references_are_read() {
    let mut table = Vec::new();
    let mut list = longs(&[0, 2, 0, 1, 0, 1, 1, 0]);
    list.extend([0; 32]);
    list.extend(wide("Table1"));
    list.extend(wide("Sales"));
    record(&mut table, 343, &list);
    for name in ["Price", "Units [a]"] {
        let mut column = vec![0; 24];
        column.extend(wide(name));
        column.extend(longs(&[u32::MAX]));
        record(&mut table, 347, &column);
    }
    record(&mut table, 344, &[]);
    let structured = |flags: u16, first: u16, last: u16| {
        let mut token = vec![0x18, 0x19, 0, 0];
        token.extend(flags.to_le_bytes());
        token.extend(1_u32.to_le_bytes());
        token.extend(first.to_le_bytes());
        token.extend(last.to_le_bytes());
        token
    };
    let rows = Rows::default()
        .row(0, false)
        .text(0, "Price")
        .text(1, "Units [a]")
        .row(1, false)
        .number(0, 2.0)
        .number(1, 3.0)
        .formula(
            3,
            6.0,
            &joined(&[&structured(0x10 << 2 | 1, 0, 0), &structured(0x10 << 2 | 1, 1, 1), &[0x05]]),
        )
        .formula(4, 2.0, &joined(&[&structured(1, 0, 0), &[0x22, 1, 4, 0]]))
        .formula(5, 5.0, &joined(&[&structured(2, 0, 1), &[0x22, 1, 4, 0]]));
    let mut workbook = read(&BinaryFile::default().sheet("S", rows).table(table));
    assert_eq!(workbook.tables().len(), 1);
    workbook.recalculate(0.0);
    let check = workbook.base_case_check();
    let texts: Vec<_> = ["D2", "E2", "F2"].map(|cell| formula(&workbook, cell)).into();
    assert_eq!((check.equal, check.differing.len()), (3, 0), "{check:?} {texts:?}");
}

#[test]
fn damaged_files_are_refused_without_a_panic() {
    let rows = || Rows::default().row(0, false);
    let is_malformed = |rows: Rows| {
        let bytes = BinaryFile::default().sheet("S", rows).bytes();
        let error = Workbook::read(&bytes, &Limits::default()).expect_err("a workbook");
        assert!(matches!(error, ReadError::Malformed { .. }), "{error}");
        assert!(error.to_string().contains("sheet1.bin"), "{error}");
    };
    is_malformed(rows().raw(0, &longs(&[1_048_576, 0, 0, 0])));
    is_malformed(rows().number(16_384, 1.0));
    is_malformed(rows().shared_text(0, 5));
    is_malformed(rows().raw(5, &[1, 2]));
    is_malformed(rows().raw(6, &longs(&[0, 0, u32::MAX - 1])));
    is_malformed(rows().shared(427, [0, 4_000_000, 0, 0], &[0x16]));
    // A formula that makes no sense leaves its value.
    for tokens in
        [&[0x03][..], &[0xFF], &[0x22, 9, 4, 0], &[0x24, 1], &[0x21, 255, 255], &[0x60], &[]]
    {
        let bytes = BinaryFile::default().sheet("S", rows().formula(0, 4.0, tokens)).bytes();
        let workbook = Workbook::read(&bytes, &Limits::default()).expect("a workbook");
        assert_eq!(value(&workbook, "A1"), Value::Number(4.0));
        assert_eq!(warnings(&workbook).len(), 1, "{tokens:?}");
    }
    // Array constants that say that they are huge.
    let huge = joined(&[&longs(&[u32::MAX, u32::MAX]), &[0], &1_f64.to_le_bytes()]);
    let array = joined(&[&[0x60], &[0; 14]]);
    let file = BinaryFile::default().sheet("S", rows().formula_and(0, 4.0, &array, &huge));
    assert_eq!(warnings(&read(&file)).len(), 1);
}

#[test]
fn damaged_bytes_never_panic() {
    let bytes = rich_file().bytes();
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0xFF;
        let _ = Workbook::read(&damaged, &Limits::default());
    }
}
