"""What a message means: its intent, and what it states of a person's situation.

`wordings` reads the training data, `meaning` and `likeness` say how much two texts have in
common, `ridge` learns from it, `reader` is the component of the pipeline. Nothing is decided here.
"""
