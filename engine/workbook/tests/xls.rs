//! .xls files of Excel 97 to 2003: records made after [MS-XLS], and damage to a real file.

mod support;

use support::{formula, id, value, warnings};
use ulam_formula::value::{CellError, Value};
use ulam_workbook::{FileKind, Limits, ReadError, Workbook};

const REAL_FILE: &[u8] = include_bytes!("data/model.libreoffice.xls");

fn record(out: &mut Vec<u8>, kind: u16, data: &[u8]) {
    out.extend(kind.to_le_bytes());
    out.extend((data.len() as u16).to_le_bytes());
    out.extend_from_slice(data);
}

fn beginning(kind: u16) -> Vec<u8> {
    let mut data = vec![0x00, 0x06];
    data.extend(kind.to_le_bytes());
    data.resize(16, 0);
    data
}

/// The records of a workbook with one sheet, `S`.
fn stream(globals: &[(u16, Vec<u8>)], cells: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let mut out = Vec::new();
    record(&mut out, 0x0809, &beginning(0x0005));
    let sheet_at = out.len() + 4;
    record(&mut out, 0x0085, &[0, 0, 0, 0, 0, 0, 1, 0, b'S']);
    for (kind, data) in globals {
        record(&mut out, *kind, data);
    }
    record(&mut out, 0x000A, &[]);
    let position = (out.len() as u32).to_le_bytes();
    out[sheet_at..sheet_at + 4].copy_from_slice(&position);
    record(&mut out, 0x0809, &beginning(0x0010));
    for (kind, data) in cells {
        record(&mut out, *kind, data);
    }
    record(&mut out, 0x000A, &[]);
    out
}

fn read(bytes: &[u8]) -> Result<Workbook, ReadError> {
    Workbook::read(bytes, &Limits::default())
}

fn shorts(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn number(row: u16, column: u16, number: f64) -> (u16, Vec<u8>) {
    let mut data = shorts(&[row, column, 0]);
    data.extend(number.to_le_bytes());
    (0x0203, data)
}

fn formula_record(row: u16, column: u16, result: [u8; 8], tokens: &[u8]) -> (u16, Vec<u8>) {
    let mut data = shorts(&[row, column, 0]);
    data.extend(result);
    data.extend([0; 6]);
    data.extend((tokens.len() as u16).to_le_bytes());
    data.extend_from_slice(tokens);
    (0x0006, data)
}

#[test]
fn cells_of_all_kinds_are_read() {
    let shared_texts = {
        // Two texts, the second with its characters in both widths over two records.
        let mut data = vec![2, 0, 0, 0, 2, 0, 0, 0];
        data.extend([3, 0, 0, b'a', b'b', b'c', 4, 0, 0, b'x', b'y']);
        data
    };
    let mut rest = vec![1];
    rest.extend("é€".encode_utf16().flat_map(u16::to_le_bytes));
    let point = |row: u16| [vec![0x01], shorts(&[row, 1])].concat();
    let cells = [
        number(0, 0, 2.5),
        (0x027E, [shorts(&[1, 0, 0]), (7_i32 << 2 | 2).to_le_bytes().to_vec()].concat()),
        // 1.23 as a hundredth of a whole number.
        (0x027E, [shorts(&[2, 0, 0]), (123_i32 << 2 | 3).to_le_bytes().to_vec()].concat()),
        (0x00FD, [shorts(&[0, 2, 0]), vec![1, 0, 0, 0]].concat()),
        (0x0205, [shorts(&[1, 2, 0]), vec![1, 0]].concat()),
        (0x0205, [shorts(&[2, 2, 0]), vec![0x2A, 1]].concat()),
        formula_record(0, 1, 5_f64.to_le_bytes(), &point(0)),
        // What the cells share: the cell to the left, doubled.
        (
            0x04BC,
            [
                shorts(&[0, 2]),
                vec![1, 1, 0, 3],
                shorts(&[9]),
                vec![0x4C, 0, 0, 0xFF, 0xC0, 0x1E, 2, 0, 0x05],
            ]
            .concat(),
        ),
        formula_record(1, 1, 14_f64.to_le_bytes(), &point(0)),
        formula_record(2, 1, 2.46_f64.to_le_bytes(), &point(0)),
        formula_record(3, 0, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF], &[0x17, 1, 0, b'q']),
        (0x0207, vec![1, 0, 0, b'q']),
        formula_record(3, 1, [2, 0, 0x07, 0, 0, 0, 0xFF, 0xFF], &[0x1E, 1, 0, 0x1E, 0, 0, 0x06]),
        // SUM(A:A) and {1,2} * 3 over two cells.
        formula_record(
            4,
            1,
            0_f64.to_le_bytes(),
            &[0x25, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0, 0x19, 0x10, 0, 0],
        ),
        formula_record(5, 0, 3_f64.to_le_bytes(), &[vec![0x01], shorts(&[5, 0])].concat()),
        (
            0x0221,
            [
                shorts(&[5, 5]),
                vec![0, 1],
                vec![0; 6],
                shorts(&[12]),
                vec![0x60, 0, 0, 0, 0, 0, 0, 0, 0x1E, 3, 0, 0x05],
                vec![1, 0, 0, 1],
                1_f64.to_le_bytes().to_vec(),
                vec![1],
                2_f64.to_le_bytes().to_vec(),
            ]
            .concat(),
        ),
        formula_record(5, 1, 6_f64.to_le_bytes(), &[vec![0x01], shorts(&[5, 0])].concat()),
        (0x0208, [shorts(&[1, 0, 3, 255, 0, 0]), vec![0x20, 0, 0, 0]].concat()),
    ];
    let globals = [(0x00FC, shared_texts), (0x003C, rest)];
    let mut workbook = read(&stream(&globals, &cells)).unwrap_or_else(|error| panic!("{error}"));
    for (cell, expected) in [
        ("A1", Value::Number(2.5)),
        ("A2", Value::Number(7.0)),
        ("A3", Value::Number(1.23)),
        ("C1", Value::text("xyé€")),
        ("C2", Value::Boolean(true)),
        ("C3", Value::Error(CellError::NotAvailable)),
        ("A4", Value::text("q")),
        ("B4", Value::Error(CellError::Div0)),
    ] {
        assert_eq!(value(&workbook, cell), expected, "{cell}");
    }
    for (cell, expected) in [
        ("B1", Some("=A1*2")),
        ("B2", Some("=A2*2")),
        ("B3", Some("=A3*2")),
        ("A4", Some("=\"q\"")),
        ("B4", Some("=1/0")),
        ("B5", Some("=SUM($A:$A)")),
        ("A6", Some("={1,2}*3")),
        ("B6", None),
    ] {
        assert_eq!(formula(&workbook, cell).as_deref(), expected, "{cell}");
    }
    assert_eq!(
        workbook.array_at(id(&workbook, 0, "B6")).expect("an array").area.to_string(),
        "A6:B6"
    );
    assert!(workbook.sheets()[0].hidden_rows.contains(1));
    // They stand column by column here.
    assert_eq!(warnings(&workbook).len(), 1, "{:?}", warnings(&workbook));
    workbook.recalculate(0.0);
    let check = workbook.base_case_check();
    // The sum was saved as 0.
    assert_eq!((check.formula_cells, check.differing.len()), (7, 1), "{check:?}");
}

