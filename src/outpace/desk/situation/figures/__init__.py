"""The figures, each defined once: map, curve, list, board and bulletin read the same ones and can't disagree."""
