"""The synthetic nation: a pure function of (seed, scale, today) that invents every demonstration row."""
