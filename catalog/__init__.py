"""The catalogue of Wmo products and the advice that is derived from it.

This package knows no Rasa, no web and no conversation: it turns a situation (kenmerken) and a
stelsel (one region's own set of products) into an advice that explains itself.
"""
