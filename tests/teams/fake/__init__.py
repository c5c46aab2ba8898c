"""A Microsoft for tests, on loopback: OpenID, keys, token server and connector, over TLS."""
