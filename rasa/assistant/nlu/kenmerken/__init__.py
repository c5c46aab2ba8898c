"""What a message states of a person's situation: learned from wordings, without deciding.

`wordings` reads the training data, `likeness` says how much two texts have in common, `ridge`
learns from it, `reader` is the component of the pipeline.
"""
