//! File names that are safe to store, show and send back.

/// Longest name, in bytes: what file systems take.
const NAME_BYTES_MAX: usize = 255;
/// Longest extension that counts as one, in bytes.
const EXTENSION_BYTES_MAX: usize = 16;
/// Names that Windows keeps for devices, whatever the extension.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];
const FALLBACK: &str = "file";

/// A name without path, control characters, and characters that change how others read; never empty,
/// at most 255 bytes. The extension stays.
pub fn sanitised(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept = last.chars().filter(|character| !is_harmful(*character));
    // Characters that file systems refuse.
    let kept: String = kept
        .map(|c| if matches!(c, ':' | '*' | '?' | '"' | '<' | '>' | '|') { '_' } else { c })
        .collect();
    let kept = kept.trim().trim_matches('.').trim();
    if kept.is_empty() {
        return FALLBACK.to_string();
    }
    let (stem, extension) = split(kept);
    let device = stem.to_ascii_lowercase();
    let is_port = |name: &str| matches!(name.strip_prefix("com").or(name.strip_prefix("lpt")), Some(digit) if digit.len() == 1 && digit.bytes().all(|byte| byte.is_ascii_digit()));
    let stem = if DEVICES.contains(&device.as_str()) || is_port(&device) {
        format!("_{stem}")
    } else {
        stem.to_string()
    };
    let suffix = extension.map_or(String::new(), |extension| format!(".{extension}"));
    let stem = shortened(&stem, NAME_BYTES_MAX - suffix.len());
    format!("{stem}{suffix}")
}

/// Control characters, and those of Unicode that are invisible or turn the direction of writing:
/// a name must not look as if it had another extension.
fn is_harmful(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn shortened(text: &str, bytes_max: usize) -> &str {
    let mut end = text.len().min(bytes_max);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Stem and extension.
fn split(name: &str) -> (&str, Option<&str>) {
    match name.rsplit_once('.') {
        Some((stem, extension))
            if !stem.is_empty()
                && !extension.is_empty()
                && extension.len() <= EXTENSION_BYTES_MAX =>
        {
            (stem, Some(extension))
        }
        _ => (name, None),
    }
}

/// The extension in lower case; empty if there is none.
pub fn extension(name: &str) -> String {
    split(name).1.unwrap_or_default().to_lowercase()
}

/// A new name that keeps the extension of the old one.
pub fn renamed(old: &str, new: &str) -> String {
    let kept = extension(old);
    let new = sanitised(new);
    if kept.is_empty() || extension(&new) == kept {
        return new;
    }
    sanitised(&format!("{new}.{kept}"))
}

/// The value of a `Content-Disposition` header for a download (RFC 6266): the name in ASCII for old
/// clients, and as it is (RFC 8187).
pub fn content_disposition(name: &str) -> String {
    use std::fmt::Write;
    let plain = |c: char| {
        if c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '%') || c == ' ' { c } else { '_' }
    };
    let ascii: String = name.chars().map(plain).collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`|~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_paths_and_what_harms() {
        for (given, expected) in [
            ("plan.xlsx", "plan.xlsx"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\ada\\plan.xlsx", "plan.xlsx"),
            ("..", "file"),
            ("", "file"),
            ("a\0b\r\n.csv", "ab.csv"),
            ("plan\u{202e}xslx.exe", "planxslx.exe"),
            (".hidden", "hidden"),
            ("CON.xlsx", "_CON.xlsx"),
            ("com1.csv", "_com1.csv"),
            ("what?.csv", "what_.csv"),
            ("Übersicht 年度.xlsx", "Übersicht 年度.xlsx"),
            ("trailing. ", "trailing"),
        ] {
            assert_eq!(sanitised(given), expected, "{given:?}");
        }
    }

    #[test]
    fn long_names_are_cut_at_a_character_and_keep_their_extension() {
        let name = sanitised(&format!("{}.xlsx", "年".repeat(400)));
        assert!(name.len() <= 255 && name.ends_with("年.xlsx"));
        assert!(sanitised(&"a".repeat(10_000)).len() <= 255);
    }

    #[test]
    fn renaming_keeps_the_extension() {
        assert_eq!(renamed("plan.xlsx", "budget"), "budget.xlsx");
        assert_eq!(renamed("plan.xlsx", "budget.exe"), "budget.exe.xlsx");
        assert_eq!(renamed("plan.xlsx", "budget.XLSX"), "budget.XLSX");
    }

    #[test]
    fn headers_can_not_be_broken_out_of() {
        // RFC 8187, section 3.2.3, has the euro sign as %E2%82%AC.
        assert_eq!(
            content_disposition("a\"b;\r\n€.csv"),
            "attachment; filename=\"a_b;___.csv\"; filename*=UTF-8''a%22b%3B%0D%0A%E2%82%AC.csv"
        );
    }
}
