//! What outputs and drivers are called on a terminal.

use ulam_simulation::outcome::OutputOutcome;
use ulam_simulation::prepare::Simulation;

use super::shortened;

/// Longest name of an output or a driver, in characters.
const NAME_MAX: usize = 44;

/// The cell of an output and what people call it.
pub fn output_name(simulation: &Simulation, output: &OutputOutcome) -> String {
    let workbook = simulation.workbook();
    let cell = workbook.cell_name(output.cell);
    match output.name.clone().or_else(|| workbook.label(output.cell)) {
        Some(name) => shortened(format!("{cell} {name}"), NAME_MAX),
        None => shortened(cell, NAME_MAX),
    }
}

/// The cell of a driver and what people call it.
pub fn driver_name(simulation: &Simulation, draw: usize) -> String {
    let label = simulation.draw_label(draw);
    let Some(identity) = simulation.draws().get(draw) else {
        return label;
    };
    let workbook = simulation.workbook();
    let cell = workbook.cell_name(identity.cell);
    if identity.name.is_some() {
        return shortened(format!("{cell} {label}"), NAME_MAX);
    }
    match workbook.label(identity.cell) {
        Some(text) => shortened(format!("{label} {text}"), NAME_MAX),
        None => shortened(label, NAME_MAX),
    }
}
