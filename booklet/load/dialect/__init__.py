"""The dialect: what a section may hold, and how its lines become blocks."""
