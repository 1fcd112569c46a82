"""Ground: accounts, their posts, sign-in sessions."""
