"""Small renderers that views put together."""
