"""The melding: what would be sent, and how it is handed over to the gemeente."""
