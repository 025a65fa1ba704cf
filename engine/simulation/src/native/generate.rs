//! Machine code for a part of a region, by Cranelift.
//!
//! A part is a function of a frame of columns: all buffers lie one after the other at a fixed
//! distance, so that every address is one register and a constant. A pass of its loop takes
//! [`GROUP`] trials through the whole part, some vectors side by side: a model is often one long chain
//! in which each operation waits for the one before it.

use cranelift_codegen::Context;
use cranelift_codegen::ir::condcodes::FloatCC;
use cranelift_codegen::ir::{
    AbiParam, BlockArg, ConstantData, Endianness, InstBuilder, MemFlagsData, Signature, Type,
    Value, types,
};
use cranelift_codegen::isa::{CallConv, TargetIsa};
use cranelift_frontend::{FunctionBuilder, FunctionBuilderContext};
use rustc_hash::FxHashMap;
use ulam_formula::evaluate::operators::NEAR_ZERO;

use crate::native::graph::{Comparison, Graph, Id, Node};

/// Trials in a vector: the widest that Cranelift has for every machine.
const VECTOR: usize = 2;
/// Vectors side by side.
const VECTORS: usize = 4;
/// Trials in a pass of a part's loop.
pub const GROUP: usize = VECTOR * VECTORS;
/// Bytes in a vector.
const VECTOR_BYTES: i32 = (VECTOR * size_of::<f64>()) as i32;

/// Different numbers nearer than this share of the left one are maybe equal to 15 digits. Twice the
/// kernels' bound, so that it doesn't matter which of the two is the larger.
const CLOSE: f64 = 2e-14;

/// A group of trials of a node.
type Lanes = [Value; VECTORS];

/// A part of a region.
pub struct Part<'a> {
    /// The region's graph.
    pub graph: &'a Graph,
    /// The part's operations in order.
    pub nodes: &'a [Id],
    /// Distance in bytes from the frame's start to the buffer of a node that is computed elsewhere, or
    /// read elsewhere.
    pub offsets: &'a FxHashMap<Id, i32>,
    /// The same, of the columns that are stored.
    pub stored: &'a FxHashMap<Id, i32>,
}

/// The signature of a part: first trial of the frame, number of groups, and where a vector of bits is
/// written for each group, zero if none of its trials is suspect.
pub fn signature(isa: &dyn TargetIsa) -> Signature {
    let mut signature = Signature::new(CallConv::triple_default(isa.triple()));
    let pointer = isa.pointer_type();
    signature.params.extend([pointer; 3].map(AbiParam::new));
    signature
}

/// Fills a context with the function of a part.
pub fn generate(
    part: &Part,
    isa: &dyn TargetIsa,
    context: &mut Context,
    buffers: &mut FunctionBuilderContext,
) {
    context.func.signature = signature(isa);
    let pointer = isa.pointer_type();
    let mut builder = FunctionBuilder::new(&mut context.func, buffers);
    let entry = builder.create_block();
    let body = builder.create_block();
    let exit = builder.create_block();
    builder.append_block_params_for_function_params(entry);
    builder.switch_to_block(entry);
    let parameters: Vec<BlockArg> =
        builder.block_params(entry).iter().copied().map(BlockArg::from).collect();
    builder.ins().jump(body, &parameters);

    builder.switch_to_block(body);
    let frame = builder.append_block_param(body, pointer);
    let groups = builder.append_block_param(body, pointer);
    let suspects = builder.append_block_param(body, pointer);
    let mut code = Code { builder, part, frame, values: FxHashMap::default(), suspect: None };
    for id in part.nodes {
        code.node(*id);
    }
    let Code { mut builder, suspect, .. } = code;
    if let Some(suspect) = suspect {
        // Parts of a region add to what others found.
        let found = builder.ins().load(types::I64X2, memory(), suspects, 0);
        let all = builder.ins().bor(found, suspect);
        builder.ins().store(memory(), all, suspects, 0);
    }
    let next_frame = builder.ins().iadd_imm_s(frame, (GROUP * size_of::<f64>()) as i64);
    let next_suspects = builder.ins().iadd_imm_s(suspects, i64::from(VECTOR_BYTES));
    let groups_left = builder.ins().iadd_imm_s(groups, -1);
    let again = [next_frame, groups_left, next_suspects].map(BlockArg::from);
    builder.ins().brif(groups_left, body, &again, exit, &[]);
    builder.switch_to_block(exit);
    builder.ins().return_(&[]);
    builder.seal_all_blocks();
    builder.finalize(isa.frontend_config());
}

fn memory() -> MemFlagsData {
    MemFlagsData::new().with_notrap()
}

struct Code<'a, 'f> {
    builder: FunctionBuilder<'f>,
    part: &'a Part<'a>,
    frame: Value,
    values: FxHashMap<Id, Lanes>,
    /// Bits that aren't all zero where a trial is suspect.
    suspect: Option<Value>,
}

