"""Repairs of what was broken before."""
