//! Authenticator apps (RFC 6238) and recovery codes.

use data_encoding::BASE32_NOPAD;
use totp_rs::{Builder, Secret, Totp};
use ulam_platform::http::ApiError;

/// Recovery codes that are given out at a time.
pub const RECOVERY_CODES: usize = 10;
/// Time to confirm an enrolment.
pub const ENROLMENT_US: i64 = 900_000_000;
const SECRET_BYTES: usize = 20;
const ISSUER: &str = "Ulam";

/// A new secret, in base32.
pub fn new_secret() -> String {
    let mut bytes = [0; SECRET_BYTES];
    aws_lc_rs::rand::fill(&mut bytes).expect("the operating system gives randomness");
    BASE32_NOPAD.encode(&bytes)
}

fn generator(secret: &str, account: &str) -> Result<Totp, ApiError> {
    let bytes = BASE32_NOPAD.decode(secret.as_bytes()).map_err(ApiError::internal)?;
    // The address that apps read has no colon in its names.
    let account = account.replace(':', " ");
    let builder = Builder::new()
        .with_secret(Secret::from(bytes))
        .with_account_name(account)
        .with_issuer(Some(ISSUER));
    builder.build().map_err(ApiError::internal)
}

/// The address of a secret that apps understand.
///
/// # Errors
/// A secret that is none.
pub fn otpauth_uri(secret: &str, account: &str) -> Result<String, ApiError> {
    generator(secret, account)?.to_url().map_err(ApiError::internal)
}

/// A text as a picture to scan: an SVG document.
///
/// # Errors
/// A text too long for a QR code.
pub fn qr_svg(text: &str) -> Result<String, ApiError> {
    let code = qrcode::QrCode::new(text).map_err(ApiError::internal)?;
    Ok(code.render::<qrcode::render::svg::Color<'_>>().min_dimensions(240, 240).build())
}

/// The time step of a code that is good now (or was 30 seconds ago, or will be).
///
/// # Errors
/// A secret that is none.
pub fn matching_step(secret: &str, code: &str, now_us: i64) -> Result<Option<i64>, ApiError> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(None);
    }
    let seconds = u64::try_from(now_us / 1_000_000).unwrap_or(0);
    let step = generator(secret, "")?.check(&digits, seconds);
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

/// New recovery codes: three groups of four letters and digits, 60 bits each.
pub fn new_recovery_codes() -> Vec<String> {
    let code = || {
        let mut bytes = [0; 8];
        aws_lc_rs::rand::fill(&mut bytes).expect("the operating system gives randomness");
        let text = BASE32_NOPAD.encode(&bytes).to_lowercase();
        format!("{}-{}-{}", &text[..4], &text[4..8], &text[8..12])
    };
    (0..RECOVERY_CODES).map(|_| code()).collect()
}

/// The form in which recovery codes are compared.
pub fn recovery_key(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B: the secret `12345678901234567890`, SHA-1; the last six of eight digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = BASE32_NOPAD.encode(b"12345678901234567890");
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (20_000_000_000, "353130"),
        ] {
            let step = matching_step(&secret, code, seconds * 1_000_000).unwrap();
            assert_eq!(step, Some(seconds / 30), "{code}");
        }
        // A step late is taken, two are not.
        assert!(matching_step(&secret, "287082", 89_000_000).unwrap().is_some());
        assert!(matching_step(&secret, "287082", 120_000_000).unwrap().is_none());
        assert!(matching_step(&secret, "287 082", 59_000_000).unwrap().is_some());
        for bad in ["", "28708", "2870822", "28708a", "２８７０８２"] {
            assert!(matching_step(&secret, bad, 59_000_000).unwrap().is_none(), "{bad}");
        }
    }

    #[test]
    fn enrolment_shows_secret_address_and_picture() {
        let secret = new_secret();
        let uri = otpauth_uri(&secret, "ada@example.com").unwrap();
        assert!(uri.starts_with("otpauth://totp/Ulam") && uri.contains(&secret), "{uri}");
        assert!(qr_svg(&uri).unwrap().contains("<svg"));
    }

    #[test]
    fn recovery_codes_are_distinct_and_read_leniently() {
        let codes = new_recovery_codes();
        let distinct: std::collections::BTreeSet<_> = codes.iter().collect();
        assert_eq!(distinct.len(), RECOVERY_CODES);
        assert_eq!(recovery_key(" 7K2M-9qvx ltr4 "), "7k2m9qvxltr4");
    }
}
