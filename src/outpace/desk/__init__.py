"""The desk: database, accounts, API, jobs, live updates. Everything that touches a clock or a row stands here."""
