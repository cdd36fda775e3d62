"""The canonical column names: written here and nowhere else.

An uploaded table is mapped to these names at import; every room after that speaks only of them.
"""

USER = "user_id"
ITEM = "item_id"
FEEDBACK = "feedback"
TIMESTAMP = "timestamp"  # seconds since 1970-01-01 UTC
POSITION = "position"  # 1-based place at which the item was shown
PROPENSITY = "propensity"  # P(observed) as logged, in (0, 1]
RANDOMIZED = "randomized"  # true where the exposure was random
WEIGHT = "weight"
RANK = "rank"  # 1-based
SCORE = "score"

USER_CODE = "user_code"  # dense int32, in the order of the ids
ITEM_CODE = "item_code"

PROVIDER = "provider"  # the item attribute that names who supplies the item

INTERACTION_COLUMNS = (USER, ITEM, FEEDBACK, TIMESTAMP, POSITION, PROPENSITY, RANDOMIZED, WEIGHT)
