"""The benchmark: what a page and a message cost, beside the least that they could cost on the same machine."""
