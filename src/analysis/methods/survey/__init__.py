"""Estimates from a survey's answers that know how its sample was drawn: totals, means, shares, quantiles, regressions.

`design` says how people were drawn and is checked once; everything else takes one. `linearised` estimates by Taylor
linearisation, `intervals` gives shares their bounds. No message of this room quotes an answer or a label of the sample:
it gives the number of a row.
"""
