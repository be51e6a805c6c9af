"""Assessment of the National Strategy."""
