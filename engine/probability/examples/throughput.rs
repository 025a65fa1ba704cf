//! Nanoseconds an element of the kernels that simulations spend their time in, for each level.
//!
//! `cargo run --release -p ulam-probability --example throughput`

use std::hint::black_box;
use std::time::Instant;

use ulam_numeric::block;
use ulam_numeric::simd::Level;
use ulam_probability::random::Stream;

/// Elements of a block: three such arrays fit into a first-level cache of 32 KiB.
const BLOCK: usize = 1024;
const REPETITIONS: usize = 20;

/// The best of several measurements, which the machine's other work disturbs least.
fn nanoseconds_per_element(mut kernel: impl FnMut()) -> f64 {
    let mut best = f64::INFINITY;
    for _ in 0..1000 {
        let start = Instant::now();
        for _ in 0..REPETITIONS {
            kernel();
        }
        let elapsed = start.elapsed().as_secs_f64() * 1e9;
        best = best.min(elapsed / (REPETITIONS * BLOCK) as f64);
    }
    best
}

fn main() {
    let stream = Stream::new(1, "throughput");
    let mut uniforms = vec![0.0; BLOCK];
    let mut others = vec![0.0; BLOCK];
    let mut out = vec![0.0; BLOCK];
    stream.fill(0, 0, &mut uniforms);
    stream.fill(0, 1, &mut others);
    type Kernel<'a> = (&'a str, &'a dyn Fn(&[f64], &[f64], &mut [f64]));
    let kernels: [Kernel; 15] = [
        ("fill", &|_, _, out| stream.fill(black_box(4096), 0, out)),
        ("normal_quantile", &|x, _, out| _ = block::normal_quantile(x, out)),
        ("exp", &|x, _, out| _ = block::exp(x, out)),
        ("ln", &|x, _, out| _ = block::ln(x, out)),
        ("sqrt", &|x, _, out| _ = block::sqrt(x, out)),
        ("pow", &|x, y, out| _ = block::pow(x, y, out)),
        ("pow_scalar", &|x, _, out| _ = block::pow_scalar(x, black_box(2.5), out)),
        ("scalar_pow", &|x, _, out| _ = block::scalar_pow(black_box(1.05), x, out)),
        ("sin", &|x, _, out| _ = block::sin(x, out)),
        ("add", &|x, y, out| _ = block::add(x, y, out)),
        ("multiply_scalar", &|x, _, out| _ = block::multiply_scalar(x, black_box(1.5), out)),
        ("divide", &|x, y, out| _ = block::divide(x, y, out)),
        ("minimum", &|x, y, out| _ = block::minimum(x, y, out)),
        ("sum", &|x, _, out| out[0] = block::sum(x)),
        ("sums_of_powers", &|x, _, out| out[0] = block::sums_of_powers(x, 0.5)[3]),
    ];
    let levels = Level::supported();
    println!("ns/element       {levels:?}");
    for (name, kernel) in kernels {
        print!("{name:16}");
        for level in &levels {
            level.restrict();
            let nanoseconds = nanoseconds_per_element(|| {
                kernel(black_box(&uniforms), black_box(&others), &mut out);
                black_box(&out);
            });
            print!(" {nanoseconds:9.3}");
        }
        println!();
    }
}
