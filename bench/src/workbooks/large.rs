//! A large workbook of filled-down formulas: arithmetic, IF, SUM, ROUND, MAX, VLOOKUP over a table
//! on another sheet, text, and a running total that makes one chain through all rows.

use std::io::{self, Write};
use std::path::Path;

use super::{SheetPart, write_workbook};

/// The column of the running total.
pub const TOTAL_COLUMN: char = 'L';

/// Rows of the table that is looked up.
const RATES: u32 = 100;

/// A large workbook that was written.
pub struct LargeWorkbook {
    /// Number of its rows.
    pub rows: u32,
    /// Number of its formulas.
    pub formulas: u64,
    /// The running total in the last row.
    pub total: f64,
    /// Size of the file, in megabytes.
    pub file_mb: f64,
}

/// Formulas of a row: column, text with `{r}` for the row and `{p}` for the one before.
const FORMULAS: [(char, &str); 10] = [
    ('C', "A{r}*B{r}"),
    ('D', "C{r}+A{r}*0.5"),
    ('E', "IF(D{r}&gt;B{r}*20,D{r}-B{r},B{r}-D{r})"),
    ('F', "SUM(A{r}:E{r})"),
    ('G', "ROUND(F{r}/7,2)"),
    ('H', "MAX(C{r}:G{r})-MIN(C{r}:G{r})"),
    ('I', "VLOOKUP(B{r},Rates!$A$1:$B$100,2,FALSE)"),
    ('J', "IF(AND(G{r}&gt;50,H{r}&lt;900),\"near\",\"far\")"),
    ('K', "H{r}*(1+I{r})+IF(J{r}=\"near\",1,0)"),
    (TOTAL_COLUMN, "L{p}+K{r}"),
];

impl LargeWorkbook {
    /// Writes a workbook of `rows` rows with ten formulas each, its values cached as a spreadsheet
    /// program leaves them. Excel writes filled-down formulas as shared ones; most libraries write
    /// the text of each.
    pub fn write(path: &Path, rows: u32, is_shared: bool) -> io::Result<LargeWorkbook> {
        let mut total = 0.0;
        write_workbook(path, &["Data", "Rates"], &mut |sheet, part| match sheet {
            0 => (1..=rows).try_for_each(|row| write_row(part, row, rows, is_shared, &mut total)),
            _ => (1..=RATES).try_for_each(|row| {
                let rate = rate(row);
                write!(
                    part,
                    "<row r=\"{row}\"><c r=\"A{row}\"><v>{row}</v></c><c \
                     r=\"B{row}\"><v>{rate}</v></c></row>"
                )
            }),
        })?;
        let file_mb = std::fs::metadata(path)?.len() as f64 / 1e6;
        let formulas = FORMULAS.len() as u64 * u64::from(rows);
        Ok(LargeWorkbook { rows, formulas, total, file_mb })
    }
}

fn rate(row: u32) -> f64 {
    f64::from(row) / 1000.0
}

fn write_row(
    part: &mut SheetPart,
    row: u32,
    rows: u32,
    is_shared: bool,
    total: &mut f64,
) -> io::Result<()> {
    let a = f64::from(row % 977) + 0.25;
    let b = f64::from(row * 7 % RATES + 1);
    let values = values(a, b, total);
    write!(part, "<row r=\"{row}\"><c r=\"A{row}\"><v>{a}</v></c><c r=\"B{row}\"><v>{b}</v></c>")?;
    for (number, ((column, formula), value)) in FORMULAS.iter().zip(values).enumerate() {
        // The running total begins in the first row.
        let is_first_total = *column == TOTAL_COLUMN && row == 1;
        let first_row = if *column == TOTAL_COLUMN { 2 } else { 1 };
        let text = match is_first_total {
            true => "K1".to_string(),
            false => {
                formula.replace("{r}", &row.to_string()).replace("{p}", &(row - 1).to_string())
            }
        };
        let (kind, value) = match value {
            Cached::Number(number) => ("", number.to_string()),
            Cached::Text(text) => (" t=\"str\"", text.to_string()),
        };
        write!(part, "<c r=\"{column}{row}\"{kind}>")?;
        match is_shared && !is_first_total {
            true if row == first_row => write!(
                part,
                "<f t=\"shared\" ref=\"{column}{row}:{column}{rows}\" si=\"{number}\">{text}</f>"
            )?,
            true => write!(part, "<f t=\"shared\" si=\"{number}\"/>")?,
            false => write!(part, "<f>{text}</f>")?,
        }
        write!(part, "<v>{value}</v></c>")?;
    }
    write!(part, "</row>")
}

enum Cached {
    Number(f64),
    Text(&'static str),
}

/// The values of a row's formulas.
fn values(a: f64, b: f64, total: &mut f64) -> [Cached; FORMULAS.len()] {
    let c = a * b;
    let d = c + a * 0.5;
    let e = if d > b * 20.0 { d - b } else { b - d };
    let f = a + b + c + d + e;
    let g = (f / 7.0 * 100.0).round() / 100.0;
    let (smallest, largest) = [c, d, e, f, g]
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(*x), high.max(*x)));
    let h = largest - smallest;
    let i = rate(b as u32);
    let j = if g > 50.0 && h < 900.0 { "near" } else { "far" };
    let k = h * (1.0 + i) + if j == "near" { 1.0 } else { 0.0 };
    *total += k;
    [
        Cached::Number(c),
        Cached::Number(d),
        Cached::Number(e),
        Cached::Number(f),
        Cached::Number(g),
        Cached::Number(h),
        Cached::Number(i),
        Cached::Text(j),
        Cached::Number(k),
        Cached::Number(*total),
    ]
}
