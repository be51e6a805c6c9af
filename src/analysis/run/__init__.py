"""The report run: plan, papermill, HTML export, index pages, lineage, manifest.

Modules are imported where they are used: papermill and nbconvert take a second to load, and a command that only
prints help must not wait for them.
"""
