//! The vector instructions that parts are made of, over what holds their operands.
//!
//! AVX2 and FMA code for x86-64: vectors of four numbers, three-operand instructions, of which the last operand
//! can be read from memory at no cost. Registers follow the System V convention: `rdi` the frame at the
//! group's first trial, `rsi` groups left, `rdx` where the group's suspects are written, `rcx` the pool.
//!
//! Two dozen instructions of one form are encoded here, after Intel's manual, volume 2 (2.3 VEX prefix,
//! and each instruction's page), and tested against an assembler; a library for all of x86 would be
//! larger than this file, and the one at hand got VCMPPD wrong.

use memmap2::{Mmap, MmapMut};

/// Trials in a vector.
pub const VECTOR: usize = 4;
/// Bytes in a vector.
pub const VECTOR_BYTES: i32 = (VECTOR * size_of::<f64>()) as i32;
/// Vector registers.
pub const REGISTERS: u8 = 16;

/// A place in memory, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Address {
    /// From the frame at the group's first trial.
    Frame(i32),
    /// From the pool's start.
    Pool(i32),
}

/// Where the last operand of an instruction is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// In a register.
    Register(u8),
    /// In memory.
    Memory(Address),
}

/// An instruction `to = left operation right`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VectorOperation {
    /// Sum.
    Add,
    /// Difference.
    Subtract,
    /// Product.
    Multiply,
    /// Quotient.
    Divide,
    /// `left` if it is below `right`, else `right`.
    Minimum,
    /// `left` if it is above `right`, else `right`.
    Maximum,
    /// Bits of both.
    And,
    /// Bits of `right` that `left` hasn't.
    AndNot,
    /// Bits of either.
    Or,
    /// Bits of one only.
    Xor,
}

/// A multiplication and an addition, rounded once, of `to`, `left` and `right`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FusedOperation {
    /// `left * right - to`.
    ProductLess,
    /// `to * left - right`.
    TimesLess,
    /// `to - left * right`.
    LessProduct,
}

/// A comparison: all bits set where it holds, none elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Predicate {
    /// Equal; not of NaNs.
    Equal = 0x00,
    /// Both are numbers.
    Ordered = 0x07,
    /// Not equal, or one is a NaN.
    NotEqual = 0x04,
    /// Below; not of NaNs.
    Less = 0x11,
    /// Not above; not of NaNs.
    LessOrEqual = 0x12,
    /// Not `LessOrEqual`: above, or one is a NaN.
    NotLessOrEqual = 0x16,
    /// Not below; not of NaNs.
    GreaterOrEqual = 0x1d,
    /// Above; not of NaNs.
    Greater = 0x1e,
}

/// Of the general registers.
const RCX: u8 = 1;
const RDX: u8 = 2;
const RDI: u8 = 7;

/// The opcodes that follow a prefix, by the map that they are in.
#[derive(Clone, Copy)]
enum Opcode {
    /// `VEX.256.66.0F.WIG`.
    Usual(u8),
    /// `VEX.256.66.0F3A.W0`, with a last byte.
    WithByte(u8, u8),
    /// `VEX.256.66.0F38.W1`.
    Fused(u8),
}

/// The operand that is in a register or in memory, as an instruction names it.
#[derive(Clone, Copy)]
enum Place {
    Register(u8),
    Memory { base: u8, offset: i32 },
}

impl From<Source> for Place {
    fn from(source: Source) -> Place {
        match source {
            Source::Register(register) => Place::Register(register),
            Source::Memory(address) => address.into(),
        }
    }
}

impl From<Address> for Place {
    fn from(address: Address) -> Place {
        match address {
            Address::Frame(offset) => Place::Memory { base: RDI, offset },
            Address::Pool(offset) => Place::Memory { base: RCX, offset },
        }
    }
}

/// The functions of parts, one after the other.
#[derive(Default)]
pub struct Assembly {
    bytes: Vec<u8>,
}

/// What of an instruction has no left operand.
const NO_LEFT: u8 = 0;
/// Bytes at whose multiples functions begin.
const FUNCTION_ALIGNMENT: usize = 64;

