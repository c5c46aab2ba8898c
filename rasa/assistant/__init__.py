"""What this project adds to the Rasa server: components that understand, and the way in."""
