"""Choosing how sure the record must be for an incident of muc4."""
