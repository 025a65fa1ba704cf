//! Where deliveries may go: addresses that tenants give must not reach into the operator's network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use url::{Host, Url};

const RESOLVE_TIMEOUT: Duration = Duration::from_secs(5);
const URL_BYTES_MAX: usize = 2_000;

/// Why an address is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It is no address for a delivery.
    #[error("{0}")]
    Form(&'static str),
    /// It leads into a private network.
    #[error("the address is in a private, loopback or otherwise special network")]
    Private,
    /// Its name has no address (now).
    #[error("the host's name can't be resolved")]
    Unresolved,
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast()
        || a == 0
        // Carrier-grade NAT (RFC 6598), IETF protocol assignments, 6to4 relays, benchmarking, reserved.
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19))
        || a >= 240;
    !is_special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    if let Some(v4) = address.to_ipv4() {
        // Mapped (::ffff:a.b.c.d) and compatible (::a.b.c.d), with :: and ::1 among the latter.
        return address.to_ipv4_mapped().is_some() && is_public_v4(v4);
    }
    let segments = address.segments();
    let embedded = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        Ipv4Addr::new(a, b, c, d)
    };
    match segments {
        // NAT64 (RFC 6052, RFC 8215) and 6to4 (RFC 3056) lead to the IPv4 address within.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => is_public_v4(embedded(high, low)),
        [0x64, 0xff9b, 1, ..] => false,
        [0x2002, high, low, ..] => is_public_v4(embedded(high, low)),
        // Teredo, documentation, discard, ORCHID.
        [0x2001, 0, ..] | [0x2001, 0xdb8, ..] | [0x100, 0, 0, 0, ..] => false,
        [0x2001, second, ..] if (0x10..0x30).contains(&second) => false,
        [0x3fff, second, ..] if second < 0x1000 => false,
        // Only 2000::/3 is handed out: no unique-local, link-local, multicast.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

/// Whether an address is on the public internet.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// An address for deliveries, as it is written.
///
/// # Errors
/// What is wrong with it.
pub fn checked_url(text: &str, allows_private: bool) -> Result<Url, Refused> {
    if text.len() > URL_BYTES_MAX {
        return Err(Refused::Form("the address is longer than 2,000 bytes"));
    }
    let url = Url::parse(text.trim())
        .map_err(|_| Refused::Form("not an address like https://hooks.example.com/ulam"))?;
    let is_scheme = url.scheme() == "https" || (allows_private && url.scheme() == "http");
    if !is_scheme {
        return Err(Refused::Form("the address must begin with https://"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Refused::Form("the address must not hold a user or password"));
    }
    let address = match url.host() {
        None => return Err(Refused::Form("the address has no host")),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            if !allows_private
                && (name == "localhost"
                    || name.ends_with(".localhost")
                    || name.ends_with(".local")
                    || name.ends_with(".internal"))
            {
                return Err(Refused::Private);
            }
            None
        }
        Some(Host::Ipv4(address)) => Some(IpAddr::V4(address)),
        Some(Host::Ipv6(address)) => Some(IpAddr::V6(address)),
    };
    if address.is_some_and(|address| !allows_private && !is_public(address)) {
        return Err(Refused::Private);
    }
    Ok(url)
}

/// The addresses of a checked address's host, every one of which is public: connect to these, so that
/// the name can't lead elsewhere afterwards.
///
/// # Errors
/// A name without an address, or with one in a private network.
pub async fn resolved(url: &Url, allows_private: bool) -> Result<Vec<SocketAddr>, Refused> {
    let port = url.port_or_known_default().ok_or(Refused::Form("the address has no port"))?;
    let addresses: Vec<SocketAddr> = match url.host() {
        None => return Err(Refused::Form("the address has no host")),
        Some(Host::Ipv4(address)) => vec![SocketAddr::new(address.into(), port)],
        Some(Host::Ipv6(address)) => vec![SocketAddr::new(address.into(), port)],
        Some(Host::Domain(name)) => {
            let found =
                tokio::time::timeout(RESOLVE_TIMEOUT, tokio::net::lookup_host((name, port))).await;
            let found = found.map_err(|_| Refused::Unresolved)?.map_err(|_| Refused::Unresolved)?;
            found.take(16).collect()
        }
    };
    if addresses.is_empty() {
        return Err(Refused::Unresolved);
    }
    if !allows_private && addresses.iter().any(|address| !is_public(address.ip())) {
        return Err(Refused::Private);
    }
    Ok(addresses)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_networks_are_told_from_the_internet() {
        // IANA's special-purpose address registries for IPv4 and IPv6.
        for special in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.0.1",
            "198.18.0.1",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::10.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_public(special.parse().unwrap()), "{special}");
        }
        for public in [
            "1.1.1.1",
            "172.32.0.1",
            "100.128.0.1",
            "8.8.8.8",
            "2606:4700:4700::1111",
            "::ffff:8.8.8.8",
            "64:ff9b::808:808",
        ] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }

    #[test]
    fn addresses_are_https_and_public() {
        for bad in [
            "",
            "hooks",
            "ftp://example.com",
            "http://example.com",
            "https://user:pw@example.com",
            "https://localhost/x",
            "https://127.0.0.1",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://db.internal/",
            "https://a.localhost./",
            "file:///etc/passwd",
        ] {
            assert!(checked_url(bad, false).is_err(), "{bad}");
        }
        assert!(checked_url("https://hooks.example.com:8443/ulam?x=1", false).is_ok());
        assert!(checked_url("http://127.0.0.1:9/x", true).is_ok());
    }

    #[tokio::test]
    async fn names_are_checked_by_what_they_lead_to() {
        // `localhost` is in every hosts file; spelt with a port so that the name check is passed by.
        let url = Url::parse("https://localhost:1/").unwrap();
        assert_eq!(resolved(&url, false).await, Err(Refused::Private));
        assert!(resolved(&url, true).await.is_ok());
        let url = Url::parse("https://does-not-exist.invalid/").unwrap();
        assert_eq!(resolved(&url, false).await, Err(Refused::Unresolved));
    }
}
