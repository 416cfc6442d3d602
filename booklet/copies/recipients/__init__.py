"""Recipients: the rows of somebody's list become people, each with what their copy says and the edition that they need."""
