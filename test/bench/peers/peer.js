// SPDX-License-Identifier: MIT
// What every engine in Node does: peer.js FILE COUNT is asked the first COUNT requests of FILE (see ours.c).
//
// An engine is run(version, prepare, decide): prepare makes of an action and its facts what the engine takes, before any
// clock runs, and decide says whether that is allowed. When all is ready, a line of JSON says so. Then each line that
// comes in is answered by a line of JSON: an empty one by what a decision took when all were asked, and the place of the
// first answer that is not the one in the file; a request in JSON, { action, facts }, by what the engine makes of it.
"use strict";
const fs = require("fs");
const readline = require("readline");

const [file, count] = process.argv.slice(2);

function read() {
  const [names, ...lines] = fs.readFileSync(file, "latin1").trimEnd().split("\n");
  const facts = JSON.parse(names).map(([name, ...values]) => ({ name, values }));
  const asked = lines.slice(0, Number(count)).map((line) => {
    const request = Object.fromEntries(facts.map(({ name, values }, place) => [name, values[line[place]]]));
    return { ...separate(request), isAllowed: line[facts.length] === "1" };
  });
  return asked;
}

function separate({ action, ...facts }) {
  return { action, facts };
}

function say(answer) {
  process.stdout.write(JSON.stringify(answer) + "\n");
}

function round(questions, expected, decide) {
  const decisions = new Array(questions.length).fill(false);
  const start = process.hrtime.bigint();
  for (let place = 0; place < questions.length; place++) decisions[place] = decide(questions[place]);
  const ns = Number(process.hrtime.bigint() - start);
  const different = decisions.findIndex((decision, place) => decision !== expected[place]);
  return { ns: ns / questions.length, ...(different >= 0 && { different }) };
}

function answer({ action, facts }, prepare, decide) {
  try {
    return { answer: decide(prepare(action, facts)) ? "allow" : "deny" };
  } catch (error) {
    return { answer: "error", message: String(error.message) };
  }
}

function run(version, prepare, decide) {
  const asked = read();
  const questions = asked.map(({ action, facts }) => prepare(action, facts));
  const expected = asked.map(({ isAllowed }) => isAllowed);
  say({ version, count: questions.length });
  readline.createInterface({ input: process.stdin }).on("line", (line) => {
    say(line ? answer(JSON.parse(line), prepare, decide) : round(questions, expected, decide));
  });
}

module.exports = { run };
