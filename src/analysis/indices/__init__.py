"""The indices that others publish, by their own rules: IDI, EGDI, GCI and NRI, each edition by itself."""
