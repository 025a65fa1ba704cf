//! Who asks, and what they may do.
//!
//! The gateway turns whatever a client shows (password session, API key, cookie) into an access
//! token; every service verifies that token itself and decides on its [`Principal`]. A call from one
//! service to another carries the original principal's token on, so that the second service decides
//! on the original subject's rights. Handlers get a [`Caller`], which gives out a [`Scope`] only
//! against a permission, and store functions take a `Scope`: there is no query without a tenant.

mod caller;
mod keys;
mod principal;
mod seal;
mod secret;
mod verified;

pub use caller::{Caller, ServiceCaller};
pub use keys::{ACCESS_TOKEN_LIFETIME_SECONDS, KeyedHasher, Keys, KeysError, TokenError};
pub use principal::{Principal, Scope, SubjectKind};
pub(crate) use seal::Sealer;
pub use secret::{constant_time_equal, random_token};
