"""Titles made of words that carry the taste: a theme word, a category word, sometimes a place."""

from numpy.random import Generator

CATEGORIES = ("Mystery", "Romance", "Adventure", "History", "Comedy")
THEMES = ("sea", "winter", "mountain", "city", "garden")

CATEGORY_WORDS = {
    "Mystery": ("Mystery", "Secret", "Riddle", "Alibi", "Vanishing", "Witness", "Cipher"),
    "Romance": ("Romance", "Promise", "Kiss", "Wedding", "Sweetheart", "Love Letter", "Embrace"),
    "Adventure": ("Adventure", "Expedition", "Quest", "Escape", "Voyage", "Treasure", "Rescue"),
    "History": ("Chronicle", "Empire", "Dynasty", "Rebellion", "Century", "Kingdom", "Archive"),
    "Comedy": ("Comedy", "Blunder", "Farce", "Mix-Up", "Prank", "Misadventure", "Joke"),
}
THEME_WORDS = {
    "sea": ("Harbour", "Lighthouse", "Tidal", "Island", "Saltwater", "Fisherman's", "Coral"),
    "winter": ("Frozen", "Snowbound", "December", "Glacier", "Frosty", "Icicle", "Midwinter"),
    "mountain": ("Summit", "Alpine", "Ridge", "Shepherd's", "Granite", "Cliffside", "Highland"),
    "city": ("Midnight", "Rooftop", "Subway", "Neon", "Boulevard", "Taxi", "Downtown"),
    "garden": ("Rose", "Orchard", "Ivy", "Beekeeper's", "Lavender", "Greenhouse", "Willow"),
}
TAILS = (
    "", "", "of the North", "in the Valley", "at Dawn", "of Saint Clare", "by Candlelight", "on Mill Lane",
    "from Afar", "without End", "for Two", "in Seven Parts", "of the Old Town", "after Rain", "Revisited",
)  # fmt: skip

ESTABLISHED = (
    "Ashgrove House", "Bellmont & Sons", "Castor Press", "Dunmore Group", "Eastgate Media", "Fairholm",
    "Grand Meridian", "Hartwell", "Ironbridge", "Juniper Crown", "Kingsway", "Lionsmead",
)  # fmt: skip
INDEPENDENT = (
    "Magpie Works", "Nettle Studio", "Owl & Otter", "Paper Kite", "Quiet Street", "Riverbend Collective",
    "Small Hours", "Tin Roof", "Umber Room", "Velvet Acorn", "Wandering Line", "Yellow Door",
)  # fmt: skip


def title(category: str, theme: str, taken: set[str], rng: Generator) -> str:
    """A title that nobody has yet: "Harbour Mystery of the North"; a number follows when words run out."""
    for attempt in range(1000):
        first = THEME_WORDS[theme][rng.integers(len(THEME_WORDS[theme]))]
        second = CATEGORY_WORDS[category][rng.integers(len(CATEGORY_WORDS[category]))]
        tail = TAILS[rng.integers(len(TAILS))]
        name = " ".join(part for part in ("The", first, second, tail) if part)
        if attempt >= 50:
            name = f"{name} {attempt - 48}"
        if name not in taken:
            taken.add(name)
            return name
    raise RuntimeError("no title left")
