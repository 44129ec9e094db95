"""Verifies the headers that an AWS Application Load Balancer adds after it has signed a user in with Cognito.

Copy this file, auth_error.py and signing_keys.py into your project. They depend on no web framework.
"""

import base64
import json
import re
import time
from dataclasses import dataclass
from typing import Any, Mapping, Sequence

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from auth_error import AuthError
from signing_keys import LoadBalancerKeys, UserPoolKeys

HEADERS = {
    "x-amzn-oidc-data": "ERR_DATA_MISSING",
    "x-amzn-oidc-accesstoken": "ERR_ACCESS_MISSING",
    "x-amzn-oidc-identity": "ERR_IDENTITY_MISSING",
}

MAX_TOKEN_CHARACTERS = 16_384
MAX_CLAIM_DEPTH = 20

# The load balancer refreshes an access token only once it has expired by its own clock.
ACCESS_TOKEN_GRACE_SECONDS = 10

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)

# Three base64url segments. The load balancer pads them and signs the padding; Cognito does not pad.
DATA_TOKEN = re.compile(r"[\w-]+={0,2}\.[\w-]+={0,2}\.[\w-]*={0,2}", re.ASCII)
ACCESS_TOKEN = re.compile(r"[\w-]+\.[\w-]+\.[\w-]*", re.ASCII)

ARN = re.compile(
    r"arn:(aws[a-z-]*):elasticloadbalancing:([a-z0-9-]+):[0-9]{12}:loadbalancer/app/[A-Za-z0-9-]{1,32}/[A-Za-z0-9]+"
)
COGNITO_ISSUER = re.compile(r"https://(?:issuer-)?(cognito-idp\.[a-z0-9-]+\.amazonaws\.[a-z.]+/[A-Za-z0-9_-]+)")


@dataclass(frozen=True)
class Identity:
    """The signed-in user, as the load balancer and the user pool both signed it."""

    subject: str
    username: str
    email: str | None
    groups: tuple[str, ...]
    scopes: tuple[str, ...]


