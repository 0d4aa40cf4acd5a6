// Bars of claims by month or year, on which a range of dates can be chosen.

const MOST_MONTHS = 60;
const BARS = { high: 64, floor: 47, left: 4 };
let bins = [];
let dragged = null;

// A period as the days that it begins and ends with.
function period(year, month) {
  if (month === null) return { name: `${year}`, first: `${year}-01-01`, last: `${year}-12-31` };
  const last = new Date(Date.UTC(Number(year), month, 0)).getUTCDate();
  const name = `${year}-${String(month).padStart(2, "0")}`;
  return { name, first: `${name}-01`, last: `${name}-${last}` };
}

function periods(days) {
  if (days.length === 0) return [];
  const first = days.reduce((one, other) => (one < other ? one : other));
  const last = days.reduce((one, other) => (one > other ? one : other));
  const from = [Number(first.slice(0, 4)), Number(first.slice(5, 7))];
  const to = [Number(last.slice(0, 4)), Number(last.slice(5, 7))];
  const months = (to[0] - from[0]) * 12 + to[1] - from[1] + 1;
  const pad = (year) => String(year).padStart(4, "0");
  if (months > MOST_MONTHS) return Array.from({ length: to[0] - from[0] + 1 }, (_, step) => period(pad(from[0] + step), null));
  return Array.from({ length: months }, (_, step) => {
    const month = from[1] - 1 + step;
    return period(pad(from[0] + Math.floor(month / 12)), (month % 12) + 1);
  });
}

function dayOf(claim) {
  const days = daysOf(claim, state.basis);
  return days === null ? null : (days[0] ?? days[1]);
}

function binAt(x) {
  const { left, width } = byId("bars").getBoundingClientRect();
  return Math.min(bins.length - 1, Math.max(0, Math.floor(((x - left - BARS.left) / (width - 2 * BARS.left)) * bins.length)));
}

function chooseRange(one, other) {
  const [first, last] = one <= other ? [one, other] : [other, one];
  change({ from: bins[first].first, to: bins[last].last });
}

function startTimeline() {
  const bars = byId("bars");
  bars.addEventListener("pointerdown", (event) => {
    if (bins.length === 0 || event.button !== 0) return;
    bars.setPointerCapture(event.pointerId);
    dragged = binAt(event.clientX);
    chooseRange(dragged, dragged);
  });
  bars.addEventListener("pointermove", (event) => { if (dragged !== null) chooseRange(dragged, binAt(event.clientX)); });
  bars.addEventListener("pointerup", () => { dragged = null; });
  bars.addEventListener("pointercancel", () => { dragged = null; });
  const ends = [byId("range-from"), byId("range-to")];
  ends.forEach((end, number) => end.addEventListener("input", () => {
    const values = ends.map((one) => Number(one.value));
    if (values[0] > values[1]) values[1 - number] = values[number];
    chooseRange(values[0], values[1]);
  }));
  byId("range-clear").addEventListener("click", () => change({ from: null, to: null }));
  addEventListener("resize", () => showTimeline());
}

function chosenBins() {
  const first = bins.findIndex((bin) => state.from === null || bin.last >= state.from);
  const last = bins.findLastIndex((bin) => state.to === null || bin.first <= state.to);
  return [first < 0 ? bins.length - 1 : first, last < 0 ? 0 : last];
}

function showTimeline() {
  // The periods are those of all claims, so that bars do not move as filters change.
  bins = periods(claims.map(dayOf).filter((day) => day !== null));
  const counts = bins.map(() => 0);
  const place = new Map(bins.map((bin, number) => [bin.name, number]));
  const length = bins[0]?.name.length ?? 0;
  let undated = 0;
  for (const claim of shown.counts.date) {
    const day = dayOf(claim);
    if (day === null) undated += 1;
    else counts[place.get(day.slice(0, length))] += 1;
  }
  const [first, last] = chosenBins();
  const limited = state.from !== null || state.to !== null;
  drawBars(counts, first, last, limited);
  const span = bins.length === 0 ? "no claim has a date" : limited ? `${state.from ?? "the beginning"} to ${state.to ?? "the end"}` : `${bins[0].name} to ${bins.at(-1).name}`;
  byId("timeline-told").textContent = `By ${state.basis === "event" ? "date of the event" : "date of publication"}: ${span}${undated > 0 ? `; ${plural(undated, "claim")} without a date${limited ? ", not shown" : ""}` : ""}.`;
  byId("range").hidden = bins.length === 0;
  [["range-from", first], ["range-to", last]].forEach(([name, value]) => {
    byId(name).max = String(Math.max(0, bins.length - 1));
    byId(name).value = String(value);
    byId(name).setAttribute("aria-valuetext", bins[value]?.name ?? "");
  });
}

function drawBars(counts, first, last, limited) {
  const bars = byId("bars");
  const width = bars.clientWidth || 600;
  const step = (width - 2 * BARS.left) / Math.max(1, bins.length);
  const most = Math.max(1, ...counts);
  const parts = [svg("line", { x1: 0, x2: width, y1: BARS.floor + 0.5, y2: BARS.floor + 0.5 })];
  if (limited && first <= last) parts.push(svg("rect", { class: "chosen", x: BARS.left + first * step, y: 0, width: (last - first + 1) * step, height: BARS.floor }));
  counts.forEach((count, number) => {
    if (count === 0) return;
    const high = Math.max(2, (count / most) * (BARS.floor - 4));
    const inside = number >= first && number <= last;
    parts.push(svg("rect", { class: inside ? "bar in" : "bar", x: BARS.left + number * step + step * 0.08, y: BARS.floor - high, width: Math.max(1, step * 0.84), height: high }, svg("title", {}, `${bins[number].name}: ${plural(count, "claim")}`)));
  });
  const every = Math.max(1, Math.ceil((bins.length * 58) / width));
  bins.forEach((bin, number) => { if (number % every === 0) parts.push(svg("text", { x: BARS.left + number * step, y: BARS.high - 4 }, bin.name)); });
  bars.setAttribute("viewBox", `0 0 ${width} ${BARS.high}`);
  bars.replaceChildren(...parts);
}
