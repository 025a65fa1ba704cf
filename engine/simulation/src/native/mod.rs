//! Machine code for the arithmetic of a program: the just-in-time back end.
//!
//! The program is staged into kernels and regions of arithmetic ([`mod@stages`]); a region becomes a graph
//! ([`lower`]), is put in order and cut into parts ([`order`]), and each part becomes a function of AVX2 or
//! AVX-512 instructions ([`generate`], [`registers`], [`assembly`], [`mod@encoding`], [`code`]). Only
//! columns that cross regions or parts have buffers; everything else lives in registers.
//!
//! The kernels remain the reference. Machine code knows finite numbers only: a trial in which it can't
//! be sure (an error, an overflow, a comparison that decimal digits decide) is *suspect*, and its group
//! of trials is computed again by the kernels. Where most groups are, the region is left to them.

pub mod assembly;
pub mod code;
mod encoding;
pub mod generate;
pub mod graph;
pub mod lower;
pub mod order;
pub mod quotient;
pub mod registers;
pub mod stages;

use rustc_hash::FxHashMap;

use crate::execute::plan::{Access, Plan, assign_buffers};
use crate::native::assembly::InstructionSet;
use crate::native::code::RegionCode;
use crate::native::generate::{GROUP_MAX, Part};
use crate::native::graph::{Graph, Id, Node};
use crate::native::stages::{StagedRegion, Stages, Step, few_regions, in_order};
use crate::program::{Column, Instruction, Program};

/// Bytes of buffers that a block aims at: a part of the first-level and the second-level cache.
const FRAME_BYTES: usize = 64 * 1024;
/// Columns that cross few regions above which more regions are better.
const CROSSING_MAX: usize = 128;
/// Smallest and largest block, in trials.
const BLOCK_TRIALS: (usize, usize) = (128, 1024);
/// Trials between buffers beyond a block, so that the buffers don't fall on the same cache sets.
const GAP: usize = GROUP_MAX;
/// Largest frame: what an address can hold.
const FRAME_BYTES_MAX: usize = i32::MAX as usize;

/// A region, compiled.
pub struct Region {
    /// Its machine code.
    pub code: RegionCode,
    /// The columns that it reads and writes.
    pub staged: StagedRegion,
    /// Its instructions by kernels, in a frame of their own.
    pub kernels: Plan,
}

/// A program whose arithmetic is machine code.
pub struct NativeProgram {
    /// Its steps, and the buffers of the columns that cross regions.
    pub plan: Plan,
    /// Largest block, in trials.
    pub block: usize,
    /// The regions of the plan's steps.
    pub regions: Vec<Region>,
    /// What each thread's pool begins as.
    pub pool: Vec<f64>,
}

/// How much of a program is native.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Instructions.
    pub instructions: usize,
    /// Regions that they are in.
    pub regions: usize,
}

/// How much of a program is native.
pub fn extent(program: &Program) -> Extent {
    let regions = Staged::new(program).stages.regions;
    Extent {
        instructions: regions.iter().map(|region| region.instructions.len()).sum(),
        regions: regions.len(),
    }
}

/// A program in stages, and the buffers of the columns that cross them.
struct Staged {
    stages: Stages,
    buffers: Vec<u32>,
    columns: usize,
}

impl Staged {
    /// In few regions, unless so many columns would cross them that blocks would be very small.
    fn new(program: &Program) -> Staged {
        let few = Staged::with_buffers(program, few_regions(program));
        if few.columns <= CROSSING_MAX {
            return few;
        }
        let in_order = Staged::with_buffers(program, in_order(program));
        if in_order.columns <= few.columns / 2 { in_order } else { few }
    }

    fn with_buffers(program: &Program, stages: Stages) -> Staged {
        let accesses: Vec<Access> = stages
            .steps
            .iter()
            .map(|step| match step {
                Step::Kernel(index) => Access::of(&program.instructions[*index]),
                Step::Region(index) => Access {
                    reads: stages.regions[*index].inputs.clone(),
                    writes: stages.regions[*index].outputs.clone(),
                },
            })
            .collect();
        let mut results = Vec::new();
        for result in &program.results {
            result.visit_columns(&mut |column| results.push(column));
        }
        let (buffers, columns) = assign_buffers(program.columns, &[], &accesses, &results);
        Staged { stages, buffers, columns }
    }
}

/// Time that machine code saves, an instruction and trial.
const SAVED_PS: u64 = 300;
/// Time that compiling takes, an instruction.
const COMPILE_PS: u64 = 3_000_000;

/// Whether compiling a program takes less time than it saves over a number of trials.
pub fn is_worthwhile(program: &Program, trials: u64) -> bool {
    // Both costs grow with the native instructions, so that their number hardly matters.
    trials.saturating_mul(SAVED_PS) > COMPILE_PS && extent(program).instructions > 0
}

/// Whether this machine can run native programs.
pub fn is_supported() -> bool {
    InstructionSet::best().is_some()
}

