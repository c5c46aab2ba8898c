"""Understanding, side by side: ours, Rasa's default pipeline and keywords (`make bench-nlu`)."""
