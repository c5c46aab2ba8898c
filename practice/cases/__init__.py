"""Cases: an invented person with a story, hidden facts and an outcome that the engine confirms."""
