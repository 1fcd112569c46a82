"""Pictures of a run: numbers first, then scalable drawings of them. No plotting library, so they open on any machine."""
