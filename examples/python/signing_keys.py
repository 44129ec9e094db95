"""Fetches the public keys of the load balancer and of the user pool, and keeps them."""

import asyncio
import base64
import json
import time
from collections import Counter, OrderedDict
from typing import Any, Callable

import httpx
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from auth_error import AuthError

TIMEOUT_SECONDS = 3
MAX_BODY_BYTES = 65_536
PAUSE_SECONDS = 1

MAX_LOAD_BALANCER_KEYS = 50
LOAD_BALANCER_KEY_SECONDS = 3_600
JWKS_SECONDS = 600
# Anybody can send an unknown key id in an access token, so all of them share one fetch a second.
UNKNOWN_KID_SECONDS = 1
# While the source of keys is down, the old ones stay in use.
STALE_RETRY_SECONDS = 60

MAX_LOOKUPS_PER_MINUTE_PER_USER = 10
MAX_USERS = 10_000
MIN_MODULUS_BITS = 2_048


class KeyAbsent(Exception):
    """The source says that there is no such key."""


class KeysUnavailable(Exception):
    """The source could not say anything: a proxy or an outage must not look like a forged token."""


class LoadBalancerKeys:
    def __init__(self, url: str) -> None:
        self._url = url
        self._documents = KeyDocuments(parse_p256_pem, MAX_LOAD_BALANCER_KEYS)
        self._lookups = LookupLimit()

    async def get(self, kid: str, subject: str) -> EllipticCurvePublicKey:
        """`kid` must be a UUID, and `subject` the user of a verified access token."""
        url = f"{self._url}/{kid}"
        is_lookup = not self._documents.is_fetched_or_pending(url)
        if is_lookup and not self._lookups.spend(subject):
            raise AuthError("ERR_KEY_FETCH_LIMIT")
        try:
            return await self._documents.get(url, LOAD_BALANCER_KEY_SECONDS)
        except KeyAbsent:
            raise AuthError("ERR_KEY_NOT_FOUND") from None
        except KeysUnavailable:
            if is_lookup:
                self._lookups.give_back(subject)
            raise AuthError("ERR_KEYS_UNAVAILABLE") from None


class UserPoolKeys:
    def __init__(self, url: str) -> None:
        self._url = url
        self._documents = KeyDocuments(parse_jwks, 1)

    async def get(self, kid: str) -> RSAPublicKey:
        try:
            keys = await self._documents.get(self._url, JWKS_SECONDS)
            if kid not in keys:
                keys = await self._documents.get(self._url, UNKNOWN_KID_SECONDS, allow_stale=False)
        # There is one document, so a source that does not have it is down.
        except (KeyAbsent, KeysUnavailable):
            raise AuthError("ERR_JWKS_UNAVAILABLE") from None
        if kid not in keys:
            raise AuthError("ERR_ACCESS_KEY")
        return keys[kid]

    async def load(self) -> bool:
        try:
            await self._documents.get(self._url, JWKS_SECONDS)
            return True
        except (KeyAbsent, KeysUnavailable):
            return False


