//! Wrapping of data keys (see the format in [`super`]).

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use super::segments::DataKey;
use crate::access::Keys;

const MAGIC: &[u8; 8] = b"ULAMKEY1";
const NAME_BYTES: usize = 8;
const SUFFIX: &str = ".key";

/// The key that wraps data keys.
pub(super) struct WrappingKey {
    name: [u8; NAME_BYTES],
    key: LessSafeKey,
}

/// The object with the wrapped data key of a blob.
pub(super) fn object_of(blob_key: &str) -> String {
    format!("{blob_key}{SUFFIX}")
}

/// The blob of an object, if it is one with a wrapped data key.
pub(super) fn blob_of(object: &str) -> Option<&str> {
    object.strip_suffix(SUFFIX)
}

impl WrappingKey {
    pub(super) fn of(keys: &Keys) -> WrappingKey {
        let unbound = UnboundKey::new(&AES_256_GCM, &keys.derived("blob key wrapping"));
        let mut name = [0; NAME_BYTES];
        name.copy_from_slice(&keys.derived("blob wrapping key name")[..NAME_BYTES]);
        WrappingKey { name, key: LessSafeKey::new(unbound.expect("AES-256 takes 32 bytes")) }
    }

    pub(super) fn wrap(&self, data_key: &DataKey, blob_key: &str) -> Vec<u8> {
        let mut nonce = [0; NONCE_LEN];
        aws_lc_rs::rand::fill(&mut nonce).expect("the operating system gives randomness");
        let mut sealed = data_key.bytes().to_vec();
        let nonce_for_key = Nonce::assume_unique_for_key(nonce);
        let aad = Aad::from(blob_key.as_bytes());
        self.key
            .seal_in_place_append_tag(nonce_for_key, aad, &mut sealed)
            .expect("a key is within AES-GCM's limit");
        [&MAGIC[..], &self.name, &nonce, &sealed].concat()
    }

    /// The data key, or `None` if this is not a key of this blob wrapped by this wrapping key.
    pub(super) fn unwrap(&self, wrapped: &[u8], blob_key: &str) -> Option<DataKey> {
        let rest = wrapped.strip_prefix(MAGIC)?.strip_prefix(&self.name)?;
        let (nonce, sealed) = rest.split_at_checked(NONCE_LEN)?;
        let mut sealed = sealed.to_vec();
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let opened =
            self.key.open_in_place(nonce, Aad::from(blob_key.as_bytes()), &mut sealed).ok()?;
        Some(DataKey::from_bytes(opened.try_into().ok()?))
    }
}
