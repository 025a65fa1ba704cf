//! Compiled code, and the one place that calls it: all that is unsafe about the native back end.

use std::sync::Arc;

use cranelift_codegen::control::ControlPlane;
use cranelift_codegen::isa::OwnedTargetIsa;
use cranelift_codegen::settings::{self, Configurable};
use cranelift_codegen::{Context, ir};
use cranelift_frontend::FunctionBuilderContext;
use cranelift_jit::{JITBuilder, JITModule};
use cranelift_module::{Module, default_libcall_names};
use rayon::prelude::*;

use crate::native::generate::{GROUP, Part, generate, signature};

/// Bits of a group's suspect trials: zero if there are none.
pub type Suspects = [u64; 2];

/// A part's function: see [`signature`].
type Function = unsafe extern "C" fn(*mut f64, usize, *mut Suspects);

/// Machine code; freed with it.
struct Memory(Option<JITModule>);

impl Drop for Memory {
    fn drop(&mut self) {
        if let Some(module) = self.0.take() {
            // SAFETY: the functions are only called through `RegionCode`, which keeps this alive.
            unsafe { module.free_memory() };
        }
    }
}

// SAFETY: after it is built a module is only dropped: nothing reads or changes it while functions run,
// and its machine code is never written again.
unsafe impl Send for Memory {}
// SAFETY: as above; no method is called through a shared reference.
unsafe impl Sync for Memory {}

/// The parts of a region, compiled.
pub struct RegionCode {
    functions: Vec<Function>,
    /// Numbers in the frame that the code was made for, and from one buffer to the next.
    frame_length: usize,
    stride: usize,
    _memory: Arc<Memory>,
}

impl RegionCode {
    /// Runs groups of trials through the region, in a frame of buffers; adds to `suspects`, one a
    /// group. The frame must be the one that the code was compiled for, else nothing is run and every
    /// group is suspect.
    pub fn run(&self, frame: &mut [f64], groups: usize, suspects: &mut [Suspects]) {
        let fits = frame.len() == self.frame_length && groups * GROUP <= self.stride;
        if groups == 0 || !fits || suspects.len() < groups {
            suspects.fill([u64::MAX; 2]);
            return;
        }
        for function in &self.functions {
            // SAFETY: the code was compiled by `compile` and is alive through `_memory`. It reads and
            // writes only the trials `0..groups * GROUP` of buffers that begin at multiples of
            // `stride` and end within `frame_length` (checked by `compile`, and just above), and
            // `groups` elements of `suspects`. Both are borrowed mutably for the call.
            unsafe { function(frame.as_mut_ptr(), groups, suspects.as_mut_ptr()) };
        }
    }
}

/// Code for this machine, if there is any.
pub fn host() -> Option<OwnedTargetIsa> {
    // Rounding to an integer and choosing by a mask need it.
    #[cfg(target_arch = "x86_64")]
    if !std::is_x86_feature_detected!("sse4.1") {
        return None;
    }
    let mut flags = settings::builder();
    flags.set("opt_level", "none").ok()?;
    flags.set("enable_verifier", if cfg!(debug_assertions) { "true" } else { "false" }).ok()?;
    flags.set("is_pic", "false").ok()?;
    // Which NaN it is doesn't matter: a number that isn't finite is computed again by the kernels.
    flags.set("enable_nan_canonicalization", "false").ok()?;
    cranelift_native::builder().ok()?.finish(settings::Flags::new(flags)).ok()
}

/// Compiles regions, each a list of parts, for frames of `frame_length` numbers with a buffer every
/// `stride`; `None` if Cranelift can't.
pub fn compile(
    isa: OwnedTargetIsa,
    regions: &[Vec<Part>],
    stride: usize,
    frame_length: usize,
) -> Option<Vec<RegionCode>> {
    let is_inside = |offset: &i32| {
        let bytes = size_of::<f64>();
        (*offset as usize).is_multiple_of(stride * bytes)
            && *offset >= 0
            && *offset as usize + stride * bytes <= frame_length * bytes
    };
    let parts: Vec<&Part> = regions.iter().flatten().collect();
    if !parts.iter().all(|part| part.offsets.values().chain(part.stored.values()).all(is_inside)) {
        return None;
    }
    let compiled: Option<Vec<(Vec<u8>, u64)>> =
        parts.par_iter().map(|part| machine_code(part, &isa)).collect();

    let mut module = JITModule::new(JITBuilder::with_isa(isa.clone(), default_libcall_names()));
    let mut functions = Vec::new();
    for (bytes, alignment) in compiled? {
        let function = module.declare_anonymous_function(&signature(&*isa)).ok()?;
        module.define_function_bytes(function, alignment, &bytes, &[]).ok()?;
        functions.push(function);
    }
    module.finalize_definitions().ok()?;
    let pointers: Vec<*const u8> =
        functions.into_iter().map(|function| module.get_finalized_function(function)).collect();
    let memory = Arc::new(Memory(Some(module)));
    let mut pointers = pointers.into_iter();
    let code = regions.iter().map(|parts| RegionCode {
        functions: pointers
            .by_ref()
            .take(parts.len())
            // SAFETY: the pointer is a function with the signature of `signature`, which is that of
            // `Function`: three pointer-sized arguments in the platform's C convention.
            .map(|pointer| unsafe { std::mem::transmute::<*const u8, Function>(pointer) })
            .collect(),
        frame_length,
        stride,
        _memory: memory.clone(),
    });
    Some(code.collect())
}

/// The bytes of a part's function, and their alignment.
fn machine_code(part: &Part, isa: &OwnedTargetIsa) -> Option<(Vec<u8>, u64)> {
    let mut context = Context::new();
    context.func.name = ir::UserFuncName::default();
    generate(part, &**isa, &mut context, &mut FunctionBuilderContext::new());
    let code = context.compile(&**isa, &mut ControlPlane::default()).ok()?;
    // Straight arithmetic calls nothing; a machine on which it would isn't worth the trouble.
    if !code.buffer.relocs().is_empty() {
        return None;
    }
    let alignment = code.buffer.alignment.max(isa.function_alignment().minimum);
    Some((code.code_buffer().to_vec(), u64::from(alignment)))
}
