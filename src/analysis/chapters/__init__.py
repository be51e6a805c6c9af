"""A chapter's questions: evidence in, results out. One module a chapter."""