impl Code<'_, '_> {
    fn node(&mut self, id: Id) {
        let node = self.part.graph.nodes[id as usize];
        match node {
            Node::Check(a) => return self.check(a),
            Node::Close(a, b) => return self.close(a, b, false),
            Node::CheckedClose(a, b) => return self.close(a, b, true),
            Node::Store(a, _) => {
                if let Some(offset) = self.part.stored.get(&id).copied() {
                    let lanes = self.numbers(a);
                    self.store(lanes, offset);
                }
                return;
            }
            _ => {}
        }
        let lanes = self.compute(node);
        self.values.insert(id, lanes);
        if let Some(offset) = self.part.offsets.get(&id).copied() {
            self.store(lanes, offset);
        }
    }

    fn store(&mut self, lanes: Lanes, offset: i32) {
        for (lane, value) in lanes.into_iter().enumerate() {
            let offset = offset + lane as i32 * VECTOR_BYTES;
            self.builder.ins().store(memory(), value, self.frame, offset);
        }
    }

    /// A node's vectors: computed in this part, or read where they are needed.
    fn lanes(&mut self, id: Id, kind: Type) -> Lanes {
        if let Some(lanes) = self.values.get(&id) {
            return *lanes;
        }
        if let Node::Constant(bits) = self.part.graph.nodes[id as usize] {
            return [self.constant(bits, kind); VECTORS];
        }
        let offset = self.part.offsets.get(&id).copied().unwrap_or(0);
        std::array::from_fn(|lane| {
            let offset = offset + lane as i32 * VECTOR_BYTES;
            self.builder.ins().load(kind, memory(), self.frame, offset)
        })
    }

    fn numbers(&mut self, id: Id) -> Lanes {
        self.lanes(id, types::F64X2)
    }

    fn masks(&mut self, id: Id) -> Lanes {
        self.lanes(id, types::I64X2)
    }

    fn constant(&mut self, bits: u64, kind: Type) -> Value {
        let bytes: Vec<u8> = bits.to_le_bytes().repeat(VECTOR);
        let handle = self.builder.func.dfg.constants.insert(ConstantData::from(bytes));
        self.builder.ins().vconst(kind, handle)
    }

    fn number(&mut self, number: f64) -> Value {
        self.constant(number.to_bits(), types::F64X2)
    }

    fn cast(&mut self, value: Value, kind: Type) -> Value {
        let flags = MemFlagsData::new().with_endianness(Endianness::Little);
        self.builder.ins().bitcast(kind, flags, value)
    }

    fn unary(&mut self, a: Lanes, each: impl Fn(&mut Self, Value) -> Value) -> Lanes {
        a.map(|a| each(self, a))
    }

    fn binary(
        &mut self,
        a: Lanes,
        b: Lanes,
        each: impl Fn(&mut Self, Value, Value) -> Value,
    ) -> Lanes {
        std::array::from_fn(|lane| each(self, a[lane], b[lane]))
    }

    fn compute(&mut self, node: Node) -> Lanes {
        match node {
            Node::Negate(a) => {
                let a = self.numbers(a);
                self.unary(a, |code, a| code.builder.ins().fneg(a))
            }
            Node::Absolute(a) => {
                let a = self.numbers(a);
                self.unary(a, |code, a| code.builder.ins().fabs(a))
            }
            Node::SquareRoot(a) => {
                let a = self.numbers(a);
                self.unary(a, |code, a| code.builder.ins().sqrt(a))
            }
            Node::Floor(a) => {
                let a = self.numbers(a);
                self.unary(a, |code, a| code.builder.ins().floor(a))
            }
            Node::Add(a, b) => {
                let (a, b) = (self.numbers(a), self.numbers(b));
                self.binary(a, b, |code, a, b| code.builder.ins().fadd(a, b))
            }
            Node::Subtract(a, b) => {
                let (a, b) = (self.numbers(a), self.numbers(b));
                self.binary(a, b, |code, a, b| code.builder.ins().fsub(a, b))
            }
            Node::Multiply(a, b) => {
                let (a, b) = (self.numbers(a), self.numbers(b));
                self.binary(a, b, |code, a, b| code.builder.ins().fmul(a, b))
            }
            Node::Divide(a, b) => {
                let (a, b) = (self.numbers(a), self.numbers(b));
                self.binary(a, b, |code, a, b| code.builder.ins().fdiv(a, b))
            }
            Node::Smaller(a, b) => {
                let (a, b) = (self.numbers(a), self.numbers(b));
                self.binary(a, b, |code, a, b| code.chosen(b, a, b, a))
            }
            Node::Larger(a, b) => {
                let (a, b) = (self.numbers(a), self.numbers(b));
                self.binary(a, b, |code, a, b| code.chosen(a, b, b, a))
            }
            Node::Snap(sum, larger) => {
                let (sum, larger) = (self.numbers(sum), self.numbers(larger));
                let share = self.number(NEAR_ZERO);
                let zero = self.number(0.0);
                self.binary(sum, larger, |code, sum, larger| {
                    let magnitude = code.builder.ins().fabs(sum);
                    let bound = code.builder.ins().fmul(larger, share);
                    // Infinity less infinity is NaN, which isn't rounding error.
                    let excess = code.builder.ins().fsub(magnitude, bound);
                    let keep =
                        code.builder.ins().fcmp(FloatCC::UnorderedOrGreaterThan, excess, zero);
                    let bits = code.cast(sum, types::I64X2);
                    let kept = code.builder.ins().band(keep, bits);
                    code.cast(kept, types::F64X2)
                })
            }
            Node::Select(mask, then, otherwise) => {
                let mask = self.masks(mask);
                let (then, otherwise) = (self.numbers(then), self.numbers(otherwise));
                std::array::from_fn(|lane| {
                    let mask = self.cast(mask[lane], types::F64X2);
                    self.builder.ins().bitselect(mask, then[lane], otherwise[lane])
                })
            }
            Node::Truth(mask) => {
                let mask = self.masks(mask);
                let one = self.constant(1f64.to_bits(), types::I64X2);
                self.unary(mask, |code, mask| {
                    let bits = code.builder.ins().band(mask, one);
                    code.cast(bits, types::F64X2)
                })
            }
            Node::Compare(comparison, a, b) => {
                let (a, b) = (self.numbers(a), self.numbers(b));
                let code = condition(comparison);
                self.binary(a, b, |this, a, b| this.builder.ins().fcmp(code, a, b))
            }
            Node::NonZero(a) => {
                let a = self.numbers(a);
                let zero = self.number(0.0);
                self.unary(a, |code, a| code.builder.ins().fcmp(FloatCC::NotEqual, a, zero))
            }
            Node::IsFinite(a) => {
                let a = self.numbers(a);
                self.unary(a, |code, a| {
                    let zero_or_nan = code.builder.ins().fsub(a, a);
                    code.builder.ins().fcmp(FloatCC::Ordered, zero_or_nan, zero_or_nan)
                })
            }
            Node::Both(a, b) => {
                let (a, b) = (self.masks(a), self.masks(b));
                self.binary(a, b, |code, a, b| code.builder.ins().band(a, b))
            }
            Node::Either(a, b) => {
                let (a, b) = (self.masks(a), self.masks(b));
                self.binary(a, b, |code, a, b| code.builder.ins().bor(a, b))
            }
            Node::Not(a) => {
                let a = self.masks(a);
                self.unary(a, |code, a| code.builder.ins().bnot(a))
            }
            Node::Input(_) | Node::Constant(_) => [self.number(0.0); VECTORS],
            Node::Check(_) | Node::Close(..) | Node::CheckedClose(..) | Node::Store(..) => {
                [self.number(0.0); VECTORS]
            }
        }
    }

