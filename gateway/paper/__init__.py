"""What a person takes along: the advice on paper and the conversation as text."""
