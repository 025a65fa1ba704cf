//! Tokens whose signature has been found good.
//!
//! A signature takes longer to verify than all else that a small request needs, and a client sends
//! the same token for minutes. What is remembered is what a token says, never that it may do
//! something: expiry is looked at each time, and whether its session still stands is asked elsewhere.

use std::sync::Arc;
use std::time::Duration;

use aws_lc_rs::digest::{SHA256, digest};
use moka::sync::Cache;

use super::Principal;
use super::keys::ACCESS_TOKEN_LIFETIME_SECONDS;

/// Tokens remembered, some hundred bytes each.
const REMEMBERED_MAX: u64 = 20_000;

/// Verified tokens under their SHA-256: two tokens of the same one can't be found.
pub(super) struct Verified(Cache<[u8; 32], (Arc<Principal>, u64)>);

impl Default for Verified {
    fn default() -> Verified {
        let cache = Cache::builder()
            .max_capacity(REMEMBERED_MAX)
            .time_to_live(Duration::from_secs(ACCESS_TOKEN_LIFETIME_SECONDS))
            .build();
        Verified(cache)
    }
}

fn key(token: &str) -> [u8; 32] {
    let digest = digest(&SHA256, token.as_bytes());
    digest.as_ref().try_into().expect("SHA-256 gives 32 bytes")
}

impl Verified {
    /// What a verified token says, and when it expires in seconds since 1970.
    pub(super) fn get(&self, token: &str) -> Option<(Arc<Principal>, u64)> {
        self.0.get(&key(token))
    }

    /// Remembers a token that has been verified.
    pub(super) fn keep(&self, token: &str, principal: Arc<Principal>, expires: u64) {
        self.0.insert(key(token), (principal, expires));
    }
}
