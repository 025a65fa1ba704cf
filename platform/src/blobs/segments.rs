//! Encryption of a content's segments (see the format in [`super`]).

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};

/// Content bytes of a segment.
pub(super) const SEGMENT_BYTES: usize = 64 << 10;
/// Bytes of the tag after each segment.
pub(super) const TAG_BYTES: usize = 16;
/// Bytes of a segment as it is stored.
pub(super) const SEALED_BYTES: usize = SEGMENT_BYTES + TAG_BYTES;

/// The key of one blob's content.
pub(super) struct DataKey {
    bytes: [u8; 32],
    key: LessSafeKey,
}

impl DataKey {
    pub(super) fn random() -> DataKey {
        let mut bytes = [0; 32];
        aws_lc_rs::rand::fill(&mut bytes).expect("the operating system gives randomness");
        DataKey::from_bytes(bytes)
    }

    pub(super) fn from_bytes(bytes: [u8; 32]) -> DataKey {
        let unbound = UnboundKey::new(&AES_256_GCM, &bytes).expect("AES-256 takes 32 bytes");
        DataKey { bytes, key: LessSafeKey::new(unbound) }
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.bytes
    }

    /// Appends a segment, sealed, to `sealed`. `content` has at most [`SEGMENT_BYTES`].
    pub(super) fn seal(&self, index: u32, is_last: bool, content: &[u8], sealed: &mut Vec<u8>) {
        let start = sealed.len();
        sealed.extend_from_slice(content);
        let segment = &mut sealed[start..];
        let tag = self.key.seal_in_place_separate_tag(nonce(index, is_last), Aad::empty(), segment);
        sealed.extend_from_slice(tag.expect("a segment is within AES-GCM's limit").as_ref());
    }

    /// Opens a segment in place: its content, or `None` if it isn't this segment of this blob.
    pub(super) fn open<'a>(
        &self,
        index: u32,
        is_last: bool,
        sealed: &'a mut [u8],
    ) -> Option<&'a [u8]> {
        let opened = self.key.open_in_place(nonce(index, is_last), Aad::empty(), sealed);
        opened.ok().map(|content| &*content)
    }
}

fn nonce(index: u32, is_last: bool) -> Nonce {
    let mut bytes = [0; 12];
    bytes[7..11].copy_from_slice(&index.to_be_bytes());
    bytes[11] = u8::from(is_last);
    Nonce::assume_unique_for_key(bytes)
}

/// Segments of a content of so many bytes: at least one, at most 2^32.
pub(super) fn segment_count(bytes: u64) -> Option<u64> {
    let count = bytes.div_ceil(SEGMENT_BYTES as u64).max(1);
    (count <= 1 << 32).then_some(count)
}