class KeyDocuments:
    """Parsed documents by URL. Bounded, with one fetch at a time for each URL."""

    def __init__(self, parse: Callable[[bytes], Any], max_documents: int) -> None:
        self._parse = parse
        self._max_documents = max_documents
        self._documents: OrderedDict[str, tuple[Any, float]] = OrderedDict()
        self._retry_at: dict[str, float] = {}
        self._pending: dict[str, asyncio.Task[Any]] = {}
        self._paused_until = 0.0
        self._http = httpx.AsyncClient()

    def is_fetched_or_pending(self, url: str) -> bool:
        return url in self._documents or url in self._pending

    async def get(self, url: str, max_age_seconds: float, allow_stale: bool = True) -> Any:
        """Returns the document, fetched at most `max_age_seconds` ago unless its source is down."""
        now = time.monotonic()
        known = self._documents.get(url)
        if known is not None:
            self._documents.move_to_end(url)
            value, fetched_at = known
            if now - fetched_at < max_age_seconds or (allow_stale and now < self._retry_at.get(url, 0)):
                return value
            self._retry_at[url] = now + STALE_RETRY_SECONDS
        try:
            return await self._fetch_once(url)
        except KeysUnavailable:
            if known is None or not allow_stale:
                raise
            return known[0]

    async def _fetch_once(self, url: str) -> Any:
        pending = self._pending.get(url)
        if pending is None:
            if time.monotonic() < self._paused_until:
                raise KeysUnavailable
            pending = asyncio.create_task(self._fetch(url))
            self._pending[url] = pending
            pending.add_done_callback(lambda _: self._pending.pop(url))
        # A client that goes away must not end the fetch that others wait for.
        return await asyncio.shield(pending)

    async def _fetch(self, url: str) -> Any:
        started_at = time.monotonic()
        try:
            # The timeouts of httpx are for each read: a body could trickle in for ever.
            value = self._parse(await asyncio.wait_for(self._request(url), TIMEOUT_SECONDS))
        except KeyAbsent:
            self._forget(url)
            raise
        except Exception as error:
            self._paused_until = time.monotonic() + PAUSE_SECONDS
            raise KeysUnavailable from error
        self._documents[url] = (value, started_at)
        self._documents.move_to_end(url)
        while len(self._documents) > self._max_documents:
            self._forget(next(iter(self._documents)))
        return value

    async def _request(self, url: str) -> bytes:
        async with self._http.stream("GET", url) as response:
            body = b""
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > MAX_BODY_BYTES:
                    raise KeysUnavailable
        if response.status_code == 200:
            return body
        # S3 says AccessDenied about an object that does not exist; other 403s may come from a proxy.
        if response.status_code in (404, 410) or (response.status_code == 403 and b"<Code>AccessDenied</Code>" in body):
            raise KeyAbsent
        raise KeysUnavailable

    def _forget(self, url: str) -> None:
        self._documents.pop(url, None)
        self._retry_at.pop(url, None)


class LookupLimit:
    """How many unknown keys each user may look up, so that one cannot use up the others' lookups."""

    def __init__(self) -> None:
        self._minute = 0
        self._lookups: Counter[str] = Counter()

    def spend(self, subject: str) -> bool:
        minute = int(time.monotonic() // 60)
        if minute != self._minute or len(self._lookups) >= MAX_USERS:
            self._minute, self._lookups = minute, Counter()
        self._lookups[subject] += 1
        return self._lookups[subject] <= MAX_LOOKUPS_PER_MINUTE_PER_USER

    def give_back(self, subject: str) -> None:
        self._lookups[subject] -= 1


def parse_p256_pem(body: bytes) -> EllipticCurvePublicKey:
    key = load_pem_public_key(body)
    if not isinstance(key, EllipticCurvePublicKey) or not isinstance(key.curve, SECP256R1):
        raise ValueError("The public-key endpoint returned a key that is not P-256.")
    return key


def parse_jwks(body: bytes) -> dict[str, RSAPublicKey]:
    """Keys for other purposes are left out, and so are key ids that two keys have."""
    usable = [jwk for jwk in json.loads(body)["keys"] if is_verification_key(jwk)]
    kids = Counter(jwk["kid"] for jwk in usable)
    imported = {jwk["kid"]: import_rsa(jwk) for jwk in usable if kids[jwk["kid"]] == 1}
    keys = {kid: key for kid, key in imported.items() if key is not None and key.key_size >= MIN_MODULUS_BITS}
    if not keys:
        raise ValueError("The JWKS has no RSA key for RS256.")
    return keys


def is_verification_key(jwk: Any) -> bool:
    return (
        isinstance(jwk, dict)
        and jwk.get("kty") == "RSA"
        and isinstance(jwk.get("kid"), str)
        and jwk.get("use", "sig") == "sig"
        and jwk.get("alg", "RS256") == "RS256"
        and "verify" in jwk.get("key_ops", ["verify"])
    )


def import_rsa(jwk: dict[str, Any]) -> RSAPublicKey | None:
    try:
        n, e = (int.from_bytes(base64.urlsafe_b64decode(jwk[name] + "=="), "big") for name in ("n", "e"))
        return RSAPublicNumbers(e, n).public_key()
    except (KeyError, TypeError, ValueError):
        return None