impl Assembly {
    /// Executable code, which can't be written any more; `None` if the system gives no memory.
    pub fn finish(self) -> Option<Mmap> {
        let mut memory = MmapMut::map_anon(self.bytes.len().max(1)).ok()?;
        memory[..self.bytes.len()].copy_from_slice(&self.bytes);
        memory.make_exec().ok()
    }

    /// Begins a function, and the loop over its groups; says where.
    pub fn begin(&mut self) -> usize {
        const BREAKPOINT: u8 = 0xcc;
        let start = self.bytes.len().next_multiple_of(FUNCTION_ALIGNMENT);
        self.bytes.resize(start, BREAKPOINT);
        start
    }

    /// Ends the loop and the function; `suspects` are added to what other parts found of the group.
    pub fn end(&mut self, start: usize, suspects: Option<u8>, group_bytes: i32) {
        if let Some(suspects) = suspects {
            let found = Place::Memory { base: RDX, offset: 0 };
            self.vector(Opcode::Usual(0x56), suspects, suspects, found);
            // VMOVUPD: suspects needn't be aligned.
            self.vector(Opcode::Usual(0x11), suspects, NO_LEFT, found);
        }
        let put = |bytes: &mut Vec<u8>, code: &[u8], number: i32| {
            bytes.extend_from_slice(code);
            bytes.extend_from_slice(&number.to_le_bytes());
        };
        // ADD rdi, imm32; ADD rdx, imm32; DEC rsi.
        put(&mut self.bytes, &[0x48, 0x81, 0xc7], group_bytes);
        put(&mut self.bytes, &[0x48, 0x81, 0xc2], VECTOR_BYTES);
        self.bytes.extend_from_slice(&[0x48, 0xff, 0xce]);
        // JNZ start, from the end of the jump.
        const JUMP_BYTES: usize = 6;
        let back = self.bytes.len() + JUMP_BYTES - start;
        put(&mut self.bytes, &[0x0f, 0x85], -(back as i32));
        // VZEROUPPER; RET.
        self.bytes.extend_from_slice(&[0xc5, 0xf8, 0x77, 0xc3]);
    }

    /// An instruction on whole vectors.
    fn vector(&mut self, opcode: Opcode, register: u8, left: u8, place: Place) {
        let (mode, low_bits, is_high) = match place {
            Place::Register(place) => (0b11, place & 7, place >= 8),
            Place::Memory { base, .. } => (0b10, base, false),
        };
        // The prefix has its bits of registers inverted.
        let not_register = u8::from(register < 8) << 7;
        let not_left_256_66 = ((!left & 15) << 3) | 0b101;
        let not_place = u8::from(!is_high) << 5;
        match opcode {
            Opcode::Usual(byte) if !is_high => {
                self.bytes.extend_from_slice(&[0xc5, not_register | not_left_256_66, byte]);
            }
            Opcode::Usual(byte) => {
                let map = not_register | 0b0100_0001;
                self.bytes.extend_from_slice(&[0xc4, map, not_left_256_66, byte]);
            }
            Opcode::WithByte(byte, _) => {
                let map = not_register | not_place | 0b0100_0011;
                self.bytes.extend_from_slice(&[0xc4, map, not_left_256_66, byte]);
            }
            Opcode::Fused(byte) => {
                const WIDE: u8 = 0x80;
                let map = not_register | not_place | 0b0100_0010;
                self.bytes.extend_from_slice(&[0xc4, map, WIDE | not_left_256_66, byte]);
            }
        }
        self.bytes.push((mode << 6) | ((register & 7) << 3) | low_bits);
        if let Place::Memory { offset, .. } = place {
            self.bytes.extend_from_slice(&offset.to_le_bytes());
        }
        if let Opcode::WithByte(_, last) = opcode {
            self.bytes.push(last);
        }
    }

    /// Register = memory.
    pub fn load(&mut self, to: u8, from: Address) {
        self.vector(Opcode::Usual(0x28), to, NO_LEFT, from.into());
    }

    /// Memory = register.
    pub fn store(&mut self, to: Address, from: u8) {
        self.vector(Opcode::Usual(0x29), from, NO_LEFT, to.into());
    }

    /// `to` = no bits.
    pub fn clear(&mut self, to: u8) {
        self.binary(VectorOperation::Xor, to, to, Source::Register(to));
    }

