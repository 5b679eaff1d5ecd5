"""Corpora to checkpoints: alignment, made-up examples, the training loop."""
