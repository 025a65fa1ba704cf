//! Functions over a block of numbers, vectorised; the bits of the scalar function of the same name.
