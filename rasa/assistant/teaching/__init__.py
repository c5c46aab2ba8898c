"""What is learned beside Rasa's model, by commands of its own."""