    /// `to = left operation right`.
    pub fn binary(&mut self, operation: VectorOperation, to: u8, left: u8, right: Source) {
        let opcode = match operation {
            VectorOperation::Add => 0x58,
            VectorOperation::Subtract => 0x5c,
            VectorOperation::Multiply => 0x59,
            VectorOperation::Divide => 0x5e,
            VectorOperation::Minimum => 0x5d,
            VectorOperation::Maximum => 0x5f,
            VectorOperation::And => 0x54,
            VectorOperation::AndNot => 0x55,
            VectorOperation::Or => 0x56,
            VectorOperation::Xor => 0x57,
        };
        self.vector(Opcode::Usual(opcode), to, left, right.into());
    }

    /// `to` = where `left` compares so with `right`.
    pub fn compare(&mut self, predicate: Predicate, to: u8, left: u8, right: Source) {
        self.vector(Opcode::Usual(0xc2), to, left, right.into());
        self.bytes.push(predicate as u8);
    }

    /// `to` = the operation's result, rounded once.
    pub fn fused(&mut self, operation: FusedOperation, to: u8, left: u8, right: Source) {
        let opcode = match operation {
            FusedOperation::ProductLess => 0xba,
            FusedOperation::TimesLess => 0xaa,
            FusedOperation::LessProduct => 0xbc,
        };
        self.vector(Opcode::Fused(opcode), to, left, right.into());
    }

    /// `to` = the square root.
    pub fn square_root(&mut self, to: u8, source: Source) {
        self.vector(Opcode::Usual(0x51), to, NO_LEFT, source.into());
    }

    /// `to` = the largest integer not above.
    pub fn floor(&mut self, to: u8, source: Source) {
        const DOWN_WITHOUT_EXCEPTION: u8 = 0x09;
        let opcode = Opcode::WithByte(0x09, DOWN_WITHOUT_EXCEPTION);
        self.vector(opcode, to, NO_LEFT, source.into());
    }

