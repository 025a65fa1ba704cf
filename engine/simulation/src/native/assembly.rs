//! The vector instructions that parts are made of, over what holds their operands.
//!
//! x86-64 code of one of two instruction sets, with three-operand instructions of which the last operand can be
//! read from memory at no cost. Registers follow the System V convention: `rdi` the frame at the group's
//! first trial, `rsi` groups left, `rdx` where the group's suspects are written, `rcx` the pool.
//!
//! Two dozen instructions of few forms are encoded here and in [`mod@crate::native::encoding`]; a library for
//! all of x86 would be larger than both files, and the one at hand got VCMPPD wrong.

use memmap2::{Mmap, MmapMut};
use ulam_numeric::simd::Level;

use crate::native::encoding::{Masking, NO_LEFT, Opcode, Place, RCX, RDI, RDX, evex, vex};

/// The instructions that code is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstructionSet {
    /// Sixteen registers of four numbers (AVX2 and FMA).
    Avx2,
    /// Thirty-two registers of eight numbers, and mask registers (AVX-512 F and DQ).
    Avx512,
}

/// Most vector registers of an instruction set.
pub const REGISTERS_MAX: usize = 32;
/// Most bytes in a vector.
pub const VECTOR_BYTES_MAX: usize = 64;

impl InstructionSet {
    /// The best that this machine has and [`Level::restrict`] allows; `None` if it has none.
    pub fn best() -> Option<InstructionSet> {
        #[cfg(target_arch = "x86_64")]
        {
            if Level::current() == Level::Avx512 {
                return Some(InstructionSet::Avx512);
            }
            if std::is_x86_feature_detected!("avx2") && std::is_x86_feature_detected!("fma") {
                return Some(InstructionSet::Avx2);
            }
        }
        None
    }

    /// Trials in a vector.
    pub const fn vector(self) -> usize {
        match self {
            InstructionSet::Avx2 => 4,
            InstructionSet::Avx512 => 8,
        }
    }

    /// Bytes in a vector.
    pub const fn vector_bytes(self) -> i32 {
        (self.vector() * size_of::<f64>()) as i32
    }

    /// Vector registers.
    pub const fn registers(self) -> u8 {
        match self {
            InstructionSet::Avx2 => 16,
            InstructionSet::Avx512 => REGISTERS_MAX as u8,
        }
    }
}

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
pub struct Assembly {
    set: InstructionSet,
    bytes: Vec<u8>,
}

/// The mask register that comparisons are made in.
const K1: u8 = 1;
/// Bytes at whose multiples functions begin.
const FUNCTION_ALIGNMENT: usize = 64;

impl Assembly {
    /// No function yet.
    pub fn new(set: InstructionSet) -> Assembly {
        Assembly { set, bytes: Vec::new() }
    }

    /// What its code is made of.
    pub fn set(&self) -> InstructionSet {
        self.set
    }

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

    /// Ends the loop and the function; `suspects` are added to what other parts found of the group, which has
    /// room for the longest vector.
    pub fn end(&mut self, start: usize, suspects: Option<u8>, group_bytes: i32) {
        if let Some(suspects) = suspects {
            let found = Place::Memory { base: RDX, offset: 0 };
            self.vector(Opcode::usual(0x56), suspects, suspects, found);
            // VMOVUPD: suspects needn't be aligned.
            self.vector(Opcode::usual(0x11), suspects, NO_LEFT, found);
        }
        let put = |bytes: &mut Vec<u8>, code: &[u8], number: i32| {
            bytes.extend_from_slice(code);
            bytes.extend_from_slice(&number.to_le_bytes());
        };
        // ADD rdi, imm32; ADD rdx, imm32; DEC rsi.
        put(&mut self.bytes, &[0x48, 0x81, 0xc7], group_bytes);
        put(&mut self.bytes, &[0x48, 0x81, 0xc2], VECTOR_BYTES_MAX as i32);
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
        match self.set {
            InstructionSet::Avx2 => vex(&mut self.bytes, opcode, register, left, place),
            InstructionSet::Avx512 => self.masked(opcode, register, left, place, Masking::None),
        }
    }

