"""The one palette, of styles/tokens.css: each colour by its role, and the role of each colour."""
from booklet.template.figures.draw import palette
from tests.colour import rgb

PALETTE = {name: rgb(value) for name, value in palette().items()}
ROLE_OF = {colour: role for role, colour in PALETTE.items()}
TINTS = ("sender_tint", "receiver_tint")
GROUNDS = ("paper", "sand", "mist", *TINTS, "hairline")  # what marks lie on, and lines that only tidy
