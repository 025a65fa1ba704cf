//! The browser app is embedded. Where it wasn't built, an empty folder stands for it, and the program
//! says at `/` how to build it.

use std::path::Path;

fn main() {
    let app = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/dist");
    if let Err(error) = std::fs::create_dir_all(&app) {
        println!("cargo::warning=the folder of the web app can't be made: {error}");
    }
    println!("cargo::rerun-if-changed={}", app.display());
    println!("cargo::rerun-if-changed=build.rs");
}
