//! Reading a blob or a range of it.

use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;
use futures::Stream;
use ulam_contracts::blob::BlobReference;

use super::BlobError;
use super::segments::{DataKey, SEALED_BYTES, SEGMENT_BYTES, TAG_BYTES, segment_count};
use super::storage::Storage;

/// Segments read at once from a folder: half a megabyte.
const FOLDER_SEGMENTS_AT_ONCE: u64 = 8;
/// Segments read at once from an object store: four megabytes, for each read is a request.
const OBJECT_SEGMENTS_AT_ONCE: u64 = 64;

struct Reader {
    storage: Storage,
    data_key: Arc<DataKey>,
    key: String,
    /// Bytes of the content.
    bytes: u64,
    segment_count: u64,
    /// What is still to be read, in bytes of the content.
    left: Range<u64>,
    /// Whether the object's size was compared with what it must be.
    is_size_checked: bool,
    is_first: bool,
}

/// The content of a range, piece by piece.
pub(super) fn stream(
    storage: Storage,
    data_key: DataKey,
    reference: &BlobReference,
    range: Option<Range<u64>>,
) -> Result<impl Stream<Item = Result<Bytes, BlobError>> + Send + use<>, BlobError> {
    let bytes = reference.bytes;
    let left = range.unwrap_or(0..bytes);
    if left.start > left.end || left.end > bytes {
        return Err(BlobError::Range {
            key: reference.key.clone(),
            start: left.start,
            end: left.end,
            bytes,
        });
    }
    let segment_count =
        segment_count(bytes).ok_or_else(|| BlobError::TooLong(reference.key.clone()))?;
    let reader = Reader {
        storage,
        data_key: Arc::new(data_key),
        key: reference.key.clone(),
        bytes,
        segment_count,
        left,
        is_size_checked: false,
        is_first: true,
    };
    Ok(futures::stream::try_unfold(reader, |mut reader| async move {
        let piece = reader.next_piece().await?;
        Ok(piece.map(|piece| (piece, reader)))
    }))
}

impl Reader {
    async fn next_piece(&mut self) -> Result<Option<Bytes>, BlobError> {
        if !self.is_size_checked {
            self.is_size_checked = true;
            let stored = self.storage.size(&self.key).await?;
            if stored != self.bytes + self.segment_count * TAG_BYTES as u64 {
                return Err(self.damaged());
            }
        }
        // An empty blob has a segment too: it is opened to know that it is this one.
        let is_empty_blob = self.bytes == 0 && self.is_first;
        self.is_first = false;
        if self.left.is_empty() && !is_empty_blob {
            return Ok(None);
        }
        let segment = SEGMENT_BYTES as u64;
        let at_once = match self.storage {
            Storage::Folder(_) => FOLDER_SEGMENTS_AT_ONCE,
            Storage::Objects { .. } => OBJECT_SEGMENTS_AT_ONCE,
        };
        let first = self.left.start / segment;
        let end = self.left.end.div_ceil(segment).min(first + at_once).max(first + 1);
        let stored_from = first * SEALED_BYTES as u64;
        let stored_to = (end * segment).min(self.bytes) + end * TAG_BYTES as u64;
        let sealed = self.storage.read_range(&self.key, stored_from..stored_to).await?;
        let (data_key, count) = (self.data_key.clone(), self.segment_count);
        let opened =
            tokio::task::spawn_blocking(move || open_all(&data_key, first, count, &sealed)).await;
        let content = opened.map_err(BlobError::storage)?.ok_or_else(|| self.damaged())?;
        let from = self.left.start - first * segment;
        let to = (self.left.end - first * segment).min(content.len() as u64);
        self.left.start = first * segment + to;
        let slice = usize::try_from(from).ok().zip(usize::try_from(to).ok());
        let (from, to) = slice.filter(|(from, to)| from <= to).ok_or_else(|| self.damaged())?;
        Ok(Some(Bytes::from(content).slice(from..to)))
    }

    fn damaged(&self) -> BlobError {
        BlobError::Damaged(self.key.clone())
    }
}

/// The content of consecutive segments, the first of which has index `first`.
fn open_all(data_key: &DataKey, first: u64, count: u64, sealed: &[u8]) -> Option<Vec<u8>> {
    let mut content = Vec::with_capacity(sealed.len());
    let mut buffer = vec![0; SEALED_BYTES];
    for (offset, segment) in sealed.chunks(SEALED_BYTES).enumerate() {
        let index = first + offset as u64;
        let space = buffer.get_mut(..segment.len())?;
        space.copy_from_slice(segment);
        content.extend_from_slice(data_key.open(
            u32::try_from(index).ok()?,
            index + 1 == count,
            space,
        )?);
    }
    Some(content)
}
