//! Compound files ([MS-CFB]): the file system inside .xls files.
//!
//! A reader of our own since it has to hold for any bytes: every chain of sectors is followed for no
//! more steps than the file has sectors, and nothing is allocated that the file has no bytes for.

use super::tokens::Bytes;

const HEADER_BYTES: usize = 512;
const ENTRY_BYTES: usize = 128;
/// Marks the end of a chain; numbers from here on are no sectors.
const SECTORS_END: u32 = 0xFFFF_FFFA;
const NO_ENTRY: u32 = u32::MAX;

/// An open compound file.
pub(super) struct CompoundFile<'a> {
    bytes: &'a [u8],
    sector_bytes: usize,
    /// Next sector of each sector.
    table: Vec<u32>,
    mini_sector_bytes: usize,
    mini_table: Vec<u32>,
    /// Where the small streams are.
    mini_stream: Vec<u8>,
    /// Streams smaller than this are small.
    mini_stream_max: u64,
    entries: Vec<Entry>,
}

struct Entry {
    /// Name in upper case.
    name: String,
    kind: u8,
    left: u32,
    right: u32,
    child: u32,
    first_sector: u32,
    size: u64,
}

type Found<T> = Result<T, &'static str>;

impl<'a> CompoundFile<'a> {
    /// Reads the tables and the directory.
    pub(super) fn open(bytes: &'a [u8]) -> Found<CompoundFile<'a>> {
        let mut header = Bytes::new(bytes.get(24..HEADER_BYTES).ok_or("the header is cut short")?);
        let (_minor, _major, _order) = (header.u16()?, header.u16()?, header.u16()?);
        let (sector_shift, mini_shift) = (header.u16()?, header.u16()?);
        if !(7..=16).contains(&sector_shift) || !(4..=sector_shift).contains(&mini_shift) {
            return Err("the size of a sector makes no sense");
        }
        header.take(10)?;
        let table_sectors = header.u32()?;
        let directory = header.u32()?;
        header.take(4)?;
        let mini_stream_max = u64::from(header.u32()?);
        let mini_table_first = header.u32()?;
        header.take(4)?;
        let mut next_index_sector = header.u32()?;
        header.take(4)?;
        let sector_bytes = 1_usize << sector_shift;
        let mut file = CompoundFile {
            bytes,
            sector_bytes,
            table: Vec::new(),
            mini_sector_bytes: 1 << mini_shift,
            mini_table: Vec::new(),
            mini_stream: Vec::new(),
            mini_stream_max,
            entries: Vec::new(),
        };
        let sectors_max = bytes.len() / sector_bytes + 1;
        let mut table_parts: Vec<u32> = Vec::new();
        while !header.is_at_end() {
            table_parts.push(header.u32()?);
        }
        let mut steps = 0;
        while next_index_sector < SECTORS_END && steps < sectors_max {
            let mut part = Bytes::new(file.sector(next_index_sector)?);
            while part.rest().len() > 4 {
                table_parts.push(part.u32()?);
            }
            next_index_sector = part.u32().unwrap_or(u32::MAX);
            steps += 1;
        }
        let parts = table_parts.iter().filter(|part| **part < SECTORS_END);
        for part in parts.take(sectors_max.min(table_sectors as usize)) {
            let mut part = Bytes::new(file.sector(*part)?);
            while !part.is_at_end() {
                file.table.push(part.u32()?);
            }
        }
        file.read_directory(directory)?;
        let mut mini_table = file.chain(mini_table_first, u64::MAX).unwrap_or_default();
        mini_table.truncate(mini_table.len() / 4 * 4);
        let mut part = Bytes::new(&mini_table);
        while !part.is_at_end() {
            file.mini_table.push(part.u32()?);
        }
        if let Some(root) = file.entries.first() {
            file.mini_stream = file.chain(root.first_sector, root.size).unwrap_or_default();
        }
        Ok(file)
    }

    fn read_directory(&mut self, first: u32) -> Found<()> {
        let directory = self.chain(first, u64::MAX)?;
        for entry in directory.chunks_exact(ENTRY_BYTES) {
            let mut fields = Bytes::new(&entry[64..]);
            let name_bytes = usize::from(fields.u16()?).clamp(2, 64) - 2;
            let kind = fields.u8()?;
            fields.take(1)?;
            let (left, right, child) = (fields.u32()?, fields.u32()?, fields.u32()?);
            fields.take(36)?;
            let first_sector = fields.u32()?;
            let (low, high) = (fields.u32()?, fields.u32()?);
            // Files of version 3 leave the upper half undefined.
            let high = if self.sector_bytes == 512 { 0 } else { high };
            let name = super::encoding::from_utf16_le(&entry[..name_bytes]).to_uppercase();
            let size = u64::from(high) << 32 | u64::from(low);
            self.entries.push(Entry { name, kind, left, right, child, first_sector, size });
        }
        Ok(())
    }

    /// The bytes of a sector; the last of a file may be shorter.
    fn sector(&self, number: u32) -> Found<&'a [u8]> {
        let start = (number as usize)
            .checked_add(1)
            .and_then(|number| number.checked_mul(self.sector_bytes))
            .ok_or("a sector is missing")?;
        let end = start.saturating_add(self.sector_bytes).min(self.bytes.len());
        self.bytes.get(start..end).filter(|sector| !sector.is_empty()).ok_or("a sector is missing")
    }

