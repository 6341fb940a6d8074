// SPDX-License-Identifier: MIT
// compare.js ANSWERS SPACE COMPLETIONS SAMPLE SEED PART/PARTS
//
// Compares the library (the program ANSWERS) with Cedar over a space.
"use strict";
const { spawnSync } = require("child_process");
const { Random, Space } = require("./space.js");

const CHUNK = 20000;
const SHOWN = 10;
// In how many of 100 cases an axis has another value than the usual one, in turn.
const RARE = [2, 60, 15, 5];
const [answers, name, completions, sample, seed, part] = process.argv.slice(2);
const space = new Space(require(`./${name}_space.js`));
const [ownPart, parts] = part.split("/").map(Number);
const random = new Random(Number(seed) * 1000 + ownPart + 1);
const counts = { rows: 0, allowed: 0, alone: new Map(), different: 0 };

// The library's answers to rows, as text.
function library(rows) {
  const input = rows.map((row) => space.line(row) + "\n").join("");
  const { status, stdout, stderr } = spawnSync(answers, { input, encoding: "utf8", maxBuffer: 1 << 30 });
  if (status !== 0) throw new Error(`${answers}: ${stderr}`);
  const lines = stdout.trimEnd().split("\n");
  if (lines.length !== rows.length) throw new Error(`${lines.length} answers to ${rows.length} questions`);
  return lines;
}

// Cedar's answer in the same words. The order is the library's affair: reasons are sorted on both sides.
function asText(reasons) {
  return reasons.size ? `deny ${[...reasons].sort().join(" ")}` : "allow";
}

function sorted(line) {
  const [effect, ...reasons] = line.split(" ");
  return [effect, ...reasons.sort()].join(" ");
}

// Sets one axis after the other to nothing, or to its usual value, while the answers stay different.
function shrink(row, oracle) {
  const differs = (candidate) => asText(oracle(candidate)) !== sorted(library([candidate])[0]);
  let smallest = row;
  for (let isSmaller = true; isSmaller; ) {
    isSmaller = false;
    for (const axis of space.axes) {
      const candidate = smallest.slice();
      candidate[axis.index] = Math.max(axis.none, 0);
      space.settled(candidate);
      if (space.line(candidate).length < space.line(smallest).length && differs(candidate)) {
        smallest = candidate;
        isSmaller = true;
      }
    }
  }
  return smallest;
}

const shown = new Set();

// What only one of two answers says.
function difference(one, other) {
  const words = [one.split(" "), other.split(" ")];
  return words[0].filter((word) => !words[1].includes(word)) + "/" + words[1].filter((word) => !words[0].includes(word));
}


function report(row, oracle, answer) {
  counts.different++;
  const kind = difference(asText(oracle(row)), answer);
  if (shown.size >= SHOWN || shown.has(kind)) return;
  shown.add(kind);
  const smallest = shrink(row, oracle);
  console.log(`different: ${space.line(smallest)}\n  cedar:   ${asText(oracle(smallest))}\n  library: ${sorted(library([smallest])[0])}`);
}

let waiting = [];

function compare(row, oracle) {
  waiting.push([row, oracle]);
  if (waiting.length >= CHUNK) flush();
}

function flush() {
  const lines = waiting.length ? library(waiting.map(([row]) => row)) : [];
  waiting.forEach(([row, oracle], place) => {
    const reasons = oracle(row);
    counts.rows++;
    if (reasons.size === 0) counts.allowed++;
    if (reasons.size === 1) {
      const [reason] = reasons;
      counts.alone.set(reason, (counts.alone.get(reason) || 0) + 1);
    }
    if (asText(reasons) !== sorted(lines[place])) report(row, oracle, sorted(lines[place]));
  });
  waiting = [];
}

