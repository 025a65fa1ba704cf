//! Bytes of any length, encrypted: in a folder, or in an object store that speaks S3.
//!
//! # Format
//!
//! A blob is two objects. `<key>` holds the content in segments, `<key>.key` the key that it is
//! encrypted with. A blob is never changed after it is written; each has a key of its own, made of
//! the service's name, a folder that the service chooses and a new identifier.
//!
//! Content: segments of 65,536 bytes (the last one has the rest: 0 to 65,536 bytes, and 0 only in an
//! empty blob), each encrypted by AES-256-GCM with the blob's data key and followed by its 16-byte
//! tag. The nonce of a segment is 7 zero bytes, its index as 4 bytes (big-endian), and 1 for the last
//! segment or 0: the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár, "Online
//! Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", 2015). The data key is used for
//! nothing else, so no nonce repeats. Segments that are swapped, dropped, appended or come from another
//! blob don't open; any range is read by opening the segments that it touches.
//!
//! Key: `ULAMKEY1`, 8 bytes that name the wrapping key, a random nonce of 12 bytes, and the data key
//! encrypted by AES-256-GCM with the wrapping key (32 + 16 bytes), with the blob's key as associated
//! data, so that a key doesn't open another blob. The wrapping key is derived from the master key.
//! [`Blobs::rewrap`] changes the master key by rewriting these 76 bytes of each blob; contents stay as
//! they are. Deleting a blob deletes its key first: what is left of it can't be read.

mod envelope;
mod reader;
mod seekable;
mod segments;
mod storage;
mod writer;

use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;
use futures::{Stream, StreamExt, TryStreamExt, pin_mut};
use ulam_contracts::blob::BlobReference;

pub use seekable::BlobFile;
pub use writer::BlobWriter;

use crate::access::Keys;
use crate::configuration::Configuration;
use crate::identifier::new_id;
use crate::service::Context;
use envelope::WrappingKey;
use storage::Storage;

/// Longest key.
const KEY_BYTES_MAX: usize = 512;

/// The blob store as one service uses it.
#[derive(Clone)]
pub struct Blobs {
    storage: Storage,
    wrapping: Arc<WrappingKey>,
    service: &'static str,
}

