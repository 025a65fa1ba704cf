//! Which draws an output depends on: only true precedents appear among its drivers.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::compile::Streams;
use crate::prepare::Simulation;
use crate::program::{Column, Instruction, Operand, Operation, Program, Source, ValueColumn};

/// What counts as depending on a draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dependence {
    /// Reading its value.
    OnValue,
    /// Reading its uniform too, through the value of a draw that is correlated with it.
    OnUniform,
}

impl Simulation {
    /// The draws that each output depends on, in the order of the outputs.
    pub fn draws_of_outputs(&self) -> Vec<FxHashSet<usize>> {
        let outputs = self.model.outputs.len();
        let program = self.schedule.program();
        let draws = |result| draws_of(program, result, &self.streams, Dependence::OnValue);
        program.results.iter().take(outputs).map(draws).collect()
    }
}

/// The draws that a result depends on, going back through the program.
pub(crate) fn draws_of(
    program: &Program,
    result: &Source,
    streams: &Streams,
    dependence: Dependence,
) -> FxHashSet<usize> {
    let value_of: FxHashMap<Column, usize> = (0..streams.draws().len())
        .filter_map(|draw| match streams.value(draw) {
            Some(Operand::Column(column)) => Some((column, draw)),
            _ => None,
        })
        .collect();
    let mut columns: FxHashSet<Column> = FxHashSet::default();
    let mut values: FxHashSet<ValueColumn> = FxHashSet::default();
    let mut draws = FxHashSet::default();
    want(result, &mut columns, &mut values);
    let mut is_everything = false;
    for instruction in program.instructions.iter().rev() {
        let interpreted = match instruction {
            Instruction::Number(number) if columns.contains(&number.column) => {
                if let Some(draw) = value_of.get(&number.column)
                    && dependence == Dependence::OnValue
                {
                    draws.insert(*draw);
                    // Of what the value comes from, only the law's parameters are precedents.
                    if let Operation::VaryingQuantile { call, .. } = &number.operation {
                        call.visit_operands(&mut |operand| {
                            if let Operand::Column(column) = operand {
                                columns.insert(*column);
                            }
                        });
                    }
                    if let Operation::Interpret(interpreted) = &number.operation {
                        for source in interpreted.reads.values() {
                            want(source, &mut columns, &mut values);
                        }
                    }
                    continue;
                }
                number.operation.visit_columns(&mut |column| {
                    columns.insert(column);
                });
                match &number.operation {
                    Operation::Uniform { draw } => {
                        draws.insert(*draw);
                        None
                    }
                    Operation::ToNumber(column) | Operation::ElementToNumber(column, ..) => {
                        values.insert(*column);
                        None
                    }
                    Operation::Interpret(interpreted) => Some(interpreted),
                    _ => None,
                }
            }
            Instruction::Value(column, interpreted) if values.contains(column) => Some(interpreted),
            _ => None,
        };
        if let Some(interpreted) = interpreted {
            is_everything |= interpreted.is_dynamic;
            let own = streams.draws().iter().enumerate();
            draws.extend(own.filter(|(_, d)| d.cell == interpreted.host).map(|(draw, _)| draw));
            for source in interpreted.reads.values() {
                want(source, &mut columns, &mut values);
            }
        }
    }
    if is_everything { (0..program.draws.len()).collect() } else { draws }
}

fn want(source: &Source, columns: &mut FxHashSet<Column>, values: &mut FxHashSet<ValueColumn>) {
    source.visit_columns(&mut |column| {
        columns.insert(column);
    });
    if let Source::Value(column) | Source::Element(column, ..) = source {
        values.insert(*column);
    }
}
