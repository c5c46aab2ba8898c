"""The dialogue as a pure state machine: a state and a message in, a state and messages out.

Nothing here knows Rasa; the adapters beside this package do.
"""