/// Why bytes can't be stored or read.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// There is no such blob, or it was deleted.
    #[error("blob {0} not found")]
    NotFound(String),
    /// The bytes are not those that were stored, or the key is another.
    #[error("blob {0} is damaged, or was encrypted with another master key")]
    Damaged(String),
    /// A range that doesn't lie in the content.
    #[error("range {start}..{end} outside of the {bytes} bytes of blob {key}")]
    Range {
        /// The blob.
        key: String,
        /// First byte wanted.
        start: u64,
        /// Byte after the last one wanted.
        end: u64,
        /// Size of the content.
        bytes: u64,
    },
    /// A text that is no key.
    #[error("'{0}' is no key of a blob")]
    Key(String),
    /// Longer than the format can hold (2^32 segments), or than was asked for.
    #[error("blob {0} is too long")]
    TooLong(String),
    /// The setting `blobs.url` is not understood.
    #[error("blobs.url: {0}")]
    Url(String),
    /// The folder or the object store failed.
    #[error("blob storage failed")]
    Storage(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The stream that was to be stored failed.
    #[error("the content broke off")]
    Source(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl BlobError {
    pub(crate) fn storage(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> BlobError {
        BlobError::Storage(error.into())
    }
}

impl From<BlobError> for crate::http::ApiError {
    fn from(error: BlobError) -> crate::http::ApiError {
        crate::http::ApiError::caused_by(&error)
    }
}

impl Blobs {
    /// The blob store that the settings tell, for a service: `<data>/blobs`, or `blobs.url`.
    ///
    /// # Errors
    /// A URL that isn't understood, a folder that can't be made.
    pub fn open(context: &Context) -> Result<Blobs, BlobError> {
        Blobs::of(&context.configuration, &context.keys, context.name)
    }

    /// The same for a program that is no service.
    ///
    /// # Errors
    /// As [`Blobs::open`].
    pub fn of(
        configuration: &Configuration,
        keys: &Keys,
        service: &'static str,
    ) -> Result<Blobs, BlobError> {
        let storage = Storage::open(&configuration.blobs, &configuration.data)?;
        Ok(Blobs { storage, wrapping: Arc::new(WrappingKey::of(keys)), service })
    }

    /// Stores a stream. `folder` groups blobs for those who look at the store: letters, digits, `-`,
    /// `_`, `.` and `/`, such as the tenant's id.
    ///
    /// Memory: a few megabytes, whatever the length.
    ///
    /// # Errors
    /// The stream's or the store's; nothing is kept then.
    pub async fn put<S, B, E>(
        &self,
        folder: &str,
        content_type: &str,
        content: S,
    ) -> Result<BlobReference, BlobError>
    where
        S: Stream<Item = Result<B, E>>,
        B: AsRef<[u8]>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let mut writer = self.writer(folder, content_type).await?;
        pin_mut!(content);
        while let Some(chunk) = content.next().await {
            let chunk = chunk.map_err(|error| BlobError::Source(error.into()))?;
            writer.write(chunk.as_ref()).await?;
        }
        writer.finish().await
    }

    /// Stores bytes.
    ///
    /// # Errors
    /// The store's.
    pub async fn put_bytes(
        &self,
        folder: &str,
        content_type: &str,
        bytes: &[u8],
    ) -> Result<BlobReference, BlobError> {
        let mut writer = self.writer(folder, content_type).await?;
        writer.write(bytes).await?;
        writer.finish().await
    }

    /// Stores bytes as they come, for callers that have no stream. Dropped without
    /// [`BlobWriter::finish`], nothing is kept.
    ///
    /// # Errors
    /// The store's; a folder that isn't a path of plain names.
    pub async fn writer(&self, folder: &str, content_type: &str) -> Result<BlobWriter, BlobError> {
        let key = format!("{}/{folder}/{}", self.service, new_id());
        checked_key(&key)?;
        let data_key = segments::DataKey::random();
        let wrapped = self.wrapping.wrap(&data_key, &key);
        BlobWriter::new(self.storage.clone(), key, content_type, data_key, wrapped).await
    }

    /// A blob's content, or a range of it (bytes from, up to but without), piece by piece.
    ///
    /// # Errors
    /// No such blob, a range outside of it. While it streams: a damaged blob, the store's.
    pub async fn get(
        &self,
        reference: &BlobReference,
        range: Option<Range<u64>>,
    ) -> Result<impl Stream<Item = Result<Bytes, BlobError>> + Send + use<>, BlobError> {
        checked_key(&reference.key)?;
        let data_key = self.data_key(&reference.key).await?;
        reader::stream(self.storage.clone(), data_key, reference, range)
    }

    /// A blob's content, or a range of it, at once.
    ///
    /// # Errors
    /// As [`Blobs::get`]; more than `bytes_max`.
    pub async fn read(
        &self,
        reference: &BlobReference,
        range: Option<Range<u64>>,
        bytes_max: usize,
    ) -> Result<Bytes, BlobError> {
        let length =
            range.as_ref().map_or(reference.bytes, |range| range.end.saturating_sub(range.start));
        let length = usize::try_from(length).ok().filter(|length| *length <= bytes_max);
        let length = length.ok_or_else(|| BlobError::TooLong(reference.key.clone()))?;
        let stream = self.get(reference, range).await?;
        let mut content = Vec::with_capacity(length);
        pin_mut!(stream);
        while let Some(piece) = stream.try_next().await? {
            content.extend_from_slice(&piece);
        }
        Ok(content.into())
    }

    /// Deletes a blob; one that isn't there is no error.
    ///
    /// # Errors
    /// The store's.
    pub async fn delete(&self, reference: &BlobReference) -> Result<(), BlobError> {
        checked_key(&reference.key)?;
        self.storage.delete(&envelope::object_of(&reference.key)).await?;
        self.storage.delete(&reference.key).await
    }

    /// Wraps the keys of all blobs anew that `previous` wrapped, of every service: after the master
    /// key has changed. Can be repeated. The number of keys that were wrapped anew.
    ///
    /// # Errors
    /// The store's; a key that neither master key opens.
    pub async fn rewrap(&self, previous: &Keys) -> Result<u64, BlobError> {
        let previous = WrappingKey::of(previous);
        let mut count = 0;
        for object in self.storage.list_keys().await? {
            let Some(key) = envelope::blob_of(&object) else { continue };
            let wrapped = match self.storage.read_small(&object).await {
                Err(BlobError::NotFound(_)) => continue,
                wrapped => wrapped?,
            };
            if self.wrapping.unwrap(&wrapped, key).is_some() {
                continue;
            }
            let data_key = previous
                .unwrap(&wrapped, key)
                .ok_or_else(|| BlobError::Damaged(key.to_string()))?;
            self.storage.write_small(&object, self.wrapping.wrap(&data_key, key)).await?;
            count += 1;
        }
        Ok(count)
    }

    async fn data_key(&self, key: &str) -> Result<segments::DataKey, BlobError> {
        let wrapped = self.storage.read_small(&envelope::object_of(key)).await.map_err(
            |error| match error {
                BlobError::NotFound(_) => BlobError::NotFound(key.to_string()),
                error => error,
            },
        )?;
        self.wrapping.unwrap(&wrapped, key).ok_or_else(|| BlobError::Damaged(key.to_string()))
    }
}

/// Keys come from databases; one that would lead out of the store is refused all the same.
fn checked_key(key: &str) -> Result<(), BlobError> {
    let is_plain = |name: &str| {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        !name.is_empty() && !name.starts_with('.') && name.bytes().all(allowed)
    };
    if key.len() <= KEY_BYTES_MAX && key.split('/').all(is_plain) {
        return Ok(());
    }
    Err(BlobError::Key(key.chars().take(KEY_BYTES_MAX).collect()))
}

#[cfg(test)]
mod tests;
