"""Hashes by which a run knows what has changed."""

from __future__ import annotations

import hashlib


def digest(content: str | bytes) -> str:
    """SHA-256 in hexadecimal: what is published, or checked by others."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def short(content: str | bytes) -> str:
    """The first sixteen digits of it: enough to tell a change where hundreds are kept."""
    return digest(content)[:16]