#[test]
fn files_that_cant_be_read_are_named() {
    let locked = stream(&[(0x002F, vec![1, 0])], &[]);
    assert_eq!(read(&locked).unwrap_err(), ReadError::NotAWorkbook(FileKind::Encrypted));
    let mut old = stream(&[], &[]);
    old[5] = 0x05;
    assert_eq!(read(&old).unwrap_err(), ReadError::NotAWorkbook(FileKind::OldExcel));
    let cell = stream(&[], &[(0x0203, shorts(&[0, 20_000, 0, 0, 0, 0, 0]))]);
    let message = read(&cell).unwrap_err().to_string();
    assert!(message.contains("outside the sheet"), "{message}");
    let text = stream(&[], &[(0x00FD, vec![0; 10])]);
    let message = read(&text).unwrap_err().to_string();
    assert!(message.contains("no such text"), "{message}");
    let mut nowhere = stream(&[], &[]);
    nowhere[24] = 1;
    assert!(matches!(
        read(&nowhere),
        Err(ReadError::Malformed { .. } | ReadError::Truncated { .. })
    ));
}

#[test]
fn names_of_linked_workbooks_mean_the_cells_that_are_cached() {
    let name = |sheet: u16, name: &[u8], meaning: &[u8]| {
        let begin = shorts(&[0, sheet, 0]);
        let length = shorts(&[meaning.len() as u16]);
        (
            0x0023,
            [begin, vec![name.len() as u8, 0], name.to_vec(), length, meaning.to_vec()].concat(),
        )
    };
    let area = [vec![0x3B], shorts(&[1, 1, 1, 2, 0, 0])].concat();
    let cell = [vec![0x3A], shorts(&[0, 0, 0, 1])].concat();
    let cached = |row: u8, column: u8, number: f64| {
        (0x005A, [vec![column, column, row, 0, 1], number.to_le_bytes().to_vec()].concat())
    };
    let book = [
        shorts(&[2, 5]),
        b"\0b.xls".to_vec(),
        shorts(&[3]),
        b"\0One".to_vec(),
        shorts(&[3]),
        b"\0Two".to_vec(),
    ]
    .concat();
    let globals = [
        (0x01AE, book),
        name(0, b"Prices", &area),
        name(1, b"Markup", &cell),
        (0x0059, shorts(&[1, 0])),
        cached(0, 1, 1.25),
        (0x0059, shorts(&[2, 1])),
        cached(1, 0, 3.0),
        cached(2, 0, 4.0),
        (0x0017, shorts(&[1, 0, 0xFFFE, 0xFFFE])),
    ];
    let named = |class: u8, number: u16| [vec![class], shorts(&[0, number, 0])].concat();
    let sum = [named(0x39, 1), vec![0x19, 0x10, 0, 0]].concat();
    let cells = [
        formula_record(0, 0, 7_f64.to_le_bytes(), &sum),
        formula_record(0, 1, 1.25_f64.to_le_bytes(), &named(0x59, 2)),
    ];
    let mut workbook = read(&stream(&globals, &cells)).unwrap();
    assert_eq!(formula(&workbook, "A1").as_deref(), Some("=SUM([1]!Prices)"));
    assert_eq!(formula(&workbook, "B1").as_deref(), Some("=[1]ONE!MARKUP"));
    workbook.recalculate(0.0);
    assert_eq!(value(&workbook, "A1"), Value::Number(7.0));
    assert_eq!(value(&workbook, "B1"), Value::Number(1.25));
}

