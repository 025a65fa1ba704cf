//! A minimal writer of .xlsb files, after [MS-XLSB].

use std::fmt::Write;

use super::zip_of;

const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const CONTENT: &str = "application/vnd.ms-excel";

/// An .xlsb file: its sheets and what else the workbook part holds.
#[derive(Default)]
pub struct BinaryFile {
    sheets: Vec<(String, Vec<u8>)>,
    /// Records after the list of sheets.
    workbook: Vec<u8>,
    tables: Vec<Vec<u8>>,
    texts: Vec<u8>,
    is_1904: bool,
}

/// Appends a record.
pub fn record(out: &mut Vec<u8>, kind: u32, data: &[u8]) {
    if kind < 0x80 {
        out.push(kind as u8);
    } else {
        out.push((kind & 0x7F) as u8 | 0x80);
        out.push((kind >> 7) as u8);
    }
    let mut length = data.len();
    loop {
        let byte = (length & 0x7F) as u8;
        length >>= 7;
        if length == 0 {
            out.push(byte);
            break;
        }
        out.push(byte | 0x80);
    }
    out.extend_from_slice(data);
}

/// A text with its length.
pub fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut out = (units.len() as u32).to_le_bytes().to_vec();
    out.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    out
}

/// Several numbers of four bytes.
pub fn longs(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// A formula's tokens and what follows them.
pub fn formula(tokens: &[u8], extra: &[u8]) -> Vec<u8> {
    let mut out = (tokens.len() as u32).to_le_bytes().to_vec();
    out.extend_from_slice(tokens);
    out.extend((extra.len() as u32).to_le_bytes());
    out.extend_from_slice(extra);
    out
}

/// A reference's token: class 1 (reference), relative in both directions.
pub fn reference(row: u32, column: u16) -> Vec<u8> {
    let mut out = vec![0x24];
    out.extend(row.to_le_bytes());
    out.extend((column | 0xC000).to_le_bytes());
    out
}

/// A reference's token in a shared formula: distances from the cell.
pub fn distance(rows: i32, columns: i16) -> Vec<u8> {
    let mut out = vec![0x4C];
    out.extend(((rows as u32) & 0x000F_FFFF).to_le_bytes());
    out.extend(((columns as u16) & 0x3FFF | 0xC000).to_le_bytes());
    out
}

/// An area's token, absolute.
pub fn area(rows: (u32, u32), columns: (u16, u16)) -> Vec<u8> {
    let mut out = vec![0x25];
    out.extend(longs(&[rows.0, rows.1]));
    out.extend(columns.0.to_le_bytes());
    out.extend(columns.1.to_le_bytes());
    out
}

/// The records of a sheet's cells.
#[derive(Default)]
pub struct Rows {
    records: Vec<u8>,
    row: u32,
}

impl Rows {
    /// Begins a row.
    pub fn row(mut self, row: u32, is_hidden: bool) -> Rows {
        self.row = row;
        let mut data = longs(&[row, 0]);
        data.extend([0x2C, 0x01, 0, if is_hidden { 0x10 } else { 0 }, 0]);
        data.extend(longs(&[0]));
        record(&mut self.records, 0, &data);
        self
    }
    fn cell(mut self, kind: u32, column: u32, style: u32, rest: &[u8]) -> Rows {
        let mut data = longs(&[column, style]);
        data.extend_from_slice(rest);
        record(&mut self.records, kind, &data);
        self
    }
    /// A number.
    pub fn number(self, column: u32, number: f64) -> Rows {
        self.cell(5, column, 0, &number.to_le_bytes())
    }
    /// A whole number in 30 bits.
    pub fn whole(self, column: u32, number: i32) -> Rows {
        self.cell(2, column, 0, &((number << 2) as u32 | 2).to_le_bytes())
    }
    /// A text in the cell.
    pub fn text(self, column: u32, text: &str) -> Rows {
        self.cell(6, column, 0, &wide(text))
    }
    /// A shared text.
    pub fn shared_text(self, column: u32, index: u32) -> Rows {
        self.cell(7, column, 0, &longs(&[index]))
    }
    /// A boolean.
    pub fn boolean(self, column: u32, is_true: bool) -> Rows {
        self.cell(4, column, 0, &[u8::from(is_true)])
    }
    /// An error value.
    pub fn error(self, column: u32, number: u8) -> Rows {
        self.cell(3, column, 0, &[number])
    }
    /// A formula that gives a number.
    pub fn formula(self, column: u32, cached: f64, tokens: &[u8]) -> Rows {
        self.formula_and(column, cached, tokens, &[])
    }
    /// A formula with what stands after its tokens.
    pub fn formula_and(self, column: u32, cached: f64, tokens: &[u8], extra: &[u8]) -> Rows {
        let mut rest = cached.to_le_bytes().to_vec();
        rest.extend([0, 0]);
        rest.extend(formula(tokens, extra));
        self.cell(9, column, 0, &rest)
    }
    /// A formula that gives a text.
    pub fn text_formula(self, column: u32, cached: &str, tokens: &[u8]) -> Rows {
        let mut rest = wide(cached);
        rest.extend([0, 0]);
        rest.extend(formula(tokens, &[]));
        self.cell(8, column, 0, &rest)
    }
    /// A formula that points to the shared or array formula of a cell.
    pub fn pointing(self, column: u32, cached: f64, to: (u32, u32)) -> Rows {
        let mut tokens = vec![0x01];
        tokens.extend(to.0.to_le_bytes());
        self.formula_and(column, cached, &tokens, &longs(&[to.1]))
    }
    /// A shared (427) or array (426) formula over an area.
    pub fn shared(mut self, kind: u32, area: [u32; 4], tokens: &[u8]) -> Rows {
        let mut data = longs(&area);
        if kind == 426 {
            data.push(0);
        }
        data.extend(formula(tokens, &[]));
        record(&mut self.records, kind, &data);
        self
    }
    /// Any record.
    pub fn raw(mut self, kind: u32, data: &[u8]) -> Rows {
        record(&mut self.records, kind, data);
        self
    }
}

impl BinaryFile {
    /// Adds a sheet.
    pub fn sheet(mut self, name: &str, rows: Rows) -> BinaryFile {
        let mut part = Vec::new();
        record(&mut part, 129, &[]);
        record(&mut part, 148, &longs(&[0, 1_048_575, 0, 16_383]));
        record(&mut part, 145, &[]);
        part.extend(rows.records);
        record(&mut part, 146, &[]);
        record(&mut part, 130, &[]);
        self.sheets.push((name.to_string(), part));
        self
    }
    /// Adds to the workbook part, after the sheets.
    pub fn workbook(mut self, kind: u32, data: &[u8]) -> BinaryFile {
        record(&mut self.workbook, kind, data);
        self
    }
    /// Adds the table of sheets that names and other sheets' references need: one entry a sheet.
    pub fn sheet_table(self, sheets: u32) -> BinaryFile {
        let mut data = longs(&[sheets]);
        for sheet in 0..sheets {
            data.extend(longs(&[0, sheet, sheet]));
        }
        self.workbook(353, &[]).workbook(357, &[]).workbook(362, &data).workbook(354, &[])
    }
    /// Adds a defined name, of a sheet or of the workbook.
    pub fn name(self, name: &str, sheet: Option<u32>, tokens: &[u8]) -> BinaryFile {
        let mut data = longs(&[0]);
        data.push(0);
        data.extend(longs(&[sheet.unwrap_or(u32::MAX)]));
        data.extend(wide(name));
        data.extend(formula(tokens, &[]));
        data.extend(longs(&[u32::MAX]));
        self.workbook(39, &data)
    }
    /// Adds a shared text.
    pub fn shared_text(mut self, text: &str) -> BinaryFile {
        let mut data = vec![0];
        data.extend(wide(text));
        record(&mut self.texts, 19, &data);
        self
    }
    /// Adds a table on the first sheet: its part's records.
    pub fn table(mut self, records: Vec<u8>) -> BinaryFile {
        self.tables.push(records);
        self
    }
    /// Makes dates count from 1904.
    pub fn since_1904(mut self) -> BinaryFile {
        self.is_1904 = true;
        self
    }

    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut workbook = Vec::new();
        record(&mut workbook, 131, &[]);
        let mut properties = longs(&[u32::from(self.is_1904), 0]);
        properties.extend(wide(""));
        record(&mut workbook, 153, &properties);
        record(&mut workbook, 143, &[]);
        let mut types = format!(
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
             <Default Extension=\"rels\" \
             ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Override PartName=\"/xl/workbook.bin\" \
             ContentType=\"{CONTENT}.sheet.binary.macroEnabled.main\"/>\
             <Override PartName=\"/xl/sharedStrings.bin\" ContentType=\"{CONTENT}.sharedStrings\"/>"
        );
        let mut relationships = String::new();
        let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
        for (index, (name, part)) in self.sheets.iter().enumerate() {
            let number = index + 1;
            let mut data = longs(&[0, number as u32]);
            data.extend(wide(&format!("rId{number}")));
            data.extend(wide(name));
            record(&mut workbook, 156, &data);
            write!(
                relationships,
                "<Relationship Id=\"rId{number}\" Type=\"{RELATIONSHIPS}/worksheet\" \
                 Target=\"worksheets/sheet{number}.bin\"/>"
            )
            .unwrap();
            write!(
                types,
                "<Override PartName=\"/xl/worksheets/sheet{number}.bin\" \
                 ContentType=\"{CONTENT}.worksheet\"/>"
            )
            .unwrap();
            parts.push((format!("xl/worksheets/sheet{number}.bin"), part.clone()));
        }
        record(&mut workbook, 144, &[]);
        workbook.extend_from_slice(&self.workbook);
        record(&mut workbook, 132, &[]);
        write!(
            relationships,
            "<Relationship Id=\"rId100\" Type=\"{RELATIONSHIPS}/sharedStrings\" \
             Target=\"sharedStrings.bin\"/>"
        )
        .unwrap();
        let mut texts = Vec::new();
        record(&mut texts, 159, &longs(&[0, 0]));
        texts.extend_from_slice(&self.texts);
        record(&mut texts, 160, &[]);
        parts.push(("xl/sharedStrings.bin".to_string(), texts));
        let mut of_sheet = String::new();
        for (index, table) in self.tables.iter().enumerate() {
            write!(
                of_sheet,
                "<Relationship Id=\"rId{index}\" Type=\"{RELATIONSHIPS}/table\" \
                 Target=\"/xl/tables/table{index}.bin\"/>"
            )
            .unwrap();
            parts.push((format!("xl/tables/table{index}.bin"), table.clone()));
        }
        let list = |content: &str| {
            format!("<Relationships xmlns=\"{PACKAGE}\">{content}</Relationships>").into_bytes()
        };
        parts.push(("xl/worksheets/_rels/sheet1.bin.rels".to_string(), list(&of_sheet)));
        parts.push(("xl/workbook.bin".to_string(), workbook));
        parts.push(("xl/_rels/workbook.bin.rels".to_string(), list(&relationships)));
        let main = format!(
            "<Relationship Id=\"rId1\" Type=\"{RELATIONSHIPS}/officeDocument\" \
             Target=\"xl/workbook.bin\"/>"
        );
        parts.push(("_rels/.rels".to_string(), list(&main)));
        types += "</Types>";
        parts.push(("[Content_Types].xml".to_string(), types.into_bytes()));
        zip_of(parts.iter().map(|(path, content)| (path.as_str(), content.as_slice())))
    }
}
