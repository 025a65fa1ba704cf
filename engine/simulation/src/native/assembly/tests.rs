//! The bytes of instructions, compared with those that an assembler gives.

use super::*;

const FRAME: Source = Source::Memory(Address::Frame(0x1234));
const POOL: Source = Source::Memory(Address::Pool(0x1234));

/// So many whole vectors away that an offset of a byte does.
const NEAR: Source = Source::Memory(Address::Pool(0x1240));

fn check(expected: &str, text: &str, emit: impl Fn(&mut Assembly)) {
    check_with(InstructionSet::Avx2, expected, text, emit);
}

fn check_wide(expected: &str, text: &str, emit: impl Fn(&mut Assembly)) {
    check_with(InstructionSet::Avx512, expected, text, emit);
}

fn check_with(set: InstructionSet, expected: &str, text: &str, emit: impl Fn(&mut Assembly)) {
    let mut assembly = Assembly::new(set);
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
    check("c5fd289f34120000", "vmovapd ymm3, [rdi+0x1234]", |a| a.load(3, Address::Frame(0x1234)));
    check("c5fd289934120000", "vmovapd ymm3, [rcx+0x1234]", |a| a.load(3, Address::Pool(0x1234)));
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
    check("c5fd299934120000", "vmovapd [rcx+0x1234], ymm3", |a| a.store(Address::Pool(0x1234), 3));
}

