"""The gateway: the only process that listens to the world.

In: requests of the web chat (docs/web-api.md). Out: their answers, and messages to the assistant
over one private, authenticated hop. It keeps sessions and conversations, knows nothing of the
catalogue, and lets nothing go on that `safety` has not seen.
"""
