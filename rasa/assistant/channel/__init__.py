"""The way in to the Rasa server."""
