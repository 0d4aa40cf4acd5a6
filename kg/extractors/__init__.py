"""From documents to claims: the rules, and what every extractor must do."""
