//! Telling the audit log of credentials that were refused, without anybody being able to flood it.
//!
//! Of each minute the first few refusals of an address are entries of their own; the rest are counted,
//! and one entry an address tells their number when the minute is over. So many entries and addresses
//! a minute are the most, whoever tries.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio_util::sync::CancellationToken;
use ulam_platform::audit::Entry;
use ulam_platform::http::ApiError;

use crate::app::App;

/// Entries a minute of one address (IPv6: of one network of 64 bits, which is one customer's).
const OF_ADDRESS_MAX: u64 = 10;
/// Entries a minute altogether.
const ALTOGETHER_MAX: u64 = 200;
/// Addresses a minute that are counted one by one.
const ADDRESSES_MAX: usize = 200;
const MINUTE: Duration = Duration::from_secs(60);
const LOOKED_AT_EVERY: Duration = Duration::from_secs(5);

/// A credential that was refused.
pub struct Refusal {
    /// `api_key`, `access_token` or `session`.
    pub kind: &'static str,
    /// Which, if there is such a one.
    pub id: Option<String>,
    /// Why, in words of the program's own.
    pub reason: &'static str,
}

/// What was refused within the current minute.
#[derive(Default)]
pub struct Refusals(Mutex<Window>);

#[derive(Default)]
struct Window {
    began: Option<Instant>,
    noted: u64,
    /// Refusals by address, and how many of them were noted.
    of_address: BTreeMap<Option<IpAddr>, Count>,
    /// Those of addresses beyond the most that are counted.
    of_others: u64,
}

#[derive(Clone, Copy, Default)]
struct Count {
    noted: u64,
    beyond: u64,
}

impl Window {
    /// Counts a refusal; whether it is to be noted.
    fn count(&mut self, address: Option<IpAddr>, now: Instant) -> bool {
        self.began.get_or_insert(now);
        let address = address.map(network);
        let is_full = self.of_address.len() >= ADDRESSES_MAX;
        if is_full && !self.of_address.contains_key(&address) {
            self.of_others += 1;
            return false;
        }
        let count = self.of_address.entry(address).or_default();
        if count.noted >= OF_ADDRESS_MAX || self.noted >= ALTOGETHER_MAX {
            count.beyond += 1;
            return false;
        }
        count.noted += 1;
        self.noted += 1;
        true
    }

    fn is_over(&self, now: Instant) -> bool {
        self.began.is_some_and(|began| now.duration_since(began) >= MINUTE)
    }

    /// Entries that tell of what was not noted.
    fn summary(self) -> Vec<Entry> {
        let more = |count: u64| {
            let entry = Entry::of(None, None, "credential.refused");
            entry.refused_as(format!("{count} more within a minute"))
        };
        let mut entries: Vec<Entry> = Vec::new();
        for (address, count) in self.of_address {
            if count.beyond > 0 {
                entries.push(more(count.beyond).from_address(address));
            }
        }
        if self.of_others > 0 {
            entries.push(more(self.of_others).about("addresses", "others"));
        }
        entries
    }
}

/// What an attacker has at once: an IPv4 address, or an IPv6 network of 64 bits.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let bits = address.to_bits() >> 64 << 64;
            IpAddr::V6(Ipv6Addr::from_bits(bits))
        }
        address => address,
    }
}

impl Refusals {
    fn window(&self) -> std::sync::MutexGuard<'_, Window> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a refusal is to be noted by itself.
    fn count(&self, address: Option<IpAddr>) -> bool {
        self.window().count(address, Instant::now())
    }

    /// What is to be told of a minute that is over, or of all until now.
    fn take(&self, whatever_is_there: bool) -> Vec<Entry> {
        let mut window = self.window();
        if !whatever_is_there && !window.is_over(Instant::now()) {
            return Vec::new();
        }
        std::mem::take(&mut *window).summary()
    }
}

/// Tells the audit log of a credential that was refused to a client at this address.
///
/// # Errors
/// The database's.
pub async fn note(app: &App, address: Option<&str>, refusal: Refusal) -> Result<(), ApiError> {
    let address: Option<IpAddr> = address.and_then(|address| address.parse().ok());
    if !app.refusals.count(address) {
        return Ok(());
    }
    let action = match refusal.kind {
        "api_key" => "api_key.refused",
        "access_token" => "access_token.refused",
        _ => "session.refused",
    };
    let entry = Entry::of(None, None, action).refused_as(refusal.reason).from_address(address);
    let entry = match &refusal.id {
        Some(id) => entry.about(refusal.kind, id),
        None => entry,
    };
    let transaction = app.store.transaction().await?;
    transaction.record(entry);
    Ok(transaction.commit().await?)
}

/// Tells what was counted, a minute at a time, until shutdown.
pub async fn sum_up_until(app: App, shutdown: CancellationToken) {
    loop {
        let is_last = tokio::select! {
            () = tokio::time::sleep(LOOKED_AT_EVERY) => false,
            () = shutdown.cancelled() => true,
        };
        let entries = app.refusals.take(is_last);
        if !entries.is_empty() {
            let told = async {
                let transaction = app.store.transaction().await?;
                for entry in entries {
                    transaction.record(entry);
                }
                transaction.commit().await
            };
            if let Err(error) = told.await {
                tracing::warn!(%error, "refused credentials not recorded");
            }
        }
        if is_last {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Option<IpAddr> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn an_address_has_a_few_entries_a_minute_and_the_rest_is_counted() {
        let (mut window, now) = (Window::default(), Instant::now());
        let noted = (0..1_000).filter(|_| window.count(address("192.0.2.1"), now)).count();
        assert_eq!(noted as u64, OF_ADDRESS_MAX);
        assert!(window.count(address("192.0.2.2"), now));
        assert!(!window.is_over(now + MINUTE / 2) && window.is_over(now + MINUTE));
        let told = window.summary();
        let entry = Entry::of(None, None, "credential.refused");
        let expected = entry.refused_as("990 more within a minute");
        assert_eq!(told, [expected.from_address(address("192.0.2.1"))]);
    }

    #[test]
    fn many_addresses_and_those_of_one_ipv6_network_do_not_make_more() {
        let (mut window, now) = (Window::default(), Instant::now());
        let mut noted = 0;
        for number in 0..100_000_u32 {
            let one = IpAddr::from(std::net::Ipv4Addr::from_bits(number));
            noted += u64::from(window.count(Some(one), now));
        }
        assert_eq!(noted, ALTOGETHER_MAX);
        assert!(window.summary().len() <= ADDRESSES_MAX + 1);
        let mut window = Window::default();
        let noted = (0..1_000).filter(|number| {
            let one = format!("2001:db8::{number:x}");
            window.count(address(&one), now)
        });
        assert_eq!(noted.count() as u64, OF_ADDRESS_MAX);
    }
}
