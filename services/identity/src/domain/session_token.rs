//! The secrets that hold a session: refresh tokens and cookies.
//!
//! A token is `<session>.<generation>.<MAC>`. The MAC is made of the session's id, the generation and
//! the session's salt with a key that only this installation has, so that the database needs to keep
//! the generation alone, and a token that was asked for twice at the same moment gets the same
//! successor both times.

use data_encoding::BASE64URL_NOPAD;
use ulam_platform::access::{Keys, constant_time_equal};
use ulam_platform::identifier::is_id;

/// Within this time the token before the last gives the same successor again: two windows, or a retry
/// after a lost answer, are no theft.
pub const REUSE_GRACE_US: i64 = 10_000_000;

/// What a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// To get the next access token.
    Refresh,
    /// A browser's cookie.
    Cookie,
}

impl Use {
    fn purpose(self) -> &'static str {
        match self {
            Use::Refresh => "refresh token",
            Use::Cookie => "session cookie",
        }
    }
}

/// A token that was read, not yet believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimed<'a> {
    /// The session.
    pub session_id: &'a str,
    /// Which of its tokens.
    pub generation: i64,
    mac: &'a str,
}

fn mac(keys: &Keys, usage: Use, session_id: &str, generation: i64, salt: &str) -> String {
    let text = format!("{session_id}.{generation}.{salt}");
    BASE64URL_NOPAD.encode(&keys.keyed_hash(usage.purpose(), text.as_bytes()))
}

/// A session's token of a generation.
pub fn token(keys: &Keys, usage: Use, session_id: &str, generation: i64, salt: &str) -> String {
    format!("{session_id}.{generation}.{}", mac(keys, usage, session_id, generation, salt))
}

/// A token's parts.
pub fn claimed(text: &str) -> Option<Claimed<'_>> {
    let mut parts = text.trim().splitn(3, '.');
    let (session_id, generation, mac) = (parts.next()?, parts.next()?, parts.next()?);
    if !is_id(session_id) {
        return None;
    }
    Some(Claimed { session_id, generation: generation.parse().ok()?, mac })
}

impl Claimed<'_> {
    /// Whether this installation made it.
    pub fn is_genuine(&self, keys: &Keys, usage: Use, salt: &str) -> bool {
        let expected = mac(keys, usage, self.session_id, self.generation, salt);
        constant_time_equal(expected.as_bytes(), self.mac.as_bytes())
    }
}

/// What becomes of a genuine token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is the current one: rotate.
    Current,
    /// It was replaced a moment ago: the same successor again.
    JustReplaced,
    /// It was replaced before: somebody has a copy.
    Reused,
}

/// What becomes of a token of generation `claimed`, where the session is at `current` since
/// `rotated_us`.
pub fn verdict(claimed: i64, current: i64, rotated_us: i64, now_us: i64) -> Verdict {
    if claimed == current {
        return Verdict::Current;
    }
    let is_previous = claimed.checked_add(1) == Some(current);
    if is_previous && now_us.saturating_sub(rotated_us) <= REUSE_GRACE_US {
        Verdict::JustReplaced
    } else {
        Verdict::Reused
    }
}

#[cfg(test)]
mod tests {
    use ulam_platform::identifier::new_id;

    use super::*;

    fn keys(byte: u8) -> Keys {
        Keys::from_base64(&data_encoding::BASE64.encode(&[byte; 32])).unwrap()
    }

    #[test]
    fn tokens_are_genuine_for_their_use_salt_and_installation_alone() {
        let session = new_id();
        let text = token(&keys(1), Use::Refresh, &session, 7, "salt");
        let read = claimed(&text).unwrap();
        assert_eq!((read.session_id, read.generation), (session.as_str(), 7));
        assert!(read.is_genuine(&keys(1), Use::Refresh, "salt"));
        assert!(!read.is_genuine(&keys(1), Use::Cookie, "salt"));
        assert!(!read.is_genuine(&keys(1), Use::Refresh, "other"));
        assert!(!read.is_genuine(&keys(2), Use::Refresh, "salt"));
        let forged = text.replacen(".7.", ".8.", 1);
        assert!(!claimed(&forged).unwrap().is_genuine(&keys(1), Use::Refresh, "salt"));
        for nonsense in ["", "a.b.c", "..", &session, &format!("{session}.x.y")] {
            assert!(claimed(nonsense).is_none(), "{nonsense}");
        }
    }

    #[test]
    fn only_the_token_before_the_last_is_forgiven_and_only_for_ten_seconds() {
        assert_eq!(verdict(3, 3, 0, 99), Verdict::Current);
        assert_eq!(verdict(2, 3, 0, REUSE_GRACE_US), Verdict::JustReplaced);
        assert_eq!(verdict(2, 3, 0, REUSE_GRACE_US + 1), Verdict::Reused);
        assert_eq!(verdict(1, 3, 0, 1), Verdict::Reused);
        assert_eq!(verdict(4, 3, 0, 1), Verdict::Reused);
        assert_eq!(verdict(i64::MAX, 3, 0, 1), Verdict::Reused);
    }
}
