//! Number formats: what TEXT and a cell's display show.

use crate::context::DateSystem;
use crate::value::{CellError, Value};

/// The value as the format code shows it (en-US): `0.00`, `#,##0;[Red](#,##0)`, `yyyy-mm-dd`,
/// `h:mm AM/PM`, `0.0%`, `# ?/?`, `0.00E+00`, `@`, `[h]:mm`, conditions, literals, `General`.
pub fn format(_value: &Value, _code: &str, _dates: DateSystem) -> Result<String, CellError> {
    todo!()
}
