"""How fast a message goes through everything, beside Rasa as `rasa init` makes it; and for long."""
