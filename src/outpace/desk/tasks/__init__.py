"""Ground: tasks with their clocks."""
