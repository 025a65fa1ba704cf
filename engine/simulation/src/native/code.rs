//! Compiled code, and the one place that calls it: all that is unsafe about the native back end.

use std::sync::Arc;

use memmap2::Mmap;

use crate::native::assembly::{Assembly, InstructionSet, VECTOR_BYTES_MAX};
use crate::native::generate::{Part, Pool, generate, group};
use crate::native::graph::Graph;

/// Bits of a group's suspect trials: zero if there are none. Shorter vectors use the first of them.
pub type Suspects = [u64; SUSPECTS];
const SUSPECTS: usize = VECTOR_BYTES_MAX / size_of::<u64>();

/// No trial of a group, and all.
pub const NO_SUSPECTS: Suspects = [0; SUSPECTS];
const ALL_SUSPECTS: Suspects = [u64::MAX; SUSPECTS];

/// Bytes at whose multiples a frame and a pool begin: a line of the cache.
pub const ALIGNMENT: usize = 64;
/// Operations of a program above which it isn't compiled: some 10 bytes of code and a vector of
/// constants each.
const NODES_MAX: usize = 4_000_000;

/// A part's function: of the frame, the number of groups (at least one), a group's suspects each, and
/// the pool.
#[cfg(target_arch = "x86_64")]
type Function = unsafe extern "sysv64" fn(*mut f64, usize, *mut Suspects, *mut f64);

/// The parts of a region, compiled.
pub struct RegionCode {
    code: Arc<Mmap>,
    /// Where the parts' functions begin.
    entries: Vec<usize>,
    /// Trials in a group.
    group: usize,
    /// Numbers in the frame that the code was made for, from one buffer to the next, and in the pool.
    frame_length: usize,
    stride: usize,
    pool_length: usize,
}

impl RegionCode {
    /// Trials in a group.
    pub fn group(&self) -> usize {
        self.group
    }

    /// Runs groups of trials through the region, in a frame of buffers; adds to `suspects`, one a
    /// group. Frame and pool must be those that the code was compiled for, else nothing is run and
    /// every group is suspect.
    pub fn run(
        &self,
        frame: &mut [f64],
        pool: &mut [f64],
        groups: usize,
        suspects: &mut [Suspects],
    ) {
        let is_aligned = |numbers: &[f64]| (numbers.as_ptr() as usize).is_multiple_of(ALIGNMENT);
        let fits = frame.len() == self.frame_length
            && pool.len() == self.pool_length
            && groups * self.group <= self.stride
            && is_aligned(frame)
            && is_aligned(pool);
        if groups == 0 || !fits || suspects.len() < groups {
            suspects.fill(ALL_SUSPECTS);
            return;
        }
        #[cfg(target_arch = "x86_64")]
        for entry in &self.entries {
            let pointer = self.code[*entry..].as_ptr();
            // SAFETY: at the entry begins a function of this type, which `compile` assembled for a
            // machine that has its instructions; the code is alive through `self.code`. It reads and writes
            // only the trials `0..groups * group` of buffers that begin at multiples of `stride` and end
            // within `frame_length` (checked by `compile`, and just above), `groups` elements of
            // `suspects`, and the pool, all of which are borrowed mutably for the call.
            unsafe {
                let function = std::mem::transmute::<*const u8, Function>(pointer);
                function(frame.as_mut_ptr(), groups, suspects.as_mut_ptr(), pool.as_mut_ptr());
            }
        }
    }
}

/// Compiles regions, each a list of parts, for frames of `frame_length` numbers with a buffer every
/// `stride`; with them the numbers of the pool that each thread gives them. `None` if the machine isn't
/// supported or the program is too large.
pub fn compile(
    regions: &[Vec<Part>],
    graphs: &[&Graph],
    stride: usize,
    frame_length: usize,
) -> Option<(Vec<RegionCode>, Vec<f64>)> {
    let set = InstructionSet::best()?;
    let is_inside = |offset: &i32| {
        let bytes = size_of::<f64>();
        (*offset as usize).is_multiple_of(stride * bytes)
            && *offset >= 0
            && *offset as usize + stride * bytes <= frame_length * bytes
    };
    let mut parts = regions.iter().flatten();
    let fits = parts.all(|part| part.offsets.values().chain(part.stored.values()).all(is_inside));
    let nodes: usize = graphs.iter().map(|graph| graph.nodes.len()).sum();
    let is_aligned = (stride * size_of::<f64>()).is_multiple_of(ALIGNMENT);
    if !fits || !is_aligned || nodes > NODES_MAX {
        return None;
    }
    let mut pool = Pool::new(graphs, set);
    let mut assembly = Assembly::new(set);
    let mut entries = Vec::with_capacity(regions.len());
    for parts in regions {
        let generated = parts.iter().map(|part| generate(part, &mut pool, &mut assembly));
        entries.push(generated.collect::<Vec<_>>());
    }
    let code = Arc::new(assembly.finish()?);
    let numbers = pool.numbers();
    let region = |entries| RegionCode {
        code: code.clone(),
        entries,
        group: group(set),
        frame_length,
        stride,
        pool_length: numbers.len(),
    };
    Some((entries.into_iter().map(region).collect(), numbers))
}
