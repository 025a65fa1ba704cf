//! Random draws: which streams a simulation has, and how distribution calls become instructions.

use std::sync::Arc;

use rustc_hash::FxHashMap;
use ulam_formula::address::CellAddress;
use ulam_formula::evaluate::distributions::{DrawError, is_draw, only_distribution};
use ulam_formula::evaluate::properties::{Property, property_call};
use ulam_formula::syntax::{Call, Callee, Expr};
use ulam_formula::value::Value;
use ulam_probability::distribution::{ParameterKind, SharedDistribution};
use ulam_probability::distributions;

use crate::compile::emit::SharedKey;
use crate::compile::{Compiler, Compiling, Computed, MustInterpret, Place, Problem};
use crate::program::{
    BinaryOperation, Column, DrawStream, Operand, Operation, Truncation, UnaryOperation,
    VaryingArgument, VaryingLaw,
};

/// One draw of a simulation.
#[derive(Clone, Debug)]
pub struct DrawIdentity {
    /// The cell.
    pub cell: CellAddress,
    /// Number of the call in the cell's formula.
    pub site: u16,
    /// Its name, if it has one.
    pub name: Option<Arc<str>>,
    /// What keys its stream.
    pub identity: String,
    /// The distribution as written, for people.
    pub distribution: String,
    /// A seed of its own, which replaces the run's.
    pub seed: Option<u64>,
}

/// The streams of a simulation: its inputs in order, then the draws in the workbook's formulas.
#[derive(Clone, Debug, Default)]
pub struct Streams {
    draws: Vec<DrawIdentity>,
    by_site: FxHashMap<(CellAddress, u16), usize>,
    /// For each correlated draw: its row of the Cholesky factor, as coefficients of draws.
    mixing: FxHashMap<usize, Vec<(f64, usize)>>,
    /// The column of each draw's value, once compiled.
    values: FxHashMap<usize, Operand>,
    laws: FxHashMap<usize, SharedDistribution>,
}

impl Streams {
    /// Adds a draw; its dimension is its place.
    pub fn add(&mut self, draw: DrawIdentity) {
        self.by_site.insert((draw.cell, draw.site), self.draws.len());
        self.draws.push(draw);
    }

    /// Every draw, in order of dimension.
    pub fn draws(&self) -> &[DrawIdentity] {
        &self.draws
    }

    /// The number of a draw.
    pub fn find(&self, cell: CellAddress, site: u16) -> Option<usize> {
        self.by_site.get(&(cell, site)).copied()
    }

    /// Makes a draw's uniform that of a weighted sum of independent normals: the Gaussian copula.
    pub fn correlate(&mut self, draw: usize, coefficients: Vec<(f64, usize)>) {
        self.mixing.insert(draw, coefficients);
    }

    /// Whether a draw is correlated with others.
    pub fn is_correlated(&self, draw: usize) -> bool {
        self.mixing.contains_key(&draw)
    }

    /// The column of a draw's value, if it was compiled.
    pub fn value(&self, draw: usize) -> Option<Operand> {
        self.values.get(&draw).copied()
    }

    /// The law of a draw, if it is the same in every trial.
    pub fn law(&self, draw: usize) -> Option<&SharedDistribution> {
        self.laws.get(&draw)
    }

    pub(super) fn draw_streams(&self) -> Vec<DrawStream> {
        self.draws
            .iter()
            .enumerate()
            .map(|(dimension, draw)| DrawStream { identity: draw.identity.clone(), dimension })
            .collect()
    }
}

