"""The simulated province and the fictional outbreaks in it. Pure: no database, no clock, no rule of any edition."""
