//! The master key, and what is derived from it: the key that signs access tokens, keyed hashes, and
//! keys that wrap others.

use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::Arc;

use aws_lc_rs::hmac;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};

use super::Principal;
use super::verified::Verified;
use crate::identifier::now_us;

/// How long an access token is good for.
pub const ACCESS_TOKEN_LIFETIME_SECONDS: u64 = 300;
/// Clocks of two machines may differ by this much.
const CLOCK_LEEWAY_SECONDS: u64 = 10;
const MASTER_KEY_BYTES: usize = 32;
const ISSUER: &str = "ulam";
const AUDIENCE: &str = "ulam-services";
/// The head of an Ed25519 private key in PKCS #8 (RFC 8410, section 7): the seed follows.
const PKCS8_ED25519_HEAD: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

/// Keys that every process of one installation shares.
pub struct Keys {
    master: [u8; MASTER_KEY_BYTES],
    signing: EncodingKey,
    verifying: DecodingKey,
    public_key: Vec<u8>,
    key_id: String,
    verified: Verified,
}

/// Why there are no keys.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The key file can't be read or written.
    #[error("master key file {path}")]
    File {
        /// The file.
        path: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The key is not 32 bytes in base64.
    #[error(
        "the master key is not {MASTER_KEY_BYTES} bytes in base64; make one with `openssl rand -base64 32`"
    )]
    Malformed,
    /// The key can be read by others.
    #[error("master key file {path} can be read by others; run `chmod 600` on it")]
    Exposed {
        /// The file.
        path: String,
    },
}

/// Why a token is refused.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// It was good until a moment ago.
    #[error("the access token has expired")]
    Expired,
    /// It is no token of this installation.
    #[error("the access token is not valid")]
    Invalid,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    iat: u64,
    exp: u64,
    jti: String,
    #[serde(flatten)]
    principal: PrincipalClaims,
}

#[derive(Serialize, Deserialize)]
struct PrincipalClaims {
    kind: super::SubjectKind,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    tenant: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    sid: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    scope: String,
}

