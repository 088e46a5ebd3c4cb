//! A key pair that signs any text, so that a test has tokens that no provider would write.

use aws_lc_rs::{
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair},
};
use jsonwebtoken::{
    Algorithm, EncodingKey,
    jwk::{Jwk, PublicKeyUse, ThumbprintHash},
};
use serde_json::{Value, json};

use crate::http::identity::keys::KeySet;

/// An ES256 key pair.
pub struct Signer {
    private_key: EncodingKey,
    public_key: Jwk,
}

impl Signer {
    /// Makes a key pair. Its id is the thumbprint of the public key.
    pub fn new() -> Self {
        let pair =
            EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new()).expect("a key pair");
        let private_key = EncodingKey::from_ec_der(pair.as_ref());
        let mut public_key = Jwk::from_encoding_key(&private_key, Algorithm::ES256).expect("a public key");
        public_key.common.key_id = Some(public_key.thumbprint(ThumbprintHash::SHA256).expect("a thumbprint"));
        public_key.common.public_key_use = Some(PublicKeyUse::Signature);
        Self { private_key, public_key }
    }

    /// The signature of a text, base64url as in a token.
    pub fn signature(&self, message: &str) -> String {
        jsonwebtoken::crypto::sign(message.as_bytes(), &self.private_key, Algorithm::ES256).expect("it signs")
    }

    /// The public key as a JWK set.
    pub fn jwks(&self) -> Value {
        json!({ "keys": [self.public_key] })
    }

    /// The public key as the server keeps it.
    pub fn keys(&self) -> KeySet {
        KeySet::from_jwks(self.jwks().to_string().as_bytes(), &[Algorithm::ES256]).expect("the key is accepted")
    }
}
