"""Deliver: whole files on the disk, and whether they are still what a build would write."""
