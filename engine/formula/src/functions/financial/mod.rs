//! Financial functions.
//!
//! The mathematics are functions of numbers, so that simulations can call them; [`dated`] joins those
//! that read a calendar to the worksheet.

use crate::function::Function;

mod accrued_interest;
pub mod annuities;
pub mod bonds;
pub mod cash_flows;
mod coupons;
mod dated;
mod declining_depreciation;
mod depreciation;
mod discounted;
mod french_depreciation;
mod interest_rates;
mod odd_bonds;
mod root;
mod treasury_bills;

/// The rows, part by part.
pub static FUNCTIONS: &[&[Function]] = &[
    cash_flows::FUNCTIONS,
    annuities::FUNCTIONS,
    interest_rates::FUNCTIONS,
    depreciation::FUNCTIONS,
    declining_depreciation::FUNCTIONS,
    french_depreciation::FUNCTIONS,
    coupons::FUNCTIONS,
    bonds::FUNCTIONS,
    odd_bonds::FUNCTIONS,
    accrued_interest::FUNCTIONS,
    discounted::FUNCTIONS,
    treasury_bills::FUNCTIONS,
];
