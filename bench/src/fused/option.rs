//! The options over 252 daily steps.

use ulam_numeric::{dispatch, elementary};

use super::lanes::{LANES, Lanes};
use super::{BLOCK, Column, FusedModel, Normals, Plan, column};

const PRICE: f64 = 100.0;
const STRIKE: f64 = 100.0;
const RATE: f64 = 0.05;
const VOLATILITY: f64 = 0.2;
const YEARS: f64 = 1.0;
const STEPS: usize = 252;
/// Row of the first step on the sheet Path.
const FIRST_ROW: usize = 6;

/// The model.
pub fn model(plan: &Plan) -> Result<Box<dyn FusedModel>, String> {
    let mut steps = Vec::with_capacity(STEPS);
    for row in FIRST_ROW..FIRST_ROW + STEPS {
        steps.push(Normals::new(plan, &format!("Path!D{row}#0"))?);
    }
    Ok(Box::new(Options {
        steps,
        scratch: column(),
        normals: column(),
        log_price: column(),
        price: column(),
        price_sum: column(),
        log_sum: column(),
        payoffs: std::array::from_fn(|_| column()),
    }))
}

struct Options {
    steps: Vec<Normals>,
    scratch: Box<Column>,
    normals: Box<Column>,
    log_price: Box<Column>,
    price: Box<Column>,
    price_sum: Box<Column>,
    log_sum: Box<Column>,
    /// European call and put, arithmetic and geometric Asian call.
    payoffs: [Box<Column>; 4],
}

impl FusedModel for Options {
    fn outputs(&self) -> usize {
        self.payoffs.len()
    }

    fn run(&mut self, first_trial: u64) {
        let step = YEARS / STEPS as f64;
        let drift = (RATE - VOLATILITY * VOLATILITY / 2.0) * step;
        let deviation = VOLATILITY * step.sqrt();
        self.log_price.fill(elementary::ln(PRICE));
        self.price_sum.fill(0.0);
        self.log_sum.fill(0.0);
        for normals in &self.steps {
            normals.fill(first_trial, &mut self.scratch, &mut self.normals);
            take_step(
                &self.normals,
                [drift, deviation],
                &mut self.log_price,
                &mut self.log_sum,
                &mut self.price,
                &mut self.price_sum,
            );
        }
        let discount = elementary::exp(-RATE * YEARS);
        pay(discount, &self.price, &self.price_sum, &self.log_sum, &mut self.payoffs);
    }

    fn column(&self, output: usize) -> &Column {
        &self.payoffs[output]
    }
}

dispatch! {
    fn take_step(
        normals: &Column,
        parameters: [f64; 2],
        log_price: &mut Column,
        log_sum: &mut Column,
        price: &mut Column,
        price_sum: &mut Column,
    ) {
        let [drift, deviation] = parameters;
        for start in (0..BLOCK).step_by(LANES) {
            let normal = Lanes::load(&normals[..], start);
            let log = Lanes::load(&log_price[..], start) + (drift + deviation * normal);
            log.store(&mut log_price[..], start);
            (Lanes::load(&log_sum[..], start) + log).store(&mut log_sum[..], start);
            let exp = log.exp();
            exp.store(&mut price[..], start);
            (Lanes::load(&price_sum[..], start) + exp).store(&mut price_sum[..], start);
        }
    }

    fn pay(
        discount: f64,
        price: &Column,
        price_sum: &Column,
        log_sum: &Column,
        payoffs: &mut [Box<Column>; 4],
    ) {
        for start in (0..BLOCK).step_by(LANES) {
            let last = Lanes::load(&price[..], start);
            let arithmetic = Lanes::load(&price_sum[..], start) * (1.0 / STEPS as f64);
            let geometric = (Lanes::load(&log_sum[..], start) * (1.0 / STEPS as f64)).exp();
            let gains = [last - STRIKE, STRIKE - last, arithmetic - STRIKE, geometric - STRIKE];
            for (gain, payoff) in gains.into_iter().zip(payoffs.iter_mut()) {
                (discount * gain.max(0.0)).store(&mut payoff[..], start);
            }
        }
    }
}