    /// `to` = `then` where the mask holds, else `otherwise`.
    pub fn select(&mut self, to: u8, mask: u8, then: Source, otherwise: u8) {
        self.vector(Opcode::WithByte(0x4b, mask << 4), to, otherwise, then.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Source = Source::Memory(Address::Frame(0x1234));
    const POOL: Source = Source::Memory(Address::Pool(0x1234));

    fn check(expected: &str, text: &str, emit: impl Fn(&mut Assembly)) {
        let mut assembly = Assembly::default();
        emit(&mut assembly);
        let bytes: String = assembly.bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(bytes, expected, "{text}");
    }

    /// Bytes as GNU as 2.40 assembles the text.
    #[test]
    fn instructions_are_encoded_as_an_assembler_does() {
        check("c4c11d58d9", "vaddpd ymm3, ymm12, ymm9", |a| {
            a.binary(VectorOperation::Add, 3, 12, Source::Register(9))
        });
        check("c56d58af34120000", "vaddpd ymm13, ymm2, [rdi+0x1234]", |a| {
            a.binary(VectorOperation::Add, 13, 2, FRAME)
        });
        check("c59d589934120000", "vaddpd ymm3, ymm12, [rcx+0x1234]", |a| {
            a.binary(VectorOperation::Add, 3, 12, POOL)
        });
        check("c4c11d5cd9", "vsubpd ymm3, ymm12, ymm9", |a| {
            a.binary(VectorOperation::Subtract, 3, 12, Source::Register(9))
        });
        check("c56d5caf34120000", "vsubpd ymm13, ymm2, [rdi+0x1234]", |a| {
            a.binary(VectorOperation::Subtract, 13, 2, FRAME)
        });
        check("c59d5c9934120000", "vsubpd ymm3, ymm12, [rcx+0x1234]", |a| {
            a.binary(VectorOperation::Subtract, 3, 12, POOL)
        });
        check("c4c11d59d9", "vmulpd ymm3, ymm12, ymm9", |a| {
            a.binary(VectorOperation::Multiply, 3, 12, Source::Register(9))
        });
        check("c56d59af34120000", "vmulpd ymm13, ymm2, [rdi+0x1234]", |a| {
            a.binary(VectorOperation::Multiply, 13, 2, FRAME)
        });
        check("c59d599934120000", "vmulpd ymm3, ymm12, [rcx+0x1234]", |a| {
            a.binary(VectorOperation::Multiply, 3, 12, POOL)
        });
        check("c4c11d5ed9", "vdivpd ymm3, ymm12, ymm9", |a| {
            a.binary(VectorOperation::Divide, 3, 12, Source::Register(9))
        });
        check("c56d5eaf34120000", "vdivpd ymm13, ymm2, [rdi+0x1234]", |a| {
            a.binary(VectorOperation::Divide, 13, 2, FRAME)
        });
        check("c59d5e9934120000", "vdivpd ymm3, ymm12, [rcx+0x1234]", |a| {
            a.binary(VectorOperation::Divide, 3, 12, POOL)
        });
        check("c4c11d5dd9", "vminpd ymm3, ymm12, ymm9", |a| {
            a.binary(VectorOperation::Minimum, 3, 12, Source::Register(9))
        });
        check("c56d5daf34120000", "vminpd ymm13, ymm2, [rdi+0x1234]", |a| {
            a.binary(VectorOperation::Minimum, 13, 2, FRAME)
        });
        check("c59d5d9934120000", "vminpd ymm3, ymm12, [rcx+0x1234]", |a| {
            a.binary(VectorOperation::Minimum, 3, 12, POOL)
        });
        check("c4c11d5fd9", "vmaxpd ymm3, ymm12, ymm9", |a| {
            a.binary(VectorOperation::Maximum, 3, 12, Source::Register(9))
        });
        check("c56d5faf34120000", "vmaxpd ymm13, ymm2, [rdi+0x1234]", |a| {
            a.binary(VectorOperation::Maximum, 13, 2, FRAME)
        });
        check("c59d5f9934120000", "vmaxpd ymm3, ymm12, [rcx+0x1234]", |a| {
            a.binary(VectorOperation::Maximum, 3, 12, POOL)
        });
        check("c4c11d54d9", "vandpd ymm3, ymm12, ymm9", |a| {
            a.binary(VectorOperation::And, 3, 12, Source::Register(9))
        });
        check("c56d54af34120000", "vandpd ymm13, ymm2, [rdi+0x1234]", |a| {
            a.binary(VectorOperation::And, 13, 2, FRAME)
        });
        check("c59d549934120000", "vandpd ymm3, ymm12, [rcx+0x1234]", |a| {
            a.binary(VectorOperation::And, 3, 12, POOL)
        });
        check("c4c11d55d9", "vandnpd ymm3, ymm12, ymm9", |a| {
            a.binary(VectorOperation::AndNot, 3, 12, Source::Register(9))
        });
        check("c56d55af34120000", "vandnpd ymm13, ymm2, [rdi+0x1234]", |a| {
            a.binary(VectorOperation::AndNot, 13, 2, FRAME)
        });
        check("c59d559934120000", "vandnpd ymm3, ymm12, [rcx+0x1234]", |a| {
            a.binary(VectorOperation::AndNot, 3, 12, POOL)
        });
        check("c4c11d56d9", "vorpd ymm3, ymm12, ymm9", |a| {
            a.binary(VectorOperation::Or, 3, 12, Source::Register(9))
        });
        check("c56d56af34120000", "vorpd ymm13, ymm2, [rdi+0x1234]", |a| {
            a.binary(VectorOperation::Or, 13, 2, FRAME)
        });
        check("c59d569934120000", "vorpd ymm3, ymm12, [rcx+0x1234]", |a| {
            a.binary(VectorOperation::Or, 3, 12, POOL)
        });
        check("c4c11d57d9", "vxorpd ymm3, ymm12, ymm9", |a| {
            a.binary(VectorOperation::Xor, 3, 12, Source::Register(9))
        });
        check("c56d57af34120000", "vxorpd ymm13, ymm2, [rdi+0x1234]", |a| {
            a.binary(VectorOperation::Xor, 13, 2, FRAME)
        });
        check("c59d579934120000", "vxorpd ymm3, ymm12, [rcx+0x1234]", |a| {
            a.binary(VectorOperation::Xor, 3, 12, POOL)
        });
        check("c4c11dc2d900", "vcmppd ymm3, ymm12, ymm9, 0", |a| {
            a.compare(Predicate::Equal, 3, 12, Source::Register(9))
        });
        check("c56dc2af3412000000", "vcmppd ymm13, ymm2, [rdi+0x1234], 0", |a| {
            a.compare(Predicate::Equal, 13, 2, FRAME)
        });
        check("c59dc2993412000000", "vcmppd ymm3, ymm12, [rcx+0x1234], 0", |a| {
            a.compare(Predicate::Equal, 3, 12, POOL)
        });
        check("c4c11dc2d907", "vcmppd ymm3, ymm12, ymm9, 7", |a| {
            a.compare(Predicate::Ordered, 3, 12, Source::Register(9))
        });
        check("c56dc2af3412000007", "vcmppd ymm13, ymm2, [rdi+0x1234], 7", |a| {
            a.compare(Predicate::Ordered, 13, 2, FRAME)
        });
        check("c59dc2993412000007", "vcmppd ymm3, ymm12, [rcx+0x1234], 7", |a| {
            a.compare(Predicate::Ordered, 3, 12, POOL)
        });
        check("c4c11dc2d904", "vcmppd ymm3, ymm12, ymm9, 4", |a| {
            a.compare(Predicate::NotEqual, 3, 12, Source::Register(9))
        });
        check("c56dc2af3412000004", "vcmppd ymm13, ymm2, [rdi+0x1234], 4", |a| {
            a.compare(Predicate::NotEqual, 13, 2, FRAME)
        });
        check("c59dc2993412000004", "vcmppd ymm3, ymm12, [rcx+0x1234], 4", |a| {
            a.compare(Predicate::NotEqual, 3, 12, POOL)
        });
        check("c4c11dc2d911", "vcmppd ymm3, ymm12, ymm9, 17", |a| {
            a.compare(Predicate::Less, 3, 12, Source::Register(9))
        });
        check("c56dc2af3412000011", "vcmppd ymm13, ymm2, [rdi+0x1234], 17", |a| {
            a.compare(Predicate::Less, 13, 2, FRAME)
        });
        check("c59dc2993412000011", "vcmppd ymm3, ymm12, [rcx+0x1234], 17", |a| {
            a.compare(Predicate::Less, 3, 12, POOL)
        });
        check("c4c11dc2d912", "vcmppd ymm3, ymm12, ymm9, 18", |a| {
            a.compare(Predicate::LessOrEqual, 3, 12, Source::Register(9))
        });
        check("c56dc2af3412000012", "vcmppd ymm13, ymm2, [rdi+0x1234], 18", |a| {
            a.compare(Predicate::LessOrEqual, 13, 2, FRAME)
        });
        check("c59dc2993412000012", "vcmppd ymm3, ymm12, [rcx+0x1234], 18", |a| {
            a.compare(Predicate::LessOrEqual, 3, 12, POOL)
        });
        check("c4c11dc2d916", "vcmppd ymm3, ymm12, ymm9, 22", |a| {
            a.compare(Predicate::NotLessOrEqual, 3, 12, Source::Register(9))
        });
        check("c56dc2af3412000016", "vcmppd ymm13, ymm2, [rdi+0x1234], 22", |a| {
            a.compare(Predicate::NotLessOrEqual, 13, 2, FRAME)
        });
        check("c59dc2993412000016", "vcmppd ymm3, ymm12, [rcx+0x1234], 22", |a| {
            a.compare(Predicate::NotLessOrEqual, 3, 12, POOL)
        });
        check("c4c11dc2d91d", "vcmppd ymm3, ymm12, ymm9, 29", |a| {
            a.compare(Predicate::GreaterOrEqual, 3, 12, Source::Register(9))
        });
        check("c56dc2af341200001d", "vcmppd ymm13, ymm2, [rdi+0x1234], 29", |a| {
            a.compare(Predicate::GreaterOrEqual, 13, 2, FRAME)
        });
        check("c59dc299341200001d", "vcmppd ymm3, ymm12, [rcx+0x1234], 29", |a| {
            a.compare(Predicate::GreaterOrEqual, 3, 12, POOL)
        });
        check("c4c11dc2d91e", "vcmppd ymm3, ymm12, ymm9, 30", |a| {
            a.compare(Predicate::Greater, 3, 12, Source::Register(9))
        });
        check("c56dc2af341200001e", "vcmppd ymm13, ymm2, [rdi+0x1234], 30", |a| {
            a.compare(Predicate::Greater, 13, 2, FRAME)
        });
        check("c59dc299341200001e", "vcmppd ymm3, ymm12, [rcx+0x1234], 30", |a| {
            a.compare(Predicate::Greater, 3, 12, POOL)
        });
        check("c4c29dbad9", "vfmsub231pd ymm3, ymm12, ymm9", |a| {
            a.fused(FusedOperation::ProductLess, 3, 12, Source::Register(9))
        });
        check("c462edbaaf34120000", "vfmsub231pd ymm13, ymm2, [rdi+0x1234]", |a| {
            a.fused(FusedOperation::ProductLess, 13, 2, FRAME)
        });
        check("c4c29daad9", "vfmsub213pd ymm3, ymm12, ymm9", |a| {
            a.fused(FusedOperation::TimesLess, 3, 12, Source::Register(9))
        });
        check("c462edaaaf34120000", "vfmsub213pd ymm13, ymm2, [rdi+0x1234]", |a| {
            a.fused(FusedOperation::TimesLess, 13, 2, FRAME)
        });
        check("c4c29dbcd9", "vfnmadd231pd ymm3, ymm12, ymm9", |a| {
            a.fused(FusedOperation::LessProduct, 3, 12, Source::Register(9))
        });
        check("c4e29dbc9934120000", "vfnmadd231pd ymm3, ymm12, [rcx+0x1234]", |a| {
            a.fused(FusedOperation::LessProduct, 3, 12, POOL)
        });
        check("c4c17d51d9", "vsqrtpd ymm3, ymm9", |a| a.square_root(3, Source::Register(9)));
        check("c5fd519f34120000", "vsqrtpd ymm3, [rdi+0x1234]", |a| a.square_root(3, FRAME));
        check("c5fd519934120000", "vsqrtpd ymm3, [rcx+0x1234]", |a| a.square_root(3, POOL));
        check("c4c37d09d909", "vroundpd ymm3, ymm9, 9", |a| a.floor(3, Source::Register(9)));
        check("c4e37d099f3412000009", "vroundpd ymm3, [rdi+0x1234], 9", |a| a.floor(3, FRAME));
        check("c4e37d09993412000009", "vroundpd ymm3, [rcx+0x1234], 9", |a| a.floor(3, POOL));
        check("c5fd289f34120000", "vmovapd ymm3, [rdi+0x1234]", |a| {
            a.load(3, Address::Frame(0x1234))
        });
        check("c5fd289934120000", "vmovapd ymm3, [rcx+0x1234]", |a| {
            a.load(3, Address::Pool(0x1234))
        });
        check("c4c31d4bd9b0", "vblendvpd ymm3, ymm12, ymm9, ymm11", |a| {
            a.select(3, 11, Source::Register(9), 12)
        });
        check("c4e31d4b9f34120000b0", "vblendvpd ymm3, ymm12, [rdi+0x1234], ymm11", |a| {
            a.select(3, 11, FRAME, 12)
        });
        check("c4e31d4b9934120000b0", "vblendvpd ymm3, ymm12, [rcx+0x1234], ymm11", |a| {
            a.select(3, 11, POOL, 12)
        });
        check("c4436d4be910", "vblendvpd ymm13, ymm2, ymm9, ymm1", |a| {
            a.select(13, 1, Source::Register(9), 2)
        });
        check("c4636d4baf3412000010", "vblendvpd ymm13, ymm2, [rdi+0x1234], ymm1", |a| {
            a.select(13, 1, FRAME, 2)
        });
        check("c4636d4ba93412000010", "vblendvpd ymm13, ymm2, [rcx+0x1234], ymm1", |a| {
            a.select(13, 1, POOL, 2)
        });
        check("c57d299f34120000", "vmovapd [rdi+0x1234], ymm11", |a| {
            a.store(Address::Frame(0x1234), 11)
        });
        check("c5fd299934120000", "vmovapd [rcx+0x1234], ymm3", |a| {
            a.store(Address::Pool(0x1234), 3)
        });
    }
}
