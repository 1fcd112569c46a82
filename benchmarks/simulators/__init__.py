"""Simulators that are held against each other, each run in a process of its own so that CPU and memory are its own."""
