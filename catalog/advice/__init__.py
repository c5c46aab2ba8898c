"""The pure engine: a situation and a stelsel in, an explained advice out.

No database, clock, randomness or file is used inside; the same input gives the same output.
"""

ENGINE_VERSION = "1.0.0"
