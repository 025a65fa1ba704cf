//! What holds for any content: ranges are slices, damage is refused.

use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures::TryStreamExt;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use tempfile::TempDir;

use super::segments::{SEALED_BYTES, SEGMENT_BYTES};
use super::*;

struct Fixture {
    folder: TempDir,
    blobs: Blobs,
}

fn keys(byte: u8) -> Keys {
    Keys::from_base64(&STANDARD.encode([byte; 32])).unwrap()
}

fn blobs_in(folder: &TempDir, key: u8) -> Blobs {
    let configuration =
        Configuration { data: folder.path().to_path_buf(), ..Configuration::default() };
    Blobs::of(&configuration, &keys(key), "files").unwrap()
}

fn fixture() -> Fixture {
    let folder = tempfile::tempdir().unwrap();
    let blobs = blobs_in(&folder, 1);
    Fixture { folder, blobs }
}

fn random_bytes(random: &mut StdRng, length: usize) -> Vec<u8> {
    (0..length).map(|_| random.random()).collect()
}

impl Fixture {
    fn path(&self, object: &str) -> PathBuf {
        self.folder.path().join("blobs").join(object)
    }

    async fn all(&self, reference: &BlobReference) -> Result<Bytes, BlobError> {
        self.blobs.read(reference, None, 1 << 30).await
    }
}

/// Lengths around the segments' edges, and around those of what is read at once.
const LENGTHS: &[usize] = &[
    0,
    1,
    100,
    SEGMENT_BYTES - 1,
    SEGMENT_BYTES,
    SEGMENT_BYTES + 1,
    2 * SEGMENT_BYTES,
    8 * SEGMENT_BYTES,
    8 * SEGMENT_BYTES + 5,
    19 * SEGMENT_BYTES + 77,
];

#[tokio::test]
async fn any_range_equals_the_slice_of_the_plain_content() {
    let fixture = fixture();
    let mut random = StdRng::seed_from_u64(7);
    for length in LENGTHS {
        let content = random_bytes(&mut random, *length);
        // In pieces of any size.
        let mut pieces = Vec::new();
        let mut rest = &content[..];
        while !rest.is_empty() {
            let (piece, others) = rest.split_at(random.random_range(1..=rest.len().min(200_000)));
            pieces.push(Ok::<_, std::io::Error>(piece.to_vec()));
            rest = others;
        }
        let stored =
            fixture.blobs.put("tenant", "text/plain", futures::stream::iter(pieces)).await.unwrap();
        assert_eq!(stored.bytes, *length as u64);
        assert_eq!(fixture.all(&stored).await.unwrap(), content);
        for _ in 0..20 {
            let start = random.random_range(0..=*length);
            let end = random.random_range(start..=*length);
            let range = Some(start as u64..end as u64);
            let read = fixture.blobs.read(&stored, range, 1 << 30).await.unwrap();
            assert!(read == content[start..end], "{start}..{end} of {length}");
        }
        let beyond = Some(0..*length as u64 + 1);
        assert!(matches!(
            fixture.blobs.get(&stored, beyond).await.err(),
            Some(BlobError::Range { .. })
        ));
    }
}

