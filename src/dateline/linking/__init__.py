"""From records to incidents: copies to families, events to incidents, figures side by side."""
