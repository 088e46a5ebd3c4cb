#!/bin/sh
# Signs a token as Keycloak makes it, with a key of this machine, to try a server without Keycloak. The first run makes
# the key, keycloak.key, and its public half, keycloak.pem, for the issuers file.
# Usage: keycloak_token.sh ORGANISATION_ID ROLE CENTRE
set -eu
organisation=$1 role=$2 centre=$3
[ -f keycloak.key ] || openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out keycloak.key 2>/dev/null
[ -f keycloak.pem ] || openssl pkey -in keycloak.key -pubout -out keycloak.pem
base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
now=$(date +%s)
header='{"alg":"RS256","typ":"at+jwt","kid":"try"}'
claims=$(cat <<END
{"exp":$((now + 900)),"iat":$now,"jti":"$(openssl rand -hex 16)","iss":"https://sso.example.org/realms/field",
"aud":"waystation","sub":"6f1d0a52-8f60-4c8e-9a37-0d7d1f4b1c01","typ":"Bearer","azp":"waystation",
"resource_access":{"waystation":{"roles":["$role"]}},"waystation_organisation":"$organisation",
"waystation_centres":["$centre"],"name":"Amina Adamou"}
END
)
signed=$(printf %s "$header" | base64url).$(printf %s "$claims" | base64url)
printf '%s.%s\n' "$signed" "$(printf %s "$signed" | openssl dgst -sha256 -sign keycloak.key -binary | base64url)"
