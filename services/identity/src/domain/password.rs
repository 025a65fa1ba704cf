//! Passwords: which are good enough, how they are kept, how they are checked.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;
use ulam_contracts::identity::{PASSWORD_BYTES_MAX, PASSWORD_CHARACTERS_MIN};
use ulam_contracts::problem::ProblemKind;
use ulam_platform::http::ApiError;

/// OWASP's smaller recommendation for Argon2id: 19 MiB, 2 passes, 1 lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Checks that may wait for their turn; more are refused at once.
const WAITING_MAX: usize = 256;
/// Estimating a password's strength takes time with the square of its length; what follows only
/// makes it stronger.
const ESTIMATED_CHARACTERS: usize = 72;
/// Least characters beside the user's own names.
const CHARACTERS_BESIDE_NAMES_MIN: usize = 6;

/// Long passwords that are on every list of breached ones, compared without case. The estimator
/// knows 30,000 shorter ones and how they are varied.
const BREACHED: &[&str] = &[
    "123456789012",
    "1234567890123",
    "12345678901234",
    "123456789101112",
    "1234567890qwerty",
    "111111111111",
    "000000000000",
    "123123123123",
    "123qweasdzxc",
    "1q2w3e4r5t6y",
    "1q2w3e4r5t6y7u8i",
    "1qaz2wsx3edc",
    "1qaz2wsx3edc4rfv",
    "abcdefghijkl",
    "administrator",
    "administrator1",
    "changeme1234",
    "correcthorsebatterystaple",
    "iloveyou1234",
    "letmein12345",
    "mypassword123",
    "passwordpassword",
    "password1234",
    "password12345",
    "password123456",
    "passw0rd1234",
    "p@ssw0rd1234",
    "qazwsxedcrfv",
    "qwerty123456",
    "qwertyuiop12",
    "qwertyuiop123",
    "qwertyuiopasdfgh",
    "welcome12345",
    "zaq12wsxcde3",
];

/// Whether a password may be chosen. `about` are the user's own names and addresses.
///
/// # Errors
/// 422 with what is wrong and how to do better.
pub fn check_strength(field: &str, password: &str, about: &[&str]) -> Result<(), ApiError> {
    let characters = password.chars().count();
    if characters < PASSWORD_CHARACTERS_MIN {
        let message = format!(
            "at least {PASSWORD_CHARACTERS_MIN} characters; four words that don't belong together are good"
        );
        return Err(ApiError::invalid(field, message));
    }
    if password.len() > PASSWORD_BYTES_MAX {
        return Err(ApiError::invalid(field, format!("at most {PASSWORD_BYTES_MAX} bytes")));
    }
    if BREACHED.contains(&password.to_lowercase().as_str()) {
        return Err(ApiError::invalid(
            field,
            "this password is on lists of breached ones; choose another",
        ));
    }
    let beginning: String = password.chars().take(ESTIMATED_CHARACTERS).collect();
    let words = words_about(about);
    if is_little_more_than(password, &words) {
        let message = "little more than your own name or address; choose words that have nothing to do with you";
        return Err(ApiError::invalid(field, message));
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let estimate = zxcvbn::zxcvbn(&beginning, &words);
    if estimate.score() < zxcvbn::Score::Three {
        let reason = estimate
            .feedback()
            .and_then(|feedback| feedback.warning())
            .map(|warning| format!(" {warning}"));
        let message = format!(
            "too easy to guess.{} Use more words or characters.",
            reason.unwrap_or_default()
        );
        return Err(ApiError::invalid(field, message));
    }
    Ok(())
}

/// The words of names and addresses, in lower case.
fn words_about(about: &[&str]) -> Vec<String> {
    about
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.chars().count() > 2)
        .map(str::to_lowercase)
        .collect()
}

/// Whether hardly anything is left of a password without these words. The estimate alone doesn't tell:
/// it takes three parts in a row for many guesses, however likely each is.
fn is_little_more_than(password: &str, words: &[String]) -> bool {
    let whole = password.to_lowercase();
    let rest = words.iter().fold(whole.clone(), |rest, word| rest.replace(word.as_str(), ""));
    rest.len() < whole.len() && rest.chars().count() < CHARACTERS_BESIDE_NAMES_MIN
}

/// Hashes and checks passwords, few at a time, off the threads that answer requests.
#[derive(Clone)]
pub struct Hasher {
    permits: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
    /// The hash that is checked where there is no account, so that the answer takes as long.
    nobody: Arc<str>,
}

