"""Read sentences with a transformer encoder: tags, trees and names in one pass, by ONNX Runtime.

`EncoderPipe` is the spaCy component; the rest is how its scores become annotations. Nothing is
downloaded: the network, its word pieces and its labels lie in the pipeline's folder.
"""

from kg.extractors.neural.component import EncoderPipe, make_encoder

__all__ = ["EncoderPipe", "make_encoder"]
