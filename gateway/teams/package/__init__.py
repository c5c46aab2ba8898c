"""The app package that an administrator uploads to Teams: a manifest and two icons in a zip."""
