"""Make-up: what stands on which page. Measured on one page without an end, searched for, and then laid out."""
