"""Microsoft Teams as a channel of the gateway: personal chats of workers, in one tenant.

In: activities of Microsoft's connector, each with its signed token. Out: the same messages as the
web chat gives, and what the assistant says as cards. docs/teams.md tells how it is set up.
"""