/// A compound file whose workbook's stream has another name.
fn renamed(name: &str) -> Vec<u8> {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let mut bytes = REAL_FILE.to_vec();
    let workbook = utf16("Workbook\0");
    let entry = bytes.windows(workbook.len()).position(|window| window == workbook).unwrap();
    let name = utf16(&format!("{name}\0"));
    bytes[entry..entry + 64].fill(0);
    bytes[entry..entry + name.len()].copy_from_slice(&name);
    bytes[entry + 64] = u8::try_from(name.len()).unwrap();
    bytes
}

#[test]
fn compound_files_are_told_apart_by_their_own_streams() {
    assert!(read(&renamed("WORKBOOK")).is_ok());
    // As where a document of Word is embedded.
    let mut embedding = REAL_FILE.to_vec();
    embedding.extend("WordDocument".encode_utf16().flat_map(u16::to_le_bytes));
    assert!(read(&embedding).is_ok());
    for (stream, kind) in [
        ("WordDocument", FileKind::Word),
        ("PowerPoint Document", FileKind::PowerPoint),
        ("EncryptedPackage", FileKind::Encrypted),
        ("BOOK", FileKind::OldExcel),
        ("Contents", FileKind::Unknown),
    ] {
        assert_eq!(read(&renamed(stream)).unwrap_err(), ReadError::NotAWorkbook(kind), "{stream}");
    }
}

#[test]
fn a_number_format_may_be_shorter_than_it_says() {
    let mut format = shorts(&[0x00A4, 5]);
    format.extend(b"\x000.0%");
    let workbook = read(&stream(&[(0x041E, format)], &[])).unwrap();
    assert_eq!(workbook.sheets().len(), 1);
}

#[test]
fn files_cut_short_are_refused() {
    for length in (8..REAL_FILE.len() - 512).step_by(97) {
        let _ = read(&REAL_FILE[..length]);
    }
    let error = read(&REAL_FILE[..REAL_FILE.len() / 4]).expect_err("a workbook");
    let is_named = matches!(error, ReadError::Malformed { .. } | ReadError::Truncated { .. });
    assert!(is_named || matches!(error, ReadError::NotAWorkbook(_)), "{error}");
}

#[test]
fn sectors_that_go_in_a_circle_are_refused() {
    let whole = read(REAL_FILE);
    assert!(whole.is_ok());
    let table_sector = u32::from_le_bytes(REAL_FILE[76..80].try_into().unwrap()) as usize;
    let table = (table_sector + 1) * 512;
    for entry in 0..128 {
        let mut damaged = REAL_FILE.to_vec();
        // A sector that is followed by itself, and one that is followed by the first.
        damaged[table + 4 * entry..table + 4 * entry + 4]
            .copy_from_slice(&(entry as u32).to_le_bytes());
        let _ = read(&damaged);
        damaged[table + 4 * entry..table + 4 * entry + 4].copy_from_slice(&0_u32.to_le_bytes());
        let _ = read(&damaged);
    }
    let mut damaged = REAL_FILE.to_vec();
    damaged[table..table + 512].fill(0);
    assert!(read(&damaged).is_err());
}

#[test]
fn damaged_bytes_never_panic() {
    for at in (0..REAL_FILE.len()).step_by(3) {
        let mut damaged = REAL_FILE.to_vec();
        damaged[at] ^= 0xFF;
        let _ = read(&damaged);
    }
    let whole = stream(&[(0x00FC, vec![0; 8])], &[number(0, 0, 1.0)]);
    for at in 0..whole.len() {
        for change in [1, 0x80, 0xFF] {
            let mut damaged = whole.clone();
            damaged[at] = damaged[at].wrapping_add(change);
            let _ = read(&damaged);
            let _ = read(&damaged[..at]);
        }
    }
}
