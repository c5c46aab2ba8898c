"""Danger signs, masking and harmless text: everything that must happen to a message first.

The package is pure Python 3.10+, imports nothing of the rest of the project and is installed
in both runtimes: the gateway uses it before a message goes anywhere, and the Rasa channel uses
it for every other way in.

- ``safety.danger``: does a message tell of danger, and of what kind?
- ``safety.help``: what to say then, to whom, with which telephone numbers.
- ``safety.mask``: a message without what identifies a person.
- ``safety.text``: a message without control characters, disguises and typed commands.
"""
