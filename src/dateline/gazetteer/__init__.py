"""The place index."""
