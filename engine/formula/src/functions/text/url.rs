//! ENCODEURL.

use super::text_result;
use crate::arguments::Arguments;
use crate::function::{Category, Function, Outcome, Returns, example, text};

/// The rows.
pub static FUNCTIONS: &[Function] = &[Function::values(
    "ENCODEURL",
    Category::Text,
    "Writes a text so that it can be part of a web address.",
    &[text("text")],
    Returns::Text,
    encode_url,
)
.examples(&[
    example(
        "ENCODEURL(\"http://contoso.sharepoint.com/Finance/Profit and Loss Statement.xlsx\")",
        "\"http%3A%2F%2Fcontoso.sharepoint.com%2FFinance%2FProfit%20and%20Loss%20Statement.xlsx\"",
    ),
    example("ENCODEURL(\"é-_.~\")", "\"%C3%A9-_.~\""),
    example("ENCODEURL(#N/A)", "#N/A"),
])];

/// Bytes of UTF-8 that RFC 3986 (2.3) doesn't leave unreserved become `%` and two digits.
fn encode_url(arguments: &Arguments) -> Outcome {
    let text = arguments.text(0)?;
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    text_result(encoded)
}
