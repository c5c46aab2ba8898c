"""Requests that must be turned away, by name: each is good but for one thing.

`OFF` says, per case, which named check of ours refuses it, by how a test switches that off. A
request that is still refused then would be refused for another reason than its name says.
"""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from gateway.teams import auth
from gateway.teams.keys import Keys
from tests.teams.building import Json, Worker
from tests.teams.fake.certificates import new_key
from tests.teams.fake.microsoft import OTHER_TENANT, UNENDORSED, Microsoft

FOREIGN = new_key()
SHARED = "a-secret-that-is-shared-by-nobody-at-all"


@dataclass(frozen=True)
class Sent:
    """One request: its Authorization header and its activity."""

    header: str | None
    activity: Json


type Case = Callable[[Worker, Microsoft], Sent]
type Off = Callable[[pytest.MonkeyPatch], None]


def bearer(**token: Any) -> Case:
    """Give a case with another token."""

    def made(worker: Worker, microsoft: Microsoft) -> Sent:
        return Sent(f"Bearer {microsoft.signed(**token)}", worker.activity(text="hallo"))

    return made


def header(text: str | None) -> Case:
    """Give a case with another header."""
    return lambda worker, _microsoft: Sent(text, worker.activity(text="hallo"))


def activity(**more: Any) -> Case:
    """Give a case with another activity under a good token."""

    def made(worker: Worker, microsoft: Microsoft) -> Sent:
        return Sent(f"Bearer {microsoft.signed()}", worker.activity(text="hallo", **more))

    return made


def unsigned(worker: Worker, microsoft: Microsoft) -> Sent:
    """Give a token that says that it is not signed."""

    def part(content: Json) -> str:
        return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()

    token = f"{part({'alg': 'none', 'kid': 'key-one'})}.{part(microsoft.claims())}."
    return Sent(f"Bearer {token}", worker.activity(text="hallo"))


def elsewhere(url: str) -> Case:
    """Give a case whose token and activity name the same other address."""

    def made(worker: Worker, microsoft: Microsoft) -> Sent:
        token = microsoft.signed(serviceurl=url)
        return Sent(f"Bearer {token}", worker.activity(text="hallo", serviceUrl=url))

    return made


def other_tenant(worker: Worker, microsoft: Microsoft) -> Sent:
    """Give an activity of somebody of another organisation."""
    foreign = Worker(worker.client, microsoft, tenant=OTHER_TENANT)
    return Sent(f"Bearer {microsoft.signed()}", foreign.activity(text="hallo"))


def two_tenants(worker: Worker, microsoft: Microsoft) -> Sent:
    """Give an activity that names two organisations."""
    told = worker.activity(text="hallo", channelData={"tenant": {"id": OTHER_TENANT}})
    return Sent(f"Bearer {microsoft.signed()}", told)


def no_tenant(worker: Worker, microsoft: Microsoft) -> Sent:
    """Give an activity that names no organisation."""
    told = worker.activity(text="hallo", channelData=None)
    del told["conversation"]["tenantId"]
    return Sent(f"Bearer {microsoft.signed()}", told)


UNAUTHORISED: dict[str, Case] = {
    "no token": header(None),
    "an empty header": header(""),
    "basic": header("Basic dXNlcjpwYXNz"),
    "bearer without a token": header("Bearer"),
    "two tokens": header("Bearer a b"),
    "malformed": header("Bearer not.a.token"),
    "one part": header("Bearer abc"),
    "too long": header("Bearer " + "a" * 9000),
    "wrong aud": bearer(aud="another-bot"),
    "missing aud": bearer(aud=None),
    "aud in a list of others": bearer(aud=["another-bot"]),
    "wrong iss": bearer(iss="https://sts.windows.net/x/"),
    "missing iss": bearer(iss=None),
    "expired over 60 s ago": bearer(exp=int(time.time()) - 65),
    "missing exp": bearer(exp=None),
    "exp that is no number": bearer(exp="morgen"),
    "exp beyond all numbers": bearer(exp=float("inf")),
    "nbf in the future": bearer(nbf=int(time.time()) + 3600),
    "foreign signer": bearer(key=FOREIGN),
    "unknown kid": bearer(kid="another-key"),
    "missing kid": bearer(kid=None),
    "alg none": unsigned,
    "hs256": bearer(key=SHARED, algorithm="HS256"),
    "rs512": bearer(algorithm="RS512"),
}
FORBIDDEN: dict[str, Case] = {
    "missing serviceurl": bearer(serviceurl=None),
    "different serviceurl": bearer(serviceurl="https://localhost/other"),
    "serviceurl of another kind": bearer(serviceurl=["x"]),
    "no serviceUrl in the activity": activity(serviceUrl=None),
    "host not on the list": elsewhere("https://localhost.example.org/"),
    "host before an at sign": elsewhere("https://localhost@example.org/"),
    "no https": elsewhere("http://localhost/"),
    "address of the machine itself": elsewhere("https://127.0.0.1/"),
    "other channel": activity(channelId="webchat"),
    "sub-channel": activity(channelId="msteams:other"),
    "foreign tenant": other_tenant,
    "two tenants": two_tenants,
    "no tenant": no_tenant,
    "missing endorsement": bearer(kid=UNENDORSED),
}


