"""Paginate: HTML and stylesheets become laid-out pages."""
