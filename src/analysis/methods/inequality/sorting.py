"""Sorting values together with what belongs to them: fast where none is negative, or with runs of equals marked.

:func:`ascending` takes values that are not negative and is several times faster than argsort. The bits of such
floating-point numbers, read as whole numbers, stand in the order of the numbers themselves. Their last bits give way to
the row's own number, so that a plain sort, which the processor does in wide steps, carries the rows along; neighbours
that the bits left cannot tell apart are put right afterwards.

:func:`equals_together` takes values of either sign, sorts them by argsort with equals in the order they came in, and
says where each run of equals ends.
"""

from __future__ import annotations

import numpy as np


def ascending(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The rows' order from low to high, and the values in it; both of shape (rows,).

    Parameters
    ----------
    values
        Not negative, none missing; 64-bit floats of shape (rows,).

    Examples
    --------
    >>> order, values = ascending(np.array([3.0, 0.0, 2.0]))
    >>> order.tolist(), values.tolist()
    ([1, 2, 0], [0.0, 2.0, 3.0])
    """
    bits = (len(values) - 1).bit_length()
    order = np.abs(values).view(np.int64)  # a zero may carry a minus
    order >>= bits
    order <<= bits
    order |= np.arange(len(values))
    order.sort()
    order &= (1 << bits) - 1
    found = np.abs(values[order])
    if (found[1:] < found[:-1]).any():
        kept = found.view(np.int64) >> bits
        alike = kept[1:] == kept[:-1]
        rows = np.flatnonzero(np.append(alike, False) | np.append(False, alike))
        again = rows[np.argsort(found[rows], kind="stable")]
        order[rows], found[rows] = order[again], found[again]
    return order, found


def equals_together(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The order that sorts the values, and the last place of each run of equals in it; shapes (rows,) and (runs,).

    Examples
    --------
    >>> equals_together(np.array([30, 10, 10, 20]))
    (array([1, 2, 3, 0]), array([1, 2, 3]))
    """
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    return order, np.flatnonzero(np.append(ordered[1:] != ordered[:-1], True))
