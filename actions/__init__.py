"""The action server: thin adapters between Rasa and the dialogue, and the dialogue itself."""
