// SPDX-License-Identifier: MIT
// What every engine in Node does: one that is started with ... FILE COUNT is asked the first COUNT requests of FILE.
//
// An engine is run(version, prepare, decide): prepare makes of an action and its facts what the engine takes, before any
// clock runs, and decide says whether that is allowed. When all is ready, a line of JSON says so. Then each line that
// comes in is answered by a line of JSON: an empty one by what a decision took when all were asked, and the place of the
// first answer that is not the one in the file; a request in JSON, { action, facts }, by what the engine makes of it.
"use strict";
const readline = require("readline");
const requests = require("./requests.js");

const [file, count] = process.argv.slice(-2);

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
  const asked = requests.read(file, Number(count));
  const questions = asked.map(({ action, facts }) => prepare(action, facts));
  const expected = asked.map(({ isAllowed }) => isAllowed);
  say({ version, count: questions.length });
  readline.createInterface({ input: process.stdin }).on("line", (line) => {
    say(line ? answer(JSON.parse(line), prepare, decide) : round(questions, expected, decide));
  });
}

module.exports = { run };
