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
pub mod root;
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

#[cfg(test)]
mod tests {
    use super::FUNCTIONS;
    use crate::scratch::ScratchSheet;
    use crate::value::Value;

    /// Whatever the arguments, the answer is a finite number or an error, and comes soon.
    #[test]
    fn any_arguments_give_a_number_or_an_error() {
        let numbers = [
            "0", "-1", "1", "2", "4", "0.5", "-0.5", "1E-9", "12", "360", "1E6", "1E15", "-1E15",
            "1E300", "-1E300", "36526", "40000", "60", "2958465", "2958466", "0.1", "",
        ];
        let sheet = ScratchSheet::default();
        let mut seed: u32 = 1;
        for function in FUNCTIONS.iter().copied().flatten() {
            for _ in 0..200 {
                let arguments: Vec<&str> = function
                    .parameters
                    .iter()
                    .map(|_| {
                        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                        numbers[(seed >> 16) as usize % numbers.len()]
                    })
                    .collect();
                let formula = format!("{}({})", function.name, arguments.join(","));
                match sheet.calculate(&formula).expect(&formula) {
                    Value::Number(number) => assert!(number.is_finite(), "{formula}"),
                    Value::Error(_) => {}
                    other => panic!("{formula} = {other:?}"),
                }
            }
        }
    }
}
