//! The vector instructions that parts are made of, over what holds their operands.
//!
//! AVX2 code for x86-64: vectors of four numbers, three-operand instructions, of which the last operand
//! can be read from memory at no cost. Registers follow the System V convention: `rdi` the frame at the
//! group's first trial, `rsi` groups left, `rdx` where the group's suspects are written, `rcx` the pool.

#![allow(clippy::useless_conversion)] // In what dynasm! expands to.

use dynasmrt::x64::Assembler;
use dynasmrt::{AssemblyOffset, DynamicLabel, DynasmApi, DynasmLabelApi, ExecutableBuffer, dynasm};

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

/// A comparison: all bits set where it holds, none elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i8)]
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

/// An instruction with a last operand that is in a register or in memory.
macro_rules! instruction {
    ($assembler:expr, $source:expr, $name:ident $($operand:expr),*; $($last:expr)?) => {
        match $source {
            Source::Register(source) => {
                dynasm!($assembler ; .arch x64 ; $name $(Ry($operand),)* Ry(source) $(, $last)?)
            }
            Source::Memory(Address::Frame(offset)) => {
                dynasm!($assembler ; .arch x64 ; $name $(Ry($operand),)* [rdi + offset] $(, $last)?)
            }
            Source::Memory(Address::Pool(offset)) => {
                dynasm!($assembler ; .arch x64 ; $name $(Ry($operand),)* [rcx + offset] $(, $last)?)
            }
        }
    };
}

/// The functions of parts, one after the other.
pub struct Assembly {
    assembler: Assembler,
}

/// A function that was begun.
pub struct Begun {
    /// Where it begins.
    pub entry: AssemblyOffset,
    again: DynamicLabel,
}

impl Assembly {
    /// None yet.
    pub fn new() -> std::io::Result<Assembly> {
        Ok(Assembly { assembler: Assembler::new()? })
    }

    /// Executable code; `None` if the system gives no memory.
    pub fn finish(self) -> Option<ExecutableBuffer> {
        self.assembler.finalize().ok()
    }

    /// Begins a function, and the loop over its groups.
    pub fn begin(&mut self) -> Begun {
        let again = self.assembler.new_dynamic_label();
        let assembler = &mut self.assembler;
        dynasm!(assembler ; .arch x64 ; .align 64);
        let entry = assembler.offset();
        dynasm!(assembler ; .arch x64 ; =>again);
        Begun { entry, again }
    }

    /// Ends the loop and the function; `suspects` are added to what other parts found of the group.
    pub fn end(&mut self, begun: &Begun, suspects: Option<u8>, group_bytes: i32) {
        let assembler = &mut self.assembler;
        if let Some(suspects) = suspects {
            dynasm!(assembler
                ; .arch x64
                ; vorpd Ry(suspects), Ry(suspects), [rdx]
                ; vmovupd [rdx], Ry(suspects)
            );
        }
        dynasm!(assembler
            ; .arch x64
            ; add rdi, group_bytes
            ; add rdx, VECTOR_BYTES
            ; dec rsi
            ; jnz =>begun.again
            ; vzeroupper
            ; ret
        );
    }

    /// Register = memory.
    pub fn load(&mut self, to: u8, from: Address) {
        let assembler = &mut self.assembler;
        match from {
            Address::Frame(offset) => {
                dynasm!(assembler ; .arch x64 ; vmovapd Ry(to), [rdi + offset]);
            }
            Address::Pool(offset) => {
                dynasm!(assembler ; .arch x64 ; vmovapd Ry(to), [rcx + offset]);
            }
        }
    }

    /// Memory = register.
    pub fn store(&mut self, to: Address, from: u8) {
        let assembler = &mut self.assembler;
        match to {
            Address::Frame(offset) => {
                dynasm!(assembler ; .arch x64 ; vmovapd [rdi + offset], Ry(from));
            }
            Address::Pool(offset) => {
                dynasm!(assembler ; .arch x64 ; vmovapd [rcx + offset], Ry(from));
            }
        }
    }

    /// `to` = no bits.
    pub fn clear(&mut self, to: u8) {
        let assembler = &mut self.assembler;
        dynasm!(assembler ; .arch x64 ; vxorpd Ry(to), Ry(to), Ry(to));
    }

