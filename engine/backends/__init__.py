"""Where connections are opened: DuckDB, embedded and hardened."""
