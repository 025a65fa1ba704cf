//! The rules of accounts and sign-in.

pub mod address;
pub mod api_key;
pub mod brute_force;
pub mod device;
pub mod password;
pub mod session_token;
pub mod totp;
