"""The rules as questions, a module a chapter: the facts each takes and the function that answers."""
