"""Breaking everything on purpose, on real servers of its own, and counting what was lost or doubled (promises R1 to R4)."""
