"""Text and bytes: which of the two each native string of a module is to be in Python 3.

One question for the whole module. Every expression, variable, attribute, parameter, result and
element of a container is a cell (`cells`); what must agree is tied by edges (`build`, `calls`,
`methods`); the library fixes the colours at its borders (`borders`); what is torn between both is
cut where a conversion is cheapest (`cut`). The answer is a `Plan`.
"""
