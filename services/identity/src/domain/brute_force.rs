//! How failed attempts slow further ones.

/// Failures after which waiting begins, and the longest wait.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    free_failures: i64,
    wait_max_us: i64,
}

/// Of one account. The wait stays short, so that nobody can lock somebody else out for long.
pub const ACCOUNT: Policy = Policy { free_failures: 5, wait_max_us: 60 * SECOND_US };
/// Of one network address, which many people may share.
pub const ADDRESS: Policy = Policy { free_failures: 100, wait_max_us: 900 * SECOND_US };
/// Failures are forgotten after this time without another.
pub const FORGOTTEN_AFTER_US: i64 = 3_600 * SECOND_US;
const SECOND_US: i64 = 1_000_000;

impl Policy {
    /// Microseconds to wait after so many failures: none at first, then doubling from a second on.
    pub fn wait_us(self, failures: i64) -> i64 {
        if failures < self.free_failures {
            return 0;
        }
        let doublings = (failures - self.free_failures).min(20);
        (SECOND_US << doublings).min(self.wait_max_us)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_their_limit() {
        assert_eq!(ACCOUNT.wait_us(4), 0);
        assert_eq!(ACCOUNT.wait_us(5), SECOND_US);
        assert_eq!(ACCOUNT.wait_us(8), 8 * SECOND_US);
        assert_eq!(ACCOUNT.wait_us(i64::MAX), 60 * SECOND_US);
        assert_eq!(ADDRESS.wait_us(99), 0);
        assert_eq!(ADDRESS.wait_us(1_000_000), 900 * SECOND_US);
    }
}
