"""Lets in what Microsoft's connector signed for this bot, this tenant and this channel.

The SDK's own validation leaves the issuer, the expiry and the service address open (docs/adr/0010),
so the rules are here, each by name: 401 for a token that proves nothing, 403 for one that proves
something else. PyJWT does the cryptography and the claims that it knows.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import jwt
from microsoft_agents.activity import Activity

from gateway.teams.hosts import HostRule
from gateway.teams.keys import SigningKey

CHANNEL = "msteams"
ISSUER = "https://api.botframework.com"
ALGORITHMS = ["RS256"]
LEEWAY_SECONDS = 60
MAX_TOKEN = 8192
CLAIM_RULES: dict[str, Any] = {
    "verify_signature": True,
    "verify_aud": True,
    "verify_iss": True,
    "verify_exp": True,
    "verify_nbf": True,
    "strict_aud": True,
    "require": ["aud", "iss", "exp"],
}


class NotAdmitted(Exception):
    """A request that is turned away with a status; `kind` names the rule, for the log."""

    def __init__(self, status: int, kind: str) -> None:
        super().__init__(kind)
        self.status = status
        self.kind = kind


class KeySource(Protocol):
    """Where keys come from."""

    async def get(self, kid: str) -> SigningKey | None:
        """Give a key, None for an unknown one."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a good token says, and the channels its key is endorsed for."""

    claims: Mapping[str, Any]
    endorsements: frozenset[str] = field(default_factory=frozenset)


async def identify(header: str | None, app_id: str, keys: KeySource) -> Identity:
    """Give who speaks. Raises NotAdmitted(401), and NoKeys when nothing can be checked."""
    token = bearer(header)
    kid = key_id(token)
    key = known(await keys.get(kid))
    return Identity(claims_of(token, app_id, key), key.endorsements)


def bearer(header: str | None) -> str:
    """Give the token of an Authorization header. Raises NotAdmitted."""
    parts = (header or "").split(" ")
    if len(parts) != 2 or parts[0].lower() != "bearer" or not 0 < len(parts[1]) <= MAX_TOKEN:
        raise NotAdmitted(401, "no_bearer")
    return parts[1]


def key_id(token: str) -> str:
    """Give the id of the key that a token names. Raises NotAdmitted."""
    try:
        head = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError):
        raise NotAdmitted(401, "malformed") from None
    check_algorithm(head)
    kid = head.get("kid")
    if not isinstance(kid, str) or not kid:
        raise NotAdmitted(401, "no_kid")
    return kid


def check_algorithm(head: Mapping[str, Any]) -> None:
    """Refuse every way of signing but Microsoft's. Raises NotAdmitted."""
    if head.get("alg") not in ALGORITHMS:
        raise NotAdmitted(401, "algorithm")


def known(key: SigningKey | None) -> SigningKey:
    """Refuse a key that Microsoft does not list. Raises NotAdmitted."""
    if key is None:
        raise NotAdmitted(401, "unknown_key")
    return key


def claims_of(token: str, app_id: str, key: SigningKey) -> Mapping[str, Any]:
    """Give the claims of a token that Microsoft signed, for us, and for now. Raises NotAdmitted."""
    try:
        return jwt.decode(
            token,
            key=key.key,
            algorithms=ALGORITHMS,
            audience=app_id,
            issuer=ISSUER,
            leeway=LEEWAY_SECONDS,
            options=CLAIM_RULES,  # type: ignore[arg-type]
        )
    except jwt.PyJWTError as wrong:
        raise NotAdmitted(401, type(wrong).__name__) from None
    except (ValueError, TypeError, OverflowError, RecursionError):
        raise NotAdmitted(401, "malformed") from None


# -- what an activity says beside its token --------------------------------------------------------


def admit(identity: Identity, activity: Activity, tenant: str, allowed: HostRule) -> None:
    """Refuse an activity that its token does not cover, or not ours. Raises NotAdmitted(403)."""
    check_channel(activity)
    check_endorsement(identity, activity)
    check_service_url(identity, activity)
    check_host(activity, allowed)
    check_tenant(activity, tenant)


def check_channel(activity: Activity) -> None:
    """Refuse other channels than Teams. Raises NotAdmitted."""
    if activity.channel_id != CHANNEL:
        raise NotAdmitted(403, "channel")


def check_endorsement(identity: Identity, activity: Activity) -> None:
    """Refuse a key that is not endorsed for the channel. Raises NotAdmitted."""
    if str(activity.channel_id) not in identity.endorsements:
        raise NotAdmitted(403, "endorsement")


def check_service_url(identity: Identity, activity: Activity) -> None:
    """Refuse an activity that names another address than its token. Raises NotAdmitted."""
    claimed = identity.claims.get("serviceurl")
    named = activity.service_url
    if not isinstance(claimed, str) or not isinstance(named, str) or not claimed:
        raise NotAdmitted(403, "service_url")
    if not hmac.compare_digest(claimed.rstrip("/").encode(), named.rstrip("/").encode()):
        raise NotAdmitted(403, "service_url")


def check_host(activity: Activity, allowed: HostRule) -> None:
    """Refuse an address that is not https on a listed host. Raises NotAdmitted."""
    if not allowed(activity.service_url or ""):
        raise NotAdmitted(403, "host")


def check_tenant(activity: Activity, tenant: str) -> None:
    """Refuse people of another organisation. Raises NotAdmitted."""
    if tenants(activity) != {tenant}:
        raise NotAdmitted(403, "tenant")


def tenants(activity: Activity) -> set[str]:
    """Give every tenant that an activity names, in small letters."""
    data = activity.channel_data
    named = data.get("tenant") if isinstance(data, dict) else None
    found = [
        activity.conversation.tenant_id if activity.conversation else None,
        named.get("id") if isinstance(named, dict) else None,
    ]
    return {str(each).lower() for each in found if each}