/// Bytes as GNU as 2.40 assembles the text.
#[test]
fn instructions_of_512_bits_are_encoded_as_an_assembler_does() {
    check_wide("62d19d4058d9", "vaddpd zmm3, zmm28, zmm9", |a| {
        a.binary(VectorOperation::Add, 3, 28, Source::Register(9))
    });
    check_wide("6261ed4858af34120000", "vaddpd zmm29, zmm2, [rdi+0x1234]", |a| {
        a.binary(VectorOperation::Add, 29, 2, FRAME)
    });
    check_wide("62d19d405cd9", "vsubpd zmm3, zmm28, zmm9", |a| {
        a.binary(VectorOperation::Subtract, 3, 28, Source::Register(9))
    });
    check_wide("62f19d485c5949", "vsubpd zmm3, zmm12, [rcx+0x1240]", |a| {
        a.binary(VectorOperation::Subtract, 3, 12, NEAR)
    });
    check_wide("62d19d4059d9", "vmulpd zmm3, zmm28, zmm9", |a| {
        a.binary(VectorOperation::Multiply, 3, 28, Source::Register(9))
    });
    check_wide("62819d4859d9", "vmulpd zmm19, zmm12, zmm25", |a| {
        a.binary(VectorOperation::Multiply, 19, 12, Source::Register(25))
    });
    check_wide("62d19d405ed9", "vdivpd zmm3, zmm28, zmm9", |a| {
        a.binary(VectorOperation::Divide, 3, 28, Source::Register(9))
    });
    check_wide("6261ed485eaf34120000", "vdivpd zmm29, zmm2, [rdi+0x1234]", |a| {
        a.binary(VectorOperation::Divide, 29, 2, FRAME)
    });
    check_wide("62d19d405dd9", "vminpd zmm3, zmm28, zmm9", |a| {
        a.binary(VectorOperation::Minimum, 3, 28, Source::Register(9))
    });
    check_wide("62f19d485d5949", "vminpd zmm3, zmm12, [rcx+0x1240]", |a| {
        a.binary(VectorOperation::Minimum, 3, 12, NEAR)
    });
    check_wide("62d19d405fd9", "vmaxpd zmm3, zmm28, zmm9", |a| {
        a.binary(VectorOperation::Maximum, 3, 28, Source::Register(9))
    });
    check_wide("62819d485fd9", "vmaxpd zmm19, zmm12, zmm25", |a| {
        a.binary(VectorOperation::Maximum, 19, 12, Source::Register(25))
    });
    check_wide("62d19d4054d9", "vandpd zmm3, zmm28, zmm9", |a| {
        a.binary(VectorOperation::And, 3, 28, Source::Register(9))
    });
    check_wide("6261ed4854af34120000", "vandpd zmm29, zmm2, [rdi+0x1234]", |a| {
        a.binary(VectorOperation::And, 29, 2, FRAME)
    });
    check_wide("62d19d4055d9", "vandnpd zmm3, zmm28, zmm9", |a| {
        a.binary(VectorOperation::AndNot, 3, 28, Source::Register(9))
    });
    check_wide("62f19d48555949", "vandnpd zmm3, zmm12, [rcx+0x1240]", |a| {
        a.binary(VectorOperation::AndNot, 3, 12, NEAR)
    });
    check_wide("62d19d4056d9", "vorpd zmm3, zmm28, zmm9", |a| {
        a.binary(VectorOperation::Or, 3, 28, Source::Register(9))
    });
    check_wide("62819d4856d9", "vorpd zmm19, zmm12, zmm25", |a| {
        a.binary(VectorOperation::Or, 19, 12, Source::Register(25))
    });
    check_wide("62d19d4057d9", "vxorpd zmm3, zmm28, zmm9", |a| {
        a.binary(VectorOperation::Xor, 3, 28, Source::Register(9))
    });
    check_wide("6261ed4857af34120000", "vxorpd zmm29, zmm2, [rdi+0x1234]", |a| {
        a.binary(VectorOperation::Xor, 29, 2, FRAME)
    });
    check_wide(
        "62b19d40c2c90062f2fe4838d9",
        "vcmppd k1, zmm28, zmm17, 0; vpmovm2q zmm3, k1",
        |a| a.compare(Predicate::Equal, 3, 28, Source::Register(17)),
    );
    check_wide(
        "62f1ed48c28f341200000762e2fe4838e9",
        "vcmppd k1, zmm2, [rdi+0x1234], 7; vpmovm2q zmm21, k1",
        |a| a.compare(Predicate::Ordered, 21, 2, FRAME),
    );
    check_wide(
        "62b19d40c2c90462f2fe4838d9",
        "vcmppd k1, zmm28, zmm17, 4; vpmovm2q zmm3, k1",
        |a| a.compare(Predicate::NotEqual, 3, 28, Source::Register(17)),
    );
    check_wide(
        "62f1ed48c28f341200001162e2fe4838e9",
        "vcmppd k1, zmm2, [rdi+0x1234], 17; vpmovm2q zmm21, k1",
        |a| a.compare(Predicate::Less, 21, 2, FRAME),
    );
    check_wide(
        "62b19d40c2c91262f2fe4838d9",
        "vcmppd k1, zmm28, zmm17, 18; vpmovm2q zmm3, k1",
        |a| a.compare(Predicate::LessOrEqual, 3, 28, Source::Register(17)),
    );
    check_wide(
        "62f1ed48c28f341200001662e2fe4838e9",
        "vcmppd k1, zmm2, [rdi+0x1234], 22; vpmovm2q zmm21, k1",
        |a| a.compare(Predicate::NotLessOrEqual, 21, 2, FRAME),
    );
    check_wide(
        "62b19d40c2c91d62f2fe4838d9",
        "vcmppd k1, zmm28, zmm17, 29; vpmovm2q zmm3, k1",
        |a| a.compare(Predicate::GreaterOrEqual, 3, 28, Source::Register(17)),
    );
    check_wide(
        "62f1ed48c28f341200001e62e2fe4838e9",
        "vcmppd k1, zmm2, [rdi+0x1234], 30; vpmovm2q zmm21, k1",
        |a| a.compare(Predicate::Greater, 21, 2, FRAME),
    );
    check_wide(
        "62d19d48c2c9166221fdc928f2",
        "vcmppd k1, zmm12, zmm9, 22; vmovapd zmm30{k1}{z}, zmm18",
        |a| a.keep_where(Predicate::NotLessOrEqual, 30, (12, Source::Register(9)), 18),
    );
    check_wide(
        "62f18540c249491162f1fdc928de",
        "vcmppd k1, zmm31, [rcx+0x1240], 17; vmovapd zmm3{k1}{z}, zmm6",
        |a| a.keep_where(Predicate::Less, 3, (31, NEAR), 6),
    );
    check_wide("62829d48bafd", "vfmsub231pd zmm23, zmm12, zmm29", |a| {
        a.fused(FusedOperation::ProductLess, 23, 12, Source::Register(29))
    });
    check_wide("62f2cd40ba5949", "vfmsub231pd zmm3, zmm22, [rcx+0x1240]", |a| {
        a.fused(FusedOperation::ProductLess, 3, 22, NEAR)
    });
    check_wide("62829d48aafd", "vfmsub213pd zmm23, zmm12, zmm29", |a| {
        a.fused(FusedOperation::TimesLess, 23, 12, Source::Register(29))
    });
    check_wide("62f2cd40aa5949", "vfmsub213pd zmm3, zmm22, [rcx+0x1240]", |a| {
        a.fused(FusedOperation::TimesLess, 3, 22, NEAR)
    });
    check_wide("62829d48bcfd", "vfnmadd231pd zmm23, zmm12, zmm29", |a| {
        a.fused(FusedOperation::LessProduct, 23, 12, Source::Register(29))
    });
    check_wide("62f2cd40bc5949", "vfnmadd231pd zmm3, zmm22, [rcx+0x1240]", |a| {
        a.fused(FusedOperation::LessProduct, 3, 22, NEAR)
    });
    check_wide("6291fd4851dd", "vsqrtpd zmm3, zmm29", |a| a.square_root(3, Source::Register(29)));
    check_wide("62e1fd4851bf34120000", "vsqrtpd zmm23, [rdi+0x1234]", |a| a.square_root(23, FRAME));
    check_wide("62c3fd4809f909", "vrndscalepd zmm23, zmm9, 9", |a| {
        a.floor(23, Source::Register(9))
    });
    check_wide("62f3fd4809594909", "vrndscalepd zmm3, [rcx+0x1240], 9", |a| a.floor(3, NEAR));
    check_wide("62f1fd48289f34120000", "vmovapd zmm3, [rdi+0x1234]", |a| {
        a.load(3, Address::Frame(0x1234))
    });
    check_wide("6261fd4828797f", "vmovapd zmm31, [rcx+0x1fc0]", |a| {
        a.load(31, Address::Pool(0x1fc0))
    });
    check_wide("6261fd4828b900200000", "vmovapd zmm31, [rcx+0x2000]", |a| {
        a.load(31, Address::Pool(0x2000))
    });
    check_wide("6271fd48299f34120000", "vmovapd [rdi+0x1234], zmm11", |a| {
        a.store(Address::Frame(0x1234), 11)
    });
    check_wide("6261fd48295f01", "vmovapd [rdi+0x40], zmm27", |a| {
        a.store(Address::Frame(0x40), 27)
    });
    check_wide(
        "62b2fe4839cb62d29d4165d9",
        "vpmovq2m k1, zmm19; vblendmpd zmm3{k1}, zmm28, zmm9",
        |a| a.select(3, 19, Source::Register(9), 28),
    );
    check_wide(
        "62f2fe4839c96262ed49658734120000",
        "vpmovq2m k1, zmm1; vblendmpd zmm24{k1}, zmm2, [rdi+0x1234]",
        |a| a.select(24, 1, FRAME, 2),
    );
}
