"""Fits what the linking of incidents ships: the rarity of words, the weights of the pair score."""
