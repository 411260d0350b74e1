"""A new edition: a form for people and a command for machines, one set of rules for both. Never a commit."""
