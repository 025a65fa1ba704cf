//! Sampling plans: how the uniforms of the trials are laid out.
