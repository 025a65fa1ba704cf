//! A small workbook with ten inputs and ten outputs.

use std::io::{self, Write};
use std::path::Path;

use super::write_workbook;

/// Number of outputs, and of inputs.
pub const OUTPUTS: usize = 10;

/// Writes the workbook: inputs in column A, outputs in column B that use two of them each.
pub fn write(path: &Path) -> io::Result<()> {
    write_workbook(path, &["Model"], &mut |_, part| {
        (1..=OUTPUTS).try_for_each(|row| {
            let next = row % OUTPUTS + 1;
            write!(
                part,
                "<row r=\"{row}\"><c r=\"A{row}\"><v>10</v></c><c \
                 r=\"B{row}\"><f>A{row}*A{next}+{row}</f><v>{value}</v></c></row>",
                value = 100 + row
            )
        })
    })
}

/// Its spec.
pub fn spec() -> String {
    let mut spec = "inputs:\n".to_string();
    for row in 1..=OUTPUTS {
        let law = if row % 2 == 0 { "Pert(8, 10, 15)" } else { "Normal(10, 2)" };
        spec.push_str(&format!("  - cell: Model!A{row}\n    distribution: {law}\n"));
    }
    spec.push_str("outputs:\n");
    for row in 1..=OUTPUTS {
        spec.push_str(&format!("  - Model!B{row}\n"));
    }
    spec
}
