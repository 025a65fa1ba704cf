//! A report with what its parts look up again and again.

use std::collections::HashMap;
use std::ops::Deref;

use ulam_formula::address::CellAddress;
use ulam_formula::context::Context;

use crate::Report;
use crate::numbers::Unit;

/// A report, and how people call its outputs and inputs.
pub struct Content<'a> {
    report: &'a Report<'a>,
    output_labels: Vec<String>,
    draw_labels: Vec<String>,
}

impl<'a> Deref for Content<'a> {
    type Target = Report<'a>;

    fn deref(&self) -> &Report<'a> {
        self.report
    }
}

impl<'a> Content<'a> {
    /// Labels outputs and inputs by their names, else by the text beside their cells, else by
    /// their cells.
    pub fn new(report: &'a Report<'a>) -> Content<'a> {
        let mut content = Content { report, output_labels: Vec::new(), draw_labels: Vec::new() };
        let outputs = report.outcome.outputs.iter().map(|output| {
            let cell = content.cell_name(output.cell);
            (output.name.clone(), output.cell, cell)
        });
        let output_labels = content.labels(outputs.collect());
        let draws = report.simulation.draws().iter().enumerate().map(|(draw, identity)| {
            let name = identity.name.as_ref().map(|name| name.to_string());
            (name, identity.cell, content.draw_cell(draw))
        });
        let draw_labels = content.labels(draws.collect());
        content.output_labels = output_labels;
        content.draw_labels = draw_labels;
        content
    }

    /// Labels of things with a name or none, a cell, and that cell in words.
    fn labels(&self, things: Vec<(Option<String>, CellAddress, String)>) -> Vec<String> {
        let workbook = self.simulation.workbook();
        let beside: Vec<Option<String>> = things
            .iter()
            .map(|(name, cell, _)| if name.is_none() { workbook.label(*cell) } else { None })
            .collect();
        let mut uses: HashMap<&str, u32> = HashMap::new();
        for label in beside.iter().flatten() {
            *uses.entry(label).or_insert(0) += 1;
        }
        let label = |((name, _, cell), beside): (&(Option<String>, _, String), &Option<String>)| {
            match (name, beside) {
                (Some(name), _) => name.clone(),
                (None, Some(text)) if uses.get(text.as_str()) == Some(&1) => text.clone(),
                // Of a row or column of cells, the text alone doesn't say which is meant.
                (None, Some(text)) => format!("{text} ({cell})"),
                (None, None) => cell.clone(),
            }
        };
        things.iter().zip(&beside).map(label).collect()
    }

    /// What the report is called.
    pub fn title(&self) -> &str {
        self.report.title.unwrap_or(self.report.workbook_name)
    }

    /// The name of a cell, such as `Model!B2`.
    pub fn cell_name(&self, cell: CellAddress) -> String {
        self.simulation.workbook().cell_name(cell)
    }

    /// How people call an output.
    pub fn output_label(&self, output: usize) -> &str {
        self.output_labels.get(output).map_or("", |label| label)
    }

    /// How people call a draw.
    pub fn draw_label(&self, draw: usize) -> &str {
        self.draw_labels.get(draw).map_or("", |label| label)
    }

    /// The cell of a draw, with the number of the call where a formula may have several.
    pub fn draw_cell(&self, draw: usize) -> String {
        let Some(identity) = self.simulation.draws().get(draw) else {
            return String::new();
        };
        let cell = self.cell_name(identity.cell);
        if identity.site == 0 { cell } else { format!("{cell}#{}", identity.site) }
    }

    /// How the numbers of a cell read.
    pub fn unit_of(&self, cell: CellAddress) -> Unit {
        let workbook = self.simulation.workbook();
        let Some(id) = workbook.cell_at(cell) else {
            return Unit::Plain;
        };
        Unit::of_format(workbook.number_format(id), Context::date_system(workbook))
    }

    /// How the numbers of a draw read: as its cell's, where the cell holds nothing else.
    pub fn draw_unit(&self, draw: usize) -> Unit {
        match self.simulation.draws().get(draw) {
            Some(identity) if identity.site == 0 => self.unit_of(identity.cell),
            _ => Unit::Plain,
        }
    }

    /// The samples of an output.
    pub fn column(&self, output: usize) -> &[f64] {
        self.samples.columns.get(output).map_or(&[], |column| column)
    }
}
