"""Practising for new consultants: cases, forms and feedback, on the live catalogue.

Nothing here knows Rasa or the web. `cases` reads what is practised on, `forms` are the ways to
practise, each a pure state machine; what is said and graded follows from the catalogue's engine.
"""
