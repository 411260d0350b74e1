"""照会: asking the departments whether their entries are still right, and what comes of the answers."""
