"""The routes of the web API; docs/web-api.md describes them for people."""