impl Keys {
    /// The keys of the master key in a file, which is made (mode 0600) if it isn't there.
    ///
    /// # Errors
    /// A file that can't be read or written, that others can read, or that holds no key.
    pub fn from_file(path: &Path) -> Result<Keys, KeysError> {
        use std::os::unix::fs::PermissionsExt;
        let failed = |source| KeysError::File { path: path.display().to_string(), source };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        let mut fresh = [0; MASTER_KEY_BYTES];
        aws_lc_rs::rand::fill(&mut fresh).expect("the operating system gives randomness");
        // Written beside and linked into place, so that of two processes that start at once one's key
        // stands whole and both use it.
        let draft = path.with_extension(format!("{}.draft", std::process::id()));
        let write = || -> std::io::Result<()> {
            let mut options = fs::OpenOptions::new();
            let mut file =
                options.write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
            file.write_all(STANDARD.encode(fresh).as_bytes())?;
            file.sync_all()?;
            let linked = fs::hard_link(&draft, path);
            fs::remove_file(&draft)?;
            linked
        };
        if !path.exists() {
            match write() {
                Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
                    return Err(failed(error));
                }
                _ => {}
            }
        }
        let mode = fs::metadata(path).map_err(failed)?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(KeysError::Exposed { path: path.display().to_string() });
        }
        Keys::from_base64(&fs::read_to_string(path).map_err(failed)?)
    }

    /// The keys of a master key in base64.
    ///
    /// # Errors
    /// A text that is not 32 bytes in base64.
    pub fn from_base64(text: &str) -> Result<Keys, KeysError> {
        let bytes = STANDARD.decode(text.trim()).map_err(|_| KeysError::Malformed)?;
        let master: [u8; MASTER_KEY_BYTES] = bytes.try_into().map_err(|_| KeysError::Malformed)?;
        let seed = derive(&master, "access token signature");
        let pkcs8 = [&PKCS8_ED25519_HEAD[..], &seed].concat();
        let pair = Ed25519KeyPair::from_seed_unchecked(&seed).map_err(|_| KeysError::Malformed)?;
        let public_key = pair.public_key().as_ref().to_vec();
        let x = URL_SAFE_NO_PAD.encode(&public_key);
        let verifying = DecodingKey::from_ed_components(&x).map_err(|_| KeysError::Malformed)?;
        let key_id = URL_SAFE_NO_PAD.encode(&derive(&master, "key id")[..9]);
        Ok(Keys {
            master,
            signing: EncodingKey::from_ed_der(&pkcs8),
            verifying,
            public_key,
            key_id,
            verified: Verified::default(),
        })
    }

    /// A key for one purpose, of which no other purpose's can be found (HKDF-SHA256, RFC 5869).
    pub fn derived(&self, purpose: &str) -> [u8; 32] {
        derive(&self.master, purpose)
    }

    /// A keyed hash (HMAC-SHA256) for one purpose: what databases keep of a secret. Of no use to
    /// whoever has the database alone.
    pub fn keyed_hash(&self, purpose: &str, secret: &[u8]) -> [u8; 32] {
        self.keyed_hasher(purpose).hash(secret)
    }

    /// [`Keys::keyed_hash`] for one purpose and many secrets: its key is derived once.
    pub fn keyed_hasher(&self, purpose: &str) -> KeyedHasher {
        KeyedHasher(hmac::Key::new(hmac::HMAC_SHA256, &self.derived(purpose)))
    }

    /// The public half of the signing key, as a JSON web key set (RFC 7517, RFC 8037).
    pub fn json_web_key_set(&self) -> serde_json::Value {
        serde_json::json!({"keys": [{
            "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA",
            "kid": self.key_id, "x": URL_SAFE_NO_PAD.encode(&self.public_key),
        }]})
    }

    /// An access token for a principal, good for [`ACCESS_TOKEN_LIFETIME_SECONDS`].
    pub fn access_token(&self, principal: &Principal) -> String {
        self.token(principal, ACCESS_TOKEN_LIFETIME_SECONDS)
    }

    /// A token for a principal, good for so many seconds.
    pub fn token(&self, principal: &Principal, lifetime_seconds: u64) -> String {
        let now = now_seconds();
        let scope: Vec<&str> =
            principal.permissions.iter().map(|permission| permission.as_str()).collect();
        let claims = Claims {
            iss: ISSUER.to_string(),
            aud: AUDIENCE.to_string(),
            sub: principal.subject.clone(),
            iat: now,
            exp: now + lifetime_seconds,
            jti: super::random_token(9),
            principal: PrincipalClaims {
                kind: principal.kind,
                tenant: principal.tenant_id.clone(),
                sid: principal.session_id.clone(),
                scope: scope.join(" "),
            },
        };
        let header = Header { kid: Some(self.key_id.clone()), ..Header::new(Algorithm::EdDSA) };
        jsonwebtoken::encode(&header, &claims, &self.signing).expect("claims are plain JSON")
    }

    /// The principal of a token.
    ///
    /// # Errors
    /// A token that has expired, or that is not of this installation.
    pub fn verify(&self, token: &str) -> Result<Arc<Principal>, TokenError> {
        if let Some((principal, expires)) = self.verified.get(token) {
            return match now_seconds() <= expires + CLOCK_LEEWAY_SECONDS {
                true => Ok(principal),
                false => Err(TokenError::Expired),
            };
        }
        let (principal, expires) = self.verify_signature(token)?;
        let principal = Arc::new(principal);
        self.verified.keep(token, principal.clone(), expires);
        Ok(principal)
    }

    /// The principal of a token, and when the token expires in seconds since 1970.
    fn verify_signature(&self, token: &str) -> Result<(Principal, u64), TokenError> {
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.leeway = CLOCK_LEEWAY_SECONDS;
        let claims = jsonwebtoken::decode::<Claims>(token, &self.verifying, &validation)
            .map_err(|error| match error.kind() {
                jsonwebtoken::errors::ErrorKind::ExpiredSignature => TokenError::Expired,
                _ => TokenError::Invalid,
            })?
            .claims;
        let permissions: Result<Vec<_>, _> =
            claims.principal.scope.split_whitespace().map(str::parse).collect();
        let principal = Principal {
            subject: claims.sub,
            kind: claims.principal.kind,
            tenant_id: claims.principal.tenant,
            session_id: claims.principal.sid,
            permissions: permissions.map_err(|_| TokenError::Invalid)?,
        };
        Ok((principal, claims.exp))
    }
}

