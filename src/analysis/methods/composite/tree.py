"""The tree of a composite index: which elements make up which group, and with what weight.

Reference: OECD/JRC (2008), "Handbook on constructing composite indicators", step 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from analysis.errors import MethodError

_TOLERANCE = 1e-6
"""How far weights may be from summing to one: thirds written with seven digits pass, a forgotten weight does not."""


@dataclass(frozen=True)
class Tree:
    """Groups with their members' weights; a member is an indicator or another group, on any number of levels.

    Parameters
    ----------
    groups
        Weight of each member by group; weights in a group sum to one.

    Raises
    ------
    MethodError
        If a weight is negative or missing, weights do not sum to one, a group is empty, an element has two parents,
        or not everything hangs on one root.

    Examples
    --------
    >>> tree = Tree({"index": {"A": 0.6, "B": 0.4}, "A": {"a1": 0.5, "a2": 0.5}, "B": {"b1": 1.0}})
    >>> tree.root, tree.indicators, tree.upward
    ('index', ('a1', 'a2', 'b1'), ('A', 'B', 'index'))
    """

    groups: Mapping[str, Mapping[str, float]]

    def __post_init__(self) -> None:
        for group, members in self.groups.items():
            _check_weights(group, members)
        parents: dict[str, str] = {}
        for group, members in self.groups.items():
            for member in members:
                if member in parents:
                    raise _broken(f"{member} stands in {parents[member]} and in {group}", "one parent each")
                parents[member] = group
        roots = [group for group in self.groups if group not in parents]
        if len(roots) != 1 or len(list(self._below(roots[0]))) != len(parents):
            raise _broken(f"{len(roots)} roots ({', '.join(roots) or 'a circle'})", "everything hangs on one root")

    @cached_property
    def root(self) -> str:
        """The index itself."""
        inner = {member for members in self.groups.values() for member in members}
        return next(group for group in self.groups if group not in inner)

    @cached_property
    def indicators(self) -> tuple[str, ...]:
        """What is no group, in the order of the tree."""
        return tuple(element for element in self._below(self.root) if element not in self.groups)

    @cached_property
    def upward(self) -> tuple[str, ...]:
        """The groups, each after those that it is made of."""
        found: list[str] = []

        def walk(group: str) -> None:
            for member in self.groups[group]:
                if member in self.groups:
                    walk(member)
            found.append(group)

        walk(self.root)
        return tuple(found)

    def shares(self) -> dict[str, float]:
        """Each element's weight in the whole index: the product of weights on the way up.

        Examples
        --------
        >>> Tree({"index": {"A": 0.6, "b": 0.4}, "A": {"a1": 0.5, "a2": 0.5}}).shares()
        {'index': 1.0, 'A': 0.6, 'b': 0.4, 'a1': 0.3, 'a2': 0.3}
        """
        found = {self.root: 1.0}
        for group in reversed(self.upward):
            found |= {member: found[group] * weight for member, weight in self.groups[group].items()}
        return found

    def without(self, code: str) -> Tree:
        """The tree without an element; its siblings' weights grow in proportion, a group left empty goes too.

        Raises
        ------
        MethodError
            If there is no such element, or nothing would be left.

        Examples
        --------
        >>> Tree({"index": {"a": 0.5, "b": 0.25, "c": 0.25}}).without("a").groups["index"]
        {'b': 0.5, 'c': 0.5}
        """
        parent = next((group for group, members in self.groups.items() if code in members), None)
        if parent is None:
            raise _broken(f"{code} is no member of any group", "an element below the root")
        gone = {code, *(self._below(code) if code in self.groups else ())}
        left = {member: weight for member, weight in self.groups[parent].items() if member != code}
        if not sum(left.values()):
            if parent == self.root:
                raise _broken(f"nothing with a weight is left without {code}", "an index has at least one element")
            return self.without(parent)
        total = sum(left.values())
        groups = {group: members for group, members in self.groups.items() if group not in gone}
        return Tree({**groups, parent: {member: weight / total for member, weight in left.items()}})

    def equal(self) -> Tree:
        """The same tree with equal weights in every group."""
        return Tree({group: dict.fromkeys(members, 1 / len(members)) for group, members in self.groups.items()})

    def _below(self, group: str) -> Iterator[str]:
        for member in self.groups[group]:
            yield member
            if member in self.groups:
                yield from self._below(member)


def _check_weights(group: str, members: Mapping[str, float]) -> None:
    if not members:
        raise _broken(f"{group} has no members", "one or more")
    for member, weight in members.items():
        if not isinstance(weight, int | float) or not math.isfinite(weight) or weight < 0:
            raise _broken(f"the weight of {member} in {group} is {weight}", "a number, zero or above")
    total = math.fsum(members.values())
    if abs(total - 1) > _TOLERANCE:
        raise _broken(f"the weights of {group} sum to {total:g}", "one")


def _broken(what: str, rule: str) -> MethodError:
    return MethodError(what, rule=rule, remedy="mend the recipe")
