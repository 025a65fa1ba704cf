//! The `ulam` program.
fn main() {}
