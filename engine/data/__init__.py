"""Data that come in: uploads, samples, the planted world, and what is derived from them before training."""
