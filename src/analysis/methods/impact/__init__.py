"""What a programme changed: what happened, against what would have happened without it.

A `Study` says who was treated, when, and who the donors are, and is checked once. `synthetic` builds the synthetic
control, its donor weights by `simplex`, its predictor weights by `predictor_weights`; `placebo` asks how often so large
a gap comes about where nothing happened; `augmented` corrects what is left of the difference before, and `conformal`
gives intervals; `size` tells how often the placebo test errs in a panel of given shape. `interrupted` needs no donors:
it compares one series with its own course before. Gaps are effects only as far as donors share what else happened.
"""