    /// An instruction that AVX-512 alone has.
    fn masked(&mut self, opcode: Opcode, register: u8, left: u8, place: Place, masking: Masking) {
        evex(&mut self.bytes, opcode, register, left, place, masking);
    }

    /// Register = memory.
    pub fn load(&mut self, to: u8, from: Address) {
        self.vector(Opcode::usual(0x28), to, NO_LEFT, from.into());
    }

    /// Memory = register.
    pub fn store(&mut self, to: Address, from: u8) {
        self.vector(Opcode::usual(0x29), from, NO_LEFT, to.into());
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
        self.vector(Opcode::usual(opcode), to, left, right.into());
    }

    /// `to` = where `left` compares so with `right`.
    pub fn compare(&mut self, predicate: Predicate, to: u8, left: u8, right: Source) {
        match self.set {
            InstructionSet::Avx2 => self.compared(predicate, to, left, right),
            InstructionSet::Avx512 => {
                self.compared(predicate, K1, left, right);
                // VPMOVM2Q.
                let mask = Place::Register(K1);
                self.masked(Opcode::of_mask(0x38), to, NO_LEFT, mask, Masking::None);
            }
        }
    }

    /// `to` = `kept`, which is another register, where `left` compares so with `right`, else no bits.
    pub fn keep_where(
        &mut self,
        predicate: Predicate,
        to: u8,
        (left, right): (u8, Source),
        kept: u8,
    ) {
        match self.set {
            InstructionSet::Avx2 => {
                self.compared(predicate, to, left, right);
                self.binary(VectorOperation::And, to, to, Source::Register(kept));
            }
            InstructionSet::Avx512 => {
                self.compared(predicate, K1, left, right);
                // VMOVAPD.
                let kept = Place::Register(kept);
                self.masked(Opcode::usual(0x28), to, NO_LEFT, kept, Masking::Zero);
            }
        }
    }

    /// VCMPPD, to a vector or a mask register.
    fn compared(&mut self, predicate: Predicate, to: u8, left: u8, right: Source) {
        self.vector(Opcode::usual(0xc2), to, left, right.into());
        self.bytes.push(predicate as u8);
    }

    /// `to` = the operation's result, rounded once.
    pub fn fused(&mut self, operation: FusedOperation, to: u8, left: u8, right: Source) {
        let opcode = match operation {
            FusedOperation::ProductLess => 0xba,
            FusedOperation::TimesLess => 0xaa,
            FusedOperation::LessProduct => 0xbc,
        };
        self.vector(Opcode::later(opcode), to, left, right.into());
    }

    /// `to` = the square root.
    pub fn square_root(&mut self, to: u8, source: Source) {
        self.vector(Opcode::usual(0x51), to, NO_LEFT, source.into());
    }

    /// `to` = the largest integer not above.
    pub fn floor(&mut self, to: u8, source: Source) {
        const DOWN_WITHOUT_EXCEPTION: u8 = 0x09;
        let opcode = Opcode::with_byte(0x09, DOWN_WITHOUT_EXCEPTION);
        self.vector(opcode, to, NO_LEFT, source.into());
    }

    /// `to` = `then` where the mask holds, else `otherwise`.
    pub fn select(&mut self, to: u8, mask: u8, then: Source, otherwise: u8) {
        match self.set {
            InstructionSet::Avx2 => {
                self.vector(Opcode::with_byte(0x4b, mask << 4), to, otherwise, then.into());
            }
            InstructionSet::Avx512 => {
                // VPMOVQ2M, then VBLENDMPD.
                let mask = Place::Register(mask);
                self.masked(Opcode::of_mask(0x39), K1, NO_LEFT, mask, Masking::None);
                self.masked(Opcode::later(0x65), to, otherwise, then.into(), Masking::Merge);
            }
        }
    }
}

#[cfg(test)]
mod tests;