#[tokio::test]
async fn the_digest_is_that_of_the_plain_content() {
    // FIPS 180-2, appendix B.1: SHA-256 of "abc".
    let stored = fixture().blobs.put_bytes("t", "text/plain", b"abc").await.unwrap();
    assert_eq!(stored.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

#[tokio::test]
async fn nothing_readable_is_on_the_disk() {
    let fixture = fixture();
    let stored =
        fixture.blobs.put_bytes("t", "text/plain", &b"in the clear ".repeat(9_000)).await.unwrap();
    let on_disk = std::fs::read(fixture.path(&stored.key)).unwrap();
    assert!(!on_disk.windows(8).any(|window| window == b"in the c"));
    assert!(matches!(
        blobs_in(&fixture.folder, 2).get(&stored, None).await.err(),
        Some(BlobError::Damaged(_))
    ));
}

#[tokio::test]
async fn any_flipped_bit_is_refused() {
    let fixture = fixture();
    let mut random = StdRng::seed_from_u64(8);
    let content = random_bytes(&mut random, 2 * SEGMENT_BYTES + 50);
    let stored = fixture.blobs.put_bytes("t", "text/plain", &content).await.unwrap();
    for object in [stored.key.clone(), format!("{}.key", stored.key)] {
        let path = fixture.path(&object);
        let good = std::fs::read(&path).unwrap();
        for _ in 0..60 {
            let mut bad = good.clone();
            let at = random.random_range(0..bad.len());
            bad[at] ^= 1 << random.random_range(0..8);
            std::fs::write(&path, bad).unwrap();
            assert!(fixture.all(&stored).await.is_err(), "byte {at} of {object}");
        }
        std::fs::write(&path, good).unwrap();
    }
    assert_eq!(fixture.all(&stored).await.unwrap(), content);
}

#[tokio::test]
async fn swapped_dropped_and_appended_segments_are_refused() {
    let fixture = fixture();
    let content = random_bytes(&mut StdRng::seed_from_u64(9), 3 * SEGMENT_BYTES);
    let mut stored = fixture.blobs.put_bytes("t", "text/plain", &content).await.unwrap();
    let path = fixture.path(&stored.key);
    let good = std::fs::read(&path).unwrap();
    let segments: Vec<&[u8]> = good.chunks(SEALED_BYTES).collect();
    let orders: &[&[usize]] =
        &[&[1, 0, 2], &[0, 2, 1], &[0, 1], &[0, 1, 2, 2], &[0, 0, 2], &[0, 1, 1], &[1, 2], &[]];
    for order in orders {
        let bad: Vec<u8> = order.iter().flat_map(|index| segments[*index]).copied().collect();
        std::fs::write(&path, bad).unwrap();
        assert!(fixture.all(&stored).await.is_err(), "{order:?}");
        // Nor if the database's size were changed to fit.
        stored.bytes = (order.len() * SEGMENT_BYTES) as u64;
        if *order != [0, 1, 2] {
            assert!(fixture.all(&stored).await.is_err(), "{order:?} with its size");
        }
        stored.bytes = content.len() as u64;
    }
    std::fs::write(&path, &good[..good.len() - 1]).unwrap();
    assert!(fixture.all(&stored).await.is_err());
}

#[tokio::test]
async fn a_blob_can_not_be_passed_off_as_another() {
    let fixture = fixture();
    let first = fixture.blobs.put_bytes("t", "text/plain", b"first").await.unwrap();
    let other = fixture.blobs.put_bytes("t", "text/plain", b"other").await.unwrap();
    for suffix in ["", ".key"] {
        let from = fixture.path(&format!("{}{suffix}", other.key));
        std::fs::copy(from, fixture.path(&format!("{}{suffix}", first.key))).unwrap();
    }
    assert!(fixture.all(&first).await.is_err());
}

#[tokio::test]
async fn deleted_is_gone_and_unfinished_leaves_nothing() {
    let fixture = fixture();
    let stored = fixture.blobs.put_bytes("t", "text/plain", b"abc").await.unwrap();
    fixture.blobs.delete(&stored).await.unwrap();
    fixture.blobs.delete(&stored).await.unwrap();
    assert!(matches!(fixture.blobs.get(&stored, None).await.err(), Some(BlobError::NotFound(_))));
    let broken = futures::stream::iter([Ok(vec![1; 1 << 20]), Err(std::io::Error::other("gone"))]);
    assert!(matches!(
        fixture.blobs.put("t", "text/plain", broken).await,
        Err(BlobError::Source(_))
    ));
    let files = |folder: PathBuf| std::fs::read_dir(folder).unwrap().count();
    assert_eq!((files(fixture.path(".incoming")), files(fixture.path("files/t"))), (0, 0));
}

#[tokio::test]
async fn a_new_master_key_rewraps_keys_and_leaves_contents() {
    let fixture = fixture();
    let stored = fixture.blobs.put_bytes("t", "text/plain", b"abc").await.unwrap();
    let before = std::fs::read(fixture.path(&stored.key)).unwrap();
    let renewed = blobs_in(&fixture.folder, 2);
    assert_eq!(renewed.rewrap(&keys(1)).await.unwrap(), 1);
    assert_eq!(renewed.rewrap(&keys(1)).await.unwrap(), 0);
    assert_eq!(renewed.read(&stored, None, 10).await.unwrap(), &b"abc"[..]);
    assert_eq!(std::fs::read(fixture.path(&stored.key)).unwrap(), before);
    assert!(fixture.all(&stored).await.is_err());
}

#[tokio::test]
async fn keys_do_not_lead_out_of_the_store() {
    let fixture = fixture();
    let stored = fixture.blobs.put_bytes("t", "text/plain", b"abc").await.unwrap();
    for key in ["../../etc/passwd", "/etc/passwd", "files/./x", "files//x", "", "files/.incoming"] {
        let forged = BlobReference { key: key.to_string(), ..stored.clone() };
        assert!(
            matches!(fixture.blobs.get(&forged, None).await.err(), Some(BlobError::Key(_))),
            "{key}"
        );
    }
    assert!(fixture.blobs.writer("..", "text/plain").await.is_err());
}

#[tokio::test]
async fn streams_come_in_pieces() {
    let fixture = fixture();
    let stored = fixture.blobs.put_bytes("t", "text/plain", &vec![1; 3 << 20]).await.unwrap();
    let pieces: Vec<Bytes> =
        fixture.blobs.get(&stored, None).await.unwrap().try_collect().await.unwrap();
    assert!(pieces.len() >= 6 && pieces.iter().all(|piece| piece.len() <= 8 * SEGMENT_BYTES));
}

#[tokio::test]
async fn a_blob_reads_and_seeks_like_a_file() {
    use std::io::{Read, Seek, SeekFrom};
    let fixture = fixture();
    let content = random_bytes(&mut StdRng::seed_from_u64(10), 1_300_000);
    let stored = fixture.blobs.put_bytes("t", "text/plain", &content).await.unwrap();
    let mut file = BlobFile::open(&fixture.blobs, &stored);
    tokio::task::spawn_blocking(move || {
        let mut all = Vec::new();
        file.read_to_end(&mut all).unwrap();
        assert_eq!(all, content);
        assert_eq!(file.seek(SeekFrom::End(-5)).unwrap(), 1_299_995);
        let mut tail = Vec::new();
        file.read_to_end(&mut tail).unwrap();
        assert_eq!(tail, &content[1_299_995..]);
        assert!(file.seek(SeekFrom::Current(-1_300_001)).is_err());
        file.seek(SeekFrom::Start(1)).unwrap();
        let mut two = [0; 2];
        file.read_exact(&mut two).unwrap();
        assert_eq!(two, content[1..3]);
    })
    .await
    .unwrap();
}
