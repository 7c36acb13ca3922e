"""A corpus of reports coded by the codebook, and what keeps it right."""
