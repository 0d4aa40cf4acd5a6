// Make elements. Text goes in as text: nothing here reads markup.

const SVG = "http://www.w3.org/2000/svg";

function byId(name) {
  return document.getElementById(name);
}

function fill(node, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function el(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

function svg(tag, properties = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), properties, children);
}

// A name in a text of its own direction, so that one in Arabic does not turn the line around.
function bdi(text) {
  return el("bdi", {}, text);
}

// The address of a page of the web, null of anything else ("javascript:", "data:").
function webAddress(text) {
  try {
    const address = new URL(text);
    return address.protocol === "http:" || address.protocol === "https:" ? address.href : null;
  } catch {
    return null;
  }
}

function outside(text, address) {
  const href = webAddress(address);
  return href === null ? el("span", {}, text) : el("a", { href, target: "_blank", rel: "noopener noreferrer" }, text);
}

function colourOf(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function still() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function plural(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

// Without accents and in small letters, so that "Muller" finds "Müller".
function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
