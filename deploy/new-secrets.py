"""Make the secrets of `deploy/compose.yml`, once: `python deploy/new-secrets.py`.

Writes deploy/secrets/, one file a secret, for this user only. What is there stays. Microsoft alone
gives KT_TEAMS_SECRET: that file is put there by hand.
"""

from __future__ import annotations

import base64
import os
import secrets
from pathlib import Path

FOLDER = Path(__file__).parent / "secrets"
DATABASE, LOCKS = "postgres:5432", "redis:6379"


def made() -> dict[str, str]:
    """Give a value for each secret."""
    database, redis = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    server = f"postgresql://keukentafel:{database}@{DATABASE}"
    return {
        "KT_CHANNEL_SECRET": secrets.token_urlsafe(32),
        "KT_ACTIONS_SECRET": secrets.token_urlsafe(32),
        "KT_GATEWAY_STORE_KEYS": fernet_key(),
        "KT_STORE_KEY": fernet_key(),
        "KT_GATEWAY_DATABASE_URL": f"{server}/conversations",
        "KT_TRACKERS_URL": f"{server}/trackers",
        "DATABASE_URL": f"{server}/catalogue",
        "KT_GATEWAY_LIMITS_URL": f"redis://:{redis}@{LOCKS}/0",
        "KT_LOCKS_URL": f"redis://:{redis}@{LOCKS}/1",
        "KT_PRACTICE_SECRET": secrets.token_urlsafe(32),
        "KT_PRACTICE_DATABASE_URL": f"{server}/practice",
        "KT_PRACTICE_STORE_KEYS": fernet_key(),
        "KT_TEAMS_KEY": secrets.token_urlsafe(48),
        "POSTGRES_PASSWORD": database,
        "REDIS_PASSWORD": redis,
    }


def fernet_key() -> str:
    """Give 32 bytes as a store's key is written."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def main() -> None:
    """Write the files. Refuses when some are there: they belong together."""
    if FOLDER.exists():
        raise SystemExit(f"{FOLDER} is there already: remove it to make all secrets anew")
    FOLDER.mkdir(mode=0o700)
    for name, value in made().items():
        # Containers read them as another user; the folder keeps others out.
        descriptor = os.open(FOLDER / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o444)
        with os.fdopen(descriptor, "w") as file:
            file.write(value)
    print(f"{FOLDER}: {len(made())} secrets")


if __name__ == "__main__":
    main()
