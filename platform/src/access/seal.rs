//! Sealing what has to be kept but must not be read by whoever has the database alone.

use std::sync::Arc;

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::Keys;

/// Seals texts for one purpose.
#[derive(Clone)]
pub(crate) struct Sealer(Arc<LessSafeKey>);

impl Sealer {
    /// See [`Keys::seal`].
    pub(crate) fn seal(&self, text: &str) -> String {
        let mut nonce = [0; NONCE_LEN];
        aws_lc_rs::rand::fill(&mut nonce).expect("the operating system gives randomness");
        let mut bytes = text.as_bytes().to_vec();
        let sealed = self.0.seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::empty(),
            &mut bytes,
        );
        sealed.expect("texts are shorter than the cipher's limit");
        URL_SAFE_NO_PAD.encode([&nonce[..], &bytes].concat())
    }

    /// See [`Keys::open`].
    pub(crate) fn open(&self, sealed: &str) -> Option<String> {
        let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, rest) = bytes.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut rest = rest.to_vec();
        let text = self.0.open_in_place(nonce, Aad::empty(), &mut rest).ok()?;
        String::from_utf8(text.to_vec()).ok()
    }
}

impl Keys {
    /// What seals texts for a purpose, where there are many of them.
    pub(crate) fn sealer(&self, purpose: &str) -> Sealer {
        let key = UnboundKey::new(&AES_256_GCM, &self.derived(purpose));
        let key = key.expect("a derived key has the cipher's length");
        Sealer(Arc::new(LessSafeKey::new(key)))
    }

    /// Encrypts and authenticates a text for one purpose (AES-256-GCM, a random nonce in front); the
    /// answer is base64url.
    pub fn seal(&self, purpose: &str, text: &str) -> String {
        self.sealer(purpose).seal(text)
    }

    /// The text that was sealed for this purpose; `None` if it was changed, or sealed for another
    /// purpose or with another master key.
    pub fn open(&self, purpose: &str, sealed: &str) -> Option<String> {
        self.sealer(purpose).open(sealed)
    }
}

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::STANDARD;

    use super::*;

    #[test]
    fn what_was_sealed_opens_for_its_purpose_and_key_alone() {
        let keys = |byte| Keys::from_base64(&STANDARD.encode([byte; 32])).unwrap();
        let sealed = keys(1).seal("totp", "JBSWY3DPEHPK3PXP");
        assert!(!sealed.contains("JBSWY3DPEHPK3PXP"));
        assert_eq!(keys(1).open("totp", &sealed).as_deref(), Some("JBSWY3DPEHPK3PXP"));
        assert_eq!(keys(1).open("mail", &sealed), None);
        assert_eq!(keys(2).open("totp", &sealed), None);
        assert_ne!(sealed, keys(1).seal("totp", "JBSWY3DPEHPK3PXP"), "nonces are random");
        for nonsense in ["", "AAAA", "%"] {
            assert_eq!(keys(1).open("totp", nonsense), None);
        }
    }
}
