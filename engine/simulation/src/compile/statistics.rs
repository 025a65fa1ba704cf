//! Statistics of ranges as chains of instructions: variances, order statistics and SUBTOTAL.

use ulam_formula::address::{Area, CellAddress};
use ulam_formula::context::Context;
use ulam_formula::syntax::Expr;
use ulam_formula::value::Value;

use crate::compile::{Compiler, Compiling, Computed, MustInterpret, OPERANDS_MAX, Place};
use crate::program::{BinaryOperation, Operand, Reduction, UnaryOperation};

/// Most numbers that are put in order by a network of comparisons, whose size grows a little faster
/// than they do; more are sorted trial by trial.
const NETWORK_MAX: usize = 32;

/// A variance or its root.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Spread {
    Variance,
    Deviation,
}

/// Which of some numbers in rising order is wanted, given by an argument but for the median.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Median,
    Largest,
    Smallest,
    PercentileInclusive,
    PercentileExclusive,
    QuartileInclusive,
}

impl Compiler<'_> {
    /// VAR and STDEV of numbers as SUM takes them; `lost` is 1 for a sample, 0 for a population.
    pub(super) fn spread(
        &mut self,
        spread: Spread,
        lost: usize,
        arguments: &[Expr],
        place: &Place,
    ) -> Compiling<Computed> {
        let numbers = self.numeric_operands(arguments, place)?;
        Ok(Computed::Number(self.emit_spread(spread, lost, numbers)?))
    }

    /// The steps of the worksheet functions: the mean with its rounding error corrected, then the sum
    /// of the squared deviations from it.
    fn emit_spread(
        &mut self,
        spread: Spread,
        lost: usize,
        numbers: Vec<Operand>,
    ) -> Compiling<Operand> {
        if numbers.len() <= lost {
            return Err(MustInterpret);
        }
        let count = Operand::Constant(numbers.len() as f64);
        let sum = self.emit_reduce(Reduction::Sum, numbers.clone());
        let mean = self.emit_binary(BinaryOperation::Divide, sum, count);
        let rests = self.emit_deviations(&numbers, mean);
        let rest = self.emit_reduce(Reduction::Sum, rests);
        let rest = self.emit_binary(BinaryOperation::Divide, rest, count);
        let centre = self.emit_binary(BinaryOperation::Add, mean, rest);
        let deviations = self.emit_deviations(&numbers, centre);
        let squares = deviations.into_iter().map(|deviation| (deviation, deviation)).collect();
        let sum = self.emit_sum_product(squares);
        let freedom = Operand::Constant((numbers.len() - lost) as f64);
        let variance = self.emit_binary(BinaryOperation::Divide, sum, freedom);
        Ok(match spread {
            Spread::Variance => variance,
            Spread::Deviation => self.emit_unary(UnaryOperation::SquareRoot, variance),
        })
    }

    fn emit_deviations(&mut self, numbers: &[Operand], centre: Operand) -> Vec<Operand> {
        numbers
            .iter()
            .map(|number| self.emit_binary(BinaryOperation::Subtract, *number, centre))
            .collect()
    }

    /// MEDIAN, LARGE, SMALL, PERCENTILE and QUARTILE, their second argument constant.
    pub(super) fn order_statistic(
        &mut self,
        order: Order,
        arguments: &[Expr],
        place: &Place,
    ) -> Compiling<Computed> {
        let (list, argument) = match (order, arguments) {
            (Order::Median, all) => (all, 0.5),
            (_, [_, argument]) => (&arguments[..1], self.constant_number(argument, place)?),
            _ => return Err(MustInterpret),
        };
        let is_list = order == Order::Median || !self.is_scalar_argument(&list[0], place);
        let numbers = self.numeric_operands(list, place)?;
        let count = numbers.len();
        // A network mixes up errors; which one wins depends on where it stands in the list.
        let can_be_networked = (1..=NETWORK_MAX).contains(&count)
            && numbers.iter().all(|number| self.program.range(number).is_finite());
        if !can_be_networked || !is_list {
            return Err(MustInterpret);
        }
        let last = (count - 1) as f64;
        let at = match order {
            Order::Largest | Order::Smallest => {
                // A rank with a fraction is rounded up by rules of its own.
                let is_rank =
                    argument == argument.floor() && (1.0..=count as f64).contains(&argument);
                match order {
                    _ if !is_rank => return Err(MustInterpret),
                    Order::Largest => count as f64 - argument,
                    _ => argument - 1.0,
                }
            }
            Order::Median | Order::PercentileInclusive => argument * last,
            Order::PercentileExclusive => argument * (count + 1) as f64 - 1.0,
            Order::QuartileInclusive if argument == argument.floor() => argument / 4.0 * last,
            Order::QuartileInclusive => return Err(MustInterpret),
        };
        if !(0.0..=last).contains(&at) {
            return Err(MustInterpret);
        }
        let sorted = self.emit_sorted(numbers);
        let below = at.floor();
        let low = sorted[below as usize];
        if matches!(order, Order::Largest | Order::Smallest) {
            return Ok(Computed::Number(low));
        }
        let high = sorted.get(below as usize + 1).copied().unwrap_or(low);
        let gap = self.emit_binary(BinaryOperation::Subtract, high, low);
        let share = Operand::Constant(at - below);
        let step = self.emit_binary(BinaryOperation::Multiply, share, gap);
        Ok(Computed::Number(self.emit_binary(BinaryOperation::Add, low, step)))
    }

    /// Whether an argument is one value given directly, which is coerced as no list is.
    fn is_scalar_argument(&mut self, argument: &Expr, place: &Place) -> bool {
        let computed = self.expression(argument, place);
        !matches!(computed, Ok(Computed::Area(_) | Computed::Array { .. }))
    }

    /// Numbers in rising order, by Batcher's odd-even merge sort (Knuth, The Art of Computer
    /// Programming 5.3.4, exercise 20): the same comparisons whatever the numbers.
    fn emit_sorted(&mut self, mut numbers: Vec<Operand>) -> Vec<Operand> {
        let count = numbers.len();
        let mut width = 1;
        while width < count {
            let mut distance = width;
            while distance >= 1 {
                let first = distance % width;
                let mut start = first;
                while start + distance < count {
                    for low in start..(start + distance).min(count - distance) {
                        let high = low + distance;
                        // Only within a pair of runs that are being merged.
                        if low / (2 * width) == high / (2 * width) {
                            self.emit_exchange(&mut numbers, low, high);
                        }
                    }
                    start += 2 * distance;
                }
                distance /= 2;
            }
            width *= 2;
        }
        numbers
    }

    fn emit_exchange(&mut self, numbers: &mut [Operand], low: usize, high: usize) {
        let (a, b) = (numbers[low], numbers[high]);
        numbers[low] = self.emit_binary(BinaryOperation::Minimum, a, b);
        numbers[high] = self.emit_binary(BinaryOperation::Maximum, a, b);
    }

    /// SUBTOTAL of ranges: rows hidden and cells that are subtotals themselves are known now.
    pub(super) fn subtotal(&mut self, arguments: &[Expr], place: &Place) -> Compiling<Computed> {
        let number = self.constant_number(&arguments[0], place)?.trunc();
        let (statistic, leaves_out_hidden) = match number {
            1.0..=11.0 => (number as u32, false),
            101.0..=111.0 => (number as u32 - 100, true),
            _ => return Err(MustInterpret),
        };
        let (mut numbers, mut count) = (Vec::new(), 0.0);
        for argument in &arguments[1..] {
            let Computed::Area(area) = self.reference_argument(argument, place)? else {
                return Err(MustInterpret);
            };
            for cell in self.counted_cells(area, leaves_out_hidden)? {
                match self.cell_value(cell)? {
                    Computed::Number(operand) => numbers.push(operand),
                    Computed::Constant(Value::Number(number)) => {
                        numbers.push(Operand::Constant(number));
                    }
                    Computed::Constant(Value::Error(error)) => {
                        numbers.push(Operand::Constant(error.to_nan()));
                    }
                    Computed::Constant(Value::Blank) => continue,
                    Computed::Constant(_) => {}
                    Computed::Boolean(operand) if self.program.range(&operand).is_finite() => {}
                    _ => return Err(MustInterpret),
                }
                count += 1.0;
            }
        }
        if numbers.is_empty() {
            return Err(MustInterpret);
        }
        let result = match statistic {
            1 => self.emit_reduce(Reduction::Average, numbers),
            // Errors aren't counted among the numbers.
            2 if numbers.iter().all(|number| self.program.range(number).is_finite()) => {
                Operand::Constant(numbers.len() as f64)
            }
            3 => Operand::Constant(count),
            4 => self.emit_reduce(Reduction::Maximum, numbers),
            5 => self.emit_reduce(Reduction::Minimum, numbers),
            6 => self.emit_reduce(Reduction::Product, numbers),
            7 => self.emit_spread(Spread::Deviation, 1, numbers)?,
            8 => self.emit_spread(Spread::Deviation, 0, numbers)?,
            9 => self.emit_reduce(Reduction::Sum, numbers),
            10 => self.emit_spread(Spread::Variance, 1, numbers)?,
            11 => self.emit_spread(Spread::Variance, 0, numbers)?,
            _ => return Err(MustInterpret),
        };
        Ok(Computed::Number(result))
    }

    /// The used cells of an area that SUBTOTAL looks at.
    fn counted_cells(&self, area: Area, leaves_out_hidden: bool) -> Compiling<Vec<CellAddress>> {
        let workbook = self.workbook;
        let mut cells = Vec::new();
        workbook.visit(area, &mut |row, column, _| {
            let is_row_left_out = Context::is_row_filtered(workbook, area.sheet, row)
                || (leaves_out_hidden && Context::is_row_hidden(workbook, area.sheet, row));
            let cell = CellAddress { sheet: area.sheet, row, column };
            if !is_row_left_out && !workbook.calls_subtotal(cell) {
                cells.push(cell);
            }
            cells.len() <= OPERANDS_MAX
        });
        if cells.len() > OPERANDS_MAX { Err(MustInterpret) } else { Ok(cells) }
    }
}
