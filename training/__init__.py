"""How the trained parts of Dateline are made; not installed."""
