//! A blob as a file, for libraries that read and seek.

use std::io::{self, Read, Seek, SeekFrom};

use bytes::Bytes;
use tokio::runtime::Handle;
use ulam_contracts::blob::BlobReference;

use super::Blobs;

/// Bytes fetched at once.
const FETCHED_BYTES: u64 = 512 << 10;

/// A blob's content to read and seek in, from a thread that may block
/// ([`tokio::task::spawn_blocking`]).
pub struct BlobFile {
    blobs: Blobs,
    reference: BlobReference,
    runtime: Handle,
    position: u64,
    fetched_from: u64,
    fetched: Bytes,
}

impl BlobFile {
    /// Opens a blob. Call it inside the runtime; read where blocking is allowed.
    pub fn open(blobs: &Blobs, reference: &BlobReference) -> BlobFile {
        BlobFile {
            blobs: blobs.clone(),
            reference: reference.clone(),
            runtime: Handle::current(),
            position: 0,
            fetched_from: 0,
            fetched: Bytes::new(),
        }
    }

    /// Size in bytes.
    pub fn len(&self) -> u64 {
        self.reference.bytes
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.reference.bytes == 0
    }
}

impl Read for BlobFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.position >= self.reference.bytes || buffer.is_empty() {
            return Ok(0);
        }
        let fetched_to = self.fetched_from + self.fetched.len() as u64;
        if self.position < self.fetched_from || self.position >= fetched_to {
            let end = self.position.saturating_add(FETCHED_BYTES).min(self.reference.bytes);
            let range = Some(self.position..end);
            let read = self.blobs.read(&self.reference, range, FETCHED_BYTES as usize);
            self.fetched = self.runtime.block_on(read).map_err(io::Error::other)?;
            self.fetched_from = self.position;
        }
        let start = usize::try_from(self.position - self.fetched_from).map_err(io::Error::other)?;
        let there = self.fetched.get(start..).unwrap_or_default();
        let count = there.len().min(buffer.len());
        buffer[..count].copy_from_slice(&there[..count]);
        self.position += count as u64;
        Ok(count)
    }
}

impl Seek for BlobFile {
    fn seek(&mut self, target: SeekFrom) -> io::Result<u64> {
        let moved = match target {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::End(offset) => self.reference.bytes.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        self.position = moved.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.position)
    }
}
