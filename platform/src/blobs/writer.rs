//! Writing a blob as its bytes come.

use aws_lc_rs::digest::{self, SHA256};
use ulam_contracts::blob::BlobReference;

use super::BlobError;
use super::envelope;
use super::segments::{DataKey, SEALED_BYTES, SEGMENT_BYTES};
use super::storage::{Storage, Upload};

/// Segments handed to the storage at once.
const SEGMENTS_AT_ONCE: usize = 8;

/// A blob that is being written. Dropped without [`BlobWriter::finish`], nothing is kept.
pub struct BlobWriter {
    storage: Storage,
    upload: Upload,
    key: String,
    content_type: String,
    data_key: DataKey,
    wrapped_key: Vec<u8>,
    digest: digest::Context,
    bytes: u64,
    next_segment: u32,
    /// Content that is not sealed yet: at most a segment, for the last one is sealed differently.
    pending: Vec<u8>,
    sealed: Vec<u8>,
}

impl BlobWriter {
    pub(super) async fn new(
        storage: Storage,
        key: String,
        content_type: &str,
        data_key: DataKey,
        wrapped_key: Vec<u8>,
    ) -> Result<BlobWriter, BlobError> {
        Ok(BlobWriter {
            upload: storage.create(&key).await?,
            storage,
            key,
            content_type: content_type.to_string(),
            data_key,
            wrapped_key,
            digest: digest::Context::new(&SHA256),
            bytes: 0,
            next_segment: 0,
            pending: Vec::with_capacity(SEGMENT_BYTES),
            sealed: Vec::with_capacity(SEGMENTS_AT_ONCE * SEALED_BYTES),
        })
    }

    /// Bytes written so far.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Adds bytes at the end.
    ///
    /// # Errors
    /// The store's.
    pub async fn write(&mut self, mut content: &[u8]) -> Result<(), BlobError> {
        while !content.is_empty() {
            // Only when more follows it is known that a full segment isn't the last.
            if self.pending.len() == SEGMENT_BYTES {
                self.seal(false)?;
                if self.sealed.len() >= SEGMENTS_AT_ONCE * SEALED_BYTES {
                    self.flush().await?;
                }
            }
            let (head, rest) =
                content.split_at(content.len().min(SEGMENT_BYTES - self.pending.len()));
            self.digest.update(head);
            self.pending.extend_from_slice(head);
            self.bytes += head.len() as u64;
            content = rest;
        }
        Ok(())
    }

    /// Completes the blob.
    ///
    /// # Errors
    /// The store's; nothing is kept then.
    pub async fn finish(mut self) -> Result<BlobReference, BlobError> {
        self.seal(true)?;
        self.flush().await?;
        self.upload.finish().await?;
        self.storage.write_small(&envelope::object_of(&self.key), self.wrapped_key).await?;
        Ok(BlobReference {
            key: self.key,
            bytes: self.bytes,
            sha256: hexadecimal(self.digest.finish().as_ref()),
            content_type: self.content_type,
            wrapped_key: None,
        })
    }

    /// Gives the blob up.
    pub async fn abort(self) {
        self.upload.abort().await;
    }

    fn seal(&mut self, is_last: bool) -> Result<(), BlobError> {
        self.data_key.seal(self.next_segment, is_last, &self.pending, &mut self.sealed);
        self.pending.clear();
        if !is_last {
            let next = self.next_segment.checked_add(1);
            self.next_segment = next.ok_or_else(|| BlobError::TooLong(self.key.clone()))?;
        }
        Ok(())
    }

    async fn flush(&mut self) -> Result<(), BlobError> {
        let full = Vec::with_capacity(SEGMENTS_AT_ONCE * SEALED_BYTES);
        self.upload.write(std::mem::replace(&mut self.sealed, full)).await
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}
