"""The shapes of the situation's answers, from which the OpenAPI description and the page's types are made. Types only."""
