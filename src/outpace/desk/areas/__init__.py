"""Ground: the tree of areas and the incidents that run in it."""
