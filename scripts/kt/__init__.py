"""Commands behind the Makefile: install, train, start and chat.

They run before anything is installed, so they use the standard library only and Python 3.9 or
newer: `python3 -m scripts.kt COMMAND`.
"""