def rule(name: str) -> Off:
    """Switch one of PyJWT's rules off."""
    return lambda patch: patch.setitem(auth.CLAIM_RULES, name, False)


def not_required(name: str) -> Off:
    """No longer require a claim."""

    def off(patch: pytest.MonkeyPatch) -> None:
        kept = [each for each in auth.CLAIM_RULES["require"] if each != name]
        patch.setitem(auth.CLAIM_RULES, "require", kept)

    return off


def passing(name: str) -> Off:
    """Let a named check of the door pass everything."""
    return lambda patch: patch.setattr(auth, name, lambda *_arguments: None)


def both(*offs: Off) -> Off:
    """Switch several off: the later would refuse as well."""

    def off(patch: pytest.MonkeyPatch) -> None:
        for each in offs:
            each(patch)

    return off


def any_key(patch: pytest.MonkeyPatch) -> None:
    """Give the first key for every id."""
    get = Keys.get

    async def first(keys: Keys, _kid: str) -> Any:
        return await get(keys, "key-one")

    patch.setattr(Keys, "get", first)


def any_kid(patch: pytest.MonkeyPatch) -> None:
    """Take a token without the id of its key."""
    patch.setattr(auth, "key_id", lambda _token: "key-one")


def any_algorithm(patch: pytest.MonkeyPatch) -> None:
    """Take what a token says of its own algorithm."""
    patch.setattr(auth, "check_algorithm", lambda _head: None)
    patch.setattr(auth, "ALGORITHMS", ["RS256", "RS512", "HS256", "none"])


def as_rs512(patch: pytest.MonkeyPatch) -> None:
    """Use the key for every algorithm that a token names."""
    any_algorithm(patch)
    read = auth.known

    def known(key: Any) -> Any:
        found = read(key)
        return replace(found, key=found.key.key)

    patch.setattr(auth, "known", known)


OFF: dict[str, Off] = {
    "wrong aud": rule("verify_aud"),
    "missing aud": both(rule("verify_aud"), not_required("aud")),
    "aud in a list of others": rule("verify_aud"),
    "wrong iss": rule("verify_iss"),
    "missing iss": both(rule("verify_iss"), not_required("iss")),
    "expired over 60 s ago": rule("verify_exp"),
    "missing exp": not_required("exp"),
    "nbf in the future": rule("verify_nbf"),
    "foreign signer": rule("verify_signature"),
    "unknown kid": any_key,
    "missing kid": any_kid,
    "alg none": both(any_algorithm, rule("verify_signature")),
    "hs256": both(any_algorithm, rule("verify_signature")),
    "rs512": as_rs512,
    "missing serviceurl": passing("check_service_url"),
    "different serviceurl": passing("check_service_url"),
    "host not on the list": passing("check_host"),
    "host before an at sign": passing("check_host"),
    "no https": passing("check_host"),
    "address of the machine itself": passing("check_host"),
    "other channel": both(passing("check_channel"), passing("check_endorsement")),
    "sub-channel": both(passing("check_channel"), passing("check_endorsement")),
    "foreign tenant": passing("check_tenant"),
    "two tenants": passing("check_tenant"),
    "no tenant": passing("check_tenant"),
    "missing endorsement": passing("check_endorsement"),
}
ALL = UNAUTHORISED | FORBIDDEN
