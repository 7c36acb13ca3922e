"""How Dateline is measured: predictions, scores, speed. Not part of the installed package."""
