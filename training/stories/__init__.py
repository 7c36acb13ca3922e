"""How the weights, bars and word table of `dateline.linking.stories` are made."""
