"""The main job on real input, by command."""
