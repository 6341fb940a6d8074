// SPDX-License-Identifier: MIT
// compare.js ANSWERS SPACE COMPLETIONS SAMPLE SEED PART/PARTS
//
// Compares the library (the program ANSWERS) with Cedar over a space: the decision, and every reason of a denial: the
// forbidding policies that determine Cedar's decision name the conditions the library calls unmet.
//
// A space has far too many points to ask for all of them (logins: more than 10^20), and need not be asked so. Cedar denies
// when a policy forbids, and what a policy reads stands in its text: cedar.js takes it from there, and gives Cedar
// nothing else when it asks for that policy alone. So the answer for a policy is known for the complete space once it
// is known for the complete product of what it reads. Those products are the groups: every point of every group is
// asked, of Cedar and, with the rest of the row drawn, of the library. That the library, too, reads nothing else for
// that condition is not known; it is tried: each point is completed COMPLETIONS times, by turns close to a row that is
// allowed and far from it, and all reasons are compared each time, not only the group's own. A condition that some
// question is not denied by alone has not been tried on the decision: such a question is looked for.
//
// Facts that many policies ask for (facts.cedar: the class of a client, which grant counts) are groups of their own; in
// other groups a fact is one axis, and each of its values is given in ways drawn from all there are.
//
// SAMPLE rows more are drawn from the space. One in ten of them Cedar gets as one request to the whole policy set, which
// shows that its answers policy by policy make up its decision.
"use strict";
const { spawnSync } = require("child_process");
const { Random, Space } = require("./space.js");
const { Groups } = require("./groups.js");

const CHUNK = 20000; // rows that the library answers at a time
const SHOWN = 20; // differences, and kinds of them
const AT_ONCE = 10; // one of so many sampled rows
const TURNS = 400; // through a group, for a question that is denied by its condition alone

const [answers, name, completions, sample, seed, part] = process.argv.slice(2);
const [ownPart, parts] = part.split("/").map(Number);
const space = new Space(require(`./${name}_space.js`));
const random = new Random(Number(seed) * 1000 + ownPart + 1);
const groups = new Groups(space, random, new Random(Number(seed)));
const counts = { rows: 0, allowed: 0, different: 0, points: 0, atOnce: 0 };
const alone = new Set(); // reasons that were the only one of some row
const shown = new Set();
let waiting = [];

const byPolicy = (row) => space.unmet(row);
const atOnce = (row) => space.unmetAtOnce(row);

// The library's answers to rows. Both sides' reasons are sorted: their order is not Cedar's affair.
function library(rows) {
  const input = rows.map((row) => space.line(row) + "\n").join("");
  const { status, stdout, stderr } = spawnSync(answers, { input, encoding: "utf8", maxBuffer: 1 << 30 });
  if (status !== 0) throw new Error(`${answers}: ${stderr}`);
  const lines = stdout.trimEnd().split("\n");
  if (lines.length !== rows.length) throw new Error(`${lines.length} answers to ${rows.length} questions`);
  return lines.map((line) => asText(line.split(" ").slice(1), line.split(" ")[0]));
}

function asText(reasons, effect = reasons.size ? "deny" : "allow") {
  return [effect, ...[...reasons].sort()].join(" ");
}

function compare(row, oracle) {
  waiting.push({ row, oracle });
  if (waiting.length === CHUNK) flush();
}

function flush() {
  if (!waiting.length) return;
  const lines = library(waiting.map(({ row }) => row));
  for (const [place, { row, oracle }] of waiting.entries()) {
    const reasons = oracle(row);
    counts.rows++;
    if (reasons.size === 0) counts.allowed++;
    if (reasons.size === 1) alone.add(...reasons);
    if (asText(reasons) !== lines[place]) report(row, oracle, lines[place]);
  }
  waiting = [];
}

// Shows the smallest question that the sides differ about, once for each kind of difference.
function report(row, oracle, line) {
  counts.different++;
  const kind = onlyIn(asText(oracle(row)), line) + "/" + onlyIn(line, asText(oracle(row)));
  if (shown.size >= SHOWN || shown.has(kind)) return;
  shown.add(kind);
  const isDecision = effectOf(asText(oracle(row))) !== effectOf(line);
  const smallest = shrunk(row, oracle, isDecision);
  const question = space.line(smallest);
  if (shown.has(question)) return;
  shown.add(question);
  console.log(`different: ${question}\n  cedar:   ${asText(oracle(smallest))}\n  library: ${library([smallest])[0]}`);
}

function onlyIn(one, other) {
  return one.split(" ").filter((word) => !other.split(" ").includes(word));
}

function effectOf(answer) {
  return answer.split(" ")[0];
}

// One axis after the other becomes absent, false, 0 or empty while the sides still differ: with `isDecision`, in more
// than the reasons.
function shrunk(row, oracle, isDecision) {
  for (const axis of space.axes) {
    if (axis.none < 0 || row[axis.index] === axis.none) continue;
    const smaller = row.slice();
    smaller[axis.index] = axis.none;
    space.settled(smaller);
    if (space.line(smaller).length >= space.line(row).length) continue;
    const sides = [asText(oracle(smaller)), library([smaller])[0]];
    const [one, other] = isDecision ? sides.map(effectOf) : sides;
    if (one !== other) return shrunk(smaller, oracle, isDecision);
  }
  return row;
}

function compareGroup(inputs) {
  let count = 0;
  for (const point of groups.points(inputs)) {
    if (count++ % parts !== ownPart) continue;
    for (let turn = 0; turn < Number(completions); turn++) compare(groups.row(inputs, point, turn), byPolicy);
  }
  counts.points += count;
}

// Compares a row that is denied by the condition alone.
function compareAlone({ reason, reader }) {
  const inputs = groups.dimensions(reader.inputs);
  for (let turn = 0; turn < TURNS; turn++)
    for (const point of groups.points(inputs)) {
      const row = groups.row(inputs, point, 0);
      const reasons = space.unmet(row);
      if (reasons.size === 1 && reasons.has(reason)) {
        compare(row, byPolicy);
        return;
      }
    }
  throw new Error(`no question is denied by ${reason} alone`);
}

for (const fact of space.facts) compareGroup(space.inputOf(fact.name).inputs);
for (const condition of space.conditions) compareGroup(groups.dimensions(condition.reader.inputs));
flush();
for (const condition of space.conditions) if (!alone.has(condition.reason)) compareAlone(condition);
for (let i = 0; i < Number(sample) / parts; i++) {
  const isAtOnce = i % AT_ONCE === 0;
  counts.atOnce += isAtOnce;
  compare(space.settled(groups.draw(random.below(4))), isAtOnce ? atOnce : byPolicy);
}
flush();
console.log(
  `oracle ${name} ${part} seed ${seed}: ${space.conditions.length} policies, ${counts.points} points of groups, ` +
    `${counts.rows} rows (${counts.allowed} allowed, ${counts.atOnce} of the whole policy set): ` +
    (counts.different ? `${counts.different} DIFFER` : "no difference"),
);
process.exitCode = counts.different ? 1 : 0;
