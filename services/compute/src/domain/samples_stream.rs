//! Bytes that a thread writes and an async task stores, a few at a time.

use std::io::{self, Write};

use bytes::{Bytes, BytesMut};
use futures::Stream;
use tokio::sync::mpsc;

/// Bytes sent at once.
const CHUNK_BYTES: usize = 256 << 10;
/// Chunks on the way at most.
const CHUNKS_MAX: usize = 8;

/// The end that a thread writes to. It waits while the other end is behind.
pub struct SamplesWriter {
    sender: mpsc::Sender<Bytes>,
    buffer: BytesMut,
}

/// The end that an async task reads from.
pub struct SamplesReader {
    receiver: mpsc::Receiver<Bytes>,
}

/// Both ends.
pub fn samples_stream() -> (SamplesWriter, SamplesReader) {
    let (sender, receiver) = mpsc::channel(CHUNKS_MAX);
    let buffer = BytesMut::with_capacity(CHUNK_BYTES);
    (SamplesWriter { sender, buffer }, SamplesReader { receiver })
}

impl SamplesReader {
    /// The bytes as they come.
    pub fn into_stream(self) -> impl Stream<Item = Result<Bytes, io::Error>> + Send {
        futures::stream::unfold(self.receiver, |mut receiver| async move {
            receiver.recv().await.map(|bytes| (Ok(bytes), receiver))
        })
    }
}

impl Write for SamplesWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= CHUNK_BYTES {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let bytes = self.buffer.split().freeze();
        self.buffer.reserve(CHUNK_BYTES);
        let gone = |_| io::Error::new(io::ErrorKind::BrokenPipe, "the samples can't be stored");
        self.sender.blocking_send(bytes).map_err(gone)
    }
}
