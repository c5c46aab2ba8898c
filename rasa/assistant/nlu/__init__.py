"""Components of the understanding pipeline, one module each; config.yml puts them in order."""
