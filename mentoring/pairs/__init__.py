"""Pairs and groups of mentors and mentees."""