class AlbVerifier:
    """Accepts a request only if your load balancer and your user pool signed it for your app client."""

    def __init__(
        self,
        *,
        load_balancer_arns: Sequence[str],
        client_ids: Sequence[str],
        issuer: str,
        public_keys_url: str | None = None,
        jwks_url: str | None = None,
    ) -> None:
        self._signers = frozenset(load_balancer_arns)
        self._client_ids = frozenset(client_ids)
        self._issuers = issuer_forms(issuer)
        url = public_keys_url or derive_public_keys_url(load_balancer_arns)
        self._load_balancer_keys = LoadBalancerKeys(url.rstrip("/"))
        self._user_pool_keys = UserPoolKeys(jwks_url or f"{issuer}/.well-known/jwks.json")

    async def verify(self, headers: Mapping[str, Sequence[str]]) -> Identity:
        """Takes every value of each header, by lower-case name. Raises AuthError."""
        data, access_token, identity = (only_value(headers, name) for name in HEADERS)
        now = time.time()
        header = self._check_data_header(data, now)
        # Before the load balancer's key: anybody can write a key id, nobody else has a valid access token.
        access = await self._verify_access_token(access_token, now)
        key = await self._load_balancer_keys.get(header["kid"], access["sub"])
        if not is_signed_es256(data, key):
            raise AuthError("ERR_DATA_SIGNATURE")
        claims = check_data_payload(data, header, now)
        if not claims["sub"] == identity == access["sub"]:
            raise AuthError("ERR_SUBJECT_MISMATCH")
        # The two may name different app clients of the list: during a rotation, the load balancer keeps
        # sessions of the previous client behind rules of the current one.
        email, username = claims.get("email"), access.get("username")
        return Identity(
            subject=access["sub"],
            username=username if isinstance(username, str) else access["sub"],
            email=email if isinstance(email, str) else None,
            groups=tuple(access.get("cognito:groups", ())),
            scopes=tuple(filter(None, access.get("scope", "").split(" "))),
        )

    async def load_key_set(self) -> bool:
        """For readiness checks: whether the user pool's keys could be fetched."""
        return await self._user_pool_keys.load()

    def _check_data_header(self, token: str, now: float) -> dict[str, Any]:
        """Rejects what the unverified header gives away, so that a forged token costs no key fetch."""
        if len(token) > MAX_TOKEN_CHARACTERS:
            raise AuthError("ERR_DATA_OVERSIZE")
        segments = token.split(".")
        # Partial padding would be a second spelling of the same bytes.
        if not DATA_TOKEN.fullmatch(token) or any(s.endswith("=") and len(s) % 4 for s in segments):
            raise AuthError("ERR_DATA_MALFORMED")
        header = decode_object(segments[0], "ERR_DATA_MALFORMED")
        if header.get("alg") != "ES256":
            raise AuthError("ERR_DATA_ALGORITHM")
        if "crit" in header or "b64" in header:
            raise AuthError("ERR_DATA_MALFORMED")
        # The key id becomes part of a URL.
        if not isinstance(header.get("kid"), str) or not UUID.fullmatch(header["kid"]):
            raise AuthError("ERR_DATA_KID")
        if not is_one_of(header.get("signer"), self._signers):
            raise AuthError("ERR_DATA_SIGNER")
        if not is_one_of(header.get("client"), self._client_ids):
            raise AuthError("ERR_DATA_CLIENT")
        if not is_one_of(header.get("iss"), self._issuers):
            raise AuthError("ERR_DATA_ISSUER")
        check_not_expired(header, now)
        return header

    async def _verify_access_token(self, token: str, now: float) -> dict[str, Any]:
        if len(token) > MAX_TOKEN_CHARACTERS:
            raise AuthError("ERR_ACCESS_OVERSIZE")
        if not ACCESS_TOKEN.fullmatch(token):
            raise AuthError("ERR_ACCESS_MALFORMED")
        segments = token.split(".")
        header = decode_object(segments[0], "ERR_ACCESS_MALFORMED")
        if header.get("alg") != "RS256":
            raise AuthError("ERR_ACCESS_ALGORITHM")
        if "crit" in header or "b64" in header:
            raise AuthError("ERR_ACCESS_MALFORMED")
        claims = decode_object(segments[1], "ERR_ACCESS_MALFORMED")
        if not is_one_of(claims.get("iss"), self._issuers):
            raise AuthError("ERR_ACCESS_ISSUER")
        # An ID token has `id` here.
        if claims.get("token_use") != "access":
            raise AuthError("ERR_ACCESS_USE")
        if not is_one_of(claims.get("client_id"), self._client_ids):
            raise AuthError("ERR_ACCESS_CLIENT")
        check_access_claims(claims, now)
        if not isinstance(header.get("kid"), str):
            raise AuthError("ERR_ACCESS_KEY")
        key = await self._user_pool_keys.get(header["kid"])
        try:
            key.verify(decode(segments[2]), signed_bytes(token), PKCS1v15(), SHA256())
        except (InvalidSignature, ValueError):
            raise AuthError("ERR_ACCESS_SIGNATURE") from None
        return claims


def derive_public_keys_url(arns: Sequence[str]) -> str:
    """Where the load balancers' public keys are, by their region and partition."""
    matches = [ARN.fullmatch(arn) for arn in arns]
    places = {match.groups() for match in matches if match}
    if len(places) != 1 or None in matches:
        raise ValueError(f'"{",".join(arns)}" is not the ARN of Application Load Balancers in one region.')
    partition, region = places.pop()
    if partition == "aws":
        return f"https://public-keys.auth.elb.{region}.amazonaws.com"
    if partition == "aws-us-gov":
        return f"https://s3-{region}.amazonaws.com/aws-elb-public-keys-prod-{region}"
    raise ValueError(f'AWS documents no public-key address for the partition "{partition}": set it yourself.')


