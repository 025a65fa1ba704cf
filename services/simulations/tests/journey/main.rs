//! Simulations with compute, from the start to the result: what people and other services notice.

mod house;
mod neighbours;

mod cancelling;
mod crashes;
mod distributions;
mod fairness;
mod running;
mod sealing;
mod starting;
