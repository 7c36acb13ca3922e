"""The record store: reports, records, families, incidents, reviews and a journal, in one database."""
