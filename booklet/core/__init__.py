"""What every room stands on. Nothing here knows a booklet."""