    /// `then` where `a < b`, else `otherwise`: one instruction where these are the same two.
    fn chosen(&mut self, a: Value, b: Value, then: Value, otherwise: Value) -> Value {
        let mask = self.builder.ins().fcmp(FloatCC::LessThan, a, b);
        let mask = self.cast(mask, types::F64X2);
        self.builder.ins().bitselect(mask, then, otherwise)
    }

    /// Suspects trials in which a number isn't finite: only then is it not 0 less itself.
    fn check(&mut self, id: Id) {
        for a in self.numbers(id) {
            let zero_or_nan = self.builder.ins().fsub(a, a);
            let bits = self.cast(zero_or_nan, types::I64X2);
            self.suspect(bits);
        }
    }

    fn close(&mut self, a: Id, b: Id, is_checked: bool) {
        let (left, right) = (self.numbers(a), self.numbers(b));
        let constant = [a, b].into_iter().find_map(|id| match self.part.graph.nodes[id as usize] {
            Node::Constant(bits) => Some(f64::from_bits(bits)),
            _ => None,
        });
        let share = self.number(CLOSE);
        let constant_bound = constant.map(|constant| self.number(constant.abs() * CLOSE));
        for (a, b) in left.into_iter().zip(right) {
            let difference = self.builder.ins().fsub(a, b);
            let distance = self.builder.ins().fabs(difference);
            let bound = match constant_bound {
                Some(bound) => bound,
                None => {
                    let bound = self.builder.ins().fmul(a, share);
                    self.builder.ins().fabs(bound)
                }
            };
            let is_near = self.builder.ins().fcmp(FloatCC::LessThanOrEqual, distance, bound);
            let is_different = self.builder.ins().fcmp(FloatCC::NotEqual, a, b);
            let bits = self.builder.ins().band(is_near, is_different);
            self.suspect(bits);
            if is_checked {
                let zero_or_nan = self.builder.ins().fsub(difference, difference);
                let bits = self.cast(zero_or_nan, types::I64X2);
                self.suspect(bits);
            }
        }
    }

    fn suspect(&mut self, bits: Value) {
        self.suspect = Some(match self.suspect {
            Some(suspect) => self.builder.ins().bor(suspect, bits),
            None => bits,
        });
    }
}

fn condition(comparison: Comparison) -> FloatCC {
    match comparison {
        Comparison::Equal => FloatCC::Equal,
        Comparison::NotEqual => FloatCC::NotEqual,
        Comparison::Less => FloatCC::LessThan,
        Comparison::LessOrEqual => FloatCC::LessThanOrEqual,
        Comparison::Greater => FloatCC::GreaterThan,
        Comparison::GreaterOrEqual => FloatCC::GreaterThanOrEqual,
    }
}
