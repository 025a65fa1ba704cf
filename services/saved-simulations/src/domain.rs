//! Rules of saved simulations that need neither database nor network.

mod check;
mod unified;

pub(crate) use check::{
    checked_cell, checked_comment, checked_description, checked_message, checked_name,
    checked_spec, checked_tags,
};
pub(crate) use unified::unified_difference;