fn argon2() -> Result<Argon2<'static>, argon2::Error> {
    Ok(Argon2::new(
        Algorithm::Argon2id,
        Version::V0x13,
        Params::new(MEMORY_KIB, PASSES, LANES, None)?,
    ))
}

fn hashed(password: &str) -> Result<String, String> {
    let argon2 = argon2().map_err(|error| error.to_string())?;
    argon2
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| error.to_string())
}

fn matches(password: &str, hash: &str) -> bool {
    let (Ok(argon2), Ok(parsed)) = (argon2(), PasswordHash::new(hash)) else { return false };
    argon2.verify_password(password.as_bytes(), &parsed).is_ok()
}

/// Counts one who waits, also if the request is given up.
struct Waiting(Arc<AtomicUsize>);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Hasher {
    /// A hasher of so many passwords at once.
    ///
    /// # Errors
    /// Argon2 can't be used.
    pub fn new(at_once: usize) -> Result<Hasher, String> {
        let nobody = hashed(&ulam_platform::access::random_token(24))?;
        Ok(Hasher {
            permits: Arc::new(Semaphore::new(at_once.max(1))),
            waiting: Arc::new(AtomicUsize::new(0)),
            nobody: nobody.into(),
        })
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, ApiError> {
        let busy = || {
            let mut problem = ProblemKind::Unavailable
                .problem("Too many people sign in at this moment. Try again in a few seconds.");
            problem.retry_after_seconds = Some(2.0);
            ApiError::from(problem)
        };
        let waiting = Waiting(self.waiting.clone());
        if self.waiting.fetch_add(1, Ordering::AcqRel) >= WAITING_MAX {
            return Err(busy());
        }
        let permit = self.permits.clone().acquire_owned().await.map_err(|_| busy())?;
        drop(waiting);
        let done = tokio::task::spawn_blocking(move || {
            let result = work();
            drop(permit);
            result
        });
        done.await.map_err(ApiError::internal)
    }

    /// The hash of a password, to be kept.
    ///
    /// # Errors
    /// 503 where too many wait.
    pub async fn hash(&self, password: String) -> Result<String, ApiError> {
        self.run(move || hashed(&password)).await?.map_err(ApiError::internal)
    }

    /// Whether a password is the one of a hash. Without a hash the answer is no, and takes as long.
    ///
    /// # Errors
    /// 503 where too many wait.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool, ApiError> {
        if password.len() > PASSWORD_BYTES_MAX {
            return Ok(false);
        }
        let (is_somebody, hash) = match hash {
            Some(hash) => (true, hash),
            None => (false, self.nobody.to_string()),
        };
        Ok(self.run(move || matches(&password, &hash)).await? && is_somebody)
    }

    /// [`check_strength`], off the threads that answer requests.
    ///
    /// # Errors
    /// 422 for a password that is too weak; 503 where too many wait.
    pub async fn check_strength(
        &self,
        field: &'static str,
        password: &str,
        about: Vec<String>,
    ) -> Result<(), ApiError> {
        let password = password.to_string();
        self.run(move || {
            let about: Vec<&str> = about.iter().map(String::as_str).collect();
            check_strength(field, &password, &about)
        })
        .await?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_breached_and_guessable_passwords_are_refused() {
        let about = ["ada@example.com", "Ada Lovelace"];
        for bad in [
            "",
            "kurz",
            "elevenchars",
            "password1234",
            "PASSWORD1234",
            "aaaaaaaaaaaaaaa",
            "adalovelace12",
            "qwertyuiop123",
            "123456123456",
        ] {
            assert!(check_strength("password", bad, &about).is_err(), "{bad}");
        }
        assert!(check_strength("password", &"long ".repeat(300), &about).is_err());
        for good in
            ["correct horse battery staple", "Vb7#kqLz2!wPx9", "sieben gelbe Fagotte im Nebel"]
        {
            assert!(check_strength("password", good, &about).is_ok(), "{good}");
        }
    }

    #[tokio::test]
    async fn a_password_matches_its_hash_alone() {
        let hasher = Hasher::new(2).unwrap();
        let hash = hasher.hash("correct horse battery staple".into()).await.unwrap();
        // The parameters stand in the hash (PHC string format).
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(
            hasher.verify("correct horse battery staple".into(), Some(hash.clone())).await.unwrap()
        );
        assert!(!hasher.verify("correct horse battery stable".into(), Some(hash)).await.unwrap());
        assert!(!hasher.verify("correct horse battery staple".into(), None).await.unwrap());
        assert!(!hasher.verify("x".into(), Some("not a hash".into())).await.unwrap());
    }
}
