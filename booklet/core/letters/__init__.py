"""Letters: which face sets which letter of the world, and what is to be declared so that it does."""
