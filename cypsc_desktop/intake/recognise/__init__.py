"""Recognisers: a module for each kind of paper, from laid-out pages to recognised facts."""
