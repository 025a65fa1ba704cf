//! Signatures of webhook deliveries: `t=<unix seconds>,v1=<hex HMAC-SHA256 of "<t>.<body>">`.

use aws_lc_rs::hmac;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The header's value for a body sent at a time.
pub fn signature(secret: &str, time_seconds: i64, body: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let tag = hmac::sign(&key, format!("{time_seconds}.{body}").as_bytes());
    format!("t={time_seconds},v1={}", hex(tag.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected value from Python: `hmac.new(b"whsec_test", b'1700000000.{"a":1}', "sha256").hexdigest()`.
    #[test]
    fn a_body_is_signed_with_its_time() {
        let expected =
            "t=1700000000,v1=38877139021993b830af32feea6e18a8da83eb2f6e49ee50bd9e4cf4ca4d3789";
        assert_eq!(signature("whsec_test", 1_700_000_000, r#"{"a":1}"#), expected);
        assert_ne!(signature("whsec_test", 1_700_000_001, r#"{"a":1}"#), expected);
    }
}
