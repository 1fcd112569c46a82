"""The processes of an installation and their one supervisor."""
