//! What outputs and drivers are called on a terminal.

use ulam_simulation::outcome::OutputOutcome;
use ulam_simulation::prepare::Simulation;

/// Longest name of an output or a driver, in characters.
const NAME_MAX: usize = 44;

/// The cell of an output and what people call it.
pub fn output_name(simulation: &Simulation, output: &OutputOutcome) -> String {
    let workbook = simulation.workbook();
    let cell = workbook.cell_name(output.cell);
    match output.name.clone().or_else(|| workbook.label(output.cell)) {
        Some(name) => shortened(format!("{cell} {name}")),
        None => shortened(cell),
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
        return shortened(format!("{cell} {label}"));
    }
    match workbook.label(identity.cell) {
        Some(text) => shortened(format!("{label} {text}")),
        None => shortened(label),
    }
}

fn shortened(name: String) -> String {
    if name.chars().count() <= NAME_MAX {
        return name;
    }
    let mut short: String = name.chars().take(NAME_MAX - 1).collect();
    short.push('…');
    short
}
