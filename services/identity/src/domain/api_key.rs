//! The form of API keys: `ulam_live_<id>_<secret><crc32>`.
//!
//! The checksum lets secret scanners and clients tell a key from a look-alike without asking; the
//! service keeps a keyed hash of the whole only.

use data_encoding::BASE32_NOPAD;
use ulam_contracts::identity::API_KEY_PREFIX;
use ulam_platform::access::random_token;

const LOOKUP_CHARACTERS: usize = 16;
const SECRET_CHARACTERS: usize = 52;
const CHECKSUM_CHARACTERS: usize = 8;
/// Characters of the lookup part that the list of keys shows.
const SHOWN_CHARACTERS: usize = 6;

/// A new key.
pub struct NewKey {
    /// The part by which it is found.
    pub lookup: String,
    /// The whole, shown once.
    pub text: String,
}

/// A key of 256 random bits.
pub fn new_key() -> NewKey {
    // Base32 in lower case: no letter that a double click stops at.
    let random = |bytes: usize, characters: usize| {
        let mut text = BASE32_NOPAD.encode(random_token(bytes).as_bytes()).to_lowercase();
        text.truncate(characters);
        text
    };
    let mut bytes = [0; 32];
    aws_lc_rs::rand::fill(&mut bytes).expect("the operating system gives randomness");
    let lookup = random(10, LOOKUP_CHARACTERS);
    let secret = BASE32_NOPAD.encode(&bytes).to_lowercase();
    let head = format!("{API_KEY_PREFIX}{lookup}_{secret}");
    let text = format!("{head}{:08x}", crc32fast::hash(head.as_bytes()));
    NewKey { lookup, text }
}

/// The lookup part of a text that has a key's form and checksum.
pub fn lookup_of(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(API_KEY_PREFIX)?;
    let (lookup, secret_and_checksum) = rest.split_once('_')?;
    let is_base32 = |text: &str| {
        text.bytes().all(|byte| byte.is_ascii_lowercase() || (b'2'..=b'7').contains(&byte))
    };
    if lookup.len() != LOOKUP_CHARACTERS
        || secret_and_checksum.len() != SECRET_CHARACTERS + CHECKSUM_CHARACTERS
        || !text.is_ascii()
    {
        return None;
    }
    let (secret, checksum) = secret_and_checksum.split_at(SECRET_CHARACTERS);
    let head = &text[..text.len() - CHECKSUM_CHARACTERS];
    let is_sound = is_base32(lookup)
        && is_base32(secret)
        && format!("{:08x}", crc32fast::hash(head.as_bytes())) == checksum;
    is_sound.then_some(lookup)
}

/// What the list of keys shows of one.
pub fn shown_prefix(lookup: &str) -> String {
    format!("{API_KEY_PREFIX}{}", lookup.get(..SHOWN_CHARACTERS).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_by_their_lookup_part_and_damaged_ones_are_not() {
        let key = new_key();
        assert_eq!(lookup_of(&key.text), Some(key.lookup.as_str()));
        assert!(key.text.starts_with(&shown_prefix(&key.lookup)));
        assert_ne!(new_key().text, key.text);
        let mut damaged = key.text.clone();
        let last = damaged.pop().unwrap();
        damaged.push(if last == '0' { '1' } else { '0' });
        for bad in [
            damaged.as_str(),
            &key.text[1..],
            &key.text[..key.text.len() - 1],
            "",
            "ulam_live_",
            "ulam_live_é_",
        ] {
            assert_eq!(lookup_of(bad), None, "{bad}");
        }
    }
}