    /// The first `size` bytes of the chain of sectors from `first` on.
    fn chain(&self, first: u32, size: u64) -> Found<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut sector = first;
        let mut steps = 0;
        while sector < SECTORS_END && (bytes.len() as u64) < size {
            if steps > self.table.len() {
                return Err("its sectors go in a circle");
            }
            bytes.extend_from_slice(self.sector(sector)?);
            sector = *self.table.get(sector as usize).ok_or("a sector is missing")?;
            steps += 1;
        }
        bytes.truncate(usize::try_from(size).unwrap_or(usize::MAX));
        Ok(bytes)
    }

    fn mini_chain(&self, first: u32, size: u64) -> Found<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut sector = first;
        let mut steps = 0;
        while sector < SECTORS_END && (bytes.len() as u64) < size {
            if steps > self.mini_table.len() {
                return Err("its sectors go in a circle");
            }
            let start = (sector as usize).saturating_mul(self.mini_sector_bytes);
            let end = start.saturating_add(self.mini_sector_bytes).min(self.mini_stream.len());
            bytes.extend_from_slice(self.mini_stream.get(start..end).ok_or("a sector is missing")?);
            sector = *self.mini_table.get(sector as usize).ok_or("a sector is missing")?;
            steps += 1;
        }
        bytes.truncate(usize::try_from(size).unwrap_or(usize::MAX));
        Ok(bytes)
    }

    /// Whether there is a stream or storage of this name directly under the root.
    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The bytes of the stream of this name directly under the root.
    pub(super) fn stream(&self, name: &str) -> Found<Option<Vec<u8>>> {
        const STREAM: u8 = 2;
        let Some(entry) = self.find(name).filter(|entry| entry.kind == STREAM) else {
            return Ok(None);
        };
        if entry.size < self.mini_stream_max {
            return self.mini_chain(entry.first_sector, entry.size).map(Some);
        }
        let stream = self.chain(entry.first_sector, entry.size)?;
        Ok(Some(stream))
    }

    /// Goes through the tree of the root's entries; streams of embedded files have the same names.
    fn find(&self, name: &str) -> Option<&Entry> {
        let name = name.to_uppercase();
        let mut pending = vec![self.entries.first()?.child];
        let mut steps = 0;
        while let Some(index) = pending.pop() {
            steps += 1;
            if index == NO_ENTRY || steps > 2 * self.entries.len() + 2 {
                continue;
            }
            let Some(entry) = self.entries.get(index as usize) else {
                continue;
            };
            if entry.name == name {
                return Some(entry);
            }
            pending.push(entry.left);
            pending.push(entry.right);
        }
        None
    }
}
