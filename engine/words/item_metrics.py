"""Words of the metrics of items and providers, of how lists mix them, and of the whole system."""

from engine.words import mark
from engine.words.terms import Term

TERMS: dict[str, Term] = {
    "exposure": Term(
        mark("Exposure"),
        mark(
            "The attention that a group of items gets in the lists, against its part of the catalogue: place r gives"
            " 1/log₂(1+r), added over all lists; the group's share of that, divided by its share of the items."
            " At 1 the group gets exposure in proportion to its number of items."
        ),
        mark(
            "The discount by place is an assumption about how people look at a list. Exposure in proportion to the"
            " number of items is one idea of what a group is due; in proportion to merit is another."
        ),
        "E@k(g) = (Σ_u E_u(g) / |g|) ÷ (Σ_u E_u(all) / |I|),  E_u(g) = Σ_{i in g ∩ L_u} 1 / log₂(1 + rank_u(i))",
    ),
    "gini": Term(
        mark("Gini of exposure"),
        mark(
            "How unequally the exposure of the lists is spread over the whole catalogue: 0 when all items get"
            " the same, 1 when one item gets all."
        ),
        mark("A description of the whole system, without interval: none over users would be valid."),
        "G = Σ_j (2j − n − 1) e_(j) ÷ ((n − 1) Σ_j e_(j)),  exposures e ascending over all n items",
    ),
    "catalogue_coverage": Term(
        mark("Catalogue coverage"),
        mark("The share of all items that are in at least one user's list."),
        mark("It depends on the number of users: more lists reach more items. Described without interval."),
        "|∪_u L_u| / |I|",
    ),
}
