"""The web chat in a real browser, with the trained assistant behind the gateway."""
