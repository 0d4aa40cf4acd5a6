"""The graph as files, one module a format; `kg.registry` names them."""
