"""Estimates, intervals, verdicts and suppression: numbers in, numbers out; knows no metric."""