// The inputs of a group with what they need, and a fact taken apart where the group has something it follows from.
function dimensions(inputs) {
  // What a fact follows from exists where the fact says so.
  const implied = new Set(inputs.filter((input) => input.readers).flatMap(axesUnder));
  const all = new Set();
  const add = (input) => {
    if (all.has(input)) return;
    all.add(input);
    const names = (input.needs || []).flatMap((need) => need.reads || [need]);
    const needed = names.map((name) => space.inputOf(name)).concat(input.owner || []);
    for (const other of needed) if (!implied.has(other)) add(other);
  };
  inputs.forEach(add);
  for (let isDone = false; !isDone; ) {
    isDone = true;
    for (const input of all) {
      if (input.readers && axesUnder(input).some((axis) => all.has(axis))) {
        all.delete(input);
        input.inputs.forEach(add);
        isDone = false;
        break;
      }
    }
  }
  return [...all].filter((input) => input.size > 1);
}

function axesUnder(input) {
  return input.readers ? input.inputs.flatMap(axesUnder) : [input];
}

// Every way to give a fact each of its values, from the complete product of what it follows from.
const ways = new Map();

function waysOf(fact) {
  if (!ways.has(fact)) {
    const found = fact.values.map(() => []);
    const row = space.draw(random, 0);
    for (const places of product(fact.inputs)) {
      fact.inputs.forEach((input, place) => give(row, input, places[place]));
      found[fact.place(row)].push(places);
    }
    ways.set(fact, found);
  }
  return ways.get(fact);
}

function give(row, input, place) {
  if (!input.readers) {
    row[input.index] = place;
    return;
  }
  const some = waysOf(input)[place];
  const chosen = some[random.below(some.length)];
  input.inputs.forEach((under, index) => give(row, under, chosen[index]));
}

// Every combination of the inputs' places, of a fact those that it can have.
function* product(inputs) {
  const choices = inputs.map((input) => {
    const all = [...Array(input.size).keys()];
    return input.readers ? all.filter((place) => waysOf(input)[place].length) : all;
  });
  const at = inputs.map(() => 0);
  for (;;) {
    yield at.map((choice, input) => choices[input][choice]);
    let input = 0;
    while (input < inputs.length && ++at[input] === choices[input].length) at[input++] = 0;
    if (input === inputs.length) return;
  }
}

// What remains of a point once what cannot be is taken away: points of which the same remains are one.
function remains(row, inputs) {
  return inputs.map((input) => (input.readers || space.isOwned(row, input) ? input.place(row) : "-")).join();
}

// Rows for every point of a group, `times` each: the rest of a row is drawn.
function enumerate(inputs, times) {
  const seen = new Set();
  for (const places of product(inputs)) {
    const first = space.draw(random, 0);
    inputs.forEach((input, index) => give(first, input, places[index]));
    const point = remains(space.settled(first), inputs);
    if (seen.has(point)) continue;
    seen.add(point);
    if (seen.size % parts !== ownPart) continue;
    for (let time = 0; time < times; time++) {
      const row = space.draw(random, RARE[time % RARE.length]);
      inputs.forEach((input, index) => give(row, input, places[index]));
      compare(space.settled(row), byPolicy);
    }
  }
  return seen.size;
}

const byPolicy = (row) => space.unmet(row);
const atOnce = (row) => space.unmetAtOnce(row);
const verbose = process.env.VERBOSE;
let points = 0;
for (const fact of space.facts.map(({ name }) => space.inputOf(name)))
  points += enumerate(fact.inputs, Number(completions));
for (const condition of space.conditions) {
  const inputs = dimensions(condition.reader.inputs);
  const start = Date.now();
  const own = enumerate(inputs, Number(completions));
  points += own;
  if (verbose) console.log(condition.reason, own, inputs.map((i) => i.name).join(","), Date.now() - start);
}
flush();
for (let i = 0; i < Number(sample) / parts; i++)
  compare(space.settled(space.draw(random, RARE[i % RARE.length])), atOnce);
flush();
console.log(counts.rows, counts.allowed, counts.different, points);
for (const { reason } of space.conditions) if (!counts.alone.get(reason)) console.log("never alone:", reason);
process.exit(counts.different ? 1 : 0);
