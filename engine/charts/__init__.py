"""Tables to plotly figures, for pages and reports alike; each module also tells its figure as text."""
