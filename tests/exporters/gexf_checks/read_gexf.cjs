// Read GEXF files as Gephi Lite does, and tell what is in them.
//
// Each line of the input is a file as a JSON string. Each line of the output is an object: the
// `nodes` and the `edges` of the file, or the `error` for which it is refused.
const readline = require("node:readline");
const { MultiDirectedGraph } = require("graphology");
const gexf = require("graphology-gexf");

// Nothing is to be made up: no node, no attribute, no other kind of graph.
const STRICT = {
  addMissingNodes: false,
  allowUndeclaredAttributes: false,
  respectInputGraphType: true,
};

function contents(text) {
  const graph = gexf.parse(MultiDirectedGraph, text, STRICT);
  return {
    nodes: graph.mapNodes((id, attributes) => ({ id, attributes })),
    edges: graph.mapEdges((id, attributes, source, target) => ({ id, source, target, attributes })),
  };
}

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  let answer;
  try {
    answer = contents(JSON.parse(line));
  } catch (error) {
    answer = { error: error.message };
  }
  process.stdout.write(JSON.stringify(answer) + "\n");
});
