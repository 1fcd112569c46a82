"""Whether two records are one person: names to sounds, blocking keys, an explained score. Pure: no database, no vault."""
