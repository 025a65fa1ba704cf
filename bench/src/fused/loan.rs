//! The mortgage pool with prepayment over 360 months.

use ulam_numeric::dispatch;

use super::lanes::{LANES, Lanes};
use super::{BLOCK, Column, FusedModel, Input, Plan, column};

const BALANCE: f64 = 250_000_000.0;
const BORROWERS_RATE: f64 = 0.0625;
const TERM: usize = 360;
const SERVICING_FEE: f64 = 0.0035;
const BASE_PREPAYMENT: f64 = 0.06;
const SEASONING: usize = 30;
const CALL_SHARE: f64 = 0.05;
const MARKET_RATE: f64 = 0.06;
const SHOCK_MONTHS: usize = 24;
const INVESTORS_SPREAD: f64 = 0.006;
const FASTEST_PREPAYMENT: f64 = 0.95;
/// From the month after which each month of the year has one rate of prepayment, all of them known.
const SETTLED: usize = SEASONING + SEASONS.len();
const GAINS: [f64; 10] = [-0.10, -0.02, -0.01, -0.005, 0.0, 0.005, 0.01, 0.015, 0.02, 0.03];
const MULTIPLIERS: [f64; 10] = [0.45, 0.55, 0.70, 0.85, 1.0, 1.5, 2.3, 3.2, 4.0, 4.6];
const SEASONS: [f64; 12] = [0.75, 0.78, 0.95, 1.0, 1.1, 1.2, 1.2, 1.22, 1.08, 1.02, 0.9, 0.8];

/// The model.
pub fn model(plan: &Plan) -> Result<Box<dyn FusedModel>, String> {
    let input = |name, law, parameters: &[f64]| Input::new(plan, name, law, parameters);
    let monthly_rate = BORROWERS_RATE / 12.0;
    let mut payments = [0.0; TERM];
    let mut power = 1.0;
    for payment in payments.iter_mut().rev() {
        power /= 1.0 + monthly_rate;
        *payment = monthly_rate / (1.0 - power);
    }
    Ok(Box::new(Loan {
        inputs: [
            input("Prepayment speed", "Lognormal", &[1.0, 0.25])?,
            input("Rate shock", "Normal", &[0.0, 0.0125])?,
            input("Default rate", "Pert", &[0.001, 0.004, 0.018])?,
            input("Loss severity", "Triangular", &[0.15, 0.3, 0.5])?,
        ],
        payments,
        scratch: column(),
        drawn: std::array::from_fn(|_| column()),
        outputs: std::array::from_fn(|_| column()),
    }))
}

struct Loan {
    /// Speed, rate shock, default rate, loss severity.
    inputs: [Input; 4],
    /// Monthly payment for each dollar of balance.
    payments: [f64; TERM],
    scratch: Box<Column>,
    drawn: [Box<Column>; 4],
    /// Price, weighted average life, losses.
    outputs: [Box<Column>; 3],
}

impl FusedModel for Loan {
    fn outputs(&self) -> usize {
        self.outputs.len()
    }

    fn run(&mut self, first_trial: u64) {
        for (input, drawn) in self.inputs.iter().zip(&mut self.drawn) {
            input.fill(first_trial, &mut self.scratch, drawn);
        }
        evaluate(&self.drawn, &self.payments, &mut self.outputs);
    }

    fn column(&self, output: usize) -> &Column {
        &self.outputs[output]
    }
}

dispatch! {
    fn evaluate(
        drawn: &[Box<Column>; 4],
        payments: &[f64; TERM],
        outputs: &mut [Box<Column>; 3],
    ) {
        for start in (0..BLOCK).step_by(LANES) {
            let inputs = [
                Lanes::load(&drawn[0][..], start),
                Lanes::load(&drawn[1][..], start),
                Lanes::load(&drawn[2][..], start),
                Lanes::load(&drawn[3][..], start),
            ];
            let results = pool(inputs, payments);
            for (result, output) in results.into_iter().zip(outputs.iter_mut()) {
                result.store(&mut output[..], start);
            }
        }
    }
}

/// Price in percent of the balance, weighted average life in years, losses as a share.
#[inline(always)]
fn pool(inputs: [Lanes; 4], payments: &[f64; TERM]) -> [Lanes; 3] {
    let [speed, rate_shock, default_rate, loss_severity] = inputs;
    let surviving = (1.0 - default_rate).power(1.0 / 12.0);
    let recovered = 1.0 - loss_severity;
    let mut balance = Lanes::all(BALANCE);
    let mut discount = Lanes::all(1.0);
    let mut period_discount = discount;
    let mut multiplier = discount;
    let mut value = Lanes::all(0.0);
    let mut defaults = value;
    let mut principal = value;
    let mut principal_months = value;
    let mut prepayment_by_season = [value; SEASONS.len()];
    for month in 1..=TERM {
        let season = (month - 1) % SEASONS.len();
        if month <= SHOCK_MONTHS {
            let market_rate = MARKET_RATE + rate_shock * (month as f64 / SHOCK_MONTHS as f64);
            let gain = BORROWERS_RATE - market_rate;
            multiplier = Lanes::all(MULTIPLIERS[0]);
            for row in 1..GAINS.len() {
                multiplier = gain.below(GAINS[row], multiplier, Lanes::all(MULTIPLIERS[row]));
            }
            period_discount = 1.0 / (1.0 + (market_rate - INVESTORS_SPREAD) * (1.0 / 12.0));
        }
        if month <= SETTLED {
            let age = if month < SEASONING { month as f64 / SEASONING as f64 } else { 1.0 };
            let seasoned = BASE_PREPAYMENT * age * SEASONS[season];
            let yearly = (speed * multiplier * seasoned).min(FASTEST_PREPAYMENT);
            prepayment_by_season[season] = 1.0 - (1.0 - yearly).power(1.0 / 12.0);
        }
        let performing = balance * surviving;
        let defaulted = balance - performing;
        let interest = performing * (BORROWERS_RATE / 12.0);
        let remaining = performing - (performing * payments[month - 1] - interest);
        let kept = remaining - remaining * prepayment_by_season[season];
        let closing = remaining.below(CALL_SHARE * BALANCE, Lanes::all(0.0), kept);
        let returned = performing - closing + defaulted * recovered;
        discount = discount * period_discount;
        let received = interest - performing * (SERVICING_FEE / 12.0) + returned;
        value += received * discount;
        defaults += defaulted;
        principal += returned;
        principal_months += returned * month as f64;
        balance = closing;
    }
    [
        value * (100.0 / BALANCE),
        principal_months / principal * (1.0 / 12.0),
        defaults * loss_severity * (1.0 / BALANCE),
    ]
}
