//! Answers that are files.

/// A `Content-Disposition` that saves a file under a name, in whatever language it is (RFC 6266).
pub(super) fn attachment(file_name: &str) -> String {
    disposition("attachment", file_name)
}

/// A `Content-Disposition` that shows a file.
pub(super) fn inline(file_name: &str) -> String {
    disposition("inline", file_name)
}

fn disposition(kind: &str, file_name: &str) -> String {
    let plain = |sign: char| match sign {
        sign if sign.is_ascii_alphanumeric() || "-_. ()".contains(sign) => sign,
        _ => '_',
    };
    let ascii: String = file_name.chars().take(120).map(plain).collect();
    let mut encoded = String::new();
    for byte in file_name.chars().take(120).collect::<String>().bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => {
                encoded.push(char::from(byte));
            }
            byte => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    format!("{kind}; filename=\"{ascii}\"; filename*=UTF-8''{encoded}")
}

/// A name of a file for what people call something: without what file systems don't take.
pub(super) fn file_name(name: &str, extension: &str) -> String {
    let plain = |sign: char| match sign {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
        sign if sign.is_control() => '_',
        sign => sign,
    };
    let name: String = name.chars().take(100).map(plain).collect();
    let name = name.trim().trim_start_matches('.');
    let name = if name.is_empty() { "result" } else { name };
    format!("{name}.{extension}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_in_headers_and_folders() {
        assert_eq!(file_name("../a\r\nb: \"c\"", "pdf"), "_a__b_ _c_.pdf");
        assert_eq!(file_name("", "csv"), "result.csv");
        let header = attachment("Übersicht \"1\"\r\n.pdf");
        assert!(!header.contains(['\r', '\n']), "{header}");
        assert!(
            header.ends_with("filename*=UTF-8''%C3%9Cbersicht%20%221%22%0D%0A.pdf"),
            "{header}"
        );
    }
}
