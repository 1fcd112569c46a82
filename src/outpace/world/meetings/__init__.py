"""Who meets whom on a day: computed from both ends alike, never stored."""
