//! The ten-year discounted cash flow.

use std::f64::consts::PI;

use ulam_numeric::{dispatch, elementary};

use super::lanes::{LANES, Lanes};
use super::{BLOCK, Column, FusedModel, Input, Normals, Plan, column};

const YEARS: usize = 10;
const FIRST_PRICE: f64 = 12.5;
const FIRST_VOLUME: f64 = 4000.0;
const FIRST_OVERHEADS: f64 = 6500.0;
const WORKING_CAPITAL: f64 = 0.12;
const DEPRECIATION_YEARS: f64 = 10.0;
const TAX_RATE: f64 = 0.25;
/// Spearman's rho of the two growth rates.
const GROWTH_CORRELATION: f64 = -0.4;

/// The model with the net present value alone.
pub fn value_only(plan: &Plan) -> Result<Box<dyn FusedModel>, String> {
    Ok(Box::new(CashFlow::new(plan, false)?))
}

/// The model with the net present value and the internal rate of return.
pub fn value_and_rate(plan: &Plan) -> Result<Box<dyn FusedModel>, String> {
    Ok(Box::new(CashFlow::new(plan, true)?))
}

struct CashFlow {
    price_growth: Normals,
    volume_growth: Normals,
    others: [Input; 6],
    /// The normals of price and volume growth, then the other inputs.
    inputs: [Box<Column>; 8],
    scratch: Box<Column>,
    value: Box<Column>,
    rate: Option<Box<Column>>,
    /// Pearson's correlation of the normals, and what completes it to a unit variance.
    mixing: [f64; 2],
}

impl CashFlow {
    fn new(plan: &Plan, has_rate: bool) -> Result<CashFlow, String> {
        let correlation = 2.0 * elementary::sin(PI * GROWTH_CORRELATION / 6.0);
        let input = |name, law, parameters: &[f64]| Input::new(plan, name, law, parameters);
        Ok(CashFlow {
            price_growth: Normals::new(plan, "Price growth")?,
            volume_growth: Normals::new(plan, "Volume growth")?,
            others: [
                input("Gross margin", "Pert", &[0.33, 0.38, 0.41])?,
                input("Overhead inflation", "Triangular", &[0.015, 0.025, 0.045])?,
                input("Initial investment", "Pert", &[115000.0, 125000.0, 165000.0])?,
                input("Maintenance capital expenditure", "Uniform", &[0.03, 0.05])?,
                input("Terminal growth", "Triangular", &[0.0, 0.015, 0.025])?,
                input("Discount rate", "Pert", &[0.08, 0.09, 0.12])?,
            ],
            inputs: std::array::from_fn(|_| column()),
            scratch: column(),
            value: column(),
            rate: has_rate.then(column),
            mixing: [correlation, (1.0 - correlation * correlation).sqrt()],
        })
    }
}

impl FusedModel for CashFlow {
    fn outputs(&self) -> usize {
        1 + usize::from(self.rate.is_some())
    }

    fn run(&mut self, first_trial: u64) {
        let [price, volume, others @ ..] = &mut self.inputs;
        self.price_growth.fill(first_trial, &mut self.scratch, price);
        self.volume_growth.fill(first_trial, &mut self.scratch, volume);
        for (input, column) in self.others.iter().zip(others) {
            input.fill(first_trial, &mut self.scratch, column);
        }
        match &mut self.rate {
            None => evaluate_value(&self.inputs, &self.mixing, &mut self.value),
            Some(rate) => evaluate_both(&self.inputs, &self.mixing, &mut self.value, rate),
        }
    }

    fn column(&self, output: usize) -> &Column {
        match (output, &self.rate) {
            (1, Some(rate)) => rate,
            _ => &self.value,
        }
    }
}

dispatch! {
    fn evaluate_value(inputs: &[Box<Column>; 8], mixing: &[f64; 2], value: &mut Column) {
        for start in (0..BLOCK).step_by(LANES) {
            let (net_present_value, _) = flows(inputs, mixing, start);
            net_present_value.store(value, start);
        }
    }

    fn evaluate_both(
        inputs: &[Box<Column>; 8],
        mixing: &[f64; 2],
        value: &mut Column,
        rate: &mut Column,
    ) {
        for start in (0..BLOCK).step_by(LANES) {
            let (net_present_value, flows) = flows(inputs, mixing, start);
            net_present_value.store(value, start);
            internal_rate(&flows).store(rate, start);
        }
    }
}

/// Net present value and the cash flows of some trials.
#[inline(always)]
fn flows(inputs: &[Box<Column>; 8], mixing: &[f64; 2], start: usize) -> (Lanes, [Lanes; 11]) {
    let input = |number: usize| Lanes::load(&inputs[number][..], start);
    let first_normal = input(0);
    let second_normal = mixing[0] * first_normal + mixing[1] * input(1);
    let price_factor = 1.0 + (0.02 + 0.012 * first_normal);
    let volume_factor = 1.0 + (0.025 + 0.018 * second_normal);
    let revenue_factor = price_factor * volume_factor;
    let gross_margin = input(2);
    let overhead_factor = 1.0 + input(3);
    let investment = input(4);
    let maintenance_share = input(5);
    let terminal_growth = input(6);
    let discount_rate = input(7);

    let discount = 1.0 / (1.0 + discount_rate);
    let mut factor = discount;
    let mut revenue = Lanes::all(FIRST_PRICE * FIRST_VOLUME);
    let mut overheads = Lanes::all(FIRST_OVERHEADS);
    let mut spent = investment;
    let mut value = -investment;
    let mut flows = [-investment; YEARS + 1];
    for year in 1..=YEARS {
        let last_revenue = revenue;
        revenue = revenue * revenue_factor;
        overheads = overheads * overhead_factor;
        let profit = revenue * gross_margin - overheads;
        let tax = (profit - spent * (1.0 / DEPRECIATION_YEARS)).max(0.0) * TAX_RATE;
        let maintenance = revenue * maintenance_share;
        let mut flow = profit - tax - maintenance - (revenue - last_revenue) * WORKING_CAPITAL;
        spent = spent + maintenance;
        if year == YEARS {
            flow = flow + flow * (1.0 + terminal_growth) / (discount_rate - terminal_growth);
        }
        value = value + flow * factor;
        factor = factor * discount;
        flows[year] = flow;
    }
    (value, flows)
}

/// The rate at which the flows are worth nothing, by Newton's method in the discount factor.
#[inline(always)]
fn internal_rate(flows: &[Lanes; YEARS + 1]) -> Lanes {
    // The method's error after a step is about its square.
    const STEP_MAX: f64 = 1e-8;
    const STEPS_MAX: usize = 50;
    let mut discount = Lanes::all(1.0 / 1.1);
    for _ in 0..STEPS_MAX {
        let mut value = flows[YEARS];
        let mut slope = Lanes::all(0.0);
        for flow in flows[..YEARS].iter().rev() {
            slope = slope * discount + value;
            value = value * discount + *flow;
        }
        let step = value / slope;
        discount = discount - step;
        if step.largest_magnitude() < STEP_MAX {
            break;
        }
    }
    1.0 / discount - 1.0
}
