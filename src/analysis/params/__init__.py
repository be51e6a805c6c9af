"""What differs per edition, one typed file a year; and what is one for all: peer groups, the index's recipe."""

from analysis.params.composite_recipe import IndexRecipe, index_recipe
from analysis.params.edition import Edition, editions, load
from analysis.params.peers import PeerGroup, peer_groups

__all__ = ["Edition", "IndexRecipe", "PeerGroup", "editions", "index_recipe", "load", "peer_groups"]
