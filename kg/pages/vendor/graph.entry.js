export { default as Graph } from "graphology";
export { default as Sigma } from "sigma";
export { extremityArrow, layerDashed, layerFill, pathCurved, pathLine, pathLoop, sdfCircle } from "sigma/rendering";
