"""Estimates from a survey's answers that know how its sample was drawn: totals, means, shares, quantiles, regressions.

`design` says how people were drawn and is checked once; everything else takes one. `linearised` estimates by Taylor
linearisation, `replicated` by estimating again and again with the weights of `replicates`; `intervals` gives shares
their bounds. `raking` and `calibration` bring weights to known totals, with a variance that knows of them;
`regression` fits lines and odds; `disclosure` says which cells of a table may be printed. No message of this room
quotes an answer or a label of the sample: it gives the number of a row.
"""
