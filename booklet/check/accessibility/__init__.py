"""What no standard asks and every reader needs: order, contrast, descriptions, languages, type."""
