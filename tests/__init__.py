"""The tests. A package of its own, since a library installs one of the same name."""