/// Hashes secrets for one purpose.
pub struct KeyedHasher(hmac::Key);

impl KeyedHasher {
    /// The hash of a secret.
    pub fn hash(&self, secret: &[u8]) -> [u8; 32] {
        let tag = hmac::sign(&self.0, secret);
        tag.as_ref().try_into().expect("HMAC-SHA256 gives 32 bytes")
    }
}

fn now_seconds() -> u64 {
    u64::try_from(now_us() / 1_000_000).unwrap_or(0)
}

fn derive(master: &[u8; MASTER_KEY_BYTES], purpose: &str) -> [u8; 32] {
    use aws_lc_rs::hkdf::{HKDF_SHA256, Salt};
    let pseudorandom_key = Salt::new(HKDF_SHA256, b"ulam").extract(master);
    let mut key = [0; 32];
    let info = [purpose.as_bytes()];
    let output = pseudorandom_key.expand(&info, HKDF_SHA256).and_then(|okm| okm.fill(&mut key));
    output.expect("32 bytes are within HKDF-SHA256's limit");
    key
}

#[cfg(test)]
mod tests {
    use ulam_contracts::permissions::Permission;

    use super::*;
    use crate::access::SubjectKind;

    fn keys(byte: u8) -> Keys {
        Keys::from_base64(&STANDARD.encode([byte; 32])).unwrap()
    }

    fn principal() -> Principal {
        Principal {
            subject: "user-1".to_string(),
            kind: SubjectKind::User,
            tenant_id: "tenant-1".to_string(),
            session_id: "session-1".to_string(),
            permissions: vec![Permission::FilesRead, Permission::SimulationsRun],
        }
    }

    #[test]
    fn a_token_gives_its_principal_back_and_another_installation_refuses_it() {
        let token = keys(1).access_token(&principal());
        assert_eq!(keys(1).verify(&token), Ok(Arc::new(principal())));
        assert_eq!(keys(2).verify(&token), Err(TokenError::Invalid));
        let (head, signature) = token.rsplit_once('.').unwrap();
        assert_eq!(keys(1).verify(&format!("{head}.AAAA{signature}")), Err(TokenError::Invalid));
        assert_eq!(keys(1).verify(""), Err(TokenError::Invalid));
    }

    #[test]
    fn a_token_that_was_good_expires_all_the_same() {
        let keys = keys(1);
        let token = keys.access_token(&principal());
        assert_eq!(keys.verify(&token), Ok(Arc::new(principal())));
        for (seconds_ago, verdict) in [
            (CLOCK_LEEWAY_SECONDS - 2, Ok(Arc::new(principal()))),
            (CLOCK_LEEWAY_SECONDS + 1, Err(TokenError::Expired)),
        ] {
            keys.verified.keep(&token, Arc::new(principal()), now_seconds() - seconds_ago);
            assert_eq!(keys.verify(&token), verdict);
        }
    }

    #[test]
    fn a_token_without_signature_is_refused() {
        let token = keys(1).access_token(&principal());
        let claims = token.split('.').nth(1).unwrap();
        let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"JWT"}"#);
        assert_eq!(keys(1).verify(&format!("{header}.{claims}.")), Err(TokenError::Invalid));
    }

    #[test]
    fn purposes_have_unrelated_keys() {
        assert_ne!(keys(1).derived("a"), keys(1).derived("b"));
        assert_eq!(keys(1).derived("a"), keys(1).derived("a"));
        assert_ne!(keys(1).keyed_hash("a", b"x"), keys(2).keyed_hash("a", b"x"));
    }

    #[test]
    fn a_key_file_is_made_once_and_must_be_private() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys").join("master.key");
        let token = Keys::from_file(&path).unwrap().access_token(&principal());
        assert_eq!(Keys::from_file(&path).unwrap().verify(&token), Ok(Arc::new(principal())));
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(Keys::from_file(&path), Err(KeysError::Exposed { .. })));
    }
}
