"""The gateway with its own store, before an assistant of the test."""

from tests.gateway.running import assistant, client, page

__all__ = ["assistant", "client", "page"]
