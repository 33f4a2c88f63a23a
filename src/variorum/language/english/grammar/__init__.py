"""What a parsed sentence says: its clauses, who does what to whom, how certain, under which condition, in whose words."""
