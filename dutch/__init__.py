"""Written Dutch: its words as they sound, and the pieces of a message.

No imports of ours and nothing but the standard library, so that both runtimes can use it.
"""