    /// `to = left operation right`.
    pub fn binary(&mut self, operation: VectorOperation, to: u8, left: u8, right: Source) {
        let assembler = &mut self.assembler;
        match operation {
            VectorOperation::Add => instruction!(assembler, right, vaddpd to, left;),
            VectorOperation::Subtract => instruction!(assembler, right, vsubpd to, left;),
            VectorOperation::Multiply => instruction!(assembler, right, vmulpd to, left;),
            VectorOperation::Divide => instruction!(assembler, right, vdivpd to, left;),
            VectorOperation::Minimum => instruction!(assembler, right, vminpd to, left;),
            VectorOperation::Maximum => instruction!(assembler, right, vmaxpd to, left;),
            VectorOperation::And => instruction!(assembler, right, vandpd to, left;),
            VectorOperation::AndNot => instruction!(assembler, right, vandnpd to, left;),
            VectorOperation::Or => instruction!(assembler, right, vorpd to, left;),
            VectorOperation::Xor => instruction!(assembler, right, vxorpd to, left;),
        }
    }

    /// `to` = where `left` compares so with `right`.
    ///
    /// By hand, since dynasm 5.1 takes it for another form: `VCMPPD ymm1, ymm2, ymm3/m256, imm8` is
    /// `VEX.256.66.0F.WIG C2 /r ib` (Intel's manual, volume 2).
    pub fn compare(&mut self, predicate: Predicate, to: u8, left: u8, right: Source) {
        const RDI: u8 = 7;
        const RCX: u8 = 1;
        let (mode, low_bits, is_high, offset) = match right {
            Source::Register(right) => (0b11, right & 7, right >= 8, None),
            Source::Memory(Address::Frame(offset)) => (0b10, RDI, false, Some(offset)),
            Source::Memory(Address::Pool(offset)) => (0b10, RCX, false, Some(offset)),
        };
        let assembler = &mut self.assembler;
        let not_to = u8::from(to < 8) << 7;
        let not_left_256_66 = ((!left & 15) << 3) | 0b101;
        if is_high {
            assembler.extend([0xc4, not_to | 0b0100_0001, not_left_256_66]);
        } else {
            assembler.extend([0xc5, not_to | not_left_256_66]);
        }
        assembler.extend([0xc2, (mode << 6) | ((to & 7) << 3) | low_bits]);
        if let Some(offset) = offset {
            assembler.push_i32(offset);
        }
        assembler.push_i8(predicate as i8);
    }

    /// `to` = the square root.
    pub fn square_root(&mut self, to: u8, source: Source) {
        let assembler = &mut self.assembler;
        instruction!(assembler, source, vsqrtpd to;);
    }

    /// `to` = the largest integer not above.
    pub fn floor(&mut self, to: u8, source: Source) {
        const DOWN_WITHOUT_EXCEPTION: i8 = 0x09;
        let assembler = &mut self.assembler;
        instruction!(assembler, source, vroundpd to; DOWN_WITHOUT_EXCEPTION);
    }

    /// `to` = `then` where the mask holds, else `otherwise`.
    pub fn select(&mut self, to: u8, mask: u8, then: Source, otherwise: u8) {
        let assembler = &mut self.assembler;
        match then {
            Source::Register(then) => dynasm!(assembler
                ; .arch x64
                ; vblendvpd Ry(to), Ry(otherwise), Ry(then), Ry(mask)
            ),
            Source::Memory(Address::Frame(offset)) => dynasm!(assembler
                ; .arch x64
                ; vblendvpd Ry(to), Ry(otherwise), [rdi + offset], Ry(mask)
            ),
            Source::Memory(Address::Pool(offset)) => dynasm!(assembler
                ; .arch x64
                ; vblendvpd Ry(to), Ry(otherwise), [rcx + offset], Ry(mask)
            ),
        }
    }
}

#[cfg(all(test, target_arch = "x86_64"))]
mod tests {
    use super::*;

    const FRAME: Source = Source::Memory(Address::Frame(0x1234));
    const POOL: Source = Source::Memory(Address::Pool(0x1234));

    fn check(expected: &str, text: &str, emit: impl Fn(&mut Assembly)) {
        let mut assembly = Assembly::new().expect("memory");
        emit(&mut assembly);
        let code = assembly.finish().expect("code");
        let bytes: String = code.iter().map(|byte| format!("{byte:02x}")).collect();
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
