"""Speed and memory beside the libraries that do the same work, measured in one run.

    python -m benchmarks --sizes 10k,100k

Every figure of this program stands next to that of its reference: rdflib, pyshacl, a bare Oxigraph
store, networkx, a bare spaCy pipeline.
"""
