"""Files and situations that go wrong, met by command."""