impl NativeProgram {
    /// Compiles a program without unused instructions; `None` if nothing of it is native, or the
    /// machine isn't supported.
    pub fn compile(program: &Program) -> Option<NativeProgram> {
        if !is_supported() {
            return None;
        }
        let Staged { stages: Stages { steps, regions }, buffers, columns } = Staged::new(program);
        if regions.is_empty() {
            return None;
        }
        let cut: Vec<CutRegion> =
            regions.iter().map(|region| CutRegion::new(program, region)).collect();
        let temporaries = cut.iter().map(|region| region.temporaries).max().unwrap_or(0);
        let buffer_count = columns + temporaries;
        let fitting = FRAME_BYTES / (size_of::<f64>() * buffer_count.max(1));
        let block = (fitting / 64 * 64).clamp(BLOCK_TRIALS.0, BLOCK_TRIALS.1);
        let stride = block + GAP;
        let frame_length = buffer_count.checked_mul(stride)?;
        if frame_length > FRAME_BYTES_MAX / size_of::<f64>() {
            return None;
        }
        let offset = |buffer: usize| (buffer * stride * size_of::<f64>()) as i32;
        let column_offset = |column: Column| offset(buffers[column.0 as usize] as usize);
        let offsets: Vec<Offsets> = cut
            .iter()
            .map(|region| region.offsets(&column_offset, &|t| offset(columns + t)))
            .collect();
        let parts: Vec<Vec<Part>> =
            cut.iter().zip(&offsets).map(|(region, offsets)| region.parts(offsets)).collect();
        let graphs: Vec<&Graph> = cut.iter().map(|region| &region.graph).collect();
        let (code, pool) = code::compile(&parts, &graphs, stride, frame_length)?;
        let regions = regions
            .into_iter()
            .zip(code)
            .map(|(staged, code)| {
                let kernels = kernels_of(program, &staged);
                Region { code, staged, kernels }
            })
            .collect();
        let plan = Plan { steps, buffers, buffer_count };
        Some(NativeProgram { plan, block, regions, pool })
    }

    /// Numbers from one buffer to the next.
    pub fn stride(&self) -> usize {
        self.block + GAP
    }
}

/// A region's instructions as kernels; its inputs are there before, its outputs are kept.
fn kernels_of(program: &Program, region: &StagedRegion) -> Plan {
    let accesses: Vec<Access> =
        region.instructions.iter().map(|index| Access::of(&program.instructions[*index])).collect();
    let (buffers, buffer_count) =
        assign_buffers(program.columns, &region.inputs, &accesses, &region.outputs);
    let steps = region.instructions.iter().copied().map(Step::Kernel).collect();
    Plan { steps, buffers, buffer_count }
}

/// A region's graph in order, cut into parts.
struct CutRegion {
    graph: Graph,
    order: Vec<Id>,
    cuts: Vec<usize>,
    /// The temporary buffer of each number that crosses parts.
    temporary: FxHashMap<Id, usize>,
    temporaries: usize,
}

/// Where a region's columns are.
struct Offsets {
    nodes: FxHashMap<Id, i32>,
    stored: FxHashMap<Id, i32>,
}

impl CutRegion {
    fn new(program: &Program, region: &StagedRegion) -> CutRegion {
        let numbers: Vec<_> = region
            .instructions
            .iter()
            .filter_map(|index| match &program.instructions[*index] {
                Instruction::Number(number) => Some(number),
                Instruction::Value(..) => None,
            })
            .collect();
        let graph = lower::lower(program, &numbers, &region.outputs);
        let order = order::order(&graph);
        let cuts = order::cuts(&graph, &order);
        let mut region =
            CutRegion { graph, order, cuts, temporary: FxHashMap::default(), temporaries: 0 };
        region.assign_temporaries();
        region
    }

    fn assign_temporaries(&mut self) {
        let mut part_of = vec![0; self.graph.nodes.len()];
        let mut last_part = vec![0; self.graph.nodes.len()];
        let mut start = 0;
        for (part, end) in self.cuts.iter().enumerate() {
            for id in &self.order[start..*end] {
                part_of[*id as usize] = part;
                self.graph.nodes[*id as usize]
                    .visit_operands(&mut |operand| last_part[operand as usize] = part);
            }
            start = *end;
        }
        let mut free = Vec::new();
        let mut ends: Vec<Vec<usize>> = vec![Vec::new(); self.cuts.len()];
        let mut start = 0;
        for (part, end) in self.cuts.iter().enumerate() {
            for id in &self.order[start..*end] {
                let last = last_part[*id as usize];
                if self.graph.nodes[*id as usize].is_effect() || last <= part_of[*id as usize] {
                    continue;
                }
                let buffer = free.pop().unwrap_or_else(|| {
                    self.temporaries += 1;
                    self.temporaries - 1
                });
                self.temporary.insert(*id, buffer);
                ends[last].push(buffer);
            }
            // Not before the part's end: the number may be read after another is written.
            free.append(&mut ends[part]);
            start = *end;
        }
    }

    fn offsets(
        &self,
        column_offset: &dyn Fn(Column) -> i32,
        temporary_offset: &dyn Fn(usize) -> i32,
    ) -> Offsets {
        let mut offsets = Offsets { nodes: FxHashMap::default(), stored: FxHashMap::default() };
        for (id, node) in self.graph.nodes.iter().enumerate() {
            match node {
                Node::Input(column) => {
                    offsets.nodes.insert(id as Id, column_offset(*column));
                }
                Node::Store(_, column) => {
                    offsets.stored.insert(id as Id, column_offset(*column));
                }
                _ => {}
            }
        }
        for (id, buffer) in &self.temporary {
            offsets.nodes.insert(*id, temporary_offset(*buffer));
        }
        offsets
    }

    fn parts<'a>(&'a self, offsets: &'a Offsets) -> Vec<Part<'a>> {
        let mut start = 0;
        let part = |end: &usize| {
            let nodes = &self.order[start..*end];
            start = *end;
            Part { graph: &self.graph, nodes, offsets: &offsets.nodes, stored: &offsets.stored }
        };
        self.cuts.iter().map(part).collect()
    }
}