def issuer_forms(issuer: str) -> frozenset[str]:
    """Cognito has two issuers for one pool, and a pool can change from one to the other."""
    match = COGNITO_ISSUER.fullmatch(issuer)
    return frozenset({f"https://{match[1]}", f"https://issuer-{match[1]}"} if match else {issuer})


def only_value(headers: Mapping[str, Sequence[str]], name: str) -> str:
    values = headers.get(name, ())
    if len(values) == 0:
        raise AuthError(HEADERS[name])
    if len(values) > 1:
        raise AuthError("ERR_HEADER_REPEATED")
    return values[0]


def check_data_payload(token: str, header: Mapping[str, Any], now: float) -> dict[str, Any]:
    """The signed payload, which has to repeat the header's `iss` and `exp`."""
    claims = decode_object(token.split(".")[1], "ERR_DATA_MALFORMED", "ERR_DATA_NESTED")
    check_not_expired(claims, now)
    if claims["exp"] != header["exp"] or claims.get("iss") != header["iss"]:
        raise AuthError("ERR_DATA_CLAIMS_DIFFER")
    if not isinstance(claims.get("sub"), str) or claims["sub"] == "":
        raise AuthError("ERR_DATA_SUBJECT_MISSING")
    if not is_at_most_deep(claims, MAX_CLAIM_DEPTH):
        raise AuthError("ERR_DATA_NESTED")
    return claims


def check_not_expired(claims: Mapping[str, Any], now: float) -> None:
    if not is_number(claims.get("exp")):
        raise AuthError("ERR_DATA_EXPIRY_MISSING")
    if not claims["exp"] > now:
        raise AuthError("ERR_DATA_EXPIRED")


def check_access_claims(claims: Mapping[str, Any], now: float) -> None:
    exp, nbf, groups = claims.get("exp"), claims.get("nbf", 0), claims.get("cognito:groups", [])
    are_groups = isinstance(groups, list) and all(isinstance(group, str) for group in groups)
    has_subject = isinstance(claims.get("sub"), str) and claims["sub"] != ""
    is_complete = has_subject and is_number(exp) and is_number(claims.get("iat", 0)) and is_number(nbf)
    if not is_complete or not isinstance(claims.get("scope", ""), str) or not are_groups or nbf > now:
        raise AuthError("ERR_ACCESS_CLAIMS")
    if not exp + ACCESS_TOKEN_GRACE_SECONDS > now:
        raise AuthError("ERR_ACCESS_EXPIRED")


def is_signed_es256(token: str, key: Any) -> bool:
    """JWS signatures are r‖s, 32 bytes each (RFC 7518, section 3.4); OpenSSL wants DER."""
    try:
        signature = decode(token.split(".")[2])
        if len(signature) != 64:
            return False
        r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
        key.verify(encode_dss_signature(r, s), signed_bytes(token), ECDSA(SHA256()))
        return True
    except (InvalidSignature, ValueError):
        return False


def signed_bytes(token: str) -> bytes:
    """As sent, with the padding: some JWT libraries strip it, and then the signature does not match."""
    return token.rpartition(".")[0].encode("ascii")


def decode(segment: str) -> bytes:
    text = segment.rstrip("=")
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def decode_object(segment: str, malformed: str, nested: str | None = None) -> dict[str, Any]:
    try:
        value = json.loads(decode(segment).decode("utf-8"), parse_constant=reject_constant)
    except ValueError:
        raise AuthError(malformed) from None
    except RecursionError:
        raise AuthError(nested or malformed) from None
    if not isinstance(value, dict):
        raise AuthError(malformed)
    return value


def reject_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def is_one_of(value: Any, accepted: frozenset[str]) -> bool:
    return isinstance(value, str) and value in accepted


def is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_at_most_deep(value: Any, levels: int) -> bool:
    """Claims nested thousands of levels deep break what serializes them."""
    if not isinstance(value, (dict, list)):
        return True
    children = value.values() if isinstance(value, dict) else value
    return levels > 0 and all(is_at_most_deep(child, levels - 1) for child in children)
