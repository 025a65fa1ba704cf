//! Random secrets and their comparison.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// A random text of `entropy_bytes` bytes of the operating system's randomness, safe in URLs.
pub fn random_token(entropy_bytes: usize) -> String {
    let mut bytes = vec![0; entropy_bytes];
    aws_lc_rs::rand::fill(&mut bytes).expect("the operating system gives randomness");
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Whether two secrets are equal, in a time that doesn't tell where they differ.
pub fn constant_time_equal(left: &[u8], right: &[u8]) -> bool {
    aws_lc_rs::constant_time::verify_slices_are_equal(left, right).is_ok()
}
