//! The construction cost estimate with 200 lines.

use ulam_numeric::block::pow_scalar;
use ulam_numeric::dispatch;

use super::{Column, FusedModel, Input, Plan, column};
use crate::repository;

const LINES: &str = "examples/construction-cost/lines.csv";
/// Design fees, overheads and profit, added to the direct cost.
const SURCHARGES: f64 = 1.0 + 0.06 + 0.07;
const YEARS_TO_MIDPOINT: f64 = 14.0 / 12.0;
const BUDGET: f64 = 39_500_000.0;

/// The model.
pub fn model(plan: &Plan) -> Result<Box<dyn FusedModel>, String> {
    let table = std::fs::read_to_string(repository::root().join(LINES))
        .map_err(|error| format!("{LINES}: {error}"))?;
    let mut lines = Vec::new();
    for text in table.lines().skip(1) {
        lines.push(Line::new(plan, text)?);
    }
    Ok(Box::new(ConstructionCost {
        lines,
        market: Input::new(plan, "Market conditions", "Pert", &[0.94, 1.0, 1.15])?,
        escalation: Input::new(plan, "Escalation", "Triangular", &[0.02, 0.03, 0.06])?,
        scratch: column(),
        drawn: column(),
        quantities: column(),
        cost: column(),
        overrun: column(),
    }))
}

enum Quantity {
    Fixed(f64),
    Drawn(Input),
}

struct Line {
    unit_cost: Input,
    quantity: Quantity,
}

impl Line {
    fn new(plan: &Plan, text: &str) -> Result<Line, String> {
        let wrong = || format!("'{text}' is no line of an estimate");
        let cells: [String; 11] = cells(text).try_into().map_err(|_| wrong())?;
        let number = |cell: usize| cells[cell].parse::<f64>().map_err(|_| wrong());
        let name = format!("{} {}", cells[0], cells[2]);
        let parameters = [number(5)?, number(6)?, number(7)?];
        let quantity = match cells[9].is_empty() {
            true => Quantity::Fixed(number(4)?),
            false => {
                let parameters = [number(9)?, number(4)?, number(10)?];
                Quantity::Drawn(Input::new(
                    plan,
                    &format!("{name}: quantity"),
                    "Pert",
                    &parameters,
                )?)
            }
        };
        Ok(Line { unit_cost: Input::new(plan, &name, &cells[8], &parameters)?, quantity })
    }
}

/// The cells of a line of comma-separated values.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    for character in line.chars() {
        match character {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(String::new()),
            other => cells.last_mut().expect("there is one").push(other),
        }
    }
    cells
}

struct ConstructionCost {
    lines: Vec<Line>,
    market: Input,
    escalation: Input,
    scratch: Box<Column>,
    drawn: Box<Column>,
    quantities: Box<Column>,
    cost: Box<Column>,
    overrun: Box<Column>,
}

impl FusedModel for ConstructionCost {
    fn outputs(&self) -> usize {
        2
    }

    fn run(&mut self, first_trial: u64) {
        let (drawn, scratch, cost) = (&mut self.drawn, &mut self.scratch, &mut self.cost);
        cost.fill(0.0);
        for line in &self.lines {
            line.unit_cost.fill(first_trial, scratch, drawn);
            match &line.quantity {
                Quantity::Fixed(quantity) => add_scaled(drawn, *quantity, cost),
                Quantity::Drawn(input) => {
                    input.fill(first_trial, scratch, &mut self.quantities);
                    add_product(drawn, &self.quantities, cost);
                }
            }
        }
        self.escalation.fill(first_trial, scratch, drawn);
        add_one(drawn);
        pow_scalar(&drawn[..], YEARS_TO_MIDPOINT, &mut self.quantities[..]);
        self.market.fill(first_trial, scratch, drawn);
        finish(drawn, &self.quantities, cost, &mut self.overrun);
    }

    fn column(&self, output: usize) -> &Column {
        if output == 0 { &self.cost } else { &self.overrun }
    }
}

dispatch! {
    fn add_scaled(drawn: &Column, quantity: f64, cost: &mut Column) {
        for (cost, drawn) in cost.iter_mut().zip(drawn) {
            *cost += drawn * quantity;
        }
    }

    fn add_product(drawn: &Column, quantities: &Column, cost: &mut Column) {
        for ((cost, drawn), quantity) in cost.iter_mut().zip(drawn).zip(quantities) {
            *cost += drawn * quantity;
        }
    }

    fn add_one(rates: &mut Column) {
        for rate in rates.iter_mut() {
            *rate += 1.0;
        }
    }

    fn finish(market: &Column, escalation: &Column, cost: &mut Column, overrun: &mut Column) {
        let factors = market.iter().zip(escalation);
        for ((cost, overrun), (market, escalation)) in
            cost.iter_mut().zip(overrun.iter_mut()).zip(factors)
        {
            *cost = *cost * market * SURCHARGES * escalation;
            let above = *cost - BUDGET;
            *overrun = if above > 0.0 { above } else { 0.0 };
        }
    }
}
