// The names beside the nodes: on a layer of their own, the most important first, none over another.

const MOST_NAMES = 140;
const MOST_TRIED = 1500;
const MOST_DISCS = 400;
const FIRST_NAMES = 8;
const LONGEST_NAME = 34;
const NAME_HEIGHT = 16;

function shortened(text) {
  const characters = [...text.replace(/\s+/g, " ")];
  return characters.length > LONGEST_NAME ? `${characters.slice(0, LONGEST_NAME - 1).join("")}…` : characters.join("");
}

function apart(one, other) {
  return one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top;
}

// Boxes in a grid, so that one is compared with its neighbours only.
class Boxes {
  constructor(side) {
    this.side = side;
    this.cells = new Map();
  }

  *cellsOf(box) {
    for (let column = Math.floor(box.left / this.side); column <= Math.floor(box.right / this.side); column += 1) {
      for (let row = Math.floor(box.top / this.side); row <= Math.floor(box.bottom / this.side); row += 1) yield `${column} ${row}`;
    }
  }

  // How many boxes of others a box covers.
  covered(box, owner) {
    const found = new Set();
    for (const cell of this.cellsOf(box)) {
      for (const other of this.cells.get(cell) ?? []) if (other.owner !== owner && !apart(box, other)) found.add(other);
    }
    return found.size;
  }

  add(box) {
    for (const cell of this.cellsOf(box)) {
      const held = this.cells.get(cell);
      if (held) held.push(box);
      else this.cells.set(cell, [box]);
    }
  }
}

function around(x, y, radius, width) {
  const gap = radius + 4;
  const high = NAME_HEIGHT / 2;
  return [
    { left: x + gap, right: x + gap + width, top: y - high, bottom: y + high },
    { left: x - gap - width, right: x - gap, top: y - high, bottom: y + high },
    { left: x - width / 2, right: x + width / 2, top: y - gap - NAME_HEIGHT, bottom: y - gap },
    { left: x - width / 2, right: x + width / 2, top: y + gap, bottom: y + gap + NAME_HEIGHT },
  ];
}

// The box that covers least; one that covers anything only for a name that has to be there.
function best(boxes, covered, needed) {
  let found;
  let least = needed ? Infinity : 1;
  for (const box of boxes) {
    const count = covered(box);
    if (count < least) [found, least] = [box, count];
  }
  return found;
}

class Names {
  constructor(stage) {
    this.canvas = el("canvas", { id: "names", "aria-hidden": "true" });
    stage.firstElementChild.after(this.canvas);
    // In main memory: text is drawn on each frame, and need not wait for the graphics card.
    this.pen = this.canvas.getContext("2d", { willReadFrequently: true });
    this.widths = new Map();
  }

  width(text) {
    if (!this.widths.has(text)) this.widths.set(text, this.pen.measureText(text).width);
    return this.widths.get(text);
  }

  // The box of the buttons over the stage, which no name is drawn under.
  buttons() {
    const [stage, box] = [this.canvas, byId("zoom")].map((one) => one.getBoundingClientRect());
    return { owner: null, left: box.left - stage.left - 4, right: box.right - stage.left, top: box.top - stage.top - 4, bottom: box.bottom - stage.top };
  }

  // Draw names for points {number, x, y, radius}, the most important first. Those may cover nodes,
  // where there is no other room; no name covers another.
  draw(points) {
    const { clientWidth, clientHeight } = this.canvas;
    const scale = devicePixelRatio || 1;
    if (this.canvas.width !== Math.round(clientWidth * scale) || this.canvas.height !== Math.round(clientHeight * scale)) {
      this.canvas.width = Math.round(clientWidth * scale);
      this.canvas.height = Math.round(clientHeight * scale);
    }
    const pen = this.pen;
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.clearRect(0, 0, clientWidth, clientHeight);
    pen.font = "12.5px system-ui, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif";
    pen.textBaseline = "middle";
    pen.lineJoin = "round";
    pen.lineWidth = 3.5;
    pen.strokeStyle = colourOf("ground");
    pen.fillStyle = colourOf("ink");
    const [texts, discs] = [new Boxes(80), new Boxes(80)];
    for (const { number, x, y, radius } of points.slice(0, MOST_DISCS)) discs.add({ owner: number, left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });
    texts.add(this.buttons());
    this.drawn = [];
    for (const [place, point] of points.slice(0, MOST_TRIED).entries()) {
      if (this.drawn.length >= MOST_NAMES) break;
      const text = shortened(nodes[point.number].label);
      const inside = around(point.x, point.y, point.radius, this.width(text)).filter((box) => box.left >= 2 && box.right <= clientWidth - 2 && box.top >= 0 && box.bottom <= clientHeight);
      const free = inside.filter((box) => texts.covered(box, point.number) === 0);
      const box = best(free, (one) => discs.covered(one, point.number), place < FIRST_NAMES);
      if (box === undefined) continue;
      texts.add({ ...box, owner: null });
      this.drawn.push({ ...box, number: point.number, text });
      pen.strokeText(text, box.left, (box.top + box.bottom) / 2);
      pen.fillText(text, box.left, (box.top + box.bottom) / 2);
    }
  }
}
