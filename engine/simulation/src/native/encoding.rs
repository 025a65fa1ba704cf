//! Vector instructions as bytes, for both instruction sets.
//!
//! After Intel's manual, volume 2: 2.3 (VEX prefix), 2.7 (EVEX prefix) and each instruction's page. The
//! instructions at hand are of few forms; tests compare with an assembler.

/// Of the general registers.
pub(super) const RCX: u8 = 1;
pub(super) const RDX: u8 = 2;
pub(super) const RDI: u8 = 7;

/// What follows a prefix, and what the prefix says of it.
#[derive(Clone, Copy)]
pub(super) struct Opcode {
    byte: u8,
    /// `0F`, `0F38` or `0F3A`, as prefixes number them.
    map: u8,
    /// `66` or `F3`, as prefixes number them.
    prefix: u8,
    /// `W1`; all are with an EVEX prefix.
    is_wide: bool,
    /// A byte at the end.
    last: Option<u8>,
}

const PREFIX_66: u8 = 1;
const PREFIX_F3: u8 = 2;

impl Opcode {
    /// `66.0F`.
    pub(super) fn usual(byte: u8) -> Opcode {
        Opcode { byte, map: 1, prefix: PREFIX_66, is_wide: false, last: None }
    }

    /// `66.0F38.W1`.
    pub(super) fn later(byte: u8) -> Opcode {
        Opcode { byte, map: 2, prefix: PREFIX_66, is_wide: true, last: None }
    }

    /// `66.0F3A`, with a last byte.
    pub(super) fn with_byte(byte: u8, last: u8) -> Opcode {
        Opcode { byte, map: 3, prefix: PREFIX_66, is_wide: false, last: Some(last) }
    }

    /// `F3.0F38.W1`: from mask registers to vectors and back.
    pub(super) fn of_mask(byte: u8) -> Opcode {
        Opcode { byte, map: 2, prefix: PREFIX_F3, is_wide: true, last: None }
    }
}

/// The operand that is in a register or in memory, as an instruction names it.
#[derive(Clone, Copy)]
pub(super) enum Place {
    Register(u8),
    Memory { base: u8, offset: i32 },
}

/// What happens to numbers for which the mask register k1 has no bit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Masking {
    /// The mask isn't asked.
    None,
    /// They are of the other operand.
    Merge,
    /// They become no bits.
    Zero,
}

/// What of an instruction has no left operand.
pub(super) const NO_LEFT: u8 = 0;

const IN_REGISTER: u8 = 0b11;
const WITH_BYTE_OFFSET: u8 = 0b01;
const WITH_OFFSET: u8 = 0b10;

fn mode_byte(mode: u8, register: u8, place: u8) -> u8 {
    (mode << 6) | ((register & 7) << 3) | (place & 7)
}

/// The bit of a register's number, inverted as prefixes have it, at a place of a byte.
fn inverted(register: u8, bit: u8, place: u8) -> u8 {
    (!register >> bit & 1) << place
}

/// An instruction on vectors of 256 bits, whose registers are below 16.
pub(super) fn vex(bytes: &mut Vec<u8>, opcode: Opcode, register: u8, left: u8, place: Place) {
    const LENGTH_256: u8 = 1 << 2;
    let (mode, low_bits) = match place {
        Place::Register(place) => (IN_REGISTER, place),
        Place::Memory { base, .. } => (WITH_OFFSET, base),
    };
    let left_and_prefix = ((!left & 15) << 3) | LENGTH_256 | opcode.prefix;
    // Where the place needs no bit of the prefix, there is a shorter one.
    if opcode.map == 1 && !opcode.is_wide && low_bits < 8 {
        bytes.extend_from_slice(&[0xc5, inverted(register, 3, 7) | left_and_prefix]);
    } else {
        bytes.extend_from_slice(&[
            0xc4,
            inverted(register, 3, 7) | 1 << 6 | inverted(low_bits, 3, 5) | opcode.map,
            u8::from(opcode.is_wide) << 7 | left_and_prefix,
        ]);
    }
    bytes.push(opcode.byte);
    bytes.push(mode_byte(mode, register, low_bits));
    if let Place::Memory { offset, .. } = place {
        bytes.extend_from_slice(&offset.to_le_bytes());
    }
    bytes.extend(opcode.last);
}

/// An instruction on vectors of 512 bits, whose registers are below 32.
pub(super) fn evex(
    bytes: &mut Vec<u8>,
    opcode: Opcode,
    register: u8,
    left: u8,
    place: Place,
    masking: Masking,
) {
    let (mode, low_bits, short_offset) = match place {
        Place::Register(place) => (IN_REGISTER, place, None),
        Place::Memory { base, offset } => match short_offset(offset) {
            Some(short) => (WITH_BYTE_OFFSET, base, Some(short)),
            None => (WITH_OFFSET, base, None),
        },
    };
    let (zero, mask) = match masking {
        Masking::None => (0, 0),
        Masking::Merge => (0, 1),
        Masking::Zero => (1, 1),
    };
    const WIDE: u8 = 0x80;
    const LENGTH_512: u8 = 0b10 << 5;
    bytes.extend_from_slice(&[
        0x62,
        inverted(register, 3, 7)
            | inverted(low_bits, 4, 6)
            | inverted(low_bits, 3, 5)
            | inverted(register, 4, 4)
            | opcode.map,
        WIDE | (!left & 15) << 3 | 1 << 2 | opcode.prefix,
        zero << 7 | LENGTH_512 | inverted(left, 4, 3) | mask,
        opcode.byte,
        mode_byte(mode, register, low_bits),
    ]);
    match (place, short_offset) {
        (_, Some(short)) => bytes.push(short),
        (Place::Memory { offset, .. }, None) => bytes.extend_from_slice(&offset.to_le_bytes()),
        (Place::Register(_), None) => {}
    }
    bytes.extend(opcode.last);
}

/// The one byte that some offsets take: those of so many whole vectors.
fn short_offset(offset: i32) -> Option<u8> {
    const BYTES: i32 = 64;
    let vectors = i8::try_from(offset / BYTES).ok()?;
    (offset % BYTES == 0).then_some(vectors as u8)
}
