"""What differs per edition: one typed file a year, and the peer groups they name."""

from analysis.params.edition import Edition, editions, load
from analysis.params.peers import PeerGroup, peer_groups

__all__ = ["Edition", "PeerGroup", "editions", "load", "peer_groups"]