impl Compiler<'_> {
    /// The uniforms of a draw, correlated if it is.
    fn uniform(&mut self, draw: usize) -> Column {
        let Some(normal) = self.correlated_normal(draw) else {
            return self.independent_uniform(draw);
        };
        match self.emit_unary(UnaryOperation::NormalCdf, Operand::Column(normal)) {
            Operand::Column(column) => column,
            Operand::Constant(_) => normal,
        }
    }

    /// The standard normals of a draw that depends on others' too; `None` where it keeps its own
    /// uniforms.
    fn correlated_normal(&mut self, draw: usize) -> Option<Column> {
        let terms = self.streams.mixing.get(&draw)?.clone();
        if let [(coefficient, only)] = terms[..]
            && coefficient == 1.0
            && only == draw
        {
            return None;
        }
        let mut normals = Vec::with_capacity(terms.len());
        for (coefficient, other) in terms {
            let uniform = Operand::Column(self.independent_uniform(other));
            if let Operand::Column(normal) =
                self.emit_unary(UnaryOperation::NormalQuantile, uniform)
            {
                normals.push((coefficient, normal));
            }
        }
        Some(self.emit_linear_combination(normals))
    }

    fn independent_uniform(&mut self, draw: usize) -> Column {
        self.emit_shared(SharedKey::Uniform(draw), Operation::Uniform { draw })
    }

    fn stream_of(&self, call: &Call, place: &Place) -> Compiling<usize> {
        self.streams.find(place.host, call.site).ok_or(MustInterpret)
    }

    pub(super) fn uniform_call(&mut self, call: &Call, place: &Place) -> Compiling<Computed> {
        let draw = self.stream_of(call, place)?;
        let value = Operand::Column(self.uniform(draw));
        self.streams.values.insert(draw, value);
        Ok(Computed::Number(value))
    }

    /// RANDBETWEEN: `MIN(INT(low + u * (high - low + 1)), high)`, its bounds rounded up and down; the
    /// steps of the function's own kernel.
    pub(super) fn integer_uniform_call(
        &mut self,
        call: &Call,
        place: &Place,
    ) -> Compiling<Computed> {
        let draw = self.stream_of(call, place)?;
        let bound = |computed: Computed| match computed {
            Computed::Constant(Value::Number(number)) => Ok(number),
            _ => Err(MustInterpret),
        };
        let low = bound(self.operand(&call.arguments[0], place)?)?.ceil();
        let high = bound(self.operand(&call.arguments[1], place)?)?.floor();
        if high < low {
            return Err(MustInterpret);
        }
        let uniform = Operand::Column(self.uniform(draw));
        let count = Operand::Constant(high - low + 1.0);
        let scaled = self.emit_binary(BinaryOperation::Multiply, uniform, count);
        let placed = self.emit_binary(BinaryOperation::Add, Operand::Constant(low), scaled);
        let whole = self.emit_unary(UnaryOperation::Floor, placed);
        let value = self.emit_binary(BinaryOperation::Minimum, whole, Operand::Constant(high));
        self.streams.values.insert(draw, value);
        Ok(Computed::Number(value))
    }

    /// A distribution call, with its property calls.
    pub(super) fn distribution(
        &mut self,
        name: &Arc<str>,
        call: &Call,
        place: &Place,
    ) -> Compiling<Computed> {
        if !is_draw(call) {
            return Err(MustInterpret);
        }
        let draw = self.stream_of(call, place)?;
        let value = if self.is_constant_law(name, call, place, 0) {
            self.constant_law(draw, name, call, place)?
        } else if can_vary_in_columns(name, call) {
            self.varying_law(draw, name, call, place)?
        } else {
            self.interpreted_law(draw, call, place)?
        };
        self.streams.values.insert(draw, value);
        Ok(Computed::Number(value))
    }

    /// Whether a distribution call means the same law in every trial.
    fn is_constant_law(&self, name: &str, call: &Call, place: &Place, depth: u32) -> bool {
        const DEPTH_MAX: u32 = 16;
        if depth > DEPTH_MAX {
            return false;
        }
        let mut position = 0;
        for argument in call.arguments.iter() {
            let is_constant = match property_call(argument) {
                Some((property, call)) => call.arguments.iter().enumerate().all(|(index, part)| {
                    let counts = property == Property::Compound && index == 0;
                    let kind = if counts { ParameterKind::Count } else { ParameterKind::Number };
                    self.is_constant_parameter(kind, part, place, depth)
                }),
                None => {
                    let kind = distributions::parameter_kind(name, position);
                    position += 1;
                    self.is_constant_parameter(kind, argument, place, depth)
                }
            };
            if !is_constant {
                return false;
            }
        }
        true
    }

    fn is_constant_parameter(
        &self,
        kind: ParameterKind,
        argument: &Expr,
        place: &Place,
        depth: u32,
    ) -> bool {
        let takes_law =
            matches!(kind, ParameterKind::Law | ParameterKind::Laws | ParameterKind::Count);
        if !takes_law {
            return self.is_constant(argument, place);
        }
        if let Some((name, call)) = only_distribution(argument) {
            return self.is_constant_law(name, call, place, depth + 1);
        }
        // A cell that holds a law is random, and its law may be constant.
        if self.is_constant_reference(argument, place)
            && let Value::Area(area) =
                self.with_evaluator(place, |evaluator| evaluator.evaluate(argument))
            && area.is_cell()
        {
            let cell = area.first();
            let formula = match self.inputs.get(cell) {
                Some(input) => Some(input.formula.clone()),
                None => self.workbook.formula(cell).map(|entered| entered.formula.clone()),
            };
            if let Some(formula) = formula
                && let Some((name, call)) = only_distribution(&formula.root)
                && (kind != ParameterKind::Count || !is_draw(call))
            {
                let place = Place { host: cell, scope: Vec::new(), ..place.clone() };
                return self.is_constant_law(name, call, &place, depth + 1);
            }
        }
        self.is_constant(argument, place)
    }

    /// A law that is built in each trial by the evaluator.
    fn interpreted_law(&mut self, draw: usize, call: &Call, place: &Place) -> Compiling<Operand> {
        if self.streams.is_correlated(draw) {
            self.problems.push(Problem {
                cell: place.host,
                message:
                    "a distribution made of distributions, or described by percentiles, can't \
                          be correlated while its parameters are random"
                        .to_string(),
            });
        }
        match self.interpret_scalar(&Expr::Call(call.clone()), place) {
            Some(Computed::Number(operand)) => Ok(operand),
            _ => Err(MustInterpret),
        }
    }

    fn constant_law(
        &mut self,
        draw: usize,
        name: &str,
        call: &Call,
        place: &Place,
    ) -> Compiling<Operand> {
        match self.with_evaluator(place, |evaluator| evaluator.distribution(name, call)) {
            Ok(built) => {
                let law = distributions::tabulated(built.law.clone());
                self.streams.laws.insert(draw, built.law);
                let quantile = match self.correlated_normal(draw) {
                    Some(normal) => Operation::QuantileOfNormal { law, normal },
                    None => {
                        Operation::Quantile { law, probability: self.independent_uniform(draw) }
                    }
                };
                Ok(Operand::Column(self.emit(quantile)))
            }
            Err(error) => {
                if let DrawError::Parameters(message) = &error {
                    self.problems.push(Problem { cell: place.host, message: message.clone() });
                }
                Ok(Operand::Constant(error.cell_error().to_nan()))
            }
        }
    }

    fn varying_law(
        &mut self,
        draw: usize,
        name: &Arc<str>,
        call: &Call,
        place: &Place,
    ) -> Compiling<Operand> {
        let mut law = VaryingLaw {
            name: name.clone(),
            arguments: Vec::new(),
            truncations: Vec::new(),
            shift: None,
        };
        for argument in call.arguments.iter() {
            match property_call(argument) {
                None => {
                    let argument = self.varying_argument(argument, place)?;
                    law.arguments.push(argument);
                }
                Some((
                    property @ (Property::Truncate | Property::TruncateByProbability),
                    bounds,
                )) => {
                    let low = self.bound(bounds.arguments.first(), place)?;
                    let high = self.bound(bounds.arguments.get(1), place)?;
                    let is_by_probability = property == Property::TruncateByProbability;
                    law.truncations.push(Truncation { is_by_probability, low, high });
                }
                Some((Property::Shift, shift)) => {
                    law.shift = self.bound(shift.arguments.first(), place)?;
                }
                Some(_) => {}
            }
        }
        let probability = self.uniform(draw);
        Ok(Operand::Column(
            self.emit(Operation::VaryingQuantile { call: Arc::new(law), probability }),
        ))
    }

    fn bound(&mut self, argument: Option<&Expr>, place: &Place) -> Compiling<Option<Operand>> {
        match argument {
            None | Some(Expr::Omitted) => Ok(None),
            Some(argument) => {
                let computed = self.operand(argument, place)?;
                Ok(Some(self.number(&computed)?))
            }
        }
    }

    fn varying_argument(&mut self, argument: &Expr, place: &Place) -> Compiling<VaryingArgument> {
        let is_list = |computed: &Computed| match computed {
            Computed::Area(area) => !area.is_cell(),
            Computed::Array { .. } => true,
            _ => false,
        };
        match self.expression(argument, place) {
            Ok(computed) if is_list(&computed) => {
                let operands = self.numeric_operands(std::slice::from_ref(argument), place)?;
                Ok(VaryingArgument::List(operands))
            }
            _ => {
                let computed = self.operand(argument, place)?;
                Ok(VaryingArgument::Number(self.number(&computed)?))
            }
        }
    }
}

/// Whether a law with parameters that differ from trial to trial can be built from number columns:
/// its parameters are numbers and lists, its properties cut and shift.
fn can_vary_in_columns(name: &str, call: &Call) -> bool {
    let mut position = 0;
    for argument in call.arguments.iter() {
        match property_call(argument) {
            None => {
                let kind = distributions::parameter_kind(name, position);
                let is_plain = matches!(kind, ParameterKind::Number | ParameterKind::List);
                if !is_plain || matches!(argument, Expr::Text(_) | Expr::Omitted) {
                    return false;
                }
                position += 1;
            }
            Some((Property::Truncate | Property::Shift, property)) => {
                let has_type = property.arguments.len() > 2;
                let is_psi = matches!(&property.callee, Callee::Named(name)
                    if !name.starts_with("RISK"));
                if has_type || is_psi {
                    return false;
                }
            }
            Some((
                Property::TruncateByProbability
                | Property::Name
                | Property::Static
                | Property::Seed
                | Property::Correlation
                | Property::Dependent
                | Property::Independent
                | Property::Display,
                _,
            )) => {}
            Some(_) => return false,
        }
    }
    !name.eq_ignore_ascii_case("CB.CUSTOM")
}
