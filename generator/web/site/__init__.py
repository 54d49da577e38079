"""A site (门户) of many disclosures: static files that need no server, and ask nobody for anything."""
