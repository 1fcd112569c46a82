"""Ground: subjects and persons. Names and telephone numbers live in the vault, never here."""
