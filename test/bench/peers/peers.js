// SPDX-License-Identifier: MIT
// peers.js check|bench DIRECTORY ORGPOL [CASBIN_VERSION]
//
// Compares the answers of every engine with orgpol's: to every request there is, and to malformed ones. With "bench",
// times them over the stream besides, in turns; each round compares every answer. DIRECTORY has the programs and the
// requests, ORGPOL is the command; without CASBIN_VERSION there is no casbin for Go.
"use strict";
const { engines, Process } = require("./engines.js");
const { wellFormed, malformed } = require("./malformed.js");
const orgpol = require("./orgpol.js");
const report = require("./report.js");
const requests = require("./requests.js");

const ROUNDS = 9; // after one that is not counted
const [PLAIN, ORGPOL] = [0, 1];
const [mode, directory, command, casbinVersion] = process.argv.slice(2);
const SPACE = `${directory}/space`;
const STREAM = `${directory}/stream`;

// That orgpol's command answers the same facts in JSON as the library in structs, and malformed ones as expected.
function checkJson(space) {
  orgpol.answers(command, space).forEach((answer, place) => {
    if (answer === "error" || (answer === "allow") !== space[place].isAllowed)
      throw new Error(`orgpol's command answers ${answer}: ${JSON.stringify(space[place])}`);
  });
  orgpol.answers(command, malformed.map(({ request }) => request)).forEach((answer, place) => {
    const { name, rule } = malformed[place];
    if (answer !== rule) throw new Error(`orgpol's command answers ${answer}, not ${rule}: ${name}`);
  });
}

// Asks an engine every request, and the malformed ones: which of them it allows.
async function check(engine, count) {
  const asked = new Process(engine, SPACE, count);
  const version = await asked.ready();
  await asked.round();
  Object.assign(engine, { version, compared: count });
  if (!engine.isOurs) {
    const allows = async (request) => (await asked.ask(JSON.stringify(request))).answer === "allow";
    if (!(await allows(wellFormed))) throw new Error(`${engine.name} does not allow the request that all others allow`);
    engine.allowed = [];
    for (const { request, name } of malformed) if (await allows(request)) engine.allowed.push(name);
  }
  asked.end();
}

function median(numbers) {
  return numbers.slice().sort((one, other) => one - other)[Math.floor(numbers.length / 2)];
}

async function time(all) {
  const processes = all.map((engine) => new Process(engine, STREAM, engine.count));
  for (const asked of processes) await asked.ready();
  const rounds = [];
  for (let number = 0; number <= ROUNDS; number++) {
    const round = [];
    for (const asked of processes) round.push(await asked.round());
    if (number > 0) rounds.push(round);
  }
  for (const [place, engine] of all.entries()) {
    const ratioTo = (other) => median(rounds.map((round) => round[place] / round[other]));
    engine.ns = median(rounds.map((round) => round[place]));
    engine.toPlain = ratioTo(PLAIN);
    engine.toOrgpol = ratioTo(ORGPOL);
    engine.compared += engine.count;
    processes[place].end();
  }
}

async function main() {
  const all = engines(directory, casbinVersion);
  const space = requests.read(SPACE);
  checkJson(space);
  for (const engine of all) await check(engine, space.length);
  if (mode === "bench") await time(all);
  if (!["", "0"].includes(process.env.BENCH_JSON ?? "")) return report.printJson(all, malformed);
  if (mode === "bench") report.printTimes(all);
  else console.log(`${all.length} engines answer ${space.length} requests alike, and so does orgpol in JSON`);
  report.printAllowed(all, malformed);
}

main().catch((error) => {
  console.error(`peers: ${error.message}`);
  process.exit(1);
});
