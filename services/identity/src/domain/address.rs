//! Mail and network addresses.

use std::net::IpAddr;

use ipnet::IpNet;
use ulam_platform::http::ApiError;

/// Longest mail address (RFC 5321, section 4.5.3.1.3, without the angle brackets).
const EMAIL_BYTES_MAX: usize = 254;

/// A mail address without white space around it.
///
/// # Errors
/// 422 for a text that can't be one. Whether it is one, only a mail shows.
pub fn checked_email(field: &str, text: &str) -> Result<String, ApiError> {
    let email = text.trim();
    let refused = || ApiError::invalid(field, "not a mail address like ada@example.com");
    let (local, domain) = email.rsplit_once('@').ok_or_else(refused)?;
    let is_plain = |part: &str| {
        !part.is_empty()
            && !part
                .chars()
                .any(|c| c.is_whitespace() || c.is_control() || "<>()[],;:\"\\".contains(c))
    };
    let is_domain = !domain.starts_with('.')
        && !domain.ends_with('.')
        && !domain.contains("..")
        && !domain.contains('@');
    if email.len() > EMAIL_BYTES_MAX
        || !is_plain(local)
        || !is_plain(domain)
        || !is_domain
        || local.contains('@')
    {
        return Err(refused());
    }
    Ok(email.to_string())
}

/// The form in which mail addresses are compared.
pub fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}

/// The networks of a list, single addresses among them.
///
/// # Errors
/// 422 with the entry that is none.
pub fn checked_networks(field: &str, texts: &[String]) -> Result<Vec<String>, ApiError> {
    let mut networks = Vec::with_capacity(texts.len());
    for (place, text) in texts.iter().enumerate() {
        let network = parsed_network(text).ok_or_else(|| {
            ApiError::invalid(
                &format!("{field}[{place}]"),
                format!("'{text}' is not a network like 203.0.113.0/24"),
            )
        })?;
        networks.push(network.to_string());
    }
    Ok(networks)
}

fn parsed_network(text: &str) -> Option<IpNet> {
    let text = text.trim();
    text.parse::<IpNet>().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from))
}

/// Whether an address is in one of the networks; an empty list has all. An unknown address is in none.
pub fn is_allowed(networks: &[String], address: Option<&str>) -> bool {
    if networks.is_empty() {
        return true;
    }
    let Some(address) = address.and_then(|text| text.parse::<IpAddr>().ok()) else { return false };
    // ::ffff:203.0.113.5 is 203.0.113.5.
    let address = address.to_canonical();
    networks
        .iter()
        .filter_map(|network| parsed_network(network))
        .any(|network| network.contains(&address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_addresses() {
        for good in
            ["ada@example.com", " ada@localhost ", "a+b@xn--bcher-kva.example", "ä@exämple.com"]
        {
            assert!(checked_email("email", good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "ada",
            "@example.com",
            "ada@",
            "a b@example.com",
            "a@b@c.com",
            "a@.com",
            "a@b..c",
            "<a>@b.c",
            "a@b\r\nBcc: c@d.e",
        ] {
            assert!(checked_email("email", bad).is_err(), "{bad}");
        }
        assert!(checked_email("email", &format!("{}@example.com", "a".repeat(250))).is_err());
        assert_eq!(email_key(" Ada@Example.COM "), "ada@example.com");
    }

    #[test]
    fn networks_hold_their_addresses() {
        let networks =
            checked_networks("allowed_ips", &["203.0.113.0/24".into(), "2001:db8::1".into()])
                .unwrap();
        assert!(is_allowed(&networks, Some("203.0.113.7")));
        assert!(is_allowed(&networks, Some("::ffff:203.0.113.7")));
        assert!(is_allowed(&networks, Some("2001:db8::1")));
        assert!(!is_allowed(&networks, Some("203.0.114.7")));
        assert!(!is_allowed(&networks, Some("nonsense")) && !is_allowed(&networks, None));
        assert!(is_allowed(&[], None));
        assert!(checked_networks("allowed_ips", &["203.0.113.0/33".into()]).is_err());
    }
}
