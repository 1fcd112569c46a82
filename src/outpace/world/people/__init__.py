"""The people of a province as functions of their number: age, household, work, class. Nobody is stored."""
