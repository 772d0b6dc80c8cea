"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const make = (name, text, kind) => {
    const element = document.createElement(name);
    if (text !== undefined) element.textContent = text;
    if (kind) element.className = kind;
    return element;
  };

  // ---------------------------------------------------------------- bars, theme, folding for print

  for (const bar of document.querySelectorAll("[data-share]")) bar.style.width = `${100 * bar.dataset.share}%`;

  const theme = $("theme");
  const dark = () => (document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const name = () => { theme.textContent = dark() ? "Light" : "Dark"; };
  theme.hidden = false;
  theme.addEventListener("click", () => { document.documentElement.dataset.theme = dark() ? "light" : "dark"; name(); });
  name();

  const unfold = (element) => { for (let at = element; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true; };
  const follow = () => {
    const target = $(decodeURIComponent(location.hash.slice(1)));
    if (target) { unfold(target); target.scrollIntoView(); }
  };
  addEventListener("hashchange", follow);
  follow();

  // ---------------------------------------------------------------- finding

  const find = $("find");
  if (find) {
    find.hidden = false;
    const kinds = [...document.querySelectorAll("article.kind")];
    find.addEventListener("input", () => {
      const wanted = find.value.trim().toLowerCase();
      let shown = 0;
      for (const kind of kinds) {
        kind.hidden = !kind.textContent.toLowerCase().includes(wanted);
        shown += !kind.hidden;
      }
      $("found").textContent = wanted ? `${shown} of ${kinds.length} kinds` : "";
    });
  }

  // ---------------------------------------------------------------- tables that sort

  for (const button of document.querySelectorAll("th button.sort")) {
    button.addEventListener("click", () => {
      const header = button.closest("th");
      const column = [...header.parentElement.children].indexOf(header);
      const down = header.getAttribute("aria-sort") !== "descending";
      for (const other of header.parentElement.children) other.removeAttribute("aria-sort");
      header.setAttribute("aria-sort", down ? "descending" : "ascending");
      const body = header.closest("table").tBodies[0];
      const cell = (row) => row.children[column];
      const rows = [...body.rows].sort((a, b) => cell(a).dataset.value === undefined
        ? cell(a).textContent.localeCompare(cell(b).textContent, "en")
        : Number(cell(a).dataset.value) - Number(cell(b).dataset.value));
      body.append(...(down ? rows.reverse() : rows));
    });
  }

  // ---------------------------------------------------------------- walking along a trace

  const walker = $("walker");
  if (!walker) return;
  const data = JSON.parse($("data").textContent);
  const SVG = "http://www.w3.org/2000/svg";
  const draw = (name, attributes, parent, text) => {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text !== undefined) element.textContent = text;
    parent.append(element);
    return element;
  };
  const ROW = 24, LANE = 56, LEFT = 46, TOP = 16;
  const box = $("diagram");
  let trace, chosen = 0;
  const y = (step) => TOP + step * ROW;
  const x = (lane) => LEFT + lane * LANE + LANE / 2;
  const text = (number) => data.texts[number];
  const fails = (step) => Boolean(step.verdict || step.fan?.failing.length);
  const stepAt = (number) => (number ? trace.steps[number - 1] : trace);

  const label = (step) => {
    if (step === trace) return "the start";
    return `${step.action ? `${step.action} by ` : ""}${text(step.call)}`;
  };

  const drawTrace = () => {
    box.replaceChildren();
    const width = LEFT + trace.lanes.length * LANE + 420;
    const svg = draw("svg", { width, height: y(trace.steps.length) + ROW, role: "presentation" }, box);
    const head = draw("marker", { id: "head", viewBox: "0 0 8 8", refX: 13, refY: 4, markerWidth: 8, markerHeight: 8, orient: "auto", markerUnits: "userSpaceOnUse" }, svg);
    draw("path", { class: "head", d: "M0 0 8 4 0 8z" }, head);
    const heads = make("div", undefined, "heads");
    heads.setAttribute("aria-hidden", "true");
    box.prepend(heads);
    trace.lanes.forEach((lane, number) => {
      const title = make("span", lane.replaceAll('"', ""));
      title.style.left = `${x(number)}px`;
      heads.append(title);
      draw("line", { class: "lane", x1: x(number), x2: x(number), y1: 4, y2: y(trace.steps.length) + 10 }, svg);
    });
    for (let number = 0; number <= trace.steps.length; number++) drawStep(svg, number, width);
  };

  const drawStep = (svg, number, width) => {
    const step = stepAt(number);
    const kind = `row${step.refused ? " refused" : ""}${fails(step) ? " failing" : ""}`;
    const row = draw("g", { class: kind, id: `step-${number}`, role: "option", "aria-selected": "false" }, svg);
    draw("rect", { class: "band", x: 0, y: y(number) - ROW / 2, width, height: ROW }, row);
    draw("text", { class: "dim", x: 4, y: y(number) + 4 }, row, number);
    if (step !== trace) {
      if (step.from !== undefined) {
        const begin = trace.steps[step.from - 1].lane;
        draw("line", { class: "arrow", x1: x(begin), y1: y(step.from), x2: x(step.lane), y2: y(number), "marker-end": "url(#head)" }, row);
      } else if (step.message !== undefined) {
        draw("line", { class: "arrow", x1: x(step.lane) - 14, y1: y(number) - 10, x2: x(step.lane), y2: y(number), "marker-end": "url(#head)" }, row);
      }
      draw("circle", { class: "dot", cx: x(step.lane), cy: y(number), r: 5 }, row);
    }
    let what = step === trace ? "the start" : `${label(step)}  ${text(step.what)}`;
    if (step.verdict) what += `  ${data.marks[step.verdict]} ${step.verdict.replace("_", " ")}`;
    if (step.fan) what += step.fan.failing.length ? `  ✗ ${step.fan.failing.length} of the fan of ${step.fan.size}` : `  fan of ${step.fan.size}`;
    draw("text", { class: "label", x: LEFT + trace.lanes.length * LANE + 8, y: y(number) + 4 }, row, what);
    row.addEventListener("click", () => choose(number));
  };

  const stateAt = (number) => {
    const cells = new Map();
    for (const [row, lane, value] of trace.init) cells.set(`${row},${lane}`, value);
    for (const step of trace.steps.slice(0, number)) for (const [row, lane, value] of step.set) {
      if (lane === -1) for (let each = 0; each < trace.lanes.length; each++) cells.delete(`${row},${each}`);
      else cells.delete(`${row},-1`);
      cells.set(`${row},${lane}`, value);
    }
    return cells;
  };

  const showState = (number) => {
    const cells = stateAt(number);
    const changed = new Set(number ? stepAt(number).set.map(([row, lane]) => `${row},${lane}`) : []);
    const table = make("table");
    const head = table.createTHead().insertRow();
    for (const title of ["observable", ...trace.lanes]) {
      const cell = make("th", title.replaceAll('"', ""));
      cell.scope = "col";
      head.append(cell);
    }
    const body = table.createTBody();
    trace.observables.forEach((observable, row) => {
      const line = body.insertRow();
      const title = make("th", observable);
      title.scope = "row";
      line.append(title);
      const whole = cells.get(`${row},-1`);
      const lanes = whole === undefined ? trace.lanes.map((_, lane) => lane) : [-1];
      for (const lane of lanes) {
        const place = `${row},${lane}`;
        const cell = make("td", text(cells.get(place)), changed.has(place) ? "cell changed" : "cell");
        if (lane === -1) cell.colSpan = trace.lanes.length;
        line.append(cell);
      }
    });
    table.createCaption().textContent = number ? "The state of the code after this step; what it has changed is marked" : "The state of the code at the start";
    $("state").replaceChildren(table);
  };

  const showStep = (number) => {
    const step = stepAt(number);
    $("step-title").textContent = number ? `${number}. ${label(step)}` : "The start";
    const told = $("step-text");
    told.replaceChildren();
    const tell = (title, ...values) => {
      for (const value of values) {
        const line = make("p", `${title} `);
        line.append(make("code", value));
        told.append(line);
      }
    };
    if (step === trace) { /* nothing has happened */ }
    else told.append(make("p", text(step.what)));
    if (step.verdict) told.append(make("p", `${data.marks[step.verdict]} ${step.verdict.replace("_", " ")}`, `verdict v-${step.verdict}`));
    if (step.message !== undefined) tell("Gets", text(step.message));
    if (step.sent) tell("Sends", ...step.sent.map(text));
    if (step.fan?.failing.length) {
      const list = make("ul");
      for (const [window, what, verdict] of step.fan.failing) list.append(make("li", `${window} ${what} ${data.marks[verdict]} ${verdict.replace("_", " ")}`));
      told.append(make("p", "Of what could come next, this fails:"), list);
    }
    showState(number);
  };

  const choose = (number) => {
    box.querySelector(".chosen")?.setAttribute("aria-selected", "false");
    box.querySelector(".chosen")?.classList.remove("chosen");
    chosen = Math.max(0, Math.min(trace.steps.length, number));
    const row = $(`step-${chosen}`);
    row.classList.add("chosen");
    row.setAttribute("aria-selected", "true");
    box.setAttribute("aria-activedescendant", row.id);
    box.scrollTop = Math.max(0, y(chosen) - box.clientHeight / 2);
    showStep(chosen);
  };

  const nextFailing = (direction) => {
    for (let at = chosen + direction; at >= 0 && at <= trace.steps.length; at += direction) if (fails(stepAt(at))) return choose(at);
  };

  const open = (name, number) => {
    trace = data.traces[name];
    $("trace").value = name;
    const failing = [trace, ...trace.steps].some(fails);
    for (const button of [$("earlier"), $("later")]) button.disabled = !failing;
    drawTrace();
    choose(number);
  };

  const keys = {
    ArrowDown: () => choose(chosen + 1), ArrowUp: () => choose(chosen - 1), PageDown: () => choose(chosen + 10), PageUp: () => choose(chosen - 10),
    Home: () => choose(0), End: () => choose(trace.steps.length), f: () => nextFailing(1), F: () => nextFailing(-1),
  };
  box.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  $("trace").addEventListener("change", (event) => open(event.target.value, 0));
  $("earlier").addEventListener("click", () => nextFailing(-1));
  $("later").addEventListener("click", () => nextFailing(1));
  for (const link of document.querySelectorAll(".to-step")) {
    link.addEventListener("click", () => { open(link.dataset.trace, Number(link.dataset.step)); box.focus(); });
  }
  walker.hidden = false;
  const first = Object.keys(data.traces)[0];
  if (first) open(first, 0);
  if (trace && !fails(stepAt(0))) nextFailing(1);
})();
